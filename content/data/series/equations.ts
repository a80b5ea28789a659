// The equations of the three series.
import { normal, type Random } from '../../../src/engine/random.ts';

/** Mackey and Glass 1977, with the constants that most papers on forecasting use. Times in units of the equation. */
export const mackeyGlassConstants = {
  beta: 0.2,
  gamma: 0.1,
  n: 10,
  tau: 17,
  step: 0.1,
  before: 1.2,
  skip: 500,
};

/**
 * dx/dt = β x(t − τ) / (1 + x(t − τ)ⁿ) − γ x(t), by the classical Runge–Kutta method of fourth order; between two steps the delayed value
 * is read off the cubic that has both values and both slopes. x = 1.2 for t ≤ 0; the first 500 units are thrown away.
 * @returns x at `count` times, one unit apart
 */
export function mackeyGlass(count: number): number[] {
  const { beta, gamma, tau, step: h, before, skip } = mackeyGlassConstants;
  const perUnit = Math.round(1 / h);
  const lag = tau * perUnit;
  const slope = (now: number, delayed: number): number => {
    // a product and no power: products are the same on every machine
    const square = delayed * delayed;
    const tenth = square * square * square * square * square;
    return (beta * delayed) / (1 + tenth) - gamma * now;
  };
  const x = [before];
  const dx: number[] = [];
  const valueAt = (k: number): number => (k <= 0 ? before : x[k]!);
  const slopeAt = (k: number): number => (k < 0 ? 0 : dx[k]!);
  const steps = (skip + count) * perUnit;
  for (let k = 0; k < steps; k++) {
    const now = x[k]!;
    const [left, right] = [valueAt(k - lag), valueAt(k + 1 - lag)];
    const k1 = slope(now, left);
    dx.push(k1);
    const middle = (left + right) / 2 + (h * (slopeAt(k - lag) - slopeAt(k + 1 - lag))) / 8;
    const k2 = slope(now + (h / 2) * k1, middle);
    const k3 = slope(now + (h / 2) * k2, middle);
    const k4 = slope(now + h * k3, right);
    x.push(now + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4));
  }
  return Array.from({ length: count }, (_, n) => x[(skip + n) * perUnit]!);
}

/** 2 r cos(2π / 25) and −r² with r = 0.98: a period of about 25 steps that fades to 1/e in 50 without new noise. */
export const oscillatorConstants = { first: 1.8984, second: -0.9604, noise: 0.1, skip: 500 };

/** x⁽ᵗ⁾ = a x⁽ᵗ⁻¹⁾ + b x⁽ᵗ⁻²⁾ + 0.1 ε⁽ᵗ⁾, ε normal: an oscillator that is kicked at every step. Starts at 0; 500 steps are thrown away. */
export function oscillator(count: number, random: Random): number[] {
  const { first, second, noise, skip } = oscillatorConstants;
  const x = [0, 0];
  while (x.length < skip + count) x.push(first * x.at(-1)! + second * x.at(-2)! + noise * normal(random));
  return x.slice(skip);
}

export const walkConstants = { start: 100, noise: 0.5 };

/** x⁽ᵗ⁾ = x⁽ᵗ⁻¹⁾ + 0.5 ε⁽ᵗ⁾ from 100: stands in for the price of a share, of which no forecast beats “no change”. */
export function walk(count: number, random: Random): number[] {
  const x = [walkConstants.start];
  while (x.length < count) x.push(x.at(-1)! + walkConstants.noise * normal(random));
  return x;
}
