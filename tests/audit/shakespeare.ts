// Shakespeare, the usual corpus of character models, which the book does not ship: what three minutes on cpu make of it. Skipped where
// the file is absent.
import type { Numbers, NumbersByName, OptimizerNumbers, Trainer } from '../../src/backends/backend.ts';
import { initialNumbers } from '../../src/backends/network.ts';
import { optimizerSpec } from '../../src/backends/optimizers.ts';
import type { TrainerSpec } from '../../src/backends/spec.ts';
import { batchesPerEpoch, heldOutBatch, split, trainingBatch } from '../../src/training/batching.ts';
import { cpu } from '../backends/cpu/node.ts';
import type { Measured } from './support/measured.ts';
import { zeroState } from './support/examples.ts';
import { missingCorpora, readCorpus } from './support/files.ts';
import { processorSeconds, say } from './support/progress.ts';

const file = 'tinyshakespeare.txt';
export const missing = (): string | null => missingCorpora(file);

const recipe = { hiddens: 192, steps: 48, batch: 32, updates: 3000, alpha: 0.004 };
/** Learning rates one after another, as a share of the first, each for as many of the updates. */
const rates = [
  { share: 0.6, rate: 1 },
  { share: 0.2, rate: 0.4 },
  { share: 0.2, rate: 0.1 },
];

/** Bits a character over all that is held out, read from front to back with the state carried. */
async function bits(trainer: Trainer, heldOut: Uint8Array): Promise<number> {
  const { spec } = trainer;
  const batches = Math.ceil(Math.ceil((heldOut.length - 1) / spec.batch) / spec.steps);
  let state: Numbers = zeroState(spec);
  let [loss, count] = [0, 0];
  for (let n = 0; n < batches; n++) {
    const result = await trainer.evaluate(heldOutBatch(heldOut, spec, n), state);
    ({ state } = result);
    loss += result.loss;
    count += result.count;
  }
  return loss / count / Math.LN2;
}

async function train(spec: TrainerSpec, training: Uint8Array, seed: number): Promise<NumbersByName> {
  const perEpoch = batchesPerEpoch(training.length, spec);
  let parameters = initialNumbers(spec, seed);
  let memory: OptimizerNumbers | null = null;
  let state: Numbers = zeroState(spec);
  let update = 0;
  for (const { share, rate } of rates) {
    // a learning rate is part of a trainer: a lower one wants another, which goes on where the one before it ended
    const trainer = await cpu.create(
      { ...spec, optimizer: optimizerSpec('adam', recipe.alpha * rate) },
      parameters,
    );
    if (memory) await trainer.loadOptimizerState(memory);
    const until = update + Math.round(share * recipe.updates);
    let loss = 0;
    for (; update < until; update++) {
      const index = update % perEpoch;
      if (index === 0) state = zeroState(spec);
      const result = await trainer.trainStep(trainingBatch(training, spec, index), state);
      ({ state } = result);
      loss += result.loss;
      if (update % 200 === 199) {
        say(`shakespeare, seed ${seed}: ${update + 1} updates, ${(loss / 200 / Math.LN2).toFixed(3)} bits`);
        loss = 0;
      }
    }
    [parameters, memory] = [await trainer.parameters(), await trainer.optimizerState()];
    trainer.dispose();
  }
  return parameters;
}

export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const text = readCorpus(file);
  const characters = [...new Set(text)].sort();
  const tokens = Uint8Array.from([...text], (c) => characters.indexOf(c));
  const { training, heldOut } = split(tokens);
  const { hiddens, steps, batch, updates, alpha } = recipe;
  const spec: TrainerSpec = {
    cell: 'gru',
    nonlinearity: 'tanh',
    vocabulary: characters.length,
    hiddens,
    steps,
    batch,
    reduction: 'mean',
    optimizer: optimizerSpec('adam', alpha),
    clip: 5,
  };
  const bySeed: number[] = [];
  const seconds: number[] = [];
  for (const seed of seeds) {
    const begun = processorSeconds();
    const parameters = await train(spec, training, seed);
    seconds.push(Math.round(processorSeconds() - begun));
    const trainer = await cpu.create(spec, parameters);
    bySeed.push(await bits(trainer, heldOut));
    trainer.dispose();
    say(`shakespeare, seed ${seed}: held-out ${bySeed.at(-1)!.toFixed(3)} bits after ${seconds.at(-1)} s`);
  }
  return [
    {
      quantity: 'bits per character, the last tenth held out',
      bySeed,
      bar: 2.1,
      higherIsBetter: false,
      note: `GRU, ${hiddens} hidden units, on cpu on one thread; ${updates.toLocaleString('en-GB')} updates of ${batch} pieces of ${steps} characters.`,
    },
    {
      quantity: 'seconds of processor time that training took',
      bySeed: seconds,
      bar: 180,
      higherIsBetter: false,
      note: 'The one figure that differs from run to run: of the machine that it was measured on, two cores shared with other work.',
    },
  ];
}
