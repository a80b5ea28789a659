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
import { accuracy } from './support/metrics.ts';
import { say } from './support/progress.ts';
import { knownWords, type Words } from './support/words.ts';

const files = ['rt-polarity.neg', 'rt-polarity.pos'] as const;
export const missing = (): string | null => missingCorpora(...files);

/** Networks from different seeds whose log-probabilities are added up for one answer. */
const crew = 5;
const recipe = { hiddens: 64, embedding: 64, batch: 32, epochs: 6, alpha: 0.002, wordDropout: 0.4, least: 2 };

const classes = 2;

/** log ŷ of both classes for each example, [examples, 2]. */
async function answers(trainer: Trainer, examples: readonly Example[]): Promise<Float64Array> {
  const { spec } = trainer;
  const out = new Float64Array(examples.length * classes);
  for (const [n, some] of inBatches(spec, examples).entries()) {
    const { logits } = await trainer.states(batchOf(spec, some), zeroState(spec));
    some.forEach((_, b) => {
      const [neg, pos] = [logits[b * classes]!, logits[b * classes + 1]!];
      const most = Math.max(neg, pos);
      const whole = most + Math.log(Math.exp(neg - most) + Math.exp(pos - most));
      const at = (n * spec.batch + b) * classes;
      out[at] = neg - whole;
      out[at + 1] = pos - whole;
    });
  }
  return out;
}

const right = (logs: Float64Array, examples: readonly Example[]): number =>
  accuracy(
    examples.map((_, n) => (logs[n * classes + 1]! > logs[n * classes]! ? 1 : 0)),
    examples.map(({ targets }) => targets[0]!),
  );

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
      alpha: () => alpha,
      judge: async (trainer, epoch, loss) => {
        const score = right(await answers(trainer, slice), slice);
        say(`reviews, seed ${seed}: epoch ${epoch + 1}, loss ${loss.toFixed(3)}, slice ${score.toFixed(4)}`);
        return score;
      },
    },
    initialNumbers(spec, seed),
  );
}

export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const single: number[] = [];
  const together: number[] = [];
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
    const sum = new Float64Array(heldOut.length * classes);
    for (let member = 0; member < crew; member++) {
      const parameters = await train(spec, fold, 100 * seed + member);
      const logs = await withParameters(spec, parameters, (trainer) => answers(trainer, heldOut));
      logs.forEach((log, n) => (sum[n]! += log));
      if (member === 0) single.push(right(logs, heldOut));
      say(
        `reviews, seed ${seed}: held-out ${right(logs, heldOut).toFixed(4)}, ${member + 1} together ${right(sum, heldOut).toFixed(4)}`,
      );
    }
    together.push(right(sum, heldOut));
  }
  const { hiddens, embedding, wordDropout } = recipe;
  const network = `bidirectional LSTM, ${hiddens} hidden units each way, embedding of ${embedding}, ${wordDropout * 100} % of the words hidden while it learns, on cpu; a tenth of the training part says when to stop`;
  return [
    {
      quantity: `accuracy, a held-out fifth, ${crew} networks averaged`,
      bySeed: together,
      bar: 0.75,
      higherIsBetter: true,
      note: `Each a ${network}. Another fifth for each seed.`,
    },
    {
      quantity: 'accuracy, a held-out fifth, one network',
      bySeed: single,
      bar: null,
      higherIsBetter: true,
      note: `The first of them.`,
    },
  ];
}
