// How far two matrices are apart, and the tolerances that the engine's tests share.
import { expect } from 'vitest';
import type { Matrix } from '../../../src/engine/matrix.ts';

/** The same sums in another order: some dozens of roundings of 2⁻⁵³ each, with three digits to spare. */
export const sameNumbers = 1e-12;

/**
 * Analytic against central differences with ε ≈ 6e-6: those err by about ε² L‴ / 6 + 2⁻⁵² L / ε, measured up to 1e-8 on these small
 * networks, while a forgotten term or a wrong index shows at 1e-3 and more.
 */
export const numericalTolerance = 1e-6;

/** Largest |got − expected| over max(1, largest |expected|); infinite for another shape or a NaN. */
export function worstError(got: Matrix, expected: Matrix): number {
  if (got.rows !== expected.rows || got.columns !== expected.columns) return Infinity;
  const largest = expected.data.reduce((most, v) => Math.max(most, Math.abs(v)), 1);
  const error = got.data.reduce((most, v, i) => Math.max(most, Math.abs(v - expected.data[i]!)), 0);
  return Number.isFinite(error) ? error / largest : Infinity;
}

/** Fails, naming `what`, where {@link worstError} exceeds `tolerance`. */
export function expectClose(got: Matrix, expected: Matrix, what: string, tolerance = sameNumbers): void {
  expect(
    worstError(got, expected),
    `${what}: ${[...got.data]} against ${[...expected.data]}`,
  ).toBeLessThanOrEqual(tolerance);
}
