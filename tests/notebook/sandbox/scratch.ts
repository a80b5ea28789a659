// Builds a page that holds nothing but what a test asks for, in a temporary folder, with the book's policy, headers and
// minifier, beside the built site's own /run.html; and serves it as the book is served.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type PluginOption } from 'vite';
import { addPolicy } from '../../../src/tools/csp.ts';
import { serve } from '../../../src/tools/serve.ts';
import { DIST } from '../../browser/support/pages.ts';

export const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

export interface Scratch {
  /** with a trailing slash */
  readonly url: string;
  /** the folder that is served */
  readonly root: string;
  /** every built script: its name, text and size in bytes as gzip */
  readonly scripts: readonly { readonly name: string; readonly text: string; readonly gzip: number }[];
  close(): Promise<void>;
}

/**
 * @param main TypeScript of the page's one module; it may import by absolute paths
 * @param body what stands in the page's <body> before it
 */
export async function buildScratch(
  main: string,
  body: string,
  plugins: readonly PluginOption[] = [],
): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'unrolled-scratch-'));
  await writeFile(join(folder, 'main.ts'), main);
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
      `<link rel="icon" href="data:,"><title>Scratch</title></head><body>${body}<script type="module" src="./main.ts"></script></body></html>`,
  );
  const outDir = join(folder, 'out');
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [...plugins],
    build: {
      outDir,
      assetsDir: '_astro',
      assetsInlineLimit: 0,
      target: 'esnext',
      minify: true,
      modulePreload: { polyfill: false },
    },
  });
  const index = join(outDir, 'index.html');
  await writeFile(index, addPolicy(await readFile(index, 'utf8'), 'index.html'));
  await cp(join(DIST, 'run.html'), join(outDir, 'run.html'));
  await cp(join(REPOSITORY, 'public/_headers'), join(outDir, '_headers'));
  const names = (await readdir(join(outDir, '_astro'))).filter((name) => name.endsWith('.js'));
  const scripts = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(outDir, '_astro', name));
      return { name, text: bytes.toString('utf8'), gzip: gzipSync(bytes).length };
    }),
  );
  const server = await serve({ root: outDir, port: 0, host: '127.0.0.1' });
  return {
    url: server.url,
    root: outDir,
    scripts,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
