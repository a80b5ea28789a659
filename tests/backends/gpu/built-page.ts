// Builds a page that does nothing but import the gpu.js client, in a temporary folder and with the book's own settings
// (Astro's target and minifier, its folder for hashed files, its policy, its headers), and serves it as the book is.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { policy } from '../../../src/tools/csp.ts';
import { serve } from '../../../src/tools/serve.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

export interface BuiltPage {
  readonly url: string;
  /** every built script: its name, text and size in bytes as brotli */
  readonly scripts: readonly { readonly name: string; readonly text: string; readonly brotli: number }[];
  close(): Promise<void>;
}

/** Builds and serves; the page hangs the client's exports on `window.gpuTest`, and sets `window.evalWorks`. */
export async function buildPage(): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), 'unrolled-gpu-'));
  const client = join(REPOSITORY, 'src/backends/gpu/client.ts');
  // whether text may be compiled is asked by the page itself: what a test driver injects is exempt from the policy
  const main = `
    import * as gpu from ${JSON.stringify(client)};
    window.gpuTest = gpu;
    try { window.evalWorks = new Function('return true')(); } catch { window.evalWorks = false; }`;
  await writeFile(join(folder, 'main.ts'), main);
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy([])}">` +
      `<link rel="icon" href="data:,"><title>gpu.js</title></head><body><script type="module" src="./main.ts"></script></body></html>`,
  );
  const outDir = join(folder, 'out');
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      assetsDir: '_astro',
      target: 'esnext',
      minify: true,
      modulePreload: { polyfill: false },
    },
  });
  await cp(join(REPOSITORY, 'public/_headers'), join(outDir, '_headers'));
  const names = (await readdir(join(outDir, '_astro'))).filter((name) => name.endsWith('.js'));
  const scripts = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(outDir, '_astro', name));
      return { name, text: bytes.toString('utf8'), brotli: brotliCompressSync(bytes).length };
    }),
  );
  const server = await serve({ root: outDir, port: 0 });
  return {
    url: server.url,
    scripts,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
