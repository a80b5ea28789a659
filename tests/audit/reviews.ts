// Film reviews as the networks read them: the set's files, and their words.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Review {
  readonly words: readonly string[];
  /** 1 praises, 0 blames. */
  readonly label: 0 | 1;
  readonly kind: string;
  readonly byHand: boolean;
}

/** A file of content/data/films/, by the names of its columns. */
export function readReviews(file: string): Review[] {
  const path = fileURLToPath(new URL(`../../content/data/films/${file}`, import.meta.url));
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const row = Object.fromEntries(line.split('\t').map((field, n) => [names[n]!, field]));
    return {
      words: wordsOf(row['text']!, row['film']!),
      label: row['label'] === 'positive' ? 1 : 0,
      kind: row['kind']!,
      byHand: row['source'] === 'by-hand',
    };
  });
}

/** Stands for any film: a title says nothing of how good a film is, and those of held-out reviews are never met before. */
const anyFilm = 'film·title';

/**
 * Lower-cased words and marks; `n’t` and `’s` are words of their own, a hyphen parts words, the film's title is one word.
 * @param film its title, `-` where the review names none
 */
export const wordsOf = (text: string, film: string): string[] =>
  (film === '-' ? text : text.replaceAll(film, ` ${anyFilm} `))
    .toLowerCase()
    .replace(/n’t\b/g, ' n’t')
    .match(/film·title|n’t|’\p{L}+|[\p{L}\d]+|[.,;:!?]/gu) ?? [];
