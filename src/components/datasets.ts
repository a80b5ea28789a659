// The data sets of the book for its pages: the sheets, in the order in which lessons need them, with what their files hold.
import { getCollection, type CollectionEntry } from 'astro:content';
import { setFacts, type SetFacts } from '../figures/datasets/built.ts';
import { frozenTexts } from '../figures/training/book-texts.ts';
import { kilobytes, many, whole } from '../figures/datasets/words.ts';

/** Text first, then sequences of other things; a set that is not named here comes last. */
const order = [
  'characters',
  'collection',
  'everyday',
  'films',
  'names',
  'dates',
  'melodies',
  'glyphs',
  'tones',
  'series',
];
const placeOf = (id: string): number => (order.indexOf(id) + 1 || order.length + 1) - 1;

export interface DataSet {
  readonly entry: CollectionEntry<'data'>;
  /** Null for the set whose texts are gathered from the book itself. */
  readonly facts: SetFacts | null;
  /** Sizes in a line: `8,000 pairs to learn from, 1,000 held out`. */
  readonly sizes: string;
}

/** What a kind is called on a page. */
export const kindNames: Readonly<Record<SetFacts['kind'], string>> = {
  text: 'running text',
  sentences: 'sentences',
  pairs: 'pairs of sequences',
  labelled: 'labelled sentences',
  tagged: 'tagged tokens',
  glyphs: 'pictures with names',
  tones: 'sounds with words',
  melodies: 'melodies',
  series: 'numbers over time',
};

const parts: Readonly<Record<SetFacts['files'][number]['split'], string>> = {
  train: 'to learn from',
  'held-out': 'held out',
  hard: 'hard ones',
  source: 'of all by hand',
  whole: '',
};
export const splitNames: typeof parts = {
  train: 'train',
  'held-out': 'held out',
  hard: 'hard',
  source: 'source',
  whole: '',
};

function sizesOf(facts: SetFacts | null, unit: string): string {
  if (!facts)
    return frozenTexts()
      .map(({ kind, characters }) => `${kind}: ${many(characters, unit)}`)
      .join(', ');
  if (facts.files.every(({ split }) => split === 'whole'))
    return facts.files.map(({ count, label }) => `${whole(count)} ${label}`).join(', ');
  const sums = new Map<string, number>();
  for (const { split, count } of facts.files) sums.set(split, (sums.get(split) ?? 0) + count);
  return [...sums]
    .map(
      ([split, count], n) =>
        `${n === 0 ? many(count, unit) : whole(count)} ${parts[split as keyof typeof parts]}`,
    )
    .join(', ');
}

/** A sheet's HTML with its tables made to scroll by keyboard too, and without header cells that head nothing. */
export function readable(html: string): string {
  let count = 0;
  return html
    .replace(/<th([^>]*)><\/th>/g, '<td$1></td>')
    .replace(
      /<table>[\s\S]*?<\/table>/g,
      (table) =>
        `<div class="scrolls" role="region" tabindex="0" aria-label="Table ${++count}">${table}</div>`,
    );
}

let listing: Promise<DataSet[]> | null = null;

/** Every set that has a sheet. @throws Error where a sheet and its files disagree */
export const listSets = (): Promise<DataSet[]> =>
  (listing ??= getCollection('data').then((entries) =>
    entries
      .toSorted((a, b) => placeOf(a.id) - placeOf(b.id) || (a.id < b.id ? -1 : 1))
      .map((entry) => {
        const { kind, files, unit } = entry.data;
        const facts = setFacts(entry.id, kind, files);
        return { entry, facts, sizes: sizesOf(facts, unit) };
      }),
  ));

export interface Download {
  readonly name: string;
  readonly url: string;
  readonly split: string;
  readonly size: string;
  readonly kilobytes: string;
  readonly sha256: string;
}

/** Every file of a set with its size and hash; of folders, the gathered ones. */
export function downloadsOf({ entry, facts }: DataSet): Download[] {
  const { unit } = entry.data;
  if (!facts)
    return frozenTexts().map(({ url, title, characters, text, sha256 }) => ({
      name: url.replace('/data/', ''),
      url,
      split: title,
      size: many(characters, unit),
      kilobytes: kilobytes(new TextEncoder().encode(text).length),
      sha256,
    }));
  return [...facts.files, ...facts.tables].map(({ name, url, split, count, bytes, sha256 }) => ({
    name,
    url,
    split: splitNames[split],
    size: many(count, unit),
    kilobytes: kilobytes(bytes),
    sha256,
  }));
}
