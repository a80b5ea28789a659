// Gradient check by central differences: (L(θ + ε) − L(θ − ε)) / 2ε against the analytic gradient, entry by entry.
import type { Values } from './cells/cell.ts';
import { matrix, withEntry, type Matrix } from './matrix.ts';

/**
 * The ε that balances truncation error (∝ ε²) against round-off (∝ 1/ε) for a loss of about 1 in float64: ∛(2⁻⁵²) ≈ 6e-6.
 */
export const defaultEpsilon = Math.cbrt(Number.EPSILON);

/** |a − n| / max(|a| + |n|, 1e-8): 0 is perfect, 1 means nothing in common. The floor keeps two zeros from dividing by nothing. */
export const relativeError = (analytic: number, numeric: number): number =>
  Math.abs(analytic - numeric) / Math.max(Math.abs(analytic) + Math.abs(numeric), 1e-8);

/** Central differences of `loss` with respect to every entry of every parameter. Runs `loss` twice an entry. */
export function numericalGradients(
  loss: (parameters: Values) => number,
  parameters: Values,
  epsilon = defaultEpsilon,
): Values {
  if (!(epsilon > 0))
    throw new RangeError(`numericalGradients: epsilon is ${epsilon}, expected a number above 0`);
  const entry = (id: string, m: Matrix, index: number) => {
    const i = Math.floor(index / m.columns);
    const j = index % m.columns;
    const lossAt = (value: number) => loss({ ...parameters, [id]: withEntry(m, i, j, value) });
    return (lossAt(m.data[index]! + epsilon) - lossAt(m.data[index]! - epsilon)) / (2 * epsilon);
  };
  return Object.fromEntries(
    Object.entries(parameters).map(([id, m]) => [
      id,
      matrix(
        m.rows,
        m.columns,
        Array.from(m.data, (_, index) => entry(id, m, index)),
      ),
    ]),
  );
}

/** {@link relativeError} entry by entry. */
export const relativeErrors = (analytic: Matrix, numeric: Matrix): Matrix =>
  matrix(
    analytic.rows,
    analytic.columns,
    Array.from(analytic.data, (a, i) => relativeError(a, numeric.data[i]!)),
  );

/**
 * Which central differences straddle a kink: 1 where moving that one entry from θ − ε to θ + ε carries any pre-activation
 * across zero, else 0. There ReLU's slope jumps, so the difference mixes two slopes and says nothing of either.
 * @param preActivations every a⁽ᵗ⁾ of a run with these parameters, in one order; called twice an entry
 */
export function kinkCrossings(
  preActivations: (parameters: Values) => readonly Matrix[],
  parameters: Values,
  epsilon = defaultEpsilon,
): Values {
  if (!(epsilon > 0)) throw new RangeError(`kinkCrossings: epsilon is ${epsilon}, expected a number above 0`);
  const crosses = (id: string, m: Matrix, index: number) => {
    const i = Math.floor(index / m.columns);
    const j = index % m.columns;
    const activeAt = (value: number) =>
      preActivations({ ...parameters, [id]: withEntry(m, i, j, value) }).flatMap((a) =>
        Array.from(a.data, (v) => v > 0),
      );
    const above = activeAt(m.data[index]! + epsilon);
    return activeAt(m.data[index]! - epsilon).some((active, k) => active !== above[k]) ? 1 : 0;
  };
  return Object.fromEntries(
    Object.entries(parameters).map(([id, m]) => [
      id,
      matrix(
        m.rows,
        m.columns,
        Array.from(m.data, (_, index) => crosses(id, m, index)),
      ),
    ]),
  );
}
