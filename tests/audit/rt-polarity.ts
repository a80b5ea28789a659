// Sentences from real film reviews (Pang and Lee 2005), which the book does not ship: what a small LSTM that has read nothing else
// makes of them. Skipped where the files are absent.
import { seededRandom } from '../../src/engine/random.ts';
import { shuffled } from '../../content/data/draw.ts';
import { accuracy, classifierSpec } from './support/classifier.ts';
import type { Measured } from './support/measured.ts';
import { withParameters, type Example } from './support/examples.ts';
import { linesOf, missingCorpora, readCorpus } from './support/files.ts';
import { say } from './support/progress.ts';
import { trainRecipe, type Recipe } from './support/recipe.ts';
import { knownWords, type Words } from './support/words.ts';

const files = ['rt-polarity.neg', 'rt-polarity.pos'] as const;
export const missing = (): string | null => missingCorpora(...files);

const recipe: Recipe = { hiddens: 64, embedding: 64, batch: 32, epochs: 7, alpha: 0.002, wordDropout: 0.4 };
/** A word is known from so many on. */
const least = 2;

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
    least,
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

export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const bySeed: number[] = [];
  for (const seed of seeds) {
    const { train, slice, heldOut, words, steps } = foldOf(seed);
    const spec = classifierSpec(recipe, words, steps);
    const parameters = await trainRecipe(spec, recipe, words, train, seed, 'rt-polarity', (trainer) =>
      accuracy(trainer, slice),
    );
    bySeed.push(await withParameters(spec, parameters, (trainer) => accuracy(trainer, heldOut)));
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
