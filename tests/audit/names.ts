// Names: a bidirectional GRU on cpu finds people, places and organisations, against a dictionary of the training names. An entity
// counts as found where both ends and the kind are right. Seen is a name that stands in the training sentences as a name, of whatever kind.
import { Dictionary } from './support/dictionary.ts';
import { Features } from './support/features.ts';
import { readSet, readTable } from './support/files.ts';
import type { Measured } from './support/measured.ts';
import { spanF1, spansOf } from './support/metrics.ts';
import { say } from './support/progress.ts';
import { readConll, Tagger, type Recipe, type Tagged } from './support/tagged.ts';

export const recipe: Recipe & { readonly words: number; readonly byHand: number } = {
  words: 2000,
  /** Sentences by hand, of which no two are built alike, are shown so many times in each walk. */
  byHand: 3,
  hiddens: 40,
  batch: 32,
  epochs: 8,
  alpha: 0.005,
  hidden: { small: 0.1, capital: 0.3, affixes: 0.1 },
  exchanged: 0.7,
};

/** Tags with only those entities left whose words `keep` lets stand. */
const only = (
  sentences: readonly Tagged[],
  tags: readonly (readonly string[])[],
  keep: (name: string) => boolean,
) =>
  tags.map((row, n) => {
    const left = row.map(() => 'O');
    for (const { kind, from, to } of spansOf(row))
      if (keep(sentences[n]!.words.slice(from, to).join(' ')))
        for (let t = from; t < to; t++) left[t] = `${t === from ? 'B' : 'I'}-${kind}`;
    return left;
  });

export interface Scores {
  readonly all: number;
  readonly seen: number;
  readonly unseen: number;
}

/** Entity F1 in all; of seen names alone, wanted and found; and of the others. */
export function scoresOf(
  sentences: readonly Tagged[],
  got: readonly (readonly string[])[],
  seen: ReadonlySet<string>,
): Scores {
  const wanted = sentences.map(({ tags }) => tags);
  const part = (keep: (name: string) => boolean) =>
    spanF1(only(sentences, got, keep), only(sentences, wanted, keep)).f1;
  return {
    all: spanF1(got, wanted).f1,
    seen: part((name) => seen.has(name)),
    unseen: part((name) => !seen.has(name)),
  };
}

export async function audit(seeds: readonly number[]): Promise<readonly Measured[]> {
  const train = readConll(readSet('names/train.conll'));
  const heldOut = readConll(readSet('names/held-out.conll'));
  const dictionary = new Dictionary(train);
  const seen = dictionary.names;
  const baseline = scoresOf(
    heldOut,
    heldOut.map(({ words }) => dictionary.tag(words)),
    seen,
  );
  say(`names: dictionary of ${seen.size} names: ${JSON.stringify(baseline)}`);
  const sources = readTable('names/train-sources.tsv').map(({ source }) => source);
  const byHand = train.filter((_, n) => sources[n] === 'by-hand');
  const shown = [...train, ...Array.from({ length: recipe.byHand - 1 }, () => byHand).flat()];
  const features = new Features(train, recipe.words);
  const bySeed: Scores[] = [];
  for (const seed of seeds) {
    const tagger = await Tagger.train(shown, features, recipe, seed);
    bySeed.push(scoresOf(heldOut, await tagger.tag(heldOut), seen));
    say(`names, seed ${seed}: ${JSON.stringify(bySeed.at(-1))}`);
  }
  const { hiddens, epochs, hidden } = recipe;
  const shared = { higherIsBetter: true, bar: null };
  return [
    {
      quantity: 'entity F1, held-out',
      bySeed: bySeed.map(({ all }) => all),
      bar: 0.8,
      higherIsBetter: true,
      note: `Bidirectional GRU, ${hiddens} hidden units each way, ${epochs} walks through the training sentences, on cpu; ${features.columns.toLocaleString('en-GB')} columns of words, shapes, prefixes and suffixes; ${hidden.capital * 100} % of the capitalised words hidden and ${recipe.exchanged * 100} % of the names exchanged for others of their kind while it learns; sentences by hand are shown ${recipe.byHand} times as often.`,
    },
    { quantity: 'entity F1, names seen in training', bySeed: bySeed.map(({ seen }) => seen), ...shared },
    {
      quantity: 'entity F1, names not seen in training',
      bySeed: bySeed.map(({ unseen }) => unseen),
      ...shared,
    },
    {
      quantity: 'entity F1, dictionary',
      bySeed: [baseline.all],
      ...shared,
      note: `The longest training name that fits, with the kind that it most often has; ${baseline.seen.toFixed(3)} on names seen in training, which it may take for another kind, none of the others.`,
    },
  ];
}
