// The parameters' names and shapes, the same on every backend. A cell's are the symbols of src/engine; what belongs to a further layer
// or to the reverse direction has a mark, as there: `lstm.W_f`, then `lstm.W_f#1r`, `lstm.W_f#2`, `lstm.W_f#2r`.
import { directionsOf, fullSpec, type TrainerSpec } from './spec.ts';
import type { NumbersByName } from './backend.ts';

/** A cell's gates by the subscript of their symbols, in the order in which the engine draws them; the vanilla RNN has one map without a name. */
export const gatesOf = { rnn: [''], lstm: ['f', 'i', 'c', 'o'], gru: ['r', 'z', 'h'] } as const;

/** `lstm.W_f` in the first layer's forward direction, else with its mark. Layers count from 0 here; direction 1 is the reverse one. */
export function cellParameter(
  cell: TrainerSpec['cell'],
  letter: string,
  gate: string,
  layer = 0,
  direction = 0,
): string {
  const mark = layer || direction ? `#${layer + 1}${direction ? 'r' : ''}` : '';
  return `${cell}.${letter}${gate && `_${gate}`}${mark}`;
}

/** What parameterShapes needs to know. */
export type NetworkShape = Pick<
  TrainerSpec,
  'cell' | 'resetAfter' | 'vocabulary' | 'hiddens' | 'input' | 'inputs' | 'layers' | 'directions' | 'outputs'
>;

/**
 * [rows, columns] of each parameter, in the order in which the engine draws them. For each gate g of a cell: U_g [hiddens, inputs],
 * W_g [hiddens, hiddens], b_g [hiddens, 1]; with the reset after the product
 * the GRU's candidate has a second bias, v_h, inside the reset. `readout.V`
 * [outputs, hiddens, twice that for two directions side by side], `readout.c` [outputs, 1]; `embedding.E` [vocabulary, inputs].
 */
export function parameterShapes(shape: NetworkShape): Readonly<Record<string, readonly [number, number]>> {
  const spec = fullSpec(shape as TrainerSpec);
  const { cell, hiddens: H, layers, outputs } = spec;
  const both = directionsOf(spec);
  const shapes: Record<string, readonly [number, number]> = {};
  for (let layer = 0; layer < layers; layer++)
    for (let direction = 0; direction < both; direction++) {
      const name = (letter: string, gate: string) => cellParameter(cell, letter, gate, layer, direction);
      for (const gate of gatesOf[cell]) {
        shapes[name('U', gate)] = [H, layer ? both * H : spec.inputs];
        shapes[name('W', gate)] = [H, H];
        shapes[name('b', gate)] = [H, 1];
      }
      if (cell === 'gru' && spec.resetAfter) shapes[name('v', 'h')] = [H, 1];
    }
  shapes['readout.V'] = [outputs, spec.directions === 'concat' ? 2 * H : H];
  shapes['readout.c'] = [outputs, 1];
  if (spec.input === 'embedding') shapes['embedding.E'] = [spec.vocabulary, spec.inputs];
  return shapes;
}

/** @throws RangeError where an array is missing, unknown or of another length. */
export function checkNumbers(where: string, spec: NetworkShape, numbers: NumbersByName): void {
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
