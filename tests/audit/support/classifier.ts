// The network that reads a sentence and says which of two it is: an embedding, an LSTM in two directions, a read-out at the end.
import type { Trainer } from '../../../src/backends/backend.ts';
import { optimizerSpec } from '../../../src/backends/optimizers.ts';
import type { TrainerSpec } from '../../../src/backends/spec.ts';
import { batchOf, inBatches, zeroState, type Example } from './examples.ts';
import type { Recipe } from './recipe.ts';
import type { Words } from './words.ts';

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
