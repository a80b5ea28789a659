// The memory of a trainer, laid out before any of it is asked for: parameters, their panels, and one workspace for each shard of the
// batch. All offsets are bytes from the memory's start.
import { momentsOf } from '../optimizers.ts';
import { directionsOf, type FullSpec } from '../spec.ts';
import { firstByte } from './kernels.ts';
import { eight, packingOf, sectionsOf, type Packing } from './packing.ts';

/** Rows of a block of the long products over time: its two panels stay in the first-level cache. */
export const blockRows = 256;

/** Hands out room from the front, in numbers of four bytes, each piece on a cache line of its own. */
class Room {
  #next: number;
  constructor(first: number) {
    this.#next = first;
  }
  take(numbers: number): number {
    const at = this.#next;
    this.#next = Math.ceil((at + numbers * 4) / 64) * 64;
    return at;
  }
  get end(): number {
    return this.#next;
  }
}

/** Panels of one layer's direction, made anew after each update. */
export interface CellPanels {
  readonly wForward: number;
  readonly wBackward: number;
  /** One-hot input: rows of U and bias summed, [vocabulary, sections · padded]. */
  readonly table: number;
  readonly uForward: number;
  readonly uBackward: number;
}

/** Everything that all shards read. */
export interface SharedPlaces {
  readonly packing: Packing;
  readonly theta: number;
  /** The optimiser's, in the order of `momentsOf`. */
  readonly moments: readonly number[];
  readonly panels: readonly (readonly CellPanels[])[];
  readonly vForward: number;
  readonly vBackward: number;
}

/** What a direction of a layer keeps of each step; see layer.ts. */
export interface DirectionPlaces {
  readonly a: number;
  readonly carry: number;
  readonly c: number;
  readonly tanhC: number;
  readonly carryC: number;
  readonly held: number;
  readonly dHeld: number;
}

/** The workspace of one shard: so many steps of so many sequences. */
export interface ShardPlaces {
  readonly steps: number;
  /** Sequences, and rows: their number rounded up to four. */
  readonly batch: number;
  readonly rows: number;
  /** Rows that are read out. */
  readonly readRows: number;
  readonly tokens: number;
  readonly x: number;
  readonly dx: number;
  readonly targets: number;
  readonly lengths: number;
  /** By layer: states with one slot more at each end, and the gradient that reaches the outputs. */
  readonly y: readonly number[];
  readonly dOut: readonly number[];
  readonly directions: readonly (readonly DirectionPlaces[])[];
  /** Where the read-out has its input not in y itself: summed directions, or picked rows. */
  readonly read: number;
  readonly dRead: number;
  readonly picked: number;
  readonly index: number;
  readonly o: number;
  readonly pairs: number;
  readonly panelA: number;
  readonly panelB: number;
  /** This shard's share of the gradient. */
  readonly gradient: number;
}

export interface Places {
  readonly shared: SharedPlaces;
  readonly shards: readonly ShardPlaces[];
  /** A batch of one and one step: for sampling. */
  readonly single: ShardPlaces;
  /** Of the block that the threads meet at; see crew.ts. */
  readonly control: number;
  /** Bytes in all. */
  readonly bytes: number;
}

/** Lays out a trainer whose batch is split into shards of these sizes (they sum to the batch). Allocates nothing. */
export function placesOf(spec: FullSpec, shardSizes: readonly number[]): Places {
  const room = new Room(firstByte);
  const control = room.take(2 * (8 + shardSizes.length));
  const packing = packingOf(spec);
  const P = eight(spec.hiddens);
  const { sections, gates } = sectionsOf[spec.cell];
  const oneHot = (layer: number) => layer === 0 && spec.input === 'one-hot';
  const theta = room.take(packing.size);
  const moments = momentsOf[spec.optimizer.id].map(() => room.take(packing.size));
  const panels = packing.cells.map((row, layer) =>
    row.map(({ width }): CellPanels => {
      const dense = oneHot(layer) ? 0 : sections * P * width;
      return {
        wForward: room.take(gates * P * P),
        wBackward: room.take(gates * P * P),
        table: room.take(oneHot(layer) ? spec.vocabulary * sections * P : 0),
        uForward: room.take(dense),
        uBackward: room.take(dense),
      };
    }),
  );
  const readPanel = eight(spec.outputs) * packing.readWidth;
  const [vForward, vBackward] = [room.take(readPanel), room.take(readPanel)];
  const shards = shardSizes.map((batch) => shardPlaces(spec, packing, room, spec.steps, batch));
  const single = shardPlaces(spec, packing, room, 1, 1);
  const shared = { packing, theta, moments, panels, vForward, vBackward };
  return { shared, shards, single, control, bytes: room.end };
}

function shardPlaces(
  spec: FullSpec,
  packing: Packing,
  room: Room,
  steps: number,
  batch: number,
): ShardPlaces {
  const rows = Math.ceil(batch / 4) * 4;
  const P = eight(spec.hiddens);
  const K = eight(spec.outputs);
  const { sections } = sectionsOf[spec.cell];
  const both = directionsOf(spec);
  const all = steps * rows;
  const lastStep = spec.readout === 'last-step';
  const readRows = lastStep ? rows : all;
  const summed = spec.directions === 'sum';
  const inputs = spec.input === 'one-hot' ? 0 : all * eight(spec.inputs);
  const resetBefore = spec.cell === 'gru' && !spec.resetAfter;
  const lstm = spec.cell === 'lstm';
  const eachLayer = <T>(make: (layer: number) => T): T[] => packing.cells.map((_, layer) => make(layer));
  const widest = Math.max(P, packing.readWidth, ...packing.cells.flat().map(({ width }) => width));
  return {
    steps,
    batch,
    rows,
    readRows,
    tokens: room.take(all),
    x: room.take(inputs),
    dx: room.take(inputs),
    targets: room.take(readRows),
    lengths: room.take(rows),
    y: eachLayer(() => room.take((all + 2 * rows) * both * P)),
    dOut: eachLayer(() => room.take(all * both * P)),
    directions: eachLayer(() =>
      Array.from({ length: both }, () => ({
        a: room.take(all * sections * P),
        carry: room.take(rows * P),
        c: room.take(lstm ? (all + 2 * rows) * P : 0),
        tanhC: room.take(lstm ? all * P : 0),
        carryC: room.take(lstm ? rows * P : 0),
        held: room.take(resetBefore ? all * P : 0),
        dHeld: room.take(resetBefore ? rows * P : 0),
      })),
    ),
    read: room.take(summed || lastStep ? readRows * packing.readWidth : 0),
    dRead: room.take(lastStep ? readRows * packing.readWidth : 0),
    picked: room.take(lastStep && summed ? 2 * readRows * P : 0),
    index: room.take(lastStep ? both * rows : 0),
    o: room.take(readRows * K),
    pairs: room.take(readRows * 2),
    panelA: room.take(blockRows * Math.max(sections * P, K)),
    panelB: room.take(blockRows * widest),
    gradient: room.take(packing.size),
  };
}
