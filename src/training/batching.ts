// A text as batches: the last tenth held out, the rest cut into as many long pieces as the batch is wide, read side by side from
// front to back, so that each state is carried on where its piece left off. No randomness anywhere.
import type { Batch } from '../backends/backend.ts';

export interface Split {
  readonly training: Uint8Array;
  /** The end of the text; never trained on. */
  readonly heldOut: Uint8Array;
}

/** Share of the text that is held out. */
export const heldOutShare = 0.1;

/** By position: the first nine tenths are trained on, the rest is held out. Views, not copies. */
export function split(tokens: Uint8Array): Split {
  const at = tokens.length - Math.floor(tokens.length * heldOutShare);
  return { training: tokens.subarray(0, at), heldOut: tokens.subarray(at) };
}

export interface BatchSizes {
  readonly steps: number;
  readonly batch: number;
}

/** Fewest characters of which one training batch and a held-out pair can be made. */
export const fewestCharacters = ({ steps, batch }: BatchSizes): number =>
  Math.max(Math.ceil((batch * (steps + 1)) / (1 - heldOutShare)), Math.ceil(2 / heldOutShare));

/** Batches in one walk through the text (an epoch). */
export const batchesPerEpoch = (length: number, { steps, batch }: BatchSizes): number =>
  Math.floor((Math.floor(length / batch) - 1) / steps);

/**
 * Batch `index` (0 … batchesPerEpoch − 1): inputs and the characters one further, each [steps, batch].
 * The last few characters of a piece that fill no batch are left out.
 */
export function trainingBatch(tokens: Uint8Array, sizes: BatchSizes, index: number): Batch {
  const { steps, batch } = sizes;
  const piece = Math.floor(tokens.length / batch);
  const inputs = new Int32Array(steps * batch);
  const targets = new Int32Array(steps * batch);
  for (let t = 0; t < steps; t++)
    for (let b = 0; b < batch; b++) {
      const at = b * piece + index * steps + t;
      inputs[t * batch + b] = tokens[at]!;
      targets[t * batch + b] = tokens[at + 1]!;
    }
  return { inputs, targets };
}

/** Held-out batches at most in one evaluation: enough for a steady number, few enough to take little of the time. */
export const maxHeldOutBatches = 16;

/** How many batches {@link heldOutBatch} gives; at least one where there are two characters. */
export function heldOutBatches(length: number, { steps, batch }: BatchSizes): number {
  const piece = Math.ceil((length - 1) / batch);
  return Math.min(maxHeldOutBatches, Math.ceil(piece / steps));
}

/** As {@link trainingBatch}, but nothing is left out: what lies beyond a piece's end is a target of −1, not counted. */
export function heldOutBatch(tokens: Uint8Array, sizes: BatchSizes, index: number): Batch {
  const { steps, batch } = sizes;
  const piece = Math.ceil((tokens.length - 1) / batch);
  const inputs = new Int32Array(steps * batch);
  const targets = new Int32Array(steps * batch).fill(-1);
  for (let t = 0; t < steps; t++)
    for (let b = 0; b < batch; b++) {
      const within = index * steps + t;
      const at = b * piece + within;
      if (within >= piece || at + 1 >= tokens.length) continue;
      inputs[t * batch + b] = tokens[at]!;
      targets[t * batch + b] = tokens[at + 1]!;
    }
  return { inputs, targets };
}

/** Held-out characters that one evaluation predicts. */
export function heldOutTargets(length: number, sizes: BatchSizes): number {
  const piece = Math.ceil((length - 1) / sizes.batch);
  const read = Math.min(piece, heldOutBatches(length, sizes) * sizes.steps);
  let total = 0;
  for (let b = 0; b < sizes.batch; b++) total += Math.max(0, Math.min(read, length - 1 - b * piece));
  return total;
}
