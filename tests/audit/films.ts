// Film reviews: how well an LSTM learns them, and how far a bag of words comes. Five seeds take some minutes.
import { accuracyOf, logistic } from './bagOfWords.ts';
import { readReviews, type Review } from './reviews.ts';
import { accuracy, classifierSpec } from './support/classifier.ts';
import { withParameters, type Example } from './support/examples.ts';
import type { Measured } from './support/measured.ts';
import { trainRecipe, type Recipe } from './support/recipe.ts';
import { knownWords } from './support/words.ts';

/** One training review in so many decides the baseline's penalty. */
const tuningShare = 8;
const penalties = [1e-5, 3e-5, 1e-4, 3e-4, 1e-3];

/** The splits that are scored, by name. */
function splits(): Record<string, Review[]> {
  const heldOut = readReviews('held-out.tsv');
  return {
    'held-out': heldOut,
    hard: readReviews('hard.tsv'),
    ...Object.fromEntries(
      ['plain', 'negation', 'contrast', 'irony', 'mixed'].map((kind) => [
        `held-out, ${kind}`,
        heldOut.filter((review) => review.kind === kind),
      ]),
    ),
    'held-out templates': readReviews('held-out-grammar.tsv'),
  };
}

/** The penalty that does best on a slice of the hand-written training reviews, from the others and the grammar's. */
function tunedPenalty(train: readonly Review[], examples: readonly Example[], words: number): number {
  const hand = train.flatMap(({ byHand }, n) => (byHand ? [n] : []));
  const slice = new Set(hand.filter((_, n) => n % tuningShare === 0));
  const rest = examples.filter((_, n) => !slice.has(n));
  const tuning = examples.filter((_, n) => slice.has(n));
  const scores = penalties.map((penalty) => accuracyOf(logistic(rest, words, penalty), tuning));
  return penalties[scores.indexOf(Math.max(...scores))]!;
}

const bars: Readonly<Record<string, number>> = { 'held-out': 0.85 };
/** How far the baseline has to stay below the LSTM on the hard reviews. */
const hardLead = 0.08;
const recipe: Recipe = { hiddens: 64, embedding: 48, batch: 64, epochs: 8, alpha: 0.003, wordDropout: 0.3 };
/** Words of a review that are read; all but a few have fewer. */
const steps = 40;
const { embedding, hiddens, epochs, wordDropout } = recipe;
const note =
  `One bidirectional LSTM, ${hiddens} hidden units each way, embedding of ${embedding}, read at the end, on cpu; ${wordDropout * 100} % of the ` +
  `words hidden while it learns; a film’s title is one word, the same for all; ${epochs} epochs of Adam.`;
const bagNote =
  'Logistic regression on the words of a review, each counted once, with an L2 penalty tuned on a slice of the training reviews.';

/** Trains and scores on every split: the baseline once, the LSTM once a seed. */
export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const train = readReviews('train.tsv');
  const words = knownWords(
    train.map((review) => review.words),
    2,
  );
  const example = ({ words: all, label }: Review): Example => ({
    inputs: all.slice(0, steps).map((word) => words.token(word)),
    targets: [label],
  });
  const examples = train.map(example);
  const scored = Object.entries(splits()).map(([split, reviews]) => ({ split, held: reviews.map(example) }));
  const bag = logistic(examples, words.size, tunedPenalty(train, examples, words.size));
  const bagScores = new Map(scored.map(({ split, held }) => [split, accuracyOf(bag, held)]));
  const bySplit = new Map<string, number[]>(scored.map(({ split }) => [split, []]));
  const spec = classifierSpec(recipe, words, steps);
  for (const seed of seeds) {
    const parameters = await trainRecipe(spec, recipe, words, examples, seed, 'films');
    await withParameters(spec, parameters, async (trainer) => {
      for (const { split, held } of scored) bySplit.get(split)!.push(await accuracy(trainer, held));
    });
  }
  const figures = scored.flatMap(({ split }): Measured[] => [
    {
      quantity: `accuracy of the LSTM, ${split}`,
      bySeed: bySplit.get(split)!,
      bar: bars[split] ?? null,
      higherIsBetter: true,
      ...(split === 'held-out' ? { note } : {}),
    },
    {
      quantity: `accuracy of a bag of words, ${split}`,
      bySeed: [bagScores.get(split)!],
      bar: null,
      higherIsBetter: true,
      ...(split === 'held-out' ? { note: bagNote } : {}),
    },
  ]);
  const lead: Measured = {
    quantity: 'lead of the LSTM, hard',
    bySeed: bySplit.get('hard')!.map((accuracy) => accuracy - bagScores.get('hard')!),
    bar: hardLead,
    higherIsBetter: true,
  };
  return [...figures, lead];
}
