// A page that does nothing but import the gpu.js client, built and served as the book is.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { buildServed, from, type ServedPage } from '../built-page.ts';

export interface BuiltPage extends ServedPage {
  /** every built script: its name, text and size in bytes as brotli */
  readonly scripts: readonly { readonly name: string; readonly text: string; readonly brotli: number }[];
}

/** Builds and serves; the page hangs the client's exports on `window.gpuTest`, and sets `window.evalWorks`. */
export async function buildPage(): Promise<BuiltPage> {
  // whether text may be compiled is asked by the page itself: what a test driver injects is exempt from the policy
  const main = `
    import * as gpu from ${from('src/backends/gpu/client.ts')};
    window.gpuTest = gpu;
    try { window.evalWorks = new Function('return true')(); } catch { window.evalWorks = false; }`;
  const page = await buildServed('gpu.js', { 'main.ts': main });
  const folder = join(page.outDir, '_astro');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const scripts = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return { name, text: bytes.toString('utf8'), brotli: brotliCompressSync(bytes).length };
    }),
  );
  return { ...page, scripts };
}
