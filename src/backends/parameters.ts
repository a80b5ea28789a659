// The parameters' names and shapes, the same on every backend: those of the engine's network. What belongs to a further layer or to
// the backward direction is marked with its place, `lstm.U_f#2r`.
import { networkShapes } from '../engine/network.ts';
import { placed } from '../engine/place.ts';
import type { NumbersByName } from './backend.ts';
import { networkOf } from './network.ts';
import type { TrainerSpec } from './spec.ts';

/** A cell's gates by the subscript of their symbols; the vanilla RNN has one map without a name. */
export const gatesOf = { rnn: [''], lstm: ['f', 'i', 'c', 'o'], gru: ['r', 'z', 'h'] } as const;

/** `lstm.U_f` for the first layer's forward direction, else with its place. Layers and directions count from 0. */
export const cellParameter = (
  cell: TrainerSpec['cell'],
  letter: string,
  gate: string,
  layer = 0,
  direction = 0,
): string =>
  placed(`${cell}.${letter}${gate && `_${gate}`}`, {
    layer: layer + 1,
    direction: direction ? 'reverse' : 'forward',
  });

/**
 * [rows, columns] of each parameter, in the order in which the engine draws them. For each gate g of a cell: U_g [hiddens, inputs],
 * W_g [hiddens, hiddens], b_g [hiddens, 1]; the candidate of a GRU that resets after the product has a second bias, v_h, on its
 * recurrent side. `readout.V` [outputs, hiddens, twice that for two directions side by side], `readout.c` [outputs, 1];
 * `embedding.E` [vocabulary, inputs].
 */
export const parameterShapes = (spec: TrainerSpec): Readonly<Record<string, readonly [number, number]>> =>
  networkShapes(networkOf(spec));

/** @throws RangeError where an array is missing, unknown or of another length. */
export function checkNumbers(where: string, spec: TrainerSpec, numbers: NumbersByName): void {
  const shapes = parameterShapes(spec);
  for (const [name, [rows, columns]] of Object.entries(shapes)) {
    const length = numbers[name]?.length;
    if (length !== rows * columns)
      throw new RangeError(
        `${where}: ${name} has ${length ?? 'no'} entries, expected ${rows} × ${columns} = ${rows * columns}`,
      );
  }
  const unknown = Object.keys(numbers).find((name) => !(name in shapes));
  if (unknown !== undefined) throw new RangeError(`${where}: ${unknown} is no parameter of this network`);
}
