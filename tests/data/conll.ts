// Reads the tagged sentences of content/data/names/ the plain way, with nothing of the scripts that made them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA } from '../../src/tools/data.ts';

export interface TaggedSentence {
  readonly words: readonly string[];
  readonly tags: readonly string[];
  /** `by-hand`, or the template that it comes from. */
  readonly source: string;
}

export interface Mention {
  readonly kind: string;
  readonly name: string;
}

export const namesFile = (file: string): string => readFileSync(join(DATA, 'names', file), 'utf8');

/** @throws Error where a line is not a token, a tab and a tag, or the list of sources is of another length */
export function readSplit(split: 'train' | 'held-out'): TaggedSentence[] {
  const sources = namesFile(`${split}-sources.tsv`).trimEnd().split('\n').slice(1);
  const sentences = namesFile(`${split}.conll`).trimEnd().split('\n\n');
  if (sources.length !== sentences.length)
    throw new Error(`readSplit: ${sources.length} sources of ${sentences.length} sentences in ${split}`);
  return sentences.map((sentence, n) => {
    const rows = sentence.split('\n').map((line) => {
      const fields = line.split('\t');
      if (fields.length !== 2 || fields.includes(''))
        throw new Error(`readSplit: ${JSON.stringify(line)} in sentence ${n + 1} of ${split}`);
      return fields;
    });
    const [number, source] = sources[n]!.split('\t');
    if (number !== String(n + 1)) throw new Error(`readSplit: source ${n + 1} of ${split} says ${number}`);
    return { words: rows.map(([word]) => word!), tags: rows.map(([, tag]) => tag!), source: source! };
  });
}

/** A sentence in brackets as words and tags. */
export function fromBrackets(line: string): Omit<TaggedSentence, 'source'> {
  const [words, tags]: [string[], string[]] = [[], []];
  let kind = '';
  let place = 'O';
  for (const piece of line.split(' ')) {
    if (piece.startsWith('[')) {
      kind = piece.slice(1);
      place = `B-${kind}`;
      continue;
    }
    words.push(piece.replace(/\]$/, ''));
    tags.push(place);
    if (piece.endsWith(']')) place = 'O';
    else if (place !== 'O') place = `I-${kind}`;
  }
  return { words, tags };
}

/** The names of a well-formed sentence, in their order. */
export function mentions({ words, tags }: Omit<TaggedSentence, 'source'>): Mention[] {
  const found: { kind: string; name: string }[] = [];
  tags.forEach((tag, n) => {
    if (tag.startsWith('B-')) found.push({ kind: tag.slice(2), name: words[n]! });
    else if (tag.startsWith('I-')) found.at(-1)!.name += ` ${words[n]!}`;
  });
  return found;
}

/** Small letters, no punctuation, each name as its kind alone. */
export const skeleton = ({ words, tags }: Omit<TaggedSentence, 'source'>): string[] =>
  words.flatMap((word, n) => {
    const tag = tags[n]!;
    if (tag !== 'O') return tag.startsWith('B-') ? [tag] : [];
    return /[\p{L}\p{N}]/u.test(word) ? [word.toLowerCase()] : [];
  });
