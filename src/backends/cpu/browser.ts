// The cpu backend in a page or its worker: the module's builds are files of this site, fetched when they are first needed.
import kernels from './build/kernels.wasm?url&no-inline';
import relaxed from './build/kernels-relaxed.wasm?url&no-inline';
import shared from './build/kernels-shared.wasm?url&no-inline';
import both from './build/kernels-relaxed-shared.wasm?url&no-inline';
import { cpuBackend, type CpuWorld } from './backend.ts';
import type { HelperTask, StartHelper } from './crew.ts';
import type { Variant } from './kernels.ts';

const urls: Readonly<Record<Variant, string>> = {
  kernels,
  'kernels-relaxed': relaxed,
  'kernels-shared': shared,
  'kernels-relaxed-shared': both,
};

const startHelper: StartHelper = (task: HelperTask) => {
  const worker = new Worker(new URL('./helper.ts', import.meta.url), { type: 'module' });
  const ready = new Promise<void>((resolve, reject) => {
    worker.addEventListener('message', () => resolve(), { once: true });
    worker.addEventListener('error', (event) =>
      reject(new Error(`cpu: a helper could not start: ${event.message}`)),
    );
  });
  worker.postMessage(task);
  return { ready, end: () => worker.terminate() };
};

/** A page that is not cross-origin isolated has no shared memory; a window may not wait for other threads; one core stays the page's. */
const canThread = globalThis.crossOriginIsolated && typeof document === 'undefined';
const threads = canThread ? Math.max(1, navigator.hardwareConcurrency - 1) : 1;

async function readModule(variant: Variant): Promise<WebAssembly.Module> {
  const answer = await fetch(urls[variant]);
  if (!answer.ok) throw new Error(`cpu: ${urls[variant]} could not be loaded (${answer.status})`);
  return WebAssembly.compile(await answer.arrayBuffer());
}

export const browserWorld: CpuWorld = { readModule, startHelper, threads };

export const cpu = cpuBackend(browserWorld);
