// Holds results against a case's expected numbers, as the oracle's README says: a tensor passes when its largest absolute error is
// at most tol · max(its largest |entry|, 1e-3 · the largest |gradient| of the case, 1e-3).
import type { Results } from './cases.ts';
import type { Tensor } from './tensor.ts';

export interface Tolerance {
  /** Of loss, hidden states and logits. */
  readonly forward: number;
  readonly gradients: number;
}

/** The oracle's own tolerances: float64 leaves six digits for other orders of summation; float32 has seven digits in all. */
export const tolerances = {
  float64: { forward: 1e-9, gradients: 1e-9 },
  float32: { forward: 1e-5, gradients: 1e-4 },
} as const satisfies Record<string, Tolerance>;

export interface Comparison {
  readonly passed: boolean;
  /** Largest error, in tolerances: above 1 fails. Infinite for a missing tensor, a wrong shape or a NaN. */
  readonly worst: number;
  /** The tensor it is in. */
  readonly tensor: string;
  /** What is wrong with that tensor besides its numbers. */
  readonly problem?: string;
}

const scalar = (value: number): Tensor => ({ shape: [], data: Float64Array.of(value) });

/** Largest finite |entry|: an infinite one must not make the tolerance infinite. */
const largest = ({ data }: Tensor): number =>
  data.reduce((most, v) => (Number.isFinite(v) ? Math.max(most, Math.abs(v)) : most), 0);

/** |got − expected|; two values that are the same NaN or infinity differ by 0, any other pair with one of them by infinity. */
const difference = (got: number, expected: number): number => {
  if (Object.is(got, expected)) return 0;
  const d = Math.abs(got - expected);
  return Number.isFinite(d) ? d : Infinity;
};

export function compareResults(got: Results, expected: Results, tolerance: Tolerance): Comparison {
  const floor = Math.max(1e-3, 1e-3 * Math.max(...Object.values(expected.gradients).map(largest)));
  const one = (tensor: string, a: Tensor | undefined, b: Tensor, tol: number): Comparison => {
    const failed = (problem: string): Comparison => ({ passed: false, worst: Infinity, tensor, problem });
    if (!a) return failed('missing');
    if (a.shape.join() !== b.shape.join() || a.data.length !== b.data.length)
      return failed(`shape [${a.shape}], expected [${b.shape}]`);
    const error = b.data.reduce((most, v, i) => Math.max(most, difference(a.data[i]!, v)), 0);
    const worst = error / (tol * Math.max(largest(b), floor));
    return { passed: worst <= 1, worst, tensor };
  };
  const all = [
    one('loss', scalar(got.loss), scalar(expected.loss), tolerance.forward),
    one('hidden', got.hidden, expected.hidden, tolerance.forward),
    one('logits', got.logits, expected.logits, tolerance.forward),
    ...Object.entries(expected.gradients).map(([name, tensor]) =>
      one(`gradients.${name}`, got.gradients[name], tensor, tolerance.gradients),
    ),
  ];
  return all.reduce((a, b) => (b.worst > a.worst ? b : a));
}
