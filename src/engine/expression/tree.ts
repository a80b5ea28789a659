// Expressions as data: the small language in which every equation of the book is written, once.
import { symbolOf, type SymbolId } from '../symbols.ts';

/** A quantity: at t + `offset`, at the fixed step `step`, or, where it has no time, just itself. */
export interface Ref {
  readonly op: 'ref';
  readonly symbol: SymbolId;
  readonly offset: number;
  readonly step?: number;
}

export type Expression =
  | Ref
  | { readonly op: 'add'; readonly terms: readonly Expression[] }
  | { readonly op: 'subtract'; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'matVec'; readonly matrix: Expression; readonly vector: Expression }
  | { readonly op: 'transpose'; readonly of: Expression }
  | { readonly op: 'outer'; readonly left: Expression; readonly right: Expression }
  /** diag(`diagonal`) `vector`: the product entry by entry. */
  | { readonly op: 'diagonal'; readonly diagonal: Expression; readonly vector: Expression }
  | { readonly op: 'apply'; readonly name: 'tanh' | 'relu' | 'softmax'; readonly of: Expression }
  /** dh/da: 1 − h² of h for tanh, [a > 0] of a for ReLU. */
  | { readonly op: 'slope'; readonly name: 'tanh' | 'relu'; readonly of: Expression }
  /** The vector with 1 at `index`, as long as `like`. */
  | { readonly op: 'oneHot'; readonly index: Ref; readonly like: Ref }
  /** −log `of`[`index`]. */
  | { readonly op: 'negLog'; readonly of: Ref; readonly index: Ref }
  | { readonly op: 'scale'; readonly by: Ref; readonly of: Expression }
  | { readonly op: 'divide'; readonly of: Expression; readonly by: Ref }
  /** Σ over t = 1 … τ. */
  | { readonly op: 'sumOverTime'; readonly of: Expression }
  | { readonly op: 'zero'; readonly like: SymbolId };

export const ref = (symbol: SymbolId, offset = 0): Ref => ({
  op: 'ref',
  symbol: symbolOf(symbol).id,
  offset,
});
/** A timed quantity at one fixed step, such as a running sum at the end of its run. */
export const refAtStep = (symbol: SymbolId, step: number): Ref => ({ ...ref(symbol), step });
export const add = (...terms: Expression[]): Expression => ({ op: 'add', terms });
export const subtract = (left: Expression, right: Expression): Expression => ({
  op: 'subtract',
  left,
  right,
});
export const matVec = (matrix: Expression, vector: Expression): Expression => ({
  op: 'matVec',
  matrix,
  vector,
});
export const transpose = (of: Expression): Expression => ({ op: 'transpose', of });
export const outer = (left: Expression, right: Expression): Expression => ({ op: 'outer', left, right });
export const diagonal = (d: Expression, vector: Expression): Expression => ({
  op: 'diagonal',
  diagonal: d,
  vector,
});
export const apply = (name: 'tanh' | 'relu' | 'softmax', of: Expression): Expression => ({
  op: 'apply',
  name,
  of,
});
export const slope = (name: 'tanh' | 'relu', of: Expression): Expression => ({ op: 'slope', name, of });
export const scale = (by: Ref, of: Expression): Expression => ({ op: 'scale', by, of });
export const divide = (of: Expression, by: Ref): Expression => ({ op: 'divide', of, by });
export const sumOverTime = (of: Expression): Expression => ({ op: 'sumOverTime', of });

/** Direct sub-expressions, in reading order. */
export function parts(e: Expression): readonly Expression[] {
  switch (e.op) {
    case 'ref':
    case 'zero':
      return [];
    case 'add':
      return e.terms;
    case 'subtract':
    case 'outer':
      return [e.left, e.right];
    case 'matVec':
      return [e.matrix, e.vector];
    case 'diagonal':
      return [e.diagonal, e.vector];
    case 'oneHot':
      return [e.index];
    case 'negLog':
      return [e.of, e.index];
    case 'scale':
      return [e.by, e.of];
    case 'divide':
      return [e.of, e.by];
    case 'transpose':
    case 'apply':
    case 'slope':
    case 'sumOverTime':
      return [e.of];
  }
}

/** The same expression with every direct part replaced by `f` of it; references inside stay references. */
export function mapParts(e: Expression, f: (part: Expression) => Expression): Expression {
  switch (e.op) {
    case 'ref':
    case 'zero':
    case 'oneHot':
    case 'negLog':
      return e;
    case 'add':
      return { ...e, terms: e.terms.map(f) };
    case 'subtract':
    case 'outer':
      return { ...e, left: f(e.left), right: f(e.right) };
    case 'matVec':
      return { ...e, matrix: f(e.matrix), vector: f(e.vector) };
    case 'diagonal':
      return { ...e, diagonal: f(e.diagonal), vector: f(e.vector) };
    case 'scale':
    case 'divide':
    case 'transpose':
    case 'apply':
    case 'slope':
    case 'sumOverTime':
      return { ...e, of: f(e.of) };
  }
}

/** Every quantity an expression reads, in reading order, repeats included. */
export const references = (e: Expression): Ref[] => (e.op === 'ref' ? [e] : parts(e).flatMap(references));
