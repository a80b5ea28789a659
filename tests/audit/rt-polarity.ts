// Sentences from real film reviews (Pang and Lee 2005), which the book does not ship: what a small LSTM that has read nothing else
// makes of them. Skipped where the files are absent.
import type { NumbersByName, Trainer } from '../../src/backends/backend.ts';
import { optimizerSpec } from '../../src/backends/optimizers.ts';
import type { TrainerSpec } from '../../src/backends/spec.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { shuffled } from '../../content/data/draw.ts';
import type { Measured } from './support/measured.ts';
import { batchOf, inBatches, initialNumbers, trainEpochs, withParameters, zeroState, type Example } from './support/examples.ts'; // prettier-ignore
import { linesOf, missingCorpora, readCorpus } from './support/files.ts';
import { say } from './support/progress.ts';
import { knownWords, type Words } from './support/words.ts';

const files = ['rt-polarity.neg', 'rt-polarity.pos'] as const;
export const missing = (): string | null => missingCorpora(...files);

const recipe = { hiddens: 64, embedding: 64, batch: 32, epochs: 7, alpha: 0.002, wordDropout: 0.4, least: 2 };

const classes = 2;

/** Share of sentences whose likelier class is the right one. */
async function right(trainer: Trainer, examples: readonly Example[]): Promise<number> {
  const { spec } = trainer;
  let correct = 0;
  for (const some of inBatches(spec, examples))
    correct += (await trainer.evaluate(batchOf(spec, some), zeroState(spec))).correct;
  return correct / examples.length;
}

interface Fold {
  readonly train: readonly Example[];
  /** A tenth of the training part: when to stop. */
  readonly slice: readonly Example[];
  readonly heldOut: readonly Example[];
  readonly words: Words;
  readonly steps: number;
}

/** A random fifth held out; the words known are those of the rest. */
function foldOf(seed: number): Fold {
  const rows = shuffled(
    seededRandom(seed),
    files.flatMap((file, label) =>
      linesOf(readCorpus(file)).map((line) => ({ label, words: line.trim().split(/\s+/) })),
    ),
  );
  const cut = rows.length - Math.floor(rows.length / 5);
  const words = knownWords(
    rows.slice(0, cut).map((row) => row.words),
    recipe.least,
  );
  const examples = rows.map((row) => ({
    inputs: row.words.map((w) => words.token(w)),
    targets: [row.label],
  }));
  const sliced = cut - Math.floor(cut / 10);
  return {
    train: examples.slice(0, sliced),
    slice: examples.slice(sliced, cut),
    heldOut: examples.slice(cut),
    words,
    steps: Math.max(...examples.map(({ inputs }) => inputs.length)),
  };
}

function train(spec: TrainerSpec, { train, slice, words }: Fold, seed: number): Promise<NumbersByName> {
  const { epochs, alpha, wordDropout } = recipe;
  return trainEpochs(
    spec,
    train,
    seededRandom(seed),
    {
      epochs,
      wordDropout,
      unknown: words.unknown,
      alpha: (epoch) => alpha * (1 - epoch / epochs),
      judge: async (trainer, epoch, loss) => {
        const score = await right(trainer, slice);
        say(
          `rt-polarity, seed ${seed}: epoch ${epoch + 1}, loss ${loss.toFixed(3)}, slice ${score.toFixed(4)}`,
        );
        return score;
      },
    },
    initialNumbers(spec, seed),
  );
}

export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const bySeed: number[] = [];
  for (const seed of seeds) {
    const fold = foldOf(seed);
    const { heldOut, words, steps } = fold;
    const spec: TrainerSpec = {
      cell: 'lstm',
      nonlinearity: 'tanh',
      input: 'embedding',
      vocabulary: words.size,
      inputs: recipe.embedding,
      hiddens: recipe.hiddens,
      directions: 'concat',
      outputs: classes,
      readout: 'last-step',
      steps,
      batch: recipe.batch,
      reduction: 'mean',
      optimizer: optimizerSpec('adam', recipe.alpha),
      clip: 5,
    };
    const parameters = await train(spec, fold, seed);
    bySeed.push(await withParameters(spec, parameters, (trainer) => right(trainer, heldOut)));
    say(`rt-polarity, seed ${seed}: held-out ${bySeed.at(-1)!.toFixed(4)}`);
  }
  const { hiddens, embedding, wordDropout } = recipe;
  return [
    {
      quantity: 'accuracy, a held-out fifth',
      bySeed,
      bar: 0.75,
      higherIsBetter: true,
      note: `One bidirectional LSTM, ${hiddens} hidden units each way, embedding of ${embedding}, ${wordDropout * 100} % of the words hidden while it learns, on cpu; a tenth of the training part says when to stop. Each seed holds out another fifth.`,
    },
  ];
}
