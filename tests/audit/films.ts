// Film reviews: how well an LSTM learns them, and how far a bag of words comes. Five seeds take some minutes.
import { accuracyOf, logistic, type Example } from './bagOfWords.ts';
import { evaluate, trained } from './reviewNetwork.ts';
import { encoded, readReviews, vocabularyOf, type Review } from './reviews.ts';

/** One figure: the share of reviews whose label was told rightly. */
export interface Row {
  readonly model: 'LSTM' | 'bag of words';
  /** Of what: the whole of a split, or one kind of its reviews. */
  readonly split: string;
  /** 0 for the baseline's, which no seed moves by much: it is measured once. */
  readonly seed: number;
  /** 0 … 1. */
  readonly accuracy: number;
  readonly count: number;
}

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

/** Trains and scores on every split: the baseline once, the LSTM once a seed. */
export async function audit(seeds: readonly number[]): Promise<Row[]> {
  const train = readReviews('train.tsv');
  const vocabulary = vocabularyOf(train);
  const words = vocabulary.size + 1;
  const example = ({ text, label }: Review): Example => ({ tokens: encoded(text, vocabulary), label });
  const examples = train.map(example);
  const scored = Object.entries(splits()).map(([split, reviews]) => ({ split, held: reviews.map(example) }));
  const bag = logistic(examples, words, tunedPenalty(train, examples, words));
  const rows: Row[] = scored.map(({ split, held }) => ({
    model: 'bag of words',
    split,
    seed: 0,
    accuracy: accuracyOf(bag, held),
    count: held.length,
  }));
  for (const seed of seeds) {
    const trainer = await trained(examples, words, seed);
    for (const { split, held } of scored) {
      const { accuracy } = await evaluate(trainer, held);
      rows.push({ model: 'LSTM', split, seed, accuracy, count: held.length });
    }
    trainer.dispose();
  }
  return rows;
}

/** A line for each model and split: the mean over the seeds, and the least and the most. */
export function report(rows: readonly Row[]): string[] {
  const groups = Map.groupBy(rows, ({ model, split }) => `${model}, ${split}`);
  const percent = (share: number): string => (100 * share).toFixed(1);
  return [...groups].map(([name, group]) => {
    const all = group.map(({ accuracy }) => accuracy);
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    return `${name} (${group[0]!.count}): ${percent(mean)} %, ${percent(Math.min(...all))} to ${percent(Math.max(...all))}`;
  });
}
