// The network that reads a sentence and says which of two it is: an embedding, an LSTM in two directions, a read-out at the end.
import type { NumbersByName, Trainer } from '../../../src/backends/backend.ts';
import { optimizerSpec } from '../../../src/backends/optimizers.ts';
import type { TrainerSpec } from '../../../src/backends/spec.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { batchOf, inBatches, initialNumbers, trainEpochs, zeroState, type Example } from './examples.ts';
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

export const classifierSpec = (recipe: Recipe, words: Words, steps: number): TrainerSpec => ({
  cell: 'lstm',
  nonlinearity: 'tanh',
  input: 'embedding',
  vocabulary: words.size,
  inputs: recipe.embedding,
  hiddens: recipe.hiddens,
  directions: 'concat',
  outputs: 2,
  readout: 'last-step',
  steps,
  batch: recipe.batch,
  reduction: 'mean',
  optimizer: optimizerSpec('adam', recipe.alpha),
  clip: 5,
});

/** Share of sentences whose likelier class is the right one. */
export async function accuracy(trainer: Trainer, examples: readonly Example[]): Promise<number> {
  const { spec } = trainer;
  let correct = 0;
  for (const some of inBatches(spec, examples))
    correct += (await trainer.evaluate(batchOf(spec, some), zeroState(spec))).correct;
  return correct / examples.length;
}

/**
 * @param slice examples that say when to stop: the epoch with most of them right is given back; without them the last
 * @param name for the lines that tell how it goes on
 */
export const trainClassifier = (
  spec: TrainerSpec,
  recipe: Recipe,
  words: Words,
  examples: readonly Example[],
  seed: number,
  name: string,
  slice: readonly Example[] | null = null,
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
        const score = slice ? await accuracy(trainer, slice) : null;
        const told = score === null ? '' : `, slice ${score.toFixed(4)}`;
        say(`${name}, seed ${seed}: epoch ${epoch + 1}, loss ${loss.toFixed(3)}${told}`);
        return score ?? epoch;
      },
    },
    initialNumbers(spec, seed),
  );
