// The cpu backend in Node: the module's builds come from files, compiled first where they are out of date; helpers are Node's threads.
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { cpuBackend, type CpuWorld } from '../../../src/backends/cpu/backend.ts';
import type { StartHelper } from '../../../src/backends/cpu/crew.ts';
import type { Variant } from '../../../src/backends/cpu/kernels.ts';
import { buildWasm } from '../../../src/tools/wasm.ts';

export async function readModule(variant: Variant): Promise<WebAssembly.Module> {
  const built = await buildWasm();
  return WebAssembly.compile(await readFile(built[`${variant}.wasm`]!));
}

export const startHelper: StartHelper = (task) => {
  // by its path, as the tests' own loader would rewrite a URL of this module
  const worker = new Worker(`${process.cwd()}/tests/backends/cpu/helper.ts`, { workerData: task });
  worker.unref();
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  return { ready, end: () => void worker.terminate() };
};

export const cpuWith = (more: Partial<CpuWorld>) =>
  cpuBackend({ readModule, startHelper, threads: 1, ...more });

/** With the best build that this Node can run, on one thread. */
export const cpu = cpuWith({});
/** With the build that every engine with SIMD can run. */
export const cpuWithoutRelaxed = cpuWith({ relaxed: false });
/** On two threads whatever the size. */
export const cpuOnTwoThreads = cpuWith({ exactly: 2 });
