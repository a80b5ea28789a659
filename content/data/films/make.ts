// Film reviews: the ones written by hand, and for training as many again from the grammar. Run by `npm run data`.
import { seededRandom } from '../../../src/engine/random.ts';
import { shuffled, table, type Read } from '../draw.ts';
import { Taken } from './alike.ts';
import { review, type Kind, type Label } from './grammar.ts';
import { hardOnes } from './hard.ts';

const seed = 103;
/** Sentences of the grammar by kind; half of each praise, half blame. */
const counts: Readonly<Record<Kind, number>> = {
  plain: 3600,
  negation: 1600,
  contrast: 1600,
  irony: 500,
  mixed: 900,
};
/** A kind that finds nothing new for so long has too few templates. */
const mostTries = 200_000;

/** `source` is `by-hand` or `grammar`; `template` and `film` are `-` where there is none. */
export const columns = ['label', 'kind', 'film', 'source', 'template', 'text'] as const;
export type Row = Readonly<Record<(typeof columns)[number], string>>;

/** The rows of a hand-written file: label, kind, film, text. */
export const byHand = (text: string): Row[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [label = '', kind = '', film = '', sentence = ''] = line.split('\t');
      return { label, kind, film, source: 'by-hand', template: '-', text: sentence };
    });

const asTable = (rows: readonly Row[]): string =>
  table(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );

export function make(read: Read): Record<string, string> {
  const random = seededRandom(seed);
  const train = byHand(read('by-hand-train.tsv'));
  const heldOut = byHand(read('by-hand-held-out.tsv'));
  const taken = new Taken();
  for (const { text } of [...train, ...heldOut]) taken.add(text);
  for (const [kind, count] of Object.entries(counts) as [Kind, number][])
    for (const label of ['positive', 'negative'] satisfies Label[])
      for (let made = 0, tries = 0; made < count / 2; tries++) {
        if (tries > mostTries) throw new Error(`make: ${made} reviews of ${label} ${kind}, expected ${count / 2}`);
        const found = review(random, kind, label);
        if (taken.like(found.text) !== null) continue;
        taken.add(found.text);
        train.push({ ...found, source: 'grammar' });
        made++;
      }
  const shuffledHeldOut = shuffled(seededRandom(seed + 1), heldOut); // of its own, so that it stays as it is when training grows
  return {
    'train.tsv': asTable(shuffled(random, train)),
    'held-out.tsv': asTable(shuffledHeldOut),
    'hard.tsv': asTable(hardOnes(shuffledHeldOut)),
  };
}
