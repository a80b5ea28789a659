// Copies of what a pass left in the memory, without the padding, as the backend contract lays it out.
import type { Batch } from '../backend.ts';
import { answerOf } from '../correct.ts';
import { directionsOf, type FullSpec } from '../spec.ts';
import type { Shard } from './network.ts';
import { eight } from './packing.ts';

/** [steps, batch, directions · hiddens], zero where a sequence has ended. */
export function readHidden(
  spec: FullSpec,
  shards: readonly Shard[],
  f32: Float32Array,
  { lengths }: Batch,
): Float32Array {
  const { steps, batch, hiddens: H } = spec;
  const both = directionsOf(spec);
  const out = new Float32Array(steps * batch * both * H);
  eachSequence(shards, (shard, row, b) => {
    const { at, stride, width } = shard.hidden;
    for (let t = 0; t < (lengths?.[b] ?? steps); t++)
      for (let d = 0; d < both; d++) {
        const from = at + (t * shard.places.rows + row) * stride + d * width;
        out.set(f32.subarray(from, from + H), ((t * batch + b) * both + d) * H);
      }
  });
  return out;
}

/**
 * Before a loss that is followed by its gradient: [steps or 1, batch, outputs], zero where a target is below 0.
 * @param targets of each reading
 */
export function readLogits(
  spec: FullSpec,
  shards: readonly Shard[],
  f32: Float32Array,
  targets: ArrayLike<number>,
): Float32Array {
  const { batch, outputs: K } = spec;
  const out = new Float32Array(targets.length * K);
  eachSequence(shards, (shard, row, b) => {
    const { at, stride } = shard.logits;
    for (let t = 0; t * batch < targets.length; t++) {
      const from = at + (t * shard.places.rows + row) * stride;
      if (targets[t * batch + b]! >= 0) out.set(f32.subarray(from, from + K), (t * batch + b) * K);
    }
  });
  return out;
}

/** Counted targets whose class has the largest logit; as {@link readLogits}. */
export function countRight(
  { batch, outputs }: FullSpec,
  shards: readonly Shard[],
  f32: Float32Array,
  targets: ArrayLike<number>,
): number {
  let correct = 0;
  eachSequence(shards, (shard, row, b) => {
    const { at, stride } = shard.logits;
    for (let t = 0; t * batch < targets.length; t++) {
      const y = targets[t * batch + b]!;
      if (y >= 0 && answerOf(f32, at + (t * shard.places.rows + row) * stride, outputs) === y) correct++;
    }
  });
  return correct;
}

/** One state of every layer and direction, [layers · directions, steps, batch, hiddens], zero where a sequence has ended. */
export function readStates(
  spec: FullSpec,
  shards: readonly Shard[],
  f32: Float32Array,
  { lengths }: Batch,
  which: 'hidden' | 'cell',
): Float32Array {
  const { steps, batch, hiddens: H } = spec;
  const out = new Float32Array(spec.layers * directionsOf(spec) * steps * batch * H);
  eachSequence(shards, (shard, row, b) => {
    for (const [n, { at, stride }] of shard.everyState(which).entries())
      for (let t = 0; t < (lengths?.[b] ?? steps); t++) {
        const from = at + (t * shard.places.rows + row) * stride;
        out.set(f32.subarray(from, from + H), ((n * steps + t) * batch + b) * H);
      }
  });
  return out;
}

/** ∂L/∂x, [steps, batch, inputs]; null for one-hot input. */
export function readInputGradient(
  spec: FullSpec,
  shards: readonly Shard[],
  f32: Float32Array,
): Float32Array | null {
  const { steps, batch, inputs, input } = spec;
  if (input === 'one-hot') return null;
  const out = new Float32Array(steps * batch * inputs);
  eachSequence(shards, (shard, row, b) => {
    for (let t = 0; t < steps; t++) {
      const from = shard.places.dx / 4 + (t * shard.places.rows + row) * eight(inputs);
      out.set(f32.subarray(from, from + inputs), (t * batch + b) * inputs);
    }
  });
  return out;
}

/** Visits each sequence of the batch: its shard, its row there, its place in the batch. */
function eachSequence(shards: readonly Shard[], visit: (shard: Shard, row: number, b: number) => void): void {
  for (const shard of shards)
    for (let row = 0; row < shard.places.batch; row++) visit(shard, row, shard.offset + row);
}
