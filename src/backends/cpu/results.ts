// Copies of what a pass left in the memory, without the padding, as the backend contract lays it out.
import type { Batch } from '../backend.ts';
import { directionsOf, type FullSpec } from '../spec.ts';
import type { Shard } from './network.ts';
import { eight } from './packing.ts';

/** [steps, batch, directions · hiddens], zero where a sequence has ended. */
export function readHidden(
  spec: FullSpec,
  shard: Shard,
  f32: Float32Array,
  { lengths }: Batch,
): Float32Array {
  const { steps, batch, hiddens: H } = spec;
  const both = directionsOf(spec);
  const { at, stride, width } = shard.hidden;
  const out = new Float32Array(steps * batch * both * H);
  for (let t = 0; t < steps; t++)
    for (let b = 0; b < batch; b++)
      for (let d = 0; d < both && t < (lengths?.[b] ?? steps); d++) {
        const from = at + (t * shard.places.rows + b) * stride + d * width;
        out.set(f32.subarray(from, from + H), ((t * batch + b) * both + d) * H);
      }
  return out;
}

/** Before the loss: [steps or 1, batch, outputs], zero where no target counts. */
export function readLogits(
  spec: FullSpec,
  shard: Shard,
  f32: Float32Array,
  { targets }: Batch,
): Float32Array {
  const { batch, outputs: K } = spec;
  const { at, stride } = shard.logits;
  const out = new Float32Array(targets.length * K);
  for (let n = 0; n < targets.length; n++) {
    const from = at + (Math.floor(n / batch) * shard.places.rows + (n % batch)) * stride;
    if (targets[n]! >= 0) out.set(f32.subarray(from, from + K), n * K);
  }
  return out;
}

/** ∂L/∂x, [steps, batch, inputs]; null for one-hot input. */
export function readInputGradient(spec: FullSpec, shard: Shard, f32: Float32Array): Float32Array | null {
  const { steps, batch, inputs, input } = spec;
  if (input === 'one-hot') return null;
  const out = new Float32Array(steps * batch * inputs);
  for (let t = 0; t < steps; t++)
    for (let b = 0; b < batch; b++) {
      const from = shard.places.dx / 4 + (t * shard.places.rows + b) * eight(inputs);
      out.set(f32.subarray(from, from + inputs), (t * batch + b) * inputs);
    }
  return out;
}
