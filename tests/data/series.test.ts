// The series: each is held against its equation, by other means than those that made it.
import { describe, expect, it } from 'vitest';
import { linesOf, mean } from './support.ts';

function valuesOf(name: string): { train: number[]; heldOut: number[]; all: number[] } {
  const [train, heldOut] = (['train', 'held-out'] as const).map((split) => {
    const [head, ...rows] = linesOf(`series/${name}-${split}.csv`);
    expect(head).toBe('value');
    for (const row of rows) expect(row).toMatch(/^-?\d+\.\d{5}$/);
    return rows.map(Number);
  });
  return { train: train!, heldOut: heldOut!, all: [...train!, ...heldOut!] };
}

const squares = (values: readonly number[]): number => mean(values.map((value) => value * value));
/** Correlation of a series of mean 0 with itself, `lag` later. */
const correlation = (values: readonly number[], lag: number): number =>
  mean(values.slice(lag).map((value, n) => value * values[n]!)) / squares(values);

/** a, b of x⁽ᵗ⁾ ≈ a x⁽ᵗ⁻¹⁾ + b x⁽ᵗ⁻²⁾ by least squares: the normal equations. */
function fit(x: readonly number[]): { a: number; b: number; rest: number[] } {
  const sum = (i: number, j: number) => x.slice(2).reduce((s, _, n) => s + x[n + 2 - i]! * x[n + 2 - j]!, 0);
  const [s11, s12, s22, s01, s02] = [sum(1, 1), sum(1, 2), sum(2, 2), sum(0, 1), sum(0, 2)];
  const determinant = s11 * s22 - s12 * s12;
  const a = (s01 * s22 - s02 * s12) / determinant;
  const b = (s02 * s11 - s01 * s12) / determinant;
  return { a, b, rest: x.slice(2).map((value, n) => value - a * x[n + 1]! - b * x[n]!) };
}

describe('Mackey–Glass', () => {
  const { all } = valuesOf('mackey-glass');
  it('has the slope that its equation gives, by differences over eight values', () => {
    const weights = [4 / 5, -1 / 5, 4 / 105, -1 / 280];
    const residuals: number[] = [];
    for (let t = 17; t < all.length - 4; t++) {
      const slope = weights.reduce((s, w, k) => s + w * (all[t + k + 1]! - all[t - k - 1]!), 0);
      const delayed = all[t - 17]!;
      residuals.push(slope - ((0.2 * delayed) / (1 + delayed ** 10) - 0.1 * all[t]!));
    }
    // Rounding to five digits gives an error of about 3e-6 in a slope, at most 1e-5 or so in 3,000; four times that. With a delay of 16 or
    // 18 the residuals would be 8e-3 and 2.4e-2.
    expect(Math.sqrt(squares(residuals))).toBeLessThan(1.2e-5);
    expect(Math.max(...residuals.map(Math.abs))).toBeLessThan(8e-5);
  });
  it('does not repeat: no stretch of 300 comes back to 0.005', () => {
    let nearest = Infinity;
    for (let i = 0; i + 300 < all.length; i += 5)
      for (let j = i + 100; j + 300 < all.length; j++) {
        let far = 0;
        for (let k = 0; k < 300 && far < nearest; k += 5)
          far = Math.max(far, Math.abs(all[i + k]! - all[j + k]!));
        nearest = Math.min(nearest, far);
      }
    expect(nearest).toBeGreaterThan(0.005);
  });
});

describe('the oscillator', () => {
  const { train, heldOut } = valuesOf('oscillator');
  it('follows its equation, and what is left over is the noise', () => {
    for (const part of [train, heldOut]) {
      const { a, b, rest } = fit(part);
      // the standard error of a and b is √((1 − b²) / n): 0.006 and 0.011; four of those
      const error = 4 * Math.sqrt((1 - 0.9604 ** 2) / part.length);
      expect(Math.abs(a - 1.8984)).toBeLessThan(error);
      expect(Math.abs(b + 0.9604)).toBeLessThan(error);
      // 0.1 by construction; its estimate has a standard error of 0.1 / √(2n), at most 0.003
      expect(Math.abs(Math.sqrt(squares(rest)) - 0.1)).toBeLessThan(0.012);
      for (const lag of [1, 2, 25])
        expect(Math.abs(correlation(rest, lag))).toBeLessThan(4 / Math.sqrt(part.length));
    }
  });
});

describe('the walk', () => {
  const { train, heldOut, all } = valuesOf('walk');
  const steps = (values: readonly number[]) => values.slice(1).map((value, n) => value - values[n]!);
  it('takes steps of the stated size that tell nothing of each other', () => {
    const moves = steps(all);
    expect(all[0]).toBe(100);
    // standard errors: 0.5 / √3000 = 0.009 and 0.5 / √6000 = 0.006; four of those
    expect(Math.abs(mean(moves))).toBeLessThan(0.037);
    expect(Math.abs(Math.sqrt(squares(moves)) - 0.5)).toBeLessThan(0.026);
    for (let lag = 1; lag <= 20; lag++)
      expect(Math.abs(correlation(moves, lag)), `lag ${lag}`).toBeLessThan(4 / Math.sqrt(moves.length));
  });
  it('is not forecast by what was fitted on its past', () => {
    const { a, b } = fit(steps(train));
    const later = steps(heldOut);
    const fitted = later.slice(2).map((move, n) => move - a * later[n + 1]! - b * later[n]!);
    expect(squares(fitted)).toBeGreaterThan(0.99 * squares(later.slice(2)));
  });
});
