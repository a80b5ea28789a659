// The network that reads a review: an embedding, an LSTM in two directions, a read-out at the end; trained on the engine's cpu backend.
import { shuffled } from '../../content/data/draw.ts';
import type { Batch, NumbersByName, Trainer } from '../../src/backends/backend.ts';
import { networkOf } from '../../src/backends/network.ts';
import { optimizerSpec } from '../../src/backends/optimizers.ts';
import { stateSize, type TrainerSpec } from '../../src/backends/spec.ts';
import { initialParameters } from '../../src/engine/network.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { cpu } from '../backends/cpu/node.ts';
import type { Example } from './bagOfWords.ts';

export interface Options {
  readonly inputs: number;
  readonly hiddens: number;
  readonly alpha: number;
  readonly epochs: number;
  readonly batch: number;
  /** Chance that a word of a training batch is replaced by the unknown one. */
  readonly wordDropout: number;
  readonly directions: 'forward' | 'concat';
  readonly embeddingScale: number;
  /** From this epoch on, the parameters of the epochs' ends are averaged. */
  readonly averageFrom: number;
  readonly cell: 'lstm' | 'gru' | 'rnn';
}
export const defaults: Options = {
  inputs: 48,
  hiddens: 48,
  alpha: 0.002,
  epochs: 6,
  batch: 64,
  wordDropout: 0.25,
  directions: 'concat',
  embeddingScale: 0.3,
  averageFrom: 3,
  cell: 'lstm',
};

/** Longer reviews are cut; all but a few are shorter. */
const steps = 40;

const batchOf = (examples: readonly Example[], size: number, word: (token: number) => number): Batch => {
  const inputs = new Int32Array(steps * size);
  const targets = new Int32Array(size).fill(-1);
  const lengths = new Int32Array(size).fill(1);
  examples.forEach(({ tokens, label }, b) => {
    const length = Math.min(steps, tokens.length);
    for (let t = 0; t < length; t++) inputs[t * size + b] = word(tokens[t]!);
    targets[b] = label;
    lengths[b] = length;
  });
  return { inputs, targets, lengths };
};

const slices = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));

export interface Read {
  /** Mean, nats. */
  readonly loss: number;
  readonly accuracy: number;
}

export async function evaluate(trainer: Trainer, examples: readonly Example[]): Promise<Read> {
  const { batch } = trainer.spec;
  const zero = new Float64Array(stateSize(trainer.spec));
  let [loss, correct] = [0, 0];
  for (const part of slices(examples, batch)) {
    const result = await trainer.evaluate(
      batchOf(part, batch, (token) => token),
      zero,
    );
    loss += result.loss;
    correct += result.correct;
  }
  return { loss: loss / examples.length, accuracy: correct / examples.length };
}

/**
 * A trained network; dispose of it after use.
 * @param watch called at the end of each epoch, with the averaged parameters loaded
 */
export async function trained(
  examples: readonly Example[],
  vocabulary: number,
  seed: number,
  options: Options = defaults,
  watch: (epoch: number, trainer: Trainer) => Promise<void> = () => Promise.resolve(),
): Promise<Trainer> {
  const random = seededRandom(seed);
  const spec: TrainerSpec = {
    cell: options.cell,
    nonlinearity: 'tanh',
    input: 'embedding',
    vocabulary,
    inputs: options.inputs,
    hiddens: options.hiddens,
    directions: options.directions,
    outputs: 2,
    readout: 'last-step',
    steps,
    batch: options.batch,
    reduction: 'mean',
    optimizer: optimizerSpec('adam', options.alpha),
    clip: 1,
  };
  const initial: NumbersByName = Object.fromEntries(
    Object.entries(initialParameters(networkOf(spec), random)).map(([name, { data }]) => [
      name,
      Float64Array.from(data, (x) => (name === 'embedding.E' ? x * options.embeddingScale : x)),
    ]),
  );
  const trainer = await cpu.create(spec, initial);
  const zero = new Float64Array(stateSize(spec));
  const word = (token: number) => (random() < options.wordDropout ? 0 : token);
  let [sum, count]: [Record<string, Float64Array> | null, number] = [null, 0];
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    for (const part of slices(shuffled(random, examples), options.batch))
      await trainer.trainStep(batchOf(part, options.batch, word), zero);
    if (epoch < options.averageFrom) continue;
    const now = await trainer.parameters();
    sum ??= Object.fromEntries(Object.entries(now).map(([name, x]) => [name, new Float64Array(x.length)]));
    count++;
    for (const [name, numbers] of Object.entries(now)) numbers.forEach((x, n) => (sum![name]![n]! += x));
    await trainer.loadParameters(
      Object.fromEntries(Object.entries(sum).map(([name, x]) => [name, x.map((value) => value / count)])),
    );
    await watch(epoch, trainer);
    if (epoch < options.epochs) await trainer.loadParameters(now);
  }
  return trainer;
}
