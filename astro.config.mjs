// Static site: Astro pages, MDX lessons, Svelte figures. Equations become HTML at build time.
import { defineConfig } from 'astro/config';
import mdx from '@astrojs/mdx';
import svelte from '@astrojs/svelte';
import { unified } from '@astrojs/markdown-remark';
import remarkMath from 'remark-math';
import rehypeKatex from 'rehype-katex';
import { csp } from './src/tools/csp.ts';
import { wasm } from './src/tools/wasm.ts';

export default defineConfig({
  output: 'static',
  markdown: {
    shikiConfig: { theme: 'css-variables' },
    processor: unified({ remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] }),
  },
  // As public/_headers: cross-origin isolation, without which there is no memory that threads can share.
  server: {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
    },
  },
  integrations: [wasm(), mdx(), svelte(), csp()],
  // A font inlined as a data: URL would be refused by the pages' font-src.
  vite: {
    build: { assetsInlineLimit: (file) => (/\.woff2?$/.test(file) ? false : undefined) },
    // so that a worker, too, loads a backend when it is asked for, and not before
    worker: { format: 'es' },
  },
});
