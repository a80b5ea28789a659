// A network's parameters as the device holds them: one block for each cell, with all its gates' U, W and b side by side, one for the
// read-out, one for the embedding. A block is [columns][rows], the rows of W h fastest, so that neighbouring threads read neighbours.
import { cellParameter, gatesOf } from '../../parameters.ts';
import type { Numbers, NumbersByName } from '../../backend.ts';
import { directionsOf, fullSpec, type FullSpec, type TrainerSpec } from '../../spec.ts';

/** Where one parameter lies in its block: entry [r, c] of the parameter is entry [column + c][row + r] of the block. */
interface Part {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly row: number;
  readonly column: number;
}

/** One array on the device. */
export interface Block {
  /** Fastest; for a cell gates · hiddens, for the read-out outputs, for the embedding inputs. */
  readonly rows: number;
  /** For a cell inputs + hiddens + 1, for a GRU that resets after the product one more. */
  readonly columns: number;
  readonly parts: readonly Part[];
}

/** The blocks of a network, in the order of a pipeline's arguments. */
export interface Blocks {
  /** By place: layers from the bottom, the forward direction first. */
  readonly cells: readonly Block[];
  readonly readout: Block;
  readonly embedding: Block | null;
}

export const hasV = ({ cell, resetAfter }: FullSpec): boolean => cell === 'gru' && resetAfter;
/** Numbers that a layer's step reads from below. */
export const inputsOf = (spec: FullSpec, layer: number): number =>
  layer === 0 ? spec.inputs : directionsOf(spec) * spec.hiddens;
/** Numbers that the read-out sees. */
export const featuresOf = (spec: FullSpec): number => (spec.directions === 'concat' ? 2 : 1) * spec.hiddens;

function cellBlock(spec: FullSpec, layer: number, direction: number): Block {
  const { cell, hiddens: H } = spec;
  const inputs = inputsOf(spec, layer);
  const name = (letter: string, gate: string) => cellParameter(cell, letter, gate, layer, direction);
  const parts = gatesOf[cell].flatMap((gate, g): Part[] => [
    { name: name('U', gate), rows: H, columns: inputs, row: g * H, column: 0 },
    { name: name('W', gate), rows: H, columns: H, row: g * H, column: inputs },
    { name: name('b', gate), rows: H, columns: 1, row: g * H, column: inputs + H },
    ...(hasV(spec) && gate === 'h'
      ? [{ name: name('v', gate), rows: H, columns: 1, row: g * H, column: inputs + H + 1 }]
      : []),
  ]);
  return { rows: gatesOf[cell].length * H, columns: inputs + H + 1 + (hasV(spec) ? 1 : 0), parts };
}

export function blocksOf(given: TrainerSpec): Blocks {
  const spec = fullSpec(given);
  const features = featuresOf(spec);
  const { outputs: K, vocabulary, inputs } = spec;
  const cells = Array.from({ length: spec.layers }, (_, layer) =>
    Array.from({ length: directionsOf(spec) }, (_, direction) => cellBlock(spec, layer, direction)),
  ).flat();
  return {
    cells,
    readout: {
      rows: K,
      columns: features + 1,
      parts: [
        { name: 'readout.V', rows: K, columns: features, row: 0, column: 0 },
        { name: 'readout.c', rows: K, columns: 1, row: 0, column: features },
      ],
    },
    // the table itself: a token's row is read as it lies
    embedding:
      spec.input === 'embedding'
        ? {
            rows: inputs,
            columns: vocabulary,
            parts: [{ name: 'embedding.E', rows: inputs, columns: vocabulary, row: 0, column: 0 }],
          }
        : null,
  };
}

export const listOf = ({ cells, readout, embedding }: Blocks): readonly Block[] => [
  ...cells,
  readout,
  ...(embedding ? [embedding] : []),
];

/** Where [r, c] of a part lies in its parameter; the embedding's part is the table turned, so its entries lie as they are. */
const indexIn = ({ name, rows, columns }: Part, r: number, c: number): number =>
  name === 'embedding.E' ? c * rows + r : r * columns + c;

/** Writes parameters into plane `plane` of a block's array, [planes][columns][rows]. Mutates `array`. */
export function packInto(array: Float32Array, block: Block, plane: number, numbers: NumbersByName): void {
  const base = plane * block.rows * block.columns;
  for (const part of block.parts) {
    const from = numbers[part.name]!;
    for (let c = 0; c < part.columns; c++)
      for (let r = 0; r < part.rows; r++)
        array[base + (part.column + c) * block.rows + part.row + r] = from[indexIn(part, r, c)]!;
  }
}

/** The parameters of a plane, by name. */
export function unpackFrom(array: Numbers, block: Block, plane: number): Record<string, Float32Array> {
  const base = plane * block.rows * block.columns;
  return Object.fromEntries(
    block.parts.map((part) => {
      const to = new Float32Array(part.rows * part.columns);
      for (let c = 0; c < part.columns; c++)
        for (let r = 0; r < part.rows; r++)
          to[indexIn(part, r, c)] = array[base + (part.column + c) * block.rows + part.row + r]!;
      return [part.name, to];
    }),
  );
}
