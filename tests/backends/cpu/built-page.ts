// Builds a page whose worker trains on the cpu backend, in a temporary folder and with the book's own policy and headers, and serves it.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { policy } from '../../../src/tools/csp.ts';
import { serve } from '../../../src/tools/serve.ts';
import { buildWasm } from '../../../src/tools/wasm.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** What the worker answers: the losses of five updates on each number of threads, or why there are none. */
export interface Answer {
  readonly isolated: boolean;
  readonly losses: Readonly<Record<string, readonly number[]>>;
}

/** Builds and serves; the page sets `window.answer` to a promise of an {@link Answer}. `isolated` false: without the isolation's headers. */
export async function buildPage(isolated: boolean): Promise<{ url: string; close(): Promise<void> }> {
  await buildWasm();
  const folder = await mkdtemp(join(tmpdir(), 'unrolled-cpu-'));
  const from = (path: string) => JSON.stringify(join(REPOSITORY, path));
  const worker = `
    import { cpuBackend } from ${from('src/backends/cpu/backend.ts')};
    import { browserWorld, cpu } from ${from('src/backends/cpu/browser.ts')};
    import { fiveLosses } from ${from('tests/backends/cpu/five-losses.ts')};
    async function run() {
      const losses = { default: await fiveLosses(cpu) };
      if (crossOriginIsolated)
        for (const exactly of [2, 3]) losses[exactly] = await fiveLosses(cpuBackend({ ...browserWorld, exactly }));
      postMessage({ isolated: crossOriginIsolated, losses });
    }
    void run();`;
  const main = `
    window.answer = new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = (event) => resolve(event.data);
      worker.onerror = (event) => reject(new Error(event.message));
    });`;
  await writeFile(join(folder, 'worker.ts'), worker);
  await writeFile(join(folder, 'main.ts'), main);
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy([])}">` +
      `<link rel="icon" href="data:,"><title>cpu</title></head><body><script type="module" src="./main.ts"></script></body></html>`,
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
  if (isolated) await cp(join(REPOSITORY, 'public/_headers'), join(outDir, '_headers'));
  const server = await serve({ root: outDir, port: 0 });
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
