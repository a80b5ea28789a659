// Film reviews: the ones written by hand, and more from the grammar, for training and, apart, held out. Run by `npm run data`.
import { seededRandom, type Random } from '../../../src/engine/random.ts';
import { shuffled, table, type Read } from '../draw.ts';
import { Taken, withoutFilm } from './alike.ts';
import { review, type Kind, type Label, type Split } from './grammar.ts';
import { hardOnes } from './hard.ts';
import { byHand, columns, type Row } from './rows.ts';

const seed = 103;
/** Sentences of the grammar by kind; half of each praise, half blame. */
const counts: Readonly<Record<Kind, number>> = {
  plain: 5200,
  negation: 2000,
  contrast: 2200,
  irony: 600,
  mixed: 1200,
};
/** So large is the grammar’s held-out part, as a share of its training part. */
const heldOutShare = 0.05;
/** A kind that finds nothing new for so long has too few templates. */
const mostTries = 200_000;

const asTable = (rows: readonly Row[]): string =>
  table(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );

/** Of each kind and label as many as are wanted, none too much like one that is taken. */
function written(random: Random, taken: Taken, split: Split, share: number): Row[] {
  const rows: Row[] = [];
  for (const [kind, all] of Object.entries(counts) as [Kind, number][])
    for (const label of ['positive', 'negative'] satisfies Label[]) {
      const count = (all * share) / 2;
      for (let made = 0, tries = 0; made < count; tries++) {
        if (tries > mostTries)
          throw new Error(`make: ${made} reviews of ${label} ${kind} for ${split}, expected ${count}`);
        const found = review(random, kind, label, split);
        const open = withoutFilm(found.text, found.film);
        if (/\b(\p{L}+) \1\b/iu.test(found.text) || taken.like(open) !== null) continue;
        taken.add(open);
        rows.push({ ...found, source: 'grammar' });
        made++;
      }
    }
  return rows;
}

export function make(read: Read): Record<string, string> {
  const train = byHand(read('by-hand-train.tsv'));
  const heldOut = byHand(read('by-hand-held-out.tsv'));
  const taken = new Taken();
  for (const { text, film } of [...train, ...heldOut]) taken.add(withoutFilm(text, film));
  // a random source of its own for each split, so that none changes when another grows
  const [forTrain, forHeldOut] = [seededRandom(seed), seededRandom(seed + 1)];
  const heldOutByHand = shuffled(forHeldOut, heldOut);
  const heldOutByGrammar = written(forHeldOut, taken, 'heldOut', heldOutShare);
  train.push(...written(forTrain, taken, 'train', 1));
  return {
    'train.tsv': asTable(shuffled(forTrain, train)),
    'held-out.tsv': asTable(heldOutByHand),
    'held-out-grammar.tsv': asTable(shuffled(forHeldOut, heldOutByGrammar)),
    'hard.tsv': asTable(hardOnes(heldOutByHand)),
  };
}
