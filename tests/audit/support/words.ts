// Text as words: how the word models of the audits cut a sentence, and the words that they know.

/** Words and marks of a sentence, in lower case; an apostrophe or a hyphen within a word belongs to it. */
export const wordsOf = (sentence: string): string[] =>
  sentence.toLowerCase().match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu) ?? [];

export interface Words {
  readonly size: number;
  /** Every word that is not known. */
  readonly unknown: number;
  /** Fed before a sentence. */
  readonly start: number;
  token(word: string): number;
}

/** Words that stand at least `least` times in these sentences. */
export function knownWords(sentences: readonly (readonly string[])[], least: number): Words {
  const counts = new Map<string, number>();
  for (const word of sentences.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const known = [...counts]
    .filter(([, count]) => count >= least)
    .map(([word]) => word)
    .sort();
  const tokens = new Map(known.map((word, n) => [word, n + 2]));
  return { size: known.length + 2, unknown: 0, start: 1, token: (word) => tokens.get(word) ?? 0 };
}
