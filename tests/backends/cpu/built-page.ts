// A page whose worker trains on the cpu backend, built and served as the book is.
import { buildWasm } from '../../../src/tools/wasm.ts';
import { buildServed, from, type ServedPage } from '../built-page.ts';

/** What the worker answers: the losses of five updates on each number of threads, or why there are none. */
export interface Answer {
  readonly isolated: boolean;
  readonly losses: Readonly<Record<string, readonly number[]>>;
}

/** Builds and serves; the page sets `window.answer` to a promise of an {@link Answer}. `isolated` false: without the isolation's headers. */
export async function buildPage(isolated: boolean): Promise<ServedPage> {
  await buildWasm();
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
  return buildServed('cpu', { 'worker.ts': worker, 'main.ts': main }, isolated);
}
