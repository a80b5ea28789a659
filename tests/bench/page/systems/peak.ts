// The yardstick: how fast WebAssembly SIMD multiplies and adds on this machine when nothing else is to be done. One "step" is a million
// turns of the kernels' own loop; its "loss" is of no meaning.
import kernelsUrl from '../../../../src/backends/cpu/build/kernels.wasm?url&no-inline';
import relaxedUrl from '../../../../src/backends/cpu/build/kernels-relaxed.wasm?url&no-inline';
import { bestVariant, instantiate } from '../../../../src/backends/cpu/kernels.ts';
import { peakTurns } from '../../plan.ts';
import type { Runner } from '../system.ts';

export async function create(): Promise<Runner> {
  const url = bestVariant() === 'kernels' ? kernelsUrl : relaxedUrl;
  const module = await WebAssembly.compile(await (await fetch(url)).arrayBuffer());
  const { kernels } = await instantiate(module, 65536);
  return {
    step() {
      kernels.peak(peakTurns, 0.999, 0.001);
      return 0;
    },
    memory: () => ({ held: null, wasm: null }),
  };
}
