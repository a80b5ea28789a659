// Builds a page in a temporary folder with the book's own settings (Astro's target and minifier, its folder for hashed files, its
// policy, its headers), and serves it as the book is.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type PluginOption } from 'vite';
import { policy } from '../../src/tools/csp.ts';
import { serve } from '../../src/tools/serve.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** A file of the repository as it is named in an import. */
export const from = (path: string): string => JSON.stringify(join(REPOSITORY, path));

export interface ServedPage {
  readonly url: string;
  /** What was built; its hashed files lie in `_astro`. */
  readonly outDir: string;
  close(): Promise<void>;
}

/**
 * @param files source files by name; the page loads `main.ts`
 * @param headers whether it is served with the book's headers, those of its isolation among them; default yes
 * @param plugins of Vite, for files that are not plain scripts; default none
 */
export async function buildServed(
  title: string,
  files: Readonly<Record<string, string>>,
  headers = true,
  plugins: PluginOption[] = [],
): Promise<ServedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'unrolled-page-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy([])}">` +
      `<link rel="icon" href="data:,"><title>${title}</title></head><body><script type="module" src="./main.ts"></script></body></html>`,
  );
  const outDir = join(folder, 'out');
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins,
    build: {
      outDir,
      assetsDir: '_astro',
      target: 'esnext',
      minify: true,
      modulePreload: { polyfill: false },
    },
  });
  if (headers) await cp(join(REPOSITORY, 'public/_headers'), join(outDir, '_headers'));
  const server = await serve({ root: outDir, port: 0 });
  return {
    url: server.url,
    outDir,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
