// How the audits' networks that read words are trained: a number of epochs with a learning rate that falls to nothing.
import type { NumbersByName, Trainer } from '../../../src/backends/backend.ts';
import type { TrainerSpec } from '../../../src/backends/spec.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { initialNumbers, trainEpochs, type Example } from './examples.ts';
import { say } from './progress.ts';
import type { Words } from './words.ts';

export interface Recipe {
  readonly hiddens: number;
  readonly embedding: number;
  readonly batch: number;
  readonly epochs: number;
  /** The learning rate at first; it falls to nothing in a straight line, epoch by epoch. */
  readonly alpha: number;
  /** Share of the words that are hidden from the network while it learns. */
  readonly wordDropout: number;
}

/**
 * @param name for the lines that tell how it goes on
 * @param judge how good it is after an epoch: the best is given back; without it the last
 */
export const trainRecipe = (
  spec: TrainerSpec,
  recipe: Recipe,
  words: Words,
  examples: readonly Example[],
  seed: number,
  name: string,
  judge: ((trainer: Trainer) => Promise<number>) | null = null,
): Promise<NumbersByName> =>
  trainEpochs(
    spec,
    examples,
    seededRandom(seed),
    {
      epochs: recipe.epochs,
      wordDropout: recipe.wordDropout,
      unknown: words.unknown,
      alpha: (epoch) => recipe.alpha * (1 - epoch / recipe.epochs),
      judge: async (trainer, epoch, loss) => {
        const score = judge ? await judge(trainer) : null;
        const told = score === null ? '' : `, slice ${score.toFixed(4)}`;
        say(`${name}, seed ${seed}: epoch ${epoch + 1}, loss ${loss.toFixed(3)}${told}`);
        return score ?? epoch;
      },
    },
    initialNumbers(spec, seed),
  );
