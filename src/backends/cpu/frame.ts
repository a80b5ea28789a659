// What every part of a layer's direction needs to know: its places, its widths, its strides. Strides and places are bytes.
import type { FullSpec } from '../spec.ts';
import type { Kernels } from './kernels.ts';
import { eight, sectionsOf, type CellPlaces } from './packing.ts';
import type { CellPanels, DirectionPlaces, ShardPlaces } from './places.ts';

/** What a layer reads: rows of this stride, or tokens (one-hot) where `x` is null. */
export interface LayerInput {
  readonly x: number | null;
  readonly stride: number;
  /** Numbers in a row that count, padding between two directions included. */
  readonly depth: number;
}

export interface Frame {
  readonly k: Kernels;
  readonly spec: FullSpec;
  readonly shard: ShardPlaces;
  readonly own: DirectionPlaces;
  readonly panels: CellPanels;
  /** Of the parameters themselves. */
  readonly cell: CellPlaces;
  readonly input: LayerInput;
  /** −1: from the last step to the first. */
  readonly way: 1 | -1;
  /** Padded width of a state, in numbers, and in bytes. */
  readonly width: number;
  readonly bytes: number;
  /** Of a row of states, which may lie beside the other direction's. */
  readonly yStride: number;
  /** Of a row of pre-activations: so many sections of one padded state. */
  readonly aStride: number;
  readonly sections: number;
  /** Sections of W. */
  readonly gates: number;
  /** Of step 0's state in y. */
  readonly first: number;
}

export function frameOf(
  k: Kernels,
  spec: FullSpec,
  shard: ShardPlaces,
  panels: CellPanels,
  cell: CellPlaces,
  layer: number,
  direction: number,
  input: LayerInput,
): Frame {
  const { sections, gates } = sectionsOf[spec.cell];
  const width = eight(spec.hiddens);
  const bytes = width * 4;
  const own = shard.directions[layer]!;
  const yStride = bytes * own.length;
  return {
    k,
    spec,
    shard,
    own: own[direction]!,
    panels,
    cell,
    input,
    way: direction ? -1 : 1,
    width,
    bytes,
    yStride,
    aStride: sections * bytes,
    sections,
    gates,
    first: shard.y[layer]! + shard.rows * yStride + direction * bytes,
  };
}

/** Of the state of step t in y; −1 and `steps` are the slots of the state before the first step. */
export const stateAt = ({ first, shard, yStride }: Frame, t: number): number =>
  first + t * shard.rows * yStride;

/** Of the LSTM's cell state, rows of one padded state. */
export const cellStateAt = ({ own, shard, bytes }: Frame, t: number): number =>
  own.c + (t + 1) * shard.rows * bytes;
