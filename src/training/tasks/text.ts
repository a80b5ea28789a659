// The next character of a text, at each step: inputs and targets [steps, batch], all full. Pieces of the text are read side by side, the
// state is carried on from batch to batch, and the last tenth is held out (batching.ts).
import { batchesPerEpoch, heldOutBatch, heldOutBatches, split, trainingBatch, type BatchSizes } from '../batching.ts'; // prettier-ignore
import type { Task, TaskNetwork } from '../task.ts';
import type { TokenText } from '../vocabulary.ts';

/** @param vocabulary different characters */
export const textNetwork = (vocabulary: number): TaskNetwork => ({
  input: 'tokens',
  width: 0,
  vocabulary,
  outputs: vocabulary,
  readout: 'every-step',
  directions: 'forward', // going back, a network reads the very character that it is to predict
});

export function textTask({ tokens, vocabulary }: TokenText, sizes: BatchSizes): Task {
  const { training, heldOut } = split(tokens);
  return {
    id: 'text',
    network: textNetwork(vocabulary.characters.length),
    sizes,
    perEpoch: batchesPerEpoch(training.length, sizes),
    batch: (index) => trainingBatch(training, sizes, index),
    heldOutBatches: heldOutBatches(heldOut.length, sizes),
    heldOutBatch: (index) => heldOutBatch(heldOut, sizes, index),
    carries: true,
    classifies: false,
    characters: vocabulary,
  };
}
