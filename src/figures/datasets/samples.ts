// The samples of a set's file, as they are shown, filtered, searched and counted. Pure; the parsers are those that training uses.
import { bitmapOf } from '../../training/datasets/glyphs.ts';
import { linesOf, seriesOf, tableOf } from '../../training/datasets/lines.ts';
import { melodyOf } from '../../training/datasets/melodies.ts';
import { bracketedLinesOf, conllOf, entitiesOf, type Tagged } from '../../training/datasets/tagged.ts';
import { gatheredOf } from '../../training/datasets/texts.ts';
import { toneOf } from '../../training/datasets/tones.ts';
import { openingOf, shownAtOnce, window, wordsOf, type Kind, type Piece, type Sample } from './kinds.ts';

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
    tableOf(text, ['label', 'kind', 'film', 'text']).map(({ label, kind, film, source, text: words }) => ({
      searched: words!,
      facets: { label: [label!], kind: [kind!], ...(source !== undefined && { source: [source] }) },
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
 * @param sources a table that says of each sample, in the same order, where it comes from; they can then be filtered by it
 * @throws Error where a file is not as its kind demands, or the two do not agree in number
 */
export function samplesOf(kind: Kind, text: string, name: string, sources?: string): Sample[] {
  const samples = readers[kind](text, name).map((sample, n) => ({ place: n + 1, ...sample }));
  if (sources === undefined) return samples;
  const rows = tableOf(sources, ['source']);
  if (rows.length !== samples.length)
    throw new Error(
      `samplesOf: ${name} has ${samples.length} samples and ${rows.length} sources, expected as many`,
    );
  return samples.map((sample, n) => ({
    ...sample,
    // `sport-9` is the ninth frame of its family
    facets: { ...sample.facets, source: [rows[n]!.source!.replace(/-\d+$/, '')] },
  }));
}

/** The beginning of a file that holds its first samples, and is itself a file of that kind; of texts, their first paragraphs only. */
export function headOf(kind: Kind, text: string, name: string, count = shownAtOnce): string {
  const upTo = (sign: string, pieces: number): string =>
    text.trimEnd().split(sign).slice(0, pieces).join(sign) + '\n';
  switch (kind) {
    case 'text':
      return (
        gatheredOf(text)
          .slice(0, count)
          .map(({ title, paragraphs }) => [title, ...openingOf(paragraphs)].join('\n\n'))
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
