// Where each parameter lies: one flat array of float32 holds them all, each row padded to a multiple of eight, so that every product
// can run over whole tiles. The table below is the only place that knows both names and places.
import { cellParameter, gatesOf } from '../parameters.ts';
import { directionsOf, type FullSpec } from '../spec.ts';
import type { NumbersByName } from '../backend.ts';

/** Rounded up to a multiple of eight. */
export const eight = (n: number): number => Math.ceil(n / 8) * 8;

/**
 * How a row of pre-activations is divided, in sections of one padded state each: `places` by gate. The GRU has a fourth section for the
 * candidate's recurrent share, which has no input weights, and a bias (v_h) only with the reset after the product. W has `gates` sections, in the order of `inW`.
 */
export const sectionsOf = {
  rnn: { sections: 1, gates: 1, places: { '': 0 }, inW: { '': 0 } },
  lstm: { sections: 4, gates: 4, places: { i: 0, f: 1, c: 2, o: 3 }, inW: { i: 0, f: 1, c: 2, o: 3 } },
  gru: { sections: 4, gates: 3, places: { r: 0, z: 1, h: 3 }, inW: { r: 0, z: 1, h: 2 } },
} as const;

/** A rectangle of a parameter, and where it lies: entry (i, j) at `at` + i · down + j · across. In numbers, not bytes. */
interface Block {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
  readonly down: number;
  readonly across: number;
  /** Columns of the whole parameter, and the one that the rectangle begins with. */
  readonly of: number;
  readonly from: number;
}

/** Offsets, in numbers, of one layer's direction. */
export interface CellPlaces {
  /** One-hot input: Uᵀ [vocabulary, sections · padded]. Else U [sections · padded, input width]. */
  readonly U: number;
  /** [gates · padded, padded]. */
  readonly W: number;
  /** [sections · padded]. */
  readonly b: number;
  /** Padded width of what the layer reads; of no meaning for one-hot input. */
  readonly width: number;
}

export interface Packing {
  /** [layer][direction]. */
  readonly cells: readonly (readonly CellPlaces[])[];
  /** [padded outputs, readWidth], [padded outputs], [vocabulary, padded inputs]. */
  readonly V: number;
  readonly c: number;
  readonly E: number;
  /** Width of what the read-out reads. */
  readonly readWidth: number;
  /** Numbers in all. */
  readonly size: number;
  readonly blocks: Readonly<Record<string, readonly Block[]>>;
}

export function packingOf(spec: FullSpec): Packing {
  const { cell, hiddens: H, layers, input } = spec;
  const P = eight(H);
  const { sections, gates, places, inW } = sectionsOf[cell];
  const both = directionsOf(spec);
  const blocks: Record<string, Block[]> = {};
  let size = 0;
  const room = (numbers: number): number => (size += numbers) - numbers;
  /** Columns that stand for states of both directions: each direction's are padded by themselves. */
  const sideBySide = (at: number, rows: number, stride: number, directions: number): Block[] =>
    Array.from({ length: directions }, (_, d) => ({
      at: at + d * P, rows, columns: H, down: stride, across: 1, of: directions * H, from: d * H,
    })); // prettier-ignore
  const whole = (at: number, rows: number, columns: number, down: number, across = 1): Block[] => [
    { at, rows, columns, down, across, of: columns, from: 0 },
  ];

  const cells = Array.from({ length: layers }, (_, layer) =>
    Array.from({ length: both }, (_unused, direction): CellPlaces => {
      const oneHot = layer === 0 && input === 'one-hot';
      const width = layer ? both * P : eight(spec.inputs);
      const U = room(oneHot ? spec.vocabulary * sections * P : sections * P * width);
      const W = room(gates * P * P);
      const b = room(sections * P);
      const name = (letter: string, gate: string) => cellParameter(cell, letter, gate, layer, direction);
      for (const gate of gatesOf[cell]) {
        const place = (places as Record<string, number>)[gate]! * P;
        blocks[name('U', gate)] = oneHot
          ? whole(U + place, H, spec.vocabulary, 1, sections * P)
          : layer
            ? sideBySide(U + place * width, H, width, both)
            : whole(U + place * width, H, spec.inputs, width);
        blocks[name('W', gate)] = whole(W + (inW as Record<string, number>)[gate]! * P * P, H, H, P);
        blocks[name('b', gate)] = whole(b + place, H, 1, 1);
      }
      if (cell === 'gru' && spec.resetAfter) blocks[name('v', 'h')] = whole(b + 2 * P, H, 1, 1);
      return { U, W, b, width };
    }),
  );
  const readDirections = spec.directions === 'concat' ? 2 : 1;
  const readWidth = readDirections * P;
  const V = room(eight(spec.outputs) * readWidth);
  blocks['readout.V'] = sideBySide(V, spec.outputs, readWidth, readDirections);
  const c = room(eight(spec.outputs));
  blocks['readout.c'] = whole(c, spec.outputs, 1, 1);
  const E = room(input === 'embedding' ? spec.vocabulary * eight(spec.inputs) : 0);
  if (input === 'embedding')
    blocks['embedding.E'] = whole(E, spec.vocabulary, spec.inputs, eight(spec.inputs));
  return { cells, V, c, E, readWidth, size, blocks };
}

function eachEntry({ blocks }: Packing, visit: (name: string, entry: number, place: number) => void): void {
  for (const [name, list] of Object.entries(blocks))
    for (const { at, rows, columns, down, across, of, from } of list)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) visit(name, i * of + from + j, at + i * down + j * across);
}

/** Named numbers into their places; the padding stays as it is. Mutates `flat` [size]. */
export function pack(packing: Packing, named: NumbersByName, flat: Float32Array): void {
  eachEntry(packing, (name, entry, place) => (flat[place] = named[name]![entry]!));
}

/** A copy of the named numbers. */
export function unpack(packing: Packing, flat: Float32Array): Record<string, Float32Array> {
  const named = Object.fromEntries(
    Object.entries(packing.blocks).map(([name, [first]]) => [
      name,
      new Float32Array(first!.rows * first!.of),
    ]),
  );
  eachEntry(packing, (name, entry, place) => (named[name]![entry] = flat[place]!));
  return named;
}
