// Walks over arithmetic.
import type { Arithmetic } from '../../engine/expression/expand.ts';

/** Direct parts of a node, in reading order. */
export function partsOf(a: Arithmetic): readonly Arithmetic[] {
  switch (a.kind) {
    case 'quantity':
    case 'number':
      return [];
    case 'share':
    case 'call':
      return [a.of];
    case 'sum':
      return a.terms;
    case 'product':
      return a.factors;
    case 'difference':
      return [a.left, a.right];
    case 'quotient':
      return [a.over, a.under];
  }
}

/** Every scalar of the run that the arithmetic shows, in reading order, each once. */
export function scalarsIn(a: Arithmetic): Extract<Arithmetic, { kind: 'quantity' }>[] {
  const all = a.kind === 'quantity' ? [a] : partsOf(a).flatMap(scalarsIn);
  const seen = new Set<string>();
  return all.filter((q) => {
    const key = `${q.ref.symbol}@${q.ref.step}[${q.row},${q.column}]`;
    return !seen.has(key) && seen.add(key);
  });
}
