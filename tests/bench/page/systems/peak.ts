// The yardstick: how fast WebAssembly SIMD multiplies and adds on this machine when nothing else is to be done. One "step" is a million
// turns of the kernels' own loop; its "loss" is of no meaning.
import { browserWorld } from '../../../../src/backends/cpu/browser.ts';
import { instantiateOn, memoryOf, variantFor } from '../../../../src/backends/cpu/kernels.ts';
import { peakTurns } from '../../plan.ts';
import type { Runner } from '../system.ts';

export async function create(): Promise<Runner> {
  const kernels = instantiateOn(await browserWorld.readModule(variantFor(false)), memoryOf(65536, false));
  return {
    step() {
      kernels.peak(peakTurns, 0.999, 0.001);
      return 0;
    },
    memory: () => ({ held: null, wasm: null }),
  };
}
