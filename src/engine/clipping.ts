// Two ways to bound a gradient before an update. Pascanu, Mikolov and Bengio 2013, algorithm 1 (by norm).
import type { Values } from './cells/cell.ts';
import { map, norm, scale } from './matrix.ts';

const mapValues = (values: Values, f: (m: Values[string]) => Values[string]): Values =>
  Object.fromEntries(Object.entries(values).map(([id, m]) => [id, f(m)]));

/** The Euclidean norm of all gradients together, as one long vector. */
export const globalNorm = (gradients: Values): number => norm(...Object.values(gradients));

/**
 * All gradients scaled by one factor so that their global norm is at most `threshold` (> 0): the direction is kept.
 * A norm that is not finite cannot be scaled back and throws.
 */
export function clipByGlobalNorm(gradients: Values, threshold: number): Values {
  if (!(threshold > 0))
    throw new RangeError(`clipByGlobalNorm: threshold is ${threshold}, expected a number above 0`);
  const length = globalNorm(gradients);
  if (!Number.isFinite(length))
    throw new RangeError(`clipByGlobalNorm: the norm is ${length}, expected a finite number`);
  return length <= threshold ? gradients : mapValues(gradients, (m) => scale(m, threshold / length));
}

/** Each entry cut to [−threshold, threshold] (> 0): bounds every step, but turns the direction. */
export function clipByValue(gradients: Values, threshold: number): Values {
  if (!(threshold > 0))
    throw new RangeError(`clipByValue: threshold is ${threshold}, expected a number above 0`);
  return mapValues(gradients, (m) => map(m, (v) => Math.min(threshold, Math.max(-threshold, v))));
}
