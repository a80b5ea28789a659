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

/** The sentence once for each of its words, with that word left open: two that share one of these differ in one word at most. */
export const gaps = (words: readonly string[]): string[] => words.map((_, n) => words.with(n, '_').join(' '));
