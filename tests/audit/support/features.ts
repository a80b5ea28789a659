// What a tagger is told of a word: the word itself, its shape, its first and its last three letters, each a column of its own. Pure.
import type { Random } from '../../../src/engine/random.ts';

/** Shares of words whose own column is hidden, so that shape, prefix and suffix have to serve: of small words, of those with a capital. */
export interface Hidden {
  readonly small: number;
  readonly capital: number;
  /** Of words with a capital, prefix and suffix too. */
  readonly affixes: number;
}

/** Capitals and digits: `xx`, `Xx`, `X` … */
export function shapeOf(word: string): string {
  if (/^\p{Lu}\.$/u.test(word)) return 'X.';
  if (/^\p{Lu}[\p{Ll}]*$/u.test(word)) return word.length === 1 ? 'X' : 'Xx';
  if (/^\p{Lu}{2,}$/u.test(word)) return 'XX';
  if (/^[\p{Ll}’]+$/u.test(word)) return 'xx';
  if (/^\d{4}$/.test(word)) return 'dddd';
  if (/^\d+$/.test(word)) return 'd';
  if (/\d/.test(word)) return 'd-';
  if (/^[^\p{L}]+$/u.test(word)) return '.';
  if (/^\p{Lu}.*\p{Lu}/u.test(word)) return 'XxXx';
  if (/^\p{Lu}/u.test(word)) return 'Xx-';
  return 'x-';
}
const shapes = ['X.', 'X', 'Xx', 'XX', 'xx', 'dddd', 'd', 'd-', '.', 'XxXx', 'Xx-', 'x-'];

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) h = Math.imul(h ^ text.charCodeAt(n), 0x01000193);
  return h >>> 0;
}

/** Columns that the prefixes, and as many that the suffixes, are hashed to. */
const affixColumns = 450;

export class Features {
  private readonly words: ReadonlyMap<string, number>;
  /** Width of a word's vector. */
  readonly columns: number;

  /** @param most the most frequent words have a column of their own, if they stand at least twice */
  constructor(sentences: readonly { readonly words: readonly string[] }[], most: number) {
    const counts = new Map<string, number>();
    for (const { words } of sentences)
      for (const word of words)
        if (!/\d/.test(word)) counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1);
    const known = [...counts]
      .filter(([, count]) => count >= 2)
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, most);
    this.words = new Map(known.map(([word], n) => [word, n]));
    this.columns = this.words.size + shapes.length + 2 * affixColumns;
  }

  /** The columns that are 1. */
  of(word: string, hidden: { random: Random; shares: Hidden } | null): number[] {
    const small = word.toLowerCase();
    const own = this.words.get(small);
    const share = hidden ? (small === word ? hidden.shares.small : hidden.shares.capital) : 0;
    const told = own !== undefined && !(hidden && hidden.random() < share);
    const first = this.words.size;
    const affixes = first + shapes.length;
    const bare = hidden && small !== word && hidden.random() < hidden.shares.affixes;
    if (bare) return [first + shapes.indexOf(shapeOf(word))];
    return [
      ...(told ? [own] : []),
      first + shapes.indexOf(shapeOf(word)),
      affixes + (hash(`^${small.slice(0, 3)}`) % affixColumns),
      affixes + affixColumns + (hash(`${small.slice(-3)}$`) % affixColumns),
    ];
  }
}
