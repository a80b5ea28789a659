// The baseline that knows which words a review holds but not their order: logistic regression on words, with an L2 penalty.
import { shuffled } from '../../content/data/draw.ts';
import { seededRandom } from '../../src/engine/random.ts';
import type { Example } from './support/examples.ts';

/** @returns the score of a review: above 0 means praise */
export type Scorer = (tokens: readonly number[]) => number;

/**
 * Stochastic gradient descent on the mean cross-entropy plus λ/2 ‖w‖²; a word counts once however often it stands there.
 * @param penalty λ
 */
export function logistic(
  examples: readonly Example[],
  words: number,
  penalty: number,
  seed = 1,
  epochs = 30,
): Scorer {
  const random = seededRandom(seed);
  const weights = new Float64Array(words);
  let bias = 0;
  const score: Scorer = (tokens) => {
    let sum = bias;
    for (const word of new Set(tokens)) sum += weights[word]!;
    return sum;
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    const alpha = 0.5 / (1 + epoch / 2); // falls as 1/t, as the penalised loss is strongly convex
    for (const { inputs: tokens, targets } of shuffled(random, examples)) {
      const error = targets[0]! - 1 / (1 + Math.exp(-score(tokens)));
      bias += alpha * 0.1 * error;
      for (const word of new Set(tokens)) weights[word]! += alpha * error;
    }
    // the penalty's share of an epoch, taken at once: the proximal step of λ/2 ‖w‖², n times
    const shrink = 1 / (1 + alpha * penalty * examples.length);
    for (let n = 0; n < words; n++) weights[n]! *= shrink;
  }
  return score;
}

export const accuracyOf = (score: Scorer, examples: readonly Example[]): number =>
  examples.filter(({ inputs, targets }) => (score(inputs) > 0 ? 1 : 0) === targets[0]).length /
  examples.length;
