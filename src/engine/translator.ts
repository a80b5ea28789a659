// What an encoder–decoder is made of: two recurrent nets with parameters of their own and one read-out.
import type { Cell, Values } from './cells/cell.ts';
import type { Reduction } from './losses.ts';
import { map, zeros } from './matrix.ts';
import { atPlace, placesOf, type Half } from './place.ts';
import { uniform, type Random } from './random.ts';

export interface EncoderDecoderSpec {
  /** Of both halves; their parameters are separate. */
  readonly cell: Cell;
  /** Widths of what each half is fed: the vectors, the rows of an embedding, or the one-hot vectors. */
  readonly inputs: { readonly encoder: number; readonly decoder: number };
  readonly hiddens: number;
  readonly outputs: number;
  readonly layers?: number;
  /** Rows of each half's embedding; absent where it is fed dense vectors or one-hot tokens. */
  readonly vocabulary?: { readonly encoder?: number; readonly decoder?: number };
  /** Dot-product attention over the encoder's last layer; the read-out then sees [state; context]. */
  readonly attention: boolean;
  readonly reduction: Reduction;
}

export const halves: readonly Half[] = ['encoder', 'decoder'];

/** The parameters of one half under their names in a net of its own. */
export const halfOf = (values: Values, half: Half): Values =>
  Object.fromEntries(
    Object.entries(values).flatMap(([id, m]) =>
      id.startsWith(`${half}.`) ? [[id.slice(half.length + 1), m]] : [],
    ),
  );
/** The other way. */
export const asHalf = (values: Values, half: Half): Values =>
  Object.fromEntries(Object.entries(values).map(([id, m]) => [`${half}.${id}`, m]));

/** Initial parameters: encoder, decoder, read-out; uniform within ±1/√(fan-in) as everywhere. */
export function initialTranslator(spec: EncoderDecoderSpec, random: Random): Values {
  const draw = (rows: number, columns: number, limit: number) =>
    map(zeros(rows, columns), () => uniform(random, -limit, limit));
  const parts = halves.map((half) => {
    const cells = placesOf(spec.layers ?? 1, false).map((place) => {
      const inputs = place.layer === 1 ? spec.inputs[half] : spec.hiddens;
      return atPlace(spec.cell.initial({ inputs, hiddens: spec.hiddens }, random), place);
    });
    const rows = spec.vocabulary?.[half];
    return asHalf(
      Object.assign({}, ...cells, rows ? { 'embedding.E': draw(rows, spec.inputs[half], 1) } : {}) as Values,
      half,
    );
  });
  const features = (spec.attention ? 2 : 1) * spec.hiddens;
  const bound = 1 / Math.sqrt(features);
  return Object.assign({}, ...parts, {
    'readout.V': draw(spec.outputs, features, bound),
    'readout.c': draw(spec.outputs, 1, bound),
  }) as Values;
}
