// Equations with one matrix the wrong way round.
import { mapParts, outer, parts, transpose, type Expression } from '../../../src/engine/expression/tree.ts';

const flip = (e: Expression): Expression => (e.op === 'transpose' ? e.of : transpose(e));

/** `e` with one of its matrices transposed, in every possible way: a factor of a product, or an outer product itself. */
export function transposals(e: Expression): Expression[] {
  const here: Expression[] =
    e.op === 'matVec' ? [{ ...e, matrix: flip(e.matrix) }] : e.op === 'outer' ? [outer(e.right, e.left)] : [];
  const within = parts(e).flatMap((part) =>
    transposals(part).map((wrong) => mapParts(e, (p) => (p === part ? wrong : p))),
  );
  return [...here, ...within];
}
