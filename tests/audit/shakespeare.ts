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

const recipe = { hiddens: 192, steps: 48, batch: 16, updates: 9000, alpha: 0.003 };
/** Learning rates one after another, as a share of the first, each for as many of the updates. */
const rates = [
  { share: 0.6, rate: 1 },
  { share: 0.2, rate: 0.4 },
  { share: 0.2, rate: 0.1 },
];

/** Characters in a piece, and how many pieces there are to one that is held out. */
const piece = 4000;
const every = 10;

export interface Parts {
  readonly training: Uint8Array;
  /** Every tenth piece of the first nine tenths: the same plays, other pages. */
  readonly pages: Uint8Array;
  /** The last tenth, as the book's training pages hold it out: plays and names that are nowhere else. */
  readonly ending: Uint8Array;
}

/** What is learned, and two ways to hold out; none of them shares a character's place with another. */
export function partsOf(tokens: Uint8Array): Parts {
  const { training: rest, heldOut: ending } = split(tokens);
  const isPage = (n: number) => Math.floor(n / piece) % every === every - 1;
  return { training: rest.filter((_, n) => !isPage(n)), pages: rest.filter((_, n) => isPage(n)), ending };
}

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
  const { training, pages, ending } = partsOf(tokens);
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
  const ofPages: number[] = [];
  const ofEnding: number[] = [];
  const seconds: number[] = [];
  for (const seed of seeds) {
    const begun = processorSeconds();
    const parameters = await train(spec, training, seed);
    seconds.push(Math.round(processorSeconds() - begun));
    const trainer = await cpu.create(spec, parameters);
    ofPages.push(await bits(trainer, pages));
    ofEnding.push(await bits(trainer, ending));
    trainer.dispose();
    const held = [ofPages.at(-1)!, ofEnding.at(-1)!].map((b) => b.toFixed(3)).join(', ');
    say(`shakespeare, seed ${seed}: held-out ${held} bits after ${seconds.at(-1)} s`);
  }
  return [
    {
      quantity: 'bits per character, every tenth page held out',
      bySeed: ofPages,
      bar: 2.1,
      higherIsBetter: false,
      note: `GRU, ${hiddens} hidden units, on cpu on one thread; ${updates.toLocaleString('en-GB')} updates of ${batch} pieces of ${steps} characters. A page is ${piece.toLocaleString('en-GB')} characters; the last tenth of the text is not learned either.`,
    },
    {
      quantity: 'bits per character, the last tenth held out',
      bySeed: ofEnding,
      bar: null,
      higherIsBetter: false,
      note: 'The same networks. Plays of which nothing is learned, not even the names of who speaks.',
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
