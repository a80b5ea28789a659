// Everyday sentences: the next word by an LSTM on cpu, against what word triples know. A word counts as found where it is among the
// five likeliest; words that stand fewer than twice in the training sentences are unknown, and never found by either.
import type { NumbersByName, Trainer } from '../../src/backends/backend.ts';
import { optimizerSpec } from '../../src/backends/optimizers.ts';
import type { TrainerSpec } from '../../src/backends/spec.ts';
import { seededRandom } from '../../src/engine/random.ts';
import type { Measured } from './support/measured.ts';
import { batchOf, inBatches, initialNumbers, trainEpochs, withParameters, zeroState, type Example } from './support/examples.ts'; // prettier-ignore
import { linesOf, readSet } from './support/files.ts';
import { amongTop } from './support/metrics.ts';
import { say } from './support/progress.ts';
import { Trigram, type Discounts } from './support/trigram.ts';
import { knownWords, wordsOf, type Words } from './support/words.ts';

const k = 5;
/** One in so many training sentences, the last of them, settles what is tuned: discounts, and when to stop. */
const sliceOf = 10;
const recipe = { hiddens: 128, embedding: 64, batch: 32, epochs: 12, alpha: 0.004, wordDropout: 0.15 };

type Sentences = readonly (readonly number[])[];

const sentencesOf = (file: string): string[][] => linesOf(readSet(`everyday/${file}.txt`)).map(wordsOf);

/** Share of the words that are known and among the five likeliest. */
function trigramTop5(
  model: Trigram,
  sentences: Sentences,
  discounts: Discounts,
  { size, unknown }: Words,
): number {
  let [found, all] = [0, 0];
  for (const sentence of sentences)
    sentence.forEach((word, n) => {
      all++;
      if (word === unknown) return;
      if (amongTop(model.predict(sentence.slice(Math.max(0, n - 2), n), discounts), 0, size, word, k))
        found++;
    });
  return found / all;
}

/** Discounts that find most in the slice, counted on the rest; then all of it counted. */
export function bestTrigram(train: Sentences, words: Words): { model: Trigram; discounts: Discounts } {
  const cut = train.length - Math.floor(train.length / sliceOf);
  const first = new Trigram(train.slice(0, cut), words.size, words.start);
  const tried = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((triples) =>
    [0.3, 0.6, 0.9].map((pairs) => ({ triples, pairs })),
  );
  const scored = tried.map((d) => ({ d, score: trigramTop5(first, train.slice(cut), d, words) }));
  const { d: discounts } = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return { model: new Trigram(train, words.size, words.start), discounts };
}

const exampleOf = (sentence: readonly number[], { start }: Words): Example => ({
  inputs: [start, ...sentence.slice(0, -1)],
  targets: sentence,
});

async function networkTop5(
  trainer: Trainer,
  examples: readonly Example[],
  { unknown, size }: Words,
): Promise<number> {
  const { spec } = trainer;
  let [found, all] = [0, 0];
  for (const some of inBatches(spec, examples)) {
    const { logits } = await trainer.states(batchOf(spec, some), zeroState(spec));
    some.forEach(({ targets }, b) =>
      targets.forEach((word, t) => {
        all++;
        if (word !== unknown && amongTop(logits, (t * spec.batch + b) * size, size, word, k)) found++;
      }),
    );
  }
  return found / all;
}

export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const trainWords = sentencesOf('train');
  const words = knownWords(trainWords, 2);
  const tokens = (sentences: readonly (readonly string[])[]) =>
    sentences.map((s) => s.map((w) => words.token(w)));
  const train = tokens(trainWords);
  const heldOut = tokens(sentencesOf('held-out'));

  const { model, discounts } = bestTrigram(train, words);
  const trigram = trigramTop5(model, heldOut, discounts, words);
  say(
    `everyday: ${words.size} words; trigram with discounts ${discounts.triples}, ${discounts.pairs}: ${trigram.toFixed(4)}`,
  );

  const { hiddens, embedding, batch, epochs, alpha, wordDropout } = recipe;
  const examples = train.map((s) => exampleOf(s, words));
  const heldOutExamples = heldOut.map((s) => exampleOf(s, words));
  const cut = examples.length - Math.floor(examples.length / sliceOf);
  const spec: TrainerSpec = {
    cell: 'lstm',
    nonlinearity: 'tanh',
    input: 'embedding',
    vocabulary: words.size,
    inputs: embedding,
    hiddens,
    outputs: words.size,
    steps: Math.max(...[...examples, ...heldOutExamples].map(({ inputs }) => inputs.length)),
    batch,
    reduction: 'mean',
    optimizer: optimizerSpec('adam', alpha),
    clip: 5,
  };
  const bySeed: number[] = [];
  for (const seed of seeds) {
    const random = seededRandom(seed);
    const parameters: NumbersByName = await trainEpochs(
      spec,
      examples.slice(0, cut),
      random,
      {
        epochs,
        wordDropout,
        unknown: words.unknown,
        alpha: (epoch) => alpha * (1 - epoch / epochs),
        judge: async (trainer, epoch, loss) => {
          const top5 = await networkTop5(trainer, examples.slice(cut), words);
          say(
            `everyday, seed ${seed}: epoch ${epoch + 1}, loss ${loss.toFixed(3)}, slice ${top5.toFixed(4)}`,
          );
          return top5;
        },
      },
      initialNumbers(spec, seed),
    );
    bySeed.push(
      await withParameters(spec, parameters, (trainer) => networkTop5(trainer, heldOutExamples, words)),
    );
    say(`everyday, seed ${seed}: held-out ${bySeed.at(-1)!.toFixed(4)}`);
  }
  const unknownShare = heldOut.flat().filter((w) => w === words.unknown).length / heldOut.flat().length;
  return [
    {
      quantity: 'top-5 accuracy of the next word, held-out',
      bySeed,
      bar: trigram,
      higherIsBetter: true,
      note: `LSTM, ${hiddens} hidden units, embedding of ${embedding}, on cpu; trained on nine tenths of the training sentences, the rest says when to stop. The bar is the trigram’s.`,
    },
    {
      quantity: 'top-5 accuracy of an interpolated trigram, held-out',
      bySeed: [trigram],
      bar: null,
      higherIsBetter: true,
      note: `Absolute discounting, the discounts (${discounts.triples} and ${discounts.pairs}) chosen for top-5 accuracy on a tenth of the training sentences, then counted on all of them.`,
    },
    {
      quantity: 'held-out words that are unknown',
      bySeed: [unknownShare],
      bar: null,
      higherIsBetter: false,
      note: 'They stand fewer than twice in the training sentences and count as not found.',
    },
  ];
}
