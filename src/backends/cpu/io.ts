// A shard's part of the batch and of the state, between the caller's arrays and the memory.
import type { Batch } from '../backend.ts';
import { directionsOf, statesOf, type FullSpec } from '../spec.ts';
import type { LayerDirection } from './layer.ts';
import { eight } from './packing.ts';
import type { ShardPlaces } from './places.ts';

export interface ShardMemory {
  readonly spec: FullSpec;
  readonly places: ShardPlaces;
  /** First sequence of the batch that is this shard's. */
  readonly offset: number;
  readonly f32: Float32Array;
  readonly i32: Int32Array;
}

/** The batch's own part and its initial state into the memory. */
export function loadBatch(m: ShardMemory, { inputs, targets, lengths }: Batch): void {
  const { rows, batch, steps } = m.places;
  const { batch: all, inputs: width, input, readout } = m.spec;
  const padded = eight(width);
  for (let t = 0; t < steps; t++)
    for (let b = 0; b < batch; b++) {
      const [from, to] = [t * all + m.offset + b, t * rows + b];
      if (input !== 'dense') m.i32[m.places.tokens / 4 + to] = inputs[from]!;
      else
        for (let i = 0; i < width; i++) m.f32[m.places.x / 4 + to * padded + i] = inputs[from * width + i]!;
    }
  const targetSteps = readout === 'last-step' ? 1 : steps;
  const at = m.places.targets / 4;
  m.i32.fill(-1, at, at + m.places.readRows);
  for (let t = 0; t < targetSteps; t++)
    for (let b = 0; b < batch; b++) m.i32[at + t * rows + b] = targets[t * all + m.offset + b]!;
  setLengths(m, lengths);
}

/** Ends of the sequences, 0 for rows that only fill up; and the rows that a last-step read-out picks. */
function setLengths(m: ShardMemory, lengths: ArrayLike<number> | undefined): void {
  const { rows, batch, steps, index } = m.places;
  for (let b = 0; b < rows; b++) {
    const length = b < batch ? (lengths?.[m.offset + b] ?? steps) : 0;
    m.i32[m.places.lengths / 4 + b] = length;
    if (m.spec.readout === 'every-step') continue;
    m.i32[index / 4 + b] = Math.max(0, length - 1) * rows + b;
    if (directionsOf(m.spec) === 2) m.i32[index / 4 + rows + b] = b;
  }
}

/** Visits each number of the state before the first or after the last step: its place in the memory and in the caller's array. */
export function eachState(
  m: ShardMemory,
  directions: readonly LayerDirection[],
  when: 'before' | 'after' | 'gradient',
  visit: (place: number, index: number) => void,
): void {
  const { batch } = m.places;
  const { hiddens: H, batch: all } = m.spec;
  for (let s = 0; s < statesOf(m.spec); s++)
    for (const [n, direction] of directions.entries()) {
      const slot = when === 'before' ? direction.before : direction.last;
      const base =
          when === 'gradient'
            ? s ? direction.cellStateGradient : direction.stateGradient
            : s ? direction.cellState(slot) : direction.state(slot); // prettier-ignore
      const stride = s || when === 'gradient' ? eight(m.spec.hiddens) : direction.stateStride / 4;
      for (let b = 0; b < batch; b++)
        for (let i = 0; i < H; i++)
          visit(base / 4 + b * stride + i, ((s * directions.length + n) * all + m.offset + b) * H + i);
    }
}
