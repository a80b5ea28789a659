// The cpu backend: the network in float32, four lanes at a time, in WebAssembly. How the module's bytes are had is the caller's:
// the page fetches them (browser.ts), tests read them from a file.
import type { Backend, Description, NumbersByName, Trainer } from '../backend.ts';
import { checkNumbers } from '../parameters.ts';
import { checkSpec, fullSpec, type TrainerSpec } from '../spec.ts';
import type { Helper, StartHelper } from './crew.ts';
import { hasSimd, instantiateOn, memoryOf, variantFor, type Variant } from './kernels.ts';
import { placesOf, type Places } from './places.ts';
import { shardSizes, threadsFor } from './threads.ts';
import { CpuTrainer } from './trainer.ts';

export interface CpuWorld {
  /** Gives a build of the module; asked once for each build. */
  readModule(variant: Variant): Promise<WebAssembly.Module>;
  /** Starts a thread beside the one that trains. */
  readonly startHelper: StartHelper;
  /** Threads to be had, the one that trains among them. */
  readonly threads: number;
  /** Whether to use relaxed SIMD; by default where the engine has it. */
  readonly relaxed?: boolean;
  /** So many threads whatever the size; by default more than one only where it pays. */
  readonly exactly?: number;
}

/** Bytes that WebAssembly's 32-bit addresses reach. */
const mostBytes = 2 ** 32;

export const cpuName = 'cpu (float32, WebAssembly SIMD)';

const megabytes = (bytes: number) => Math.ceil(bytes / 1e6).toLocaleString('en-GB');

export function cpuBackend(world: CpuWorld): Backend {
  const modules = new Map<Variant, Promise<WebAssembly.Module>>();
  const moduleOf = (which: Variant): Promise<WebAssembly.Module> => {
    let module = modules.get(which);
    if (!module) {
      module = world.readModule(which);
      modules.set(which, module);
      // a download that failed may be tried again
      module.catch(() => modules.delete(which));
    }
    return module;
  };
  const shardsFor = (spec: TrainerSpec): number[] =>
    shardSizes(spec.batch, world.exactly ?? threadsFor(spec, world.threads));
  const placesFor = (spec: TrainerSpec): Places => placesOf(fullSpec(spec), shardsFor(spec));

  function describe(spec: TrainerSpec): Description {
    const threads = shardsFor(spec).length;
    return { words: `WASM SIMD, ${threads} thread${threads === 1 ? '' : 's'}`, software: false };
  }

  function refuses(spec: TrainerSpec): string | null {
    if (!hasSimd()) return 'This browser has no WebAssembly SIMD. Choose another backend.';
    const { bytes } = placesFor(spec);
    return bytes <= mostBytes
      ? null
      : `It needs ${megabytes(bytes)} MB; WebAssembly reaches ${megabytes(mostBytes)} MB.`;
  }

  async function create(spec: TrainerSpec, parameters: NumbersByName): Promise<Trainer> {
    checkSpec('cpu.create', spec);
    const refusal = refuses(spec);
    if (refusal !== null) throw new RangeError(`cpu.create: ${refusal}`);
    checkNumbers('cpu.create', spec, parameters);
    const places = placesFor(spec);
    const shared = places.shards.length > 1;
    const module = await moduleOf(variantFor(shared, world.relaxed));
    const memory = memoryOf(places.bytes, shared);
    const kernels = instantiateOn(module, memory);
    const helpers: Helper[] = [];
    try {
      for (let index = 1; index < places.shards.length; index++)
        helpers.push(world.startHelper({ module, memory, spec: fullSpec(spec), places, index }));
      await Promise.all(helpers.map(({ ready }) => ready));
      return new CpuTrainer(kernels, memory.buffer, spec, places, helpers, parameters);
    } catch (error) {
      for (const helper of helpers) helper.end();
      throw error;
    }
  }

  return {
    id: 'cpu',
    name: cpuName,
    precision: 'float32',
    tolerance: {
      relative: 2e-6,
      why: 'float32 rounds at 6e-8; sums over some hundred terms and a dozen steps leave ten to thirty such roundings',
    },
    refuses,
    describe,
    bytes: (spec) => placesFor(spec).bytes,
    create,
  };
}
