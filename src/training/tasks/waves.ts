// Noisy waves by their frequency: one number a step, one of three classes at the end.
import { normal, randomInteger, uniform } from '../../engine/random.ts';
import type { Example, Recipe } from './generated.ts';

/** Steps in one period, by class. */
export const periods = [5, 7, 10] as const;
/** Standard deviation of the noise; the wave's own is 0.71. */
const noise = 0.4;

/**
 * Inputs [steps, batch, 1], targets [batch] of three classes, read at each sequence's last step; lengths from half the steps to all of
 * them. A sine of height 1 that begins anywhere in its period, its period off by up to five in a hundred, under noise.
 */
export const waves: Recipe = {
  id: 'waves',
  network: {
    input: 'dense',
    width: 1,
    vocabulary: 1,
    outputs: periods.length,
    readout: 'last-step',
    directions: 'any',
  },
  fewestSteps: 8,
  draw(random, steps): Example {
    const kind = randomInteger(random, periods.length);
    const fewest = Math.ceil(steps / 2);
    const length = fewest + randomInteger(random, steps - fewest + 1);
    const period = periods[kind]! * uniform(random, 0.95, 1.05);
    const phase = uniform(random, 0, 2 * Math.PI);
    const inputs = Array.from(
      { length },
      (_, t) => Math.sin(phase + (2 * Math.PI * t) / period) + noise * normal(random),
    );
    return { inputs, targets: [kind] };
  },
};
