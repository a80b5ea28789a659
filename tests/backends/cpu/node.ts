// The cpu backend in Node: the module's builds come from files, compiled first where they are out of date.
import { readFile } from 'node:fs/promises';
import { cpuBackend } from '../../../src/backends/cpu/backend.ts';
import type { Variant } from '../../../src/backends/cpu/kernels.ts';
import { buildWasm } from '../../../src/tools/wasm.ts';

export async function readModule(variant: Variant): Promise<WebAssembly.Module> {
  const built = await buildWasm();
  return WebAssembly.compile(await readFile(built[`${variant}.wasm`]!));
}

/** With the best build that this Node can run. */
export const cpu = cpuBackend(readModule);
/** With the one that every engine with SIMD can run. */
export const cpuWithoutRelaxed = cpuBackend(readModule, 'kernels');
