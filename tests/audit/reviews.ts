// Film reviews as tokens: reading the set's files, words, vocabulary. Used by the measurements of films.ts.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Review {
  readonly text: string;
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
      text: row['text']!,
      label: row['label'] === 'positive' ? 1 : 0,
      kind: row['kind']!,
      byHand: row['source'] === 'by-hand',
    };
  });
}

/** Lower-cased words and marks; `n’t` and `’s` are words of their own, a hyphen parts words. */
export const tokensOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/n’t\b/g, ' n’t')
    .match(/n’t|’\p{L}+|[\p{L}\d]+|[.,;:!?]/gu) ?? [];

/** Index by word; those that occur less than twice in `reviews` share index 0, the unknown word. */
export function vocabularyOf(reviews: readonly Review[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of reviews)
    for (const token of tokensOf(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= 2).map(([token]) => token);
  return new Map(kept.map((token, n) => [token, n + 1]));
}

/** Tokens as indices. */
export const encoded = (text: string, vocabulary: ReadonlyMap<string, number>): number[] =>
  tokensOf(text).map((token) => vocabulary.get(token) ?? 0);
