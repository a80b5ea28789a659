// The samples of a set's file, as they are shown, filtered, searched and counted. Pure; the parsers are those that training uses.
import { bitmapOf, type Bitmap } from '../../training/datasets/glyphs.ts';
import { linesOf, seriesOf, tableOf } from '../../training/datasets/lines.ts';
import { melodyOf, type Melody } from '../../training/datasets/melodies.ts';
import { bracketedLinesOf, conllOf, entitiesOf, type Tagged } from '../../training/datasets/tagged.ts';
import { gatheredOf } from '../../training/datasets/texts.ts';
import { toneOf, type Tone } from '../../training/datasets/tones.ts';

/** What a set's files hold; as in the front matter of its sheet. */
export type Kind =
  'text' | 'sentences' | 'pairs' | 'labelled' | 'tagged' | 'glyphs' | 'tones' | 'melodies' | 'series';

/** Tokens in a row that are one name, or are none. */
export interface Piece {
  readonly words: string;
  /** PER, LOC, ORG; null outside a name. */
  readonly entity: string | null;
}

export type Shown =
  | { readonly kind: 'text'; readonly title: string; readonly paragraphs: readonly string[] }
  | { readonly kind: 'sentences'; readonly words: string }
  | { readonly kind: 'pairs'; readonly source: string; readonly target: string; readonly form: string }
  | {
      readonly kind: 'labelled';
      readonly label: string;
      readonly manner: string;
      readonly film: string | null;
      readonly words: string;
    }
  | { readonly kind: 'tagged'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'glyphs'; readonly name: string; readonly bitmap: Bitmap }
  | { readonly kind: 'tones'; readonly tone: Tone }
  | {
      readonly kind: 'melodies';
      readonly name: string;
      readonly metre: string;
      readonly key: string;
      readonly written: string;
      readonly melody: Melody;
    }
  | { readonly kind: 'series'; readonly from: number; readonly values: readonly number[] };

export interface Sample {
  /** Its number in the file, from 1. */
  readonly place: number;
  /** What a search looks through; empty where there are no words. */
  readonly searched: string;
  /** By what it can be filtered; a sample may have several values of one. */
  readonly facets: Readonly<Record<string, readonly string[]>>;
  /** In the unit of {@link measures}. */
  readonly size: number;
  readonly shown: Shown;
}

/** Values of a series that are shown together. */
export const window = 120;
/** Samples that are shown at once. */
export const shownAtOnce = 10;

/** What the size of a sample counts; of a series, the values themselves are counted up. */
export const measures: Readonly<Record<Kind, string>> = {
  text: 'words in a text',
  sentences: 'words in a sentence',
  pairs: 'characters to be read',
  labelled: 'words in a sentence',
  tagged: 'tokens in a sentence',
  glyphs: 'pixels of ink, of 144',
  tones: 'tones and silences in a word',
  melodies: 'notes in a melody',
  series: 'value',
};

