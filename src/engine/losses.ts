// Softmax and cross-entropy in nats, value beside gradient. Goodfellow et al. 2016, equations 6.29 and 10.18.
import { matrix, zeros, type Matrix } from './matrix.ts';

export type Reduction = 'sum' | 'mean';

/** log Σ exp of column j, shifted by its largest entry so that exp never overflows. */
function logSumExp(o: Matrix, j: number): number {
  let largest = -Infinity;
  for (let i = 0; i < o.rows; i++) largest = Math.max(largest, o.data[i * o.columns + j]!);
  let sum = 0;
  for (let i = 0; i < o.rows; i++) sum += Math.exp(o.data[i * o.columns + j]! - largest);
  return largest + Math.log(sum);
}

/** Softmax of each column: [outputs, batch] → [outputs, batch]; every column sums to 1. */
export function softmax(o: Matrix): Matrix {
  const out = zeros(o.rows, o.columns);
  for (let j = 0; j < o.columns; j++) {
    const total = logSumExp(o, j);
    for (let i = 0; i < o.rows; i++)
      out.data[i * o.columns + j] = Math.exp(o.data[i * o.columns + j]! - total);
  }
  return out;
}

/**
 * −log ŷ[y] of each column, in nats: [outputs, batch] → [1, batch].
 * A target of −1 is not counted: its loss is 0. Taken from o by log-sum-exp, so that a ŷ that underflows still has a finite loss.
 */
export function crossEntropy(o: Matrix, targets: readonly number[]): Matrix {
  checkTargets('crossEntropy', o, targets);
  return matrix(
    1,
    o.columns,
    targets.map((y, j) => (y < 0 ? 0 : logSumExp(o, j) - o.data[y * o.columns + j]!)),
  );
}

/** ∂(summed loss)/∂o = ŷ − 1_y, [outputs, batch]; zero columns where the target is not counted. */
export function crossEntropyGradient(yHat: Matrix, targets: readonly number[]): Matrix {
  checkTargets('crossEntropyGradient', yHat, targets);
  const out = zeros(yHat.rows, yHat.columns);
  targets.forEach((y, j) => {
    if (y < 0) return;
    for (let i = 0; i < yHat.rows; i++)
      out.data[i * yHat.columns + j] = yHat.data[i * yHat.columns + j]! - (i === y ? 1 : 0);
  });
  return out;
}

function checkTargets(where: string, o: Matrix, targets: readonly number[]): void {
  if (targets.length !== o.columns)
    throw new RangeError(`${where}: ${targets.length} targets, expected ${o.columns}`);
  for (const y of targets)
    if (!Number.isInteger(y) || y < -1 || y >= o.rows)
      throw new RangeError(`${where}: target ${y}, expected an integer from −1 to ${o.rows - 1}`);
}
