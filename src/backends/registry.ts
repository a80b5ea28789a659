// Every backend that can be chosen, by id. Each is loaded when it is first asked for; a new one is a new line here.
import type { Backend, BackendId } from './backend.ts';

export interface BackendEntry {
  readonly id: BackendId;
  /** As the switch shows it, before anything is loaded. */
  readonly name: string;
  load(): Promise<Backend>;
}

export const backends: readonly BackendEntry[] = [
  {
    id: 'reference',
    name: 'reference (float64, TypeScript)',
    load: async () => (await import('./reference.ts')).reference,
  },
  {
    id: 'cpu',
    name: 'cpu (float32, WebAssembly SIMD)',
    load: async () => (await import('./cpu/browser.ts')).cpu,
  },
  {
    id: 'gpu',
    name: 'gpu (float32, gpu.js on WebGPU or WebGL2)',
    // which of the two it is shows when it is loaded
    load: async () => (await import('./gpu/backend.ts')).gpu(),
  },
];

/** @throws RangeError for an id that no backend here has. */
export function backendEntry(id: string): BackendEntry {
  const found = backends.find((entry) => entry.id === id);
  if (!found)
    throw new RangeError(
      `backendEntry: there is no backend ${JSON.stringify(id)}, expected ${backends.map((b) => b.id).join(' or ')}`,
    );
  return found;
}
