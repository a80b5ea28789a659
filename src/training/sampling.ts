// Text drawn from a network one character at a time: each drawn character is fed back in.
import type { Numbers, Trainer } from '../backends/backend.ts';
import { stateSize } from '../backends/spec.ts';
import { seededRandom, type Random } from '../engine/random.ts';
import type { Hearing } from './hearing.ts';

/** Temperatures a reader may set. */
export const temperatures = [0.1, 2] as const;

/**
 * An index by its probability exp(log p / temperature), rescaled to 1. A temperature of 1 draws as the network predicts; towards 0
 * the likeliest wins always; above 1 the rare become commoner.
 */
export function draw(logProbabilities: Numbers, temperature: number, random: Random): number {
  let largest = -Infinity;
  for (const value of logProbabilities) largest = Math.max(largest, value);
  const weights = Array.from(logProbabilities, (value) => Math.exp((value - largest) / temperature));
  let left = random() * weights.reduce((a, b) => a + b, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1; // a rounding away from the end
}

/**
 * Draws `length` characters after `first`, from a zero state. The same seed and parameters give the same text, heard or not.
 * @param hearing hears the characters drawn so far after each of them, the same growing array each time
 * @returns the drawn characters' indices, without `first`
 * @throws Interrupted where `hearing.breathe` does
 */
export async function sampleTokens(
  trainer: Trainer,
  first: number,
  { length, temperature, seed }: { length: number; temperature: number; seed: number },
  { heard, breathe }: Hearing<readonly number[]> = {},
): Promise<number[]> {
  const random = seededRandom(seed);
  const drawn: number[] = [];
  let token = first;
  let state: Numbers = new Float64Array(stateSize({ ...trainer.spec, batch: 1 }));
  for (let n = 0; n < length; n++) {
    const step = await trainer.sample(token, state);
    token = draw(step.logProbabilities, temperature, random);
    state = step.state;
    drawn.push(token);
    heard?.(drawn);
    await breathe?.();
  }
  return drawn;
}

/** One seed out of the run's and the step's, so that a sample depends on nothing that happened before it. */
export const sampleSeed = (seed: number, step: number) => seed * 2 ** 21 + step + 1;
