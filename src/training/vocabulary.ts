// Characters as numbers: which ones a text is made of, and the text as their indices. A character is a Unicode code point of the
// composed form (NFC); the rarest share one sign once there are more than fit.

/** Most characters a network learns, the sign for the others among them: an index fits a byte. */
export const maxVocabulary = 256;
/** Stands for every character beyond the most frequent ones: U+FFFD, the replacement character. */
export const otherSign = '\u{FFFD}';

export interface Vocabulary {
  /** By index: the most frequent first, ties in code-point order; {@link otherSign} last where there is one. */
  readonly characters: readonly string[];
  /** Different characters of the text that share the other sign; 0 where each has its own index. */
  readonly others: number;
  /** Characters of the text that those stand for. */
  readonly otherCount: number;
}

export interface TokenText {
  readonly vocabulary: Vocabulary;
  /** The whole text, one index a character. */
  readonly tokens: Uint8Array;
}

/** As it is learned: composed, and every line ended by one line feed. */
export const normalise = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n');

/**
 * Vocabulary and indices of a text that {@link normalise} has seen.
 * @param most size of the vocabulary at most, 2 … 256
 */
export function tokenise(text: string, most = maxVocabulary): TokenText {
  if (!Number.isInteger(most) || most < 2 || most > maxVocabulary)
    throw new RangeError(`tokenise: most is ${most}, expected an integer from 2 to ${maxVocabulary}`);
  const counts = new Map<number, number>();
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    counts.set(point, (counts.get(point) ?? 0) + 1);
    length++;
  }
  const other = otherSign.codePointAt(0)!;
  const ranked = [...counts].sort(([p, a], [q, b]) => b - a || p - q);
  const kept = ranked.length <= most ? ranked : ranked.filter(([p]) => p !== other).slice(0, most - 1);
  const rest = ranked.length - kept.length;
  const indexOf = new Map(kept.map(([point], index) => [point, index]));
  const tokens = new Uint8Array(length);
  let otherCount = 0;
  for (let i = 0, n = 0; i < text.length; i++, n++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    const index = indexOf.get(point);
    if (index === undefined) otherCount++;
    tokens[n] = index ?? kept.length;
  }
  const characters = kept.map(([point]) => String.fromCodePoint(point));
  if (rest) characters.push(otherSign);
  return { vocabulary: { characters, others: rest, otherCount }, tokens };
}

/** Indices back as text. */
export const spellOut = ({ characters }: Pick<Vocabulary, 'characters'>, tokens: Iterable<number>): string =>
  Array.from(tokens, (token) => characters[token] ?? otherSign).join('');
