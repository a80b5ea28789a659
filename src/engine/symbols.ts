// The only list of quantities. Equations, code tokens, diagram nodes, matrix cells, glossary and graders point at these ids.
// A cell's own quantities join it when that cell's vocabulary is loaded, so that a page pays only for what it speaks of.
import { identified, type Base, type QuantitySymbol, type SymbolId } from './symbols/build.ts';
import { rnnSymbols } from './symbols/rnn.ts';

export {
  gradientIds,
  type Dimension,
  type Name,
  type QuantitySymbol,
  type Role,
  type SymbolId,
} from './symbols/build.ts';
export { parameterIds } from './symbols/rnn.ts';

/** What every page has: the vanilla RNN, read-out, loss and update. */
export const symbols: Readonly<Record<SymbolId, QuantitySymbol>> = identified(rnnSymbols);

const joined: Record<SymbolId, QuantitySymbol> = {};

/**
 * Takes a cell's quantities into the vocabulary; for the modules of `symbols/`, once, as they are loaded.
 * @returns them, by id
 * @throws RangeError where an id is taken
 */
export function addSymbols(
  bases: Readonly<Record<SymbolId, Base>>,
): Readonly<Record<SymbolId, QuantitySymbol>> {
  const added = identified(bases);
  for (const id of Object.keys(added))
    if (symbols[id] ?? joined[id]) throw new RangeError(`addSymbols: ${id} is taken, expected a new id`);
  Object.assign(joined, added);
  return added;
}

/** @throws RangeError for an id that is not in the vocabulary. */
export function symbolOf(id: SymbolId): QuantitySymbol {
  const found = symbols[id] ?? joined[id];
  if (!found)
    throw new RangeError(
      `symbolOf: no symbol ${JSON.stringify(id)}, expected one of ${[...Object.keys(symbols), ...Object.keys(joined)].join(' ')}`,
    );
  return found;
}

/** A weight matrix, or a gradient or update of one: what a convention with transposed weights stores the other way round. */
export const isWeightMatrix = (id: SymbolId): boolean => {
  const { role, of, shape, kind } = symbolOf(id);
  const parameterLike =
    role === 'parameter' || kind === 'updated' || (of !== undefined && symbolOf(of).role === 'parameter');
  // an embedding is a table of rows everywhere
  return parameterLike && shape[1] !== '1' && !id.startsWith('embedding.');
};
