// Expressions as data: the small language in which every equation of the book is written, once.
import type { ActivationName } from '../activations.ts';
import type { Direction, Half } from '../place.ts';
import { symbolOf, type SymbolId } from '../symbols.ts';

/**
 * A quantity: at t + `offset`, at the fixed step `step`, or, where it has no time, just itself. Steps count in the order of the
 * run: read in a reverse direction, offset 1 is the step before in time, and step 1 is time τ.
 */
export interface Ref {
  readonly op: 'ref';
  readonly symbol: SymbolId;
  readonly offset: number;
  readonly step?: number | 'last';
  /** So many layers above the one that reads; below it where negative. */
  readonly layer?: number;
  /** Of that direction's run, whichever reads. */
  readonly direction?: Direction;
  /** Of the other net of an encoder–decoder. */
  readonly half?: Half;
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
  | { readonly op: 'apply'; readonly name: ActivationName | 'softmax'; readonly of: Expression }
  /** dh/da: 1 − h² of h for tanh, s (1 − s) of s for σ, [a > 0] of a for ReLU. */
  | { readonly op: 'slope'; readonly name: ActivationName; readonly of: Expression }
  | { readonly op: 'oneMinus'; readonly of: Expression }
  /** Vectors one above the other, and the `index`-th (from 0) of `count` equal parts of one. */
  | { readonly op: 'concat'; readonly parts: readonly Expression[] }
  | { readonly op: 'part'; readonly of: Expression; readonly index: number; readonly count: number }
  /** The vector with 1 at `index`, as long as `like`. */
  | { readonly op: 'oneHot'; readonly index: Ref; readonly like: Ref }
  /** −log `of`[`index`]. */
  | { readonly op: 'negLog'; readonly of: Ref; readonly index: Ref }
  | { readonly op: 'scale'; readonly by: Ref; readonly of: Expression }
  | { readonly op: 'divide'; readonly of: Expression; readonly by: Ref }
  /** Σ over t = 1 … τ. */
  | { readonly op: 'sumOverTime'; readonly of: Expression }
  /** The matrix whose columns are `of` at t = 1 … τ, and column t of a matrix. */
  | { readonly op: 'columns'; readonly of: Ref }
  | { readonly op: 'column'; readonly of: Ref }
  | { readonly op: 'zero'; readonly like: SymbolId };

export const ref = (symbol: SymbolId, offset = 0): Ref => ({
  op: 'ref',
  symbol: symbolOf(symbol).id,
  offset,
});
/** A timed quantity at one fixed step, such as a running sum at the end of its run. */
export const refAtStep = (symbol: SymbolId, step: number | 'last'): Ref => ({ ...ref(symbol), step });
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
export const apply = (name: ActivationName | 'softmax', of: Expression): Expression => ({
  op: 'apply',
  name,
  of,
});
export const slope = (name: ActivationName, of: Expression): Expression => ({ op: 'slope', name, of });
export const oneMinus = (of: Expression): Expression => ({ op: 'oneMinus', of });
export const concat = (...parts: Expression[]): Expression => ({ op: 'concat', parts });
export const part = (of: Expression, index: number, count: number): Expression => ({
  op: 'part',
  of,
  index,
  count,
});
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
    case 'concat':
      return e.parts;
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
    case 'oneMinus':
    case 'part':
    case 'columns':
    case 'column':
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
    case 'columns':
    case 'column':
      return e;
    case 'add':
      return { ...e, terms: e.terms.map(f) };
    case 'concat':
      return { ...e, parts: e.parts.map(f) };
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
    case 'oneMinus':
    case 'part':
    case 'sumOverTime':
      return { ...e, of: f(e.of) };
  }
}

/** Every quantity an expression reads, in reading order, repeats included. */
export const references = (e: Expression): Ref[] => (e.op === 'ref' ? [e] : parts(e).flatMap(references));
