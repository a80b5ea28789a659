// The backends as a switch shows them, before any is loaded. Apart from the registry, so that a page that only names them ships none.
import type { BackendId } from './backend.ts';

export const backendNames: readonly { readonly id: BackendId; readonly name: string }[] = [
  { id: 'reference', name: 'reference (float64, TypeScript)' },
  { id: 'cpu', name: 'cpu (float32, WebAssembly SIMD)' },
  // which of the two it is shows when it is loaded
  { id: 'gpu', name: 'gpu (float32, gpu.js on WebGPU or WebGL2)' },
];
