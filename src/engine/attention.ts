// Dot-product attention over encoder states, forward and backward, one equation a line. Luong, Pham and Manning 2015
// (arXiv:1508.04025), equations 7–8 with the "dot" score; the context goes to the read-out beside the state that asked.
import { softmax } from './losses.ts';
import { add, hadamard, joinRows, matrix, scaleColumns, subtract, zerosLike, type Matrix } from './matrix.ts';

export interface Attention {
  /** e: how well each source step answers, [source steps, batch]; −∞ past a source's end. */
  readonly scores: Matrix;
  /** α = softmax e: columns add up to 1. */
  readonly weights: Matrix;
  /** Σ α_s h_s, [hiddens, batch]. */
  readonly context: Matrix;
}

/** Dot product of each column of `a` with the same column of `b`: [n, batch] · [n, batch] → [1, batch]. */
function columnDots(a: Matrix, b: Matrix): Matrix {
  const product = hadamard(a, b);
  const out = new Float64Array(a.columns);
  product.data.forEach((v, n) => (out[n % a.columns]! += v));
  return matrix(1, a.columns, out);
}

const row = (m: Matrix, i: number): number[] =>
  Array.from(m.data.subarray(i * m.columns, (i + 1) * m.columns));

/**
 * What a decoder state asks of the encoder's.
 * @param states encoder states by source step, [hiddens, batch] each
 * @param query the decoder's state, [hiddens, batch]
 * @param lengths source steps of each example, at least 1; all when absent
 */
export function attend(states: readonly Matrix[], query: Matrix, lengths?: readonly number[]): Attention {
  if (lengths?.some((length) => !(length >= 1 && length <= states.length)))
    throw new RangeError(
      `attend: lengths ${lengths.join(' ')}, expected integers from 1 to ${states.length}`,
    );
  const live = (s: number, b: number) => s < (lengths?.[b] ?? states.length);
  const dots = joinRows(...states.map((h) => columnDots(h, query)));
  const scores = { ...dots, data: dots.data.map((e, n) => (live(Math.floor(n / dots.columns), n % dots.columns) ? e : -Infinity)) }; // prettier-ignore
  const weights = softmax(scores);
  const context = add(...states.map((h, s) => scaleColumns(h, row(weights, s))));
  return { scores, weights, context };
}

export interface AttentionBack {
  readonly dWeights: Matrix;
  /** α · ∇α, [1, batch]: what raising all scores together would bring. */
  readonly mean: Matrix;
  readonly dScores: Matrix;
  readonly dQuery: Matrix;
  /** By source step: what reaches each encoder state through its weight and through its score, apart. */
  readonly dStatesFromContext: readonly Matrix[];
  readonly dStatesFromScores: readonly Matrix[];
}

/** Gradients of what `attend` computed, given ∇ of the context. */
export function attendBackward(
  states: readonly Matrix[],
  query: Matrix,
  { weights }: Attention,
  dContext: Matrix,
): AttentionBack {
  const dWeights = joinRows(...states.map((h) => columnDots(h, dContext)));
  const mean = columnDots(weights, dWeights);
  const dScores = subtract(hadamard(weights, dWeights), scaleColumns(weights, row(mean, 0)));
  const dQuery = states.reduce((sum, h, s) => add(sum, scaleColumns(h, row(dScores, s))), zerosLike(query));
  return {
    dWeights,
    mean,
    dScores,
    dQuery,
    dStatesFromContext: states.map((_, s) => scaleColumns(dContext, row(weights, s))),
    dStatesFromScores: states.map((_, s) => scaleColumns(query, row(dScores, s))),
  };
}
