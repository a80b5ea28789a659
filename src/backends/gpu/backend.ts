// The gpu backend: gpu.js pipelines on WebGPU, else on WebGL2, that run whole training steps on the device. What it cannot take, and why,
// is told before anything is made.
import type { Backend, NumbersByName } from '../backend.ts';
import { momentsOf } from '../optimizers.ts';
import { checkSpec, directionsOf, fullSpec, type TrainerSpec } from '../spec.ts';
import { blocksOf, inputsOf, listOf } from './training/blocks.ts';
import { cellPlan } from './training/cells.ts';
import { describeDevice, deviceOf, type GpuRoute } from './training/device.ts';
import { GpuTrainer } from './training/trainer.ts';
import { messageOf } from './probe.ts';
import { GpuError } from './types.ts';

/** Passes that a pipeline may have: each is set up and sent one by one, and 4,096 take tens of milliseconds at best. */
const mostPasses = 4096;

/** Numbers of the largest array, and of all arrays together. */
function sizesOf(given: TrainerSpec): { largest: number; all: number; passes: number } {
  const spec = fullSpec(given);
  const cell = cellPlan(spec);
  const places = spec.layers * directionsOf(spec);
  const plane = (spec.steps + 1) * spec.batch * spec.hiddens;
  const planes = 1 + momentsOf[spec.optimizer.id].length;
  const blocks = listOf(blocksOf(spec)).map(({ rows, columns }) => rows * columns);
  const wide = spec.steps * spec.batch * Math.max(cell.gates * spec.hiddens, spec.outputs, inputsOf(spec, 0));
  const tapes = Math.max(cell.planes, cell.backPlanes) * plane;
  const parameters = blocks.reduce((sum, n) => sum + n, 0);
  return {
    largest: Math.max(...blocks.map((n) => n * planes), tapes, wide),
    // every tape is written from a copy of itself; parameters lie in and out, with their gradients and turned
    all: (2 * planes + 2) * parameters + places * (2 * (cell.planes + cell.backPlanes) * plane) + 4 * wide,
    passes: places * spec.steps * cell.passes,
  };
}

/** Why this device cannot take a network of this size; null where it can. */
export function refusalOf(spec: TrainerSpec, numbers: number, title: string): GpuError | null {
  const { largest, passes } = sizesOf(spec);
  const count = (n: number) => n.toLocaleString('en-GB');
  if (largest > numbers)
    return new GpuError(
      'too-large',
      `Its largest array has ${count(largest)} numbers; ${title} takes ${count(numbers)} here.`,
    );
  if (passes > mostPasses)
    return new GpuError(
      'too-many-passes',
      `Unrolled, a training step has about ${count(passes)} passes; at most ${count(mostPasses)} are made into a pipeline.`,
    );
  return null;
}

/** The backend on one route and no other. */
export function gpuBackend(route: GpuRoute): Backend {
  const title = route === 'webgpu' ? 'WebGPU' : 'WebGL2';
  return {
    id: 'gpu',
    name: `gpu (float32, gpu.js on ${title})`,
    precision: 'float32',
    tolerance: {
      relative: 2e-5,
      why: 'float32 sums in another order, as in cpu, and a GPU’s own exp, log and tanh, which may be off by some roundings',
    },
    async refuses(spec) {
      checkSpec('gpu.refuses', spec);
      try {
        const { limits } = await deviceOf(route);
        return refusalOf(spec, limits.numbers, title)?.message ?? null;
      } catch (error) {
        return messageOf(error);
      }
    },
    async describe() {
      return describeDevice(route, await deviceOf(route));
    },
    bytes: (spec) => 4 * sizesOf(spec).all,
    create: (spec: TrainerSpec, parameters: NumbersByName) => new GpuTrainer(route, spec, parameters),
  };
}

/** WebGPU where there is one, else WebGL2. */
export async function gpu(): Promise<Backend> {
  const webgpu = await deviceOf('webgpu').then(
    () => true,
    () => false,
  );
  return gpuBackend(webgpu ? 'webgpu' : 'webgl2');
}
