// The cpu backend: the network in float32, four lanes at a time, in WebAssembly. How the module's bytes are had is the caller's:
// the page fetches them (browser.ts), tests read them from a file.
import type { Backend } from '../backend.ts';
import { checkNumbers } from '../parameters.ts';
import { checkSpec, fullSpec, type TrainerSpec } from '../spec.ts';
import { bestVariant, hasSimd, instantiate, type Variant } from './kernels.ts';
import { placesOf } from './places.ts';
import { CpuTrainer } from './trainer.ts';

export type ReadModule = (variant: Variant) => Promise<WebAssembly.Module>;

/** Pages of 64 KB that WebAssembly's 32-bit addresses reach. */
const mostBytes = 65536 * 65536;

export const cpuName = 'cpu (float32, WebAssembly SIMD)';

const placesFor = (spec: TrainerSpec) => placesOf(fullSpec(spec), [spec.batch]);

/**
 * @param readModule gives a build of the module; asked once for each build
 * @param variant which build; by default the best that this engine can run
 */
export function cpuBackend(readModule: ReadModule, variant?: Variant): Backend {
  const modules = new Map<Variant, Promise<WebAssembly.Module>>();
  const moduleOf = (which: Variant): Promise<WebAssembly.Module> => {
    let module = modules.get(which);
    if (!module) {
      module = readModule(which);
      modules.set(which, module);
      // a download that failed may be tried again
      module.catch(() => modules.delete(which));
    }
    return module;
  };
  return {
    id: 'cpu',
    name: cpuName,
    precision: 'float32',
    tolerance: {
      relative: 2e-6,
      why: 'float32 rounds at 6e-8; sums over some hundred terms and a dozen steps leave ten to thirty such roundings',
    },
    refuses(spec) {
      if (!hasSimd()) return 'This browser has no WebAssembly SIMD. Choose another backend.';
      const bytes = placesFor(spec).bytes;
      return bytes <= mostBytes
        ? null
        : `It needs ${Math.ceil(bytes / 1e6).toLocaleString('en-GB')} MB; WebAssembly reaches ${Math.floor(mostBytes / 1e6).toLocaleString('en-GB')} MB.`;
    },
    bytes: (spec) => placesFor(spec).bytes,
    async create(spec, parameters) {
      checkSpec('cpu.create', spec);
      checkNumbers('cpu.create', spec, parameters);
      const places = placesFor(spec);
      const { kernels, memory } = await instantiate(await moduleOf(variant ?? bestVariant()), places.bytes);
      return new CpuTrainer(kernels, memory.buffer, spec, places, parameters);
    },
  };
}
