// Static site: Astro pages, MDX lessons, Svelte figures. Equations become HTML at build time.
import { defineConfig } from 'astro/config';
import mdx from '@astrojs/mdx';
import svelte from '@astrojs/svelte';
import { unified } from '@astrojs/markdown-remark';
import remarkMath from 'remark-math';
import rehypeKatex from 'rehype-katex';
import { csp } from './src/tools/csp.ts';

export default defineConfig({
  output: 'static',
  markdown: { processor: unified({ remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] }) },
  integrations: [mdx(), svelte(), csp()],
});
