// Compares a float32 result with the float64 loop: the worst error, relative to max(1, |value|), and what exceeds its
// tolerance.
import type { ForwardProblem, ForwardValues } from '../../../src/backends/gpu/types.ts';
import { float64Forward } from './float64.ts';

/**
 * 1e-5 relative to max(1, |value|): one rounding is 6e-8, a sum has at most 6 + 13 + 1 terms, and with weights in ±1
 * some eight of a dozen steps' errors survive the next step's tanh or ReLU: 6e-8 · 20 · 8 ≈ 1e-5. Measured: below 2e-6.
 */
export const TOLERANCE = 1e-5;

export interface Comparison {
  /** the largest |difference| / max(1, |value|) of all values */
  readonly worst: number;
  /** one line for each value outside its tolerance; empty is good */
  readonly wrong: string[];
}

/**
 * Holds every value against the float64 loop. With `bounded`, a value may also be off by the rounding error that the
 * running analysis allows it, for weights so large that they amplify rounding; else by TOLERANCE alone.
 */
export function compare(problem: ForwardProblem, got: ForwardValues, bounded: boolean): Comparison {
  const { values, bounds } = float64Forward(problem);
  let worst = 0;
  const wrong: string[] = [];
  for (const name of ['a', 'h', 'o', 'yHat'] as const) {
    values[name].forEach((row, t) => {
      row.forEach((value, i) => {
        const given = got[name][t]?.[i] ?? NaN;
        const scale = Math.max(1, Math.abs(value));
        const error = Math.abs(given - value);
        worst = Math.max(worst, error / scale);
        const allowed = Math.max(TOLERANCE * scale, bounded ? (bounds[name][t]?.[i] ?? 0) : 0);
        // written so that NaN counts as wrong
        if (!(error <= allowed))
          wrong.push(`${name}[${t}][${i}] is ${given}, expected ${value} ± ${allowed}`);
      });
    });
  }
  return { worst, wrong };
}
