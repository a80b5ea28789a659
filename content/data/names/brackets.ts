// The bracket form of a tagged sentence, `[PER Mara Quill] flew to [LOC Kelder] .`, and what is read off it. Pure.

export interface Token {
  readonly word: string;
  /** O, or B- or I- and the kind. */
  readonly tag: string;
}

export interface Mention {
  readonly kind: string;
  readonly words: string;
}

const parts = (text: string) => text.matchAll(/\[(PER|LOC|ORG) ([^[\]]+)\]|(\S+)/g);

/** @throws Error where a bracket is left open or holds no kind */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [, kind, name, word] of parts(text)) {
    if (word !== undefined) {
      if (/[[\]]/.test(word))
        throw new Error(`tokensOf: ${word} in “${text}”, expected [PER …], [LOC …], [ORG …]`);
      tokens.push({ word, tag: 'O' });
    } else
      name!
        .split(' ')
        .forEach((part, n) => tokens.push({ word: part, tag: `${n === 0 ? 'B' : 'I'}-${kind}` }));
  }
  return tokens;
}

export const mentionsOf = (text: string): Mention[] =>
  [...parts(text)].flatMap(([, kind, words]) => (kind && words ? [{ kind, words }] : []));

/** Words in small letters, each name replaced by its kind; no punctuation. */
export const masked = (text: string): string[] =>
  [...parts(text)].flatMap(([, kind, , word]) =>
    kind ? [kind] : /[\p{L}\p{N}]/u.test(word!) ? [word!.toLowerCase()] : [],
  );

/** Dice's measure: how many of the words of two sentences, each counted once, are in both; 0 … 1. */
export function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  return (2 * both) / (a.size + b.size);
}

/** The sentence once for each of its words, with that word left open: two that share one of these differ in one word at most. */
export const gaps = (words: readonly string[]): string[] => words.map((_, n) => words.with(n, '_').join(' '));