export const wordsOf = (text: string): number =>
  text.match(/[\p{L}\p{N}]+(?:[’'.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;

/** Tokens joined by blanks, names apart. */
export function piecesOf(sentence: Tagged): Piece[] {
  const { tokens } = sentence;
  const pieces: Piece[] = [];
  let at = 0;
  const add = (end: number, entity: string | null): void => {
    if (end > at) pieces.push({ words: tokens.slice(at, end).join(' '), entity });
    at = end;
  };
  for (const { kind, start, end } of entitiesOf(sentence)) {
    add(start, null);
    add(end, kind);
  }
  add(tokens.length, null);
  return pieces;
}

type Bare = Omit<Sample, 'place'>;

const readers: Readonly<Record<Kind, (text: string, name: string) => Bare[]>> = {
  text: (text) =>
    gatheredOf(text).map(({ title, paragraphs }) => ({
      searched: [title, ...paragraphs].join('\n'),
      facets: {},
      size: wordsOf(paragraphs.join('\n')),
      shown: { kind: 'text', title, paragraphs },
    })),
  sentences: (text) =>
    linesOf(text).map((words) => ({
      searched: words,
      facets: {},
      size: wordsOf(words),
      shown: { kind: 'sentences', words },
    })),
  pairs: (text) =>
    tableOf(text, ['source', 'target', 'form']).map(({ source, target, form }) => ({
      searched: `${source!}\t${target!}`,
      facets: { form: [form!] },
      size: [...source!].length,
      shown: { kind: 'pairs', source: source!, target: target!, form: form! },
    })),
  labelled: (text) =>
    tableOf(text, ['label', 'kind', 'film', 'text']).map(({ label, kind, film, text: words }) => ({
      searched: words!,
      facets: { label: [label!], kind: [kind!] },
      size: wordsOf(words!),
      shown: {
        kind: 'labelled',
        label: label!,
        manner: kind!,
        film: film === '-' ? null : film!,
        words: words!,
      },
    })),
  tagged: (text, name) =>
    (name.endsWith('.txt') ? bracketedLinesOf(text) : conllOf(text)).map((sentence) => {
      const kinds = [...new Set(entitiesOf(sentence).map(({ kind }) => kind))].sort();
      return {
        searched: sentence.tokens.join(' '),
        facets: { holds: kinds.length > 0 ? kinds : ['no name'] },
        size: sentence.tokens.length,
        shown: { kind: 'tagged', pieces: piecesOf(sentence) },
      };
    }),
  glyphs: (text) =>
    tableOf(text, ['name', 'rows']).map(({ name, rows }) => {
      const bitmap = bitmapOf(rows!);
      return {
        searched: '',
        facets: { name: [name!] },
        size: bitmap.filter(Boolean).length,
        shown: { kind: 'glyphs', name: name!, bitmap },
      };
    }),
  tones: (text) =>
    tableOf(text, ['text', 'pitch', 'noise', 'seed', 'lengths']).map((row) => {
      const tone = toneOf(row);
      return {
        searched: tone.text,
        facets: { letter: [...new Set(tone.text)] },
        size: tone.lengths.length,
        shown: { kind: 'tones', tone },
      };
    }),
  melodies: (text) =>
    tableOf(text, ['kind', 'metre', 'key', 'melody']).map(({ kind, metre, key, melody: written }) => {
      const melody = melodyOf(written!);
      return {
        searched: '',
        facets: { kind: [kind!], key: [key!] },
        size: melody.notes.length,
        shown: { kind: 'melodies', name: kind!, metre: metre!, key: key!, written: written!, melody },
      };
    }),
  series: (text) => {
    const values = [...seriesOf(text)];
    return Array.from({ length: Math.ceil(values.length / window) }, (_, n) => ({
      searched: '',
      facets: {},
      size: window,
      shown: { kind: 'series', from: n * window + 1, values: values.slice(n * window, (n + 1) * window) },
    }));
  },
};

/**
 * The samples of a file, in its order.
 * @param name by which a file of bracketed sentences (.txt) is told from one of tokens and tags
 * @throws Error where the file is not as its kind demands
 */
export const samplesOf = (kind: Kind, text: string, name: string): Sample[] =>
  readers[kind](text, name).map((sample, n) => ({ place: n + 1, ...sample }));

/** The beginning of a file that holds its first samples, and is itself a file of that kind; of texts, their first paragraphs only. */
export function headOf(kind: Kind, text: string, name: string, count = shownAtOnce): string {
  const upTo = (sign: string, pieces: number): string =>
    text.trimEnd().split(sign).slice(0, pieces).join(sign) + '\n';
  switch (kind) {
    case 'text':
      return (
        gatheredOf(text)
          .slice(0, count)
          .map(({ title, paragraphs }) => `${title}\n\n${paragraphs[0]!}`)
          .join('\n\n\n') + '\n'
      );
    case 'tagged':
      return upTo(name.endsWith('.txt') ? '\n' : '\n\n', count);
    case 'sentences':
      return upTo('\n', count);
    case 'series':
      return upTo('\n', 1 + count * window);
    default:
      return upTo('\n', 1 + count);
  }
}
