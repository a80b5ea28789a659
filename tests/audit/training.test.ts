// The loop that trains the audits' networks: it learns, keeps the epoch that its judge liked best, and repeats itself.
import { describe, expect, it } from 'vitest';
import type { Trainer } from '../../src/backends/backend.ts';
import { initialNumbers } from '../../src/backends/network.ts';
import { optimizerSpec } from '../../src/backends/optimizers.ts';
import type { TrainerSpec } from '../../src/backends/spec.ts';
import { randomInteger, seededRandom } from '../../src/engine/random.ts';
import {
  batchOf,
  inBatches,
  trainEpochs,
  withParameters,
  zeroState,
  type Example,
} from './support/examples.ts';

// read once, at the end: which of two tokens came first
const random = seededRandom(3);
const examples: Example[] = Array.from({ length: 150 }, () => {
  const first = randomInteger(random, 2);
  const rest = Array.from({ length: 1 + randomInteger(random, 4) }, () => 2 + randomInteger(random, 3));
  return { inputs: [1 + first, ...rest.map((x) => x + 1)], targets: [first] };
});
const spec: TrainerSpec = {
  cell: 'gru',
  nonlinearity: 'tanh',
  input: 'embedding',
  vocabulary: 6,
  inputs: 4,
  hiddens: 8,
  outputs: 2,
  readout: 'last-step',
  steps: 5,
  batch: 8,
  reduction: 'mean',
  optimizer: optimizerSpec('adam', 0.02),
  clip: 5,
};

async function correct(trainer: Trainer): Promise<number> {
  let sum = 0;
  for (const some of inBatches(spec, examples))
    sum += (await trainer.evaluate(batchOf(spec, some), zeroState(spec))).correct;
  return sum / examples.length;
}

const train = (epochs: number, judge: (trainer: Trainer, epoch: number) => Promise<number>) =>
  trainEpochs(
    spec,
    examples,
    seededRandom(1),
    { epochs, wordDropout: 0, unknown: 0, alpha: (epoch) => 0.02 / (1 + epoch), judge },
    initialNumbers(spec, 1),
  );

describe('trainEpochs', () => {
  it('learns what can be learned without fault', async () => {
    const parameters = await train(6, correct);
    expect(await withParameters(spec, parameters, correct)).toBe(1);
  });
  it('gives back the epoch that was liked best, not the last, and the same each time', async () => {
    const later = await train(3, (_, epoch) => Promise.resolve(-epoch));
    const first = await train(1, () => Promise.resolve(0));
    expect(later).toEqual(first);
    expect(await train(3, (_, epoch) => Promise.resolve(epoch))).not.toEqual(first);
  });
});
