// Tasks whose sequences are drawn by seeded code: always the same ones, whatever a run's seed and batch size. A sequence's own hash says
// whether it is learned or held out, so that no sequence is ever in both parts.
import type { Batch } from '../../backends/backend.ts';
import { seededRandom, type Random } from '../../engine/random.ts';
import type { BatchSizes } from '../batching.ts';
import type { Task, TaskNetwork } from '../task.ts';

/** Sequences to learn from, and held out. */
export const trainingSequences = 4096;
export const heldOutSequences = 512;
/** One sequence in so many is held out. */
const shareHeldOut = 8;

export interface Example {
  /** Tokens [length], or numbers [length, width]. */
  readonly inputs: readonly number[];
  /** A class for each step, −1 where none is asked for, [length]; or the one class of the sequence, [1]. */
  readonly targets: readonly number[];
}

export interface Recipe {
  readonly id: string;
  readonly network: TaskNetwork;
  /** Fewest time steps that such a sequence can be made in. */
  readonly fewestSteps: number;
  /** A sequence of at most `steps` steps; `steps` is at least {@link fewestSteps}. */
  draw(random: Random, steps: number): Example;
}

/** FNV-1a, 32 bits, over thousandths: tokens are whole, and waves that agree to the third digit are one. */
export function hashOf(inputs: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const x of inputs) {
    const whole = Math.round(x * 1000);
    for (let shift = 0; shift < 32; shift += 8)
      hash = Math.imul(hash ^ ((whole >>> shift) & 0xff), 0x01000193);
  }
  return hash >>> 0;
}

/** By the high bits: those of FNV that depend on all of the input. */
export const isHeldOut = (inputs: readonly number[]): boolean => hashOf(inputs) < 2 ** 32 / shareHeldOut;

/** The n-th sequence of a part: the first that falls into it of those drawn from the part's n-th seed. */
function sequence({ id, draw }: Recipe, steps: number, part: 'training' | 'heldOut', n: number): Example {
  const random = seededRandom(2 * n + (part === 'heldOut' ? 1 : 0));
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const example = draw(random, steps);
    if (isHeldOut(example.inputs) === (part === 'heldOut')) return example;
  }
  throw new RangeError(`sequence: ${id} of ${steps} steps has too few different sequences to hold any out`);
}

/**
 * @throws RangeError where the steps are too few for its sequences
 */
export function generatedTask(recipe: Recipe, sizes: BatchSizes): Task {
  const { id, network, fewestSteps } = recipe;
  const { steps, batch: B } = sizes;
  if (steps < fewestSteps)
    throw new RangeError(`generatedTask: ${id} has ${steps} steps, expected at least ${fewestSteps}`);
  const width = network.input === 'dense' ? network.width : 1;
  const lastStep = network.readout === 'last-step';

  function batchOf(part: 'training' | 'heldOut', index: number): Batch {
    const inputs = width > 1 || network.input === 'dense' ? new Float32Array(steps * B * width) : new Int32Array(steps * B); // prettier-ignore
    const targets = new Int32Array(lastStep ? B : steps * B).fill(-1);
    const lengths = new Int32Array(B).fill(1);
    for (let b = 0; b < B; b++) {
      const n = index * B + b;
      if (part === 'heldOut' && n >= heldOutSequences) continue; // fills up the last batch, and counts for nothing
      const example = sequence(recipe, steps, part, n);
      lengths[b] = example.inputs.length / width;
      for (let t = 0; t < lengths[b]!; t++)
        for (let i = 0; i < width; i++) inputs[(t * B + b) * width + i] = example.inputs[t * width + i]!;
      for (const [t, y] of example.targets.entries()) targets[t * B + b] = y;
    }
    return { inputs, targets, lengths };
  }

  // asked for again and again, and each needs as many draws as there are parts
  const heldOut: Batch[] = [];
  return {
    id,
    network,
    sizes,
    perEpoch: Math.max(1, Math.floor(trainingSequences / B)),
    batch: (index) => batchOf('training', index),
    heldOutBatches: Math.ceil(heldOutSequences / B),
    heldOutBatch: (index) => (heldOut[index] ??= batchOf('heldOut', index)),
    carries: false,
    classifies: true,
    characters: null,
  };
}
