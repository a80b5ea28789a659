// Where in a network a recurrent layer sits: layers from 1 upwards, each in one direction or two.
import type { Values } from './cells/cell.ts';
import type { SymbolId } from './symbols.ts';

export type Direction = 'forward' | 'reverse';
/** The two nets of an encoder–decoder. */
export type Half = 'encoder' | 'decoder';

export interface Place {
  /** 1 is the layer that reads the input. */
  readonly layer: number;
  readonly direction: Direction;
  /** In an encoder–decoder: which of the two. */
  readonly half?: Half;
}

export const firstPlace: Place = { layer: 1, direction: 'forward' };

/**
 * The name of a quantity at a place: `lstm.W_f` in the first layer's forward direction, whatever else there is, then
 * `lstm.W_f#1r`, `lstm.W_f#2`, `lstm.W_f#2r`; in an encoder–decoder `encoder.lstm.W_f#2`. A net of one layer and direction thus has no marks at all.
 */
export const placed = (id: SymbolId, { layer, direction, half }: Place): string => {
  const mark = layer === 1 && direction === 'forward' ? '' : `#${layer}${direction === 'reverse' ? 'r' : ''}`;
  return (half ? `${half}.` : '') + id + mark;
};

/** `values` of these ids under their names at a place, and those at a place under their ids; what is missing stays out. */
export const atPlace = (values: Values, place: Place): Values =>
  Object.fromEntries(Object.entries(values).map(([id, m]) => [placed(id, place), m]));
export const fromPlace = (values: Values, ids: readonly SymbolId[], place: Place): Values =>
  Object.fromEntries(
    ids.flatMap((id) => {
      const m = values[placed(id, place)];
      return m ? [[id, m]] : [];
    }),
  );

/** The directions of each layer. */
export const directionsOf = (bidirectional: boolean): readonly Direction[] =>
  bidirectional ? ['forward', 'reverse'] : ['forward'];

/** Every place, bottom up, forward before reverse. */
export const placesOf = (layers: number, bidirectional: boolean): Place[] =>
  Array.from({ length: layers }, (_, l) =>
    directionsOf(bidirectional).map((direction) => ({ layer: l + 1, direction })),
  ).flat();
