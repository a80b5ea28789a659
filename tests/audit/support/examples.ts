// Sentences as batches of a backend, each filled up to the batch's steps; and the loop that trains on them.
import type { Batch, NumbersByName, Trainer } from '../../../src/backends/backend.ts';
import { initialNumbers } from '../../../src/backends/network.ts';
import { optimizerSpec } from '../../../src/backends/optimizers.ts';
import { stateSize, type TrainerSpec } from '../../../src/backends/spec.ts';
import type { Random } from '../../../src/engine/random.ts';
import { shuffled } from '../../../content/data/draw.ts';
import { cpu } from '../../backends/cpu/node.ts';

export interface Example {
  /** Tokens, at least one. */
  readonly inputs: readonly number[];
  /** One for each input, −1 where not counted; or one alone, where the network is read once. */
  readonly targets: readonly number[];
}

type Sizes = Pick<TrainerSpec, 'steps' | 'batch' | 'readout'>;

/** @param examples at most as many as the batch is wide; what is missing is filled up and not counted */
export function batchOf({ steps, batch, readout }: Sizes, examples: readonly Example[]): Batch {
  const inputs = new Int32Array(steps * batch);
  const targets = new Int32Array(readout === 'last-step' ? batch : steps * batch).fill(-1);
  const lengths = new Int32Array(batch).fill(1);
  examples.forEach((example, b) => {
    if (example.inputs.length > steps)
      throw new RangeError(
        `batchOf: ${example.inputs.length} steps in example ${b}, expected at most ${steps}`,
      );
    lengths[b] = example.inputs.length;
    example.inputs.forEach((x, t) => (inputs[t * batch + b] = x));
    example.targets.forEach((y, t) => (targets[t * batch + b] = y));
  });
  return { inputs, targets, lengths };
}

/** In batches, in their order; the last may be short. */
export const inBatches = ({ batch }: Sizes, examples: readonly Example[]): Example[][] =>
  Array.from({ length: Math.ceil(examples.length / batch) }, (_, n) =>
    examples.slice(n * batch, (n + 1) * batch),
  );

/** Examples with some of their inputs replaced by `unknown`, as if the words were not known. */
export const forgetful = (
  examples: readonly Example[],
  share: number,
  unknown: number,
  random: Random,
): Example[] =>
  examples.map((example) => ({
    ...example,
    inputs: example.inputs.map((x) => (random() < share ? unknown : x)),
  }));

export const zeroState = (spec: TrainerSpec): Float32Array => new Float32Array(stateSize(spec));

export interface Epochs {
  readonly epochs: number;
  /** Share of input words that are hidden from the network while it learns. */
  readonly wordDropout: number;
  readonly unknown: number;
  /** The learning rate of each epoch, counted from 0. */
  readonly alpha: (epoch: number) => number;
  /** How good it is after an epoch; the parameters of the best epoch are given back. */
  readonly judge: (trainer: Trainer, epoch: number, loss: number) => Promise<number>;
}

/** Trains with Adam on cpu. @returns the parameters after the epoch that the judge liked best, the first of equals */
export async function trainEpochs(
  spec: TrainerSpec,
  examples: readonly Example[],
  random: Random,
  { epochs, wordDropout, unknown, alpha, judge }: Epochs,
  initial: NumbersByName,
): Promise<NumbersByName> {
  let parameters = initial;
  let best = { score: -Infinity, parameters };
  let memory = null;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const trainer: Trainer = await cpu.create(
      { ...spec, optimizer: optimizerSpec('adam', alpha(epoch)) },
      parameters,
    );
    try {
      if (memory) await trainer.loadOptimizerState(memory);
      const shown = forgetful(shuffled(random, examples), wordDropout, unknown, random);
      const batches = inBatches(spec, shown).map((some) => batchOf(spec, some));
      let loss = 0;
      for (const batch of batches) loss += (await trainer.trainStep(batch, zeroState(spec))).loss;
      const score = await judge(trainer, epoch, loss / batches.length);
      parameters = await trainer.parameters();
      memory = await trainer.optimizerState();
      if (score > best.score) best = { score, parameters };
    } finally {
      trainer.dispose();
    }
  }
  return best.parameters;
}

/** A trainer of these parameters for `use`, given back afterwards. */
export async function withParameters<T>(
  spec: TrainerSpec,
  parameters: NumbersByName,
  use: (trainer: Trainer) => Promise<T>,
): Promise<T> {
  const trainer = await cpu.create(spec, parameters);
  try {
    return await use(trainer);
  } finally {
    trainer.dispose();
  }
}

export { initialNumbers };
