// Everyday sentences: the next word by an LSTM on cpu, against what word triples know. A word counts as found where it is among the
// five likeliest; words that stand fewer than twice in the training sentences are unknown, and never found by either.
import type { Trainer } from '../../src/backends/backend.ts';
import { optimizerSpec } from '../../src/backends/optimizers.ts';
import type { TrainerSpec } from '../../src/backends/spec.ts';
import type { Measured } from './support/measured.ts';
import { batchOf, inBatches, withParameters, zeroState, type Example } from './support/examples.ts'; // prettier-ignore
import { linesOf, readSet } from './support/files.ts';
import { amongTop } from './support/metrics.ts';
import { say } from './support/progress.ts';
import { trainRecipe, type Recipe } from './support/recipe.ts';
import { Trigram, type Discounts } from './support/trigram.ts';
import { knownWords, wordsOf, type Words } from './support/words.ts';

const k = 5;
/** One in so many training sentences, the last of them, settles the trigram's discounts. */
const sliceOf = 10;
const recipe: Recipe = { hiddens: 128, embedding: 64, batch: 16, epochs: 8, alpha: 0.003, wordDropout: 0.1 };

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
  const tried = [0.02, 0.1, 0.3, 0.5, 0.7].flatMap((triples) =>
    [0.1, 0.3, 0.6, 0.9].map((pairs) => ({ triples, pairs })),
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

/** The held-out sentences as tokens; those written by hand apart, as the grammar makes none like them. */
interface HeldOut {
  readonly all: Sentences;
  readonly byHand: Sentences;
}

function specOf(words: Words, examples: readonly Example[]): TrainerSpec {
  const { hiddens, embedding, batch, alpha } = recipe;
  return {
    cell: 'lstm',
    nonlinearity: 'tanh',
    input: 'embedding',
    vocabulary: words.size,
    inputs: embedding,
    hiddens,
    outputs: words.size,
    steps: Math.max(...examples.map(({ inputs }) => inputs.length)),
    batch,
    reduction: 'mean',
    optimizer: optimizerSpec('adam', alpha),
    clip: 5,
  };
}

export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const [trainWords, heldOutWords] = [sentencesOf('train'), sentencesOf('held-out')];
  const words = knownWords(trainWords, 2);
  const tokens = (sentences: readonly (readonly string[])[]) =>
    sentences.map((s) => s.map((w) => words.token(w)));
  const written = new Set(sentencesOf('by-hand').map((s) => s.join(' ')));
  const train = tokens(trainWords);
  const heldOut: HeldOut = {
    all: tokens(heldOutWords),
    byHand: tokens(heldOutWords.filter((s) => written.has(s.join(' ')))),
  };

  const { model, discounts } = bestTrigram(train, words);
  const trigram = trigramTop5(model, heldOut.all, discounts, words);
  const trigramByHand = trigramTop5(model, heldOut.byHand, discounts, words);
  say(`everyday: ${words.size} words; trigram ${trigram.toFixed(4)}, by hand ${trigramByHand.toFixed(4)}`);

  const inExamples = (sentences: Sentences) => sentences.map((s) => exampleOf(s, words));
  const [examples, all, byHand] = [train, heldOut.all, heldOut.byHand].map(inExamples) as [
    Example[],
    Example[],
    Example[],
  ];
  const spec = specOf(words, [...examples, ...all]);
  const ofAll: number[] = [];
  const ofByHand: number[] = [];
  for (const seed of seeds) {
    const parameters = await trainRecipe(spec, recipe, words, examples, seed, 'everyday');
    await withParameters(spec, parameters, async (trainer) => {
      ofAll.push(await networkTop5(trainer, all, words));
      ofByHand.push(await networkTop5(trainer, byHand, words));
    });
    const held = [ofAll.at(-1)!, ofByHand.at(-1)!].map((share) => share.toFixed(4));
    say(`everyday, seed ${seed}: held-out ${held[0]}, by hand ${held[1]}`);
  }

  const { hiddens, embedding, epochs } = recipe;
  const targets = heldOut.all.flat();
  return [
    {
      quantity: 'top-5 accuracy of the next word, held-out',
      bySeed: ofAll,
      bar: trigram,
      higherIsBetter: true,
      note: `LSTM, ${hiddens} hidden units, embedding of ${embedding}, on \`cpu\`, ${epochs} epochs. It is asked to do better than the trigram.`,
    },
    {
      quantity: 'the same of an interpolated trigram',
      bySeed: [trigram],
      bar: null,
      higherIsBetter: true,
      note: `absolute discounting, the discounts (${discounts.triples} of triples, ${discounts.pairs} of pairs) chosen for top-5 accuracy on a tenth of the training sentences, then counted on all of them.`,
    },
    {
      quantity: 'LSTM, held-out sentences written by hand',
      bySeed: ofByHand,
      bar: null,
      higherIsBetter: true,
      note: `the ${heldOut.byHand.length} of them alone.`,
    },
    {
      quantity: 'trigram, held-out sentences written by hand',
      bySeed: [trigramByHand],
      bar: null,
      higherIsBetter: true,
    },
    {
      quantity: 'share of held-out words that are unknown',
      bySeed: [targets.filter((word) => word === words.unknown).length / targets.length],
      bar: null,
      higherIsBetter: false,
      note: 'they stand fewer than twice in the training sentences, and count as not found.',
    },
  ];
}
