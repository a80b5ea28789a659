// What is told of a file that was read: counts, the first five rows, how often each label or tag stands in it. Small, whatever the file's
// size: the data itself stays in the worker.
import type { Count, Kind, Loaded } from './kinds.ts';
import type { FileRead } from './read.ts';
import type { Mend } from './mends.ts';

export interface Fact {
  readonly name: string;
  readonly value: number;
}

export interface Summary {
  readonly kind: Kind;
  readonly bytes: number;
  readonly lines: number;
  readonly facts: readonly Fact[];
  /** Names of the columns of {@link rows}. */
  readonly columns: readonly string[];
  /** The first five; long fields are cut. */
  readonly rows: readonly (readonly string[])[];
  /** Of labels or tags, the most frequent first; null where there are none. At most a hundred. */
  readonly counts: { readonly of: string; readonly items: readonly Count[]; readonly more: number } | null;
  readonly mends: readonly Mend[];
  readonly notes: readonly string[];
}

const firstRows = 5;
const longestField = 160;
const mostCounts = 100;

const cut = (text: string): string => {
  const points = [...text.slice(0, 2 * longestField + 2)];
  return points.length > longestField ? `${points.slice(0, longestField).join('')}…` : text;
};

type Told = Pick<Summary, 'facts' | 'columns' | 'rows' | 'counts'>;
const fact = (name: string, value: number): Fact => ({ name, value });
const countsOf = (of: string, items: readonly Count[]) => ({
  of,
  items: items.slice(0, mostCounts),
  more: Math.max(0, items.length - mostCounts),
});

function ofText(text: string): Told {
  const different = new Set<number>();
  let characters = 0;
  for (let i = 0; i < text.length; i++, characters++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    different.add(point);
  }
  const rows = text.slice(0, 100_000).split('\n').filter((line) => line.trim() !== '').slice(0, firstRows).map((line) => [cut(line)]); // prettier-ignore
  return { facts: [fact('characters', characters), fact('different characters', different.size)], columns: ['text'], rows, counts: null }; // prettier-ignore
}

function ofSeries(values: Float64Array, name: string | null): Told {
  let [low, high, sum] = [Infinity, -Infinity, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
  }
  return {
    facts: [fact('values', values.length), fact('lowest', low), fact('highest', high), fact('mean', sum / values.length)], // prettier-ignore
    columns: [name ?? 'value'],
    rows: [...values.subarray(0, firstRows)].map((value) => [String(value)]),
    counts: null,
  };
}

/** The mean length of texts, characters, rounded. */
const meanLength = (lengths: Iterable<number>): number => {
  let [n, sum] = [0, 0];
  for (const length of lengths) [n, sum] = [n + 1, sum + length];
  return Math.round(sum / n);
};

function tell(data: Loaded): Told {
  switch (data.kind) {
    case 'text':
      return ofText(data.text);
    case 'pairs': {
      const { pairs } = data;
      return {
        facts: [
          fact('pairs', pairs.length),
          fact(
            'characters in a source, on average',
            meanLength(pairs.values().map((pair) => pair.source.length)),
          ),
          fact('in a target', meanLength(pairs.values().map((pair) => pair.target.length))),
        ],
        columns: ['source', 'target'],
        rows: pairs.slice(0, firstRows).map(({ source, target }) => [cut(source), cut(target)]),
        counts: null,
      };
    }
    case 'labelled': {
      const { rows, labels } = data;
      return {
        facts: [
          fact('rows', rows.length),
          fact('labels', labels.length),
          fact('characters in a text, on average', meanLength(rows.values().map((row) => row.text.length))),
        ],
        columns: ['label', 'text'],
        rows: rows.slice(0, firstRows).map(({ label, text }) => [cut(label), cut(text)]),
        counts: countsOf('label', labels),
      };
    }
    case 'tagged': {
      const { sentences, tags } = data;
      const tokens = tags.reduce((sum, { count }) => sum + count, 0);
      return {
        facts: [fact('sentences', sentences.length), fact('tokens', tokens), fact('tags', tags.length)],
        columns: ['tokens, each with its tag where that is not O'],
        rows: sentences.slice(0, firstRows).map(({ tokens, tags }) => [cut(tokens.map((token, i) => (tags[i] === 'O' ? token : `${token}/${tags[i]}`)).join(' '))]), // prettier-ignore
        counts: countsOf('tag', tags),
      };
    }
    case 'series':
      return ofSeries(data.values, data.name);
  }
}

export const summarise = ({ data, bytes, lines, mends, notes }: FileRead): Summary => ({
  kind: data.kind,
  bytes,
  lines,
  ...tell(data),
  mends,
  notes,
});
