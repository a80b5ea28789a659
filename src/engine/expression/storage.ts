// Under a convention that stores weights transposed, W of the textbook is written W'ᵀ and its gradient is stored
// transposed too. These two rewrites keep every printed equation true.
import { isWeightMatrix } from '../symbols.ts';
import { mapParts, outer, transpose, type Expression } from './tree.ts';

const isWeightRef = (e: Expression) => e.op === 'ref' && isWeightMatrix(e.symbol);

/** `e` with every weight matrix replaced by the transpose of what is stored. */
export function withStoredWeights(e: Expression): Expression {
  if (isWeightRef(e)) return transpose(e);
  if (e.op === 'transpose' && isWeightRef(e.of)) return e.of;
  return mapParts(e, withStoredWeights);
}

/** The transpose of `withStoredWeights(e)`, simplified: what a stored gradient or update is equal to. */
export function storedTranspose(e: Expression): Expression {
  switch (e.op) {
    case 'ref':
      return isWeightRef(e) ? e : transpose(e);
    case 'outer':
      return outer(withStoredWeights(e.right), withStoredWeights(e.left));
    case 'zero':
      return e;
    case 'add':
    case 'subtract':
    case 'scale':
    case 'divide':
    case 'sumOverTime':
      return mapParts(e, storedTranspose);
    default:
      return transpose(withStoredWeights(e));
  }
}
