// A word as a task: read it grapheme by grapheme and predict the next one.
import { column, type Matrix } from '../engine/matrix.ts';

/** Stands for "the word ends here"; used only where the word alone has fewer than two different graphemes. */
export const endMark = '∎';
/** In its place where the word itself consists of end marks. */
const otherEndMark = '⊣';

/** UTF-16 units in one grapheme: a family of four with skin tones takes 19; what is longer is a tower of accents. */
const maxUnits = 24;

export const maxSteps = 12;

export interface Spelling {
  /** The word in Unicode's composed form (NFC). */
  readonly word: string;
  /** Different graphemes in code-point order; an end mark, where one was added, last. */
  readonly vocabulary: readonly string[];
  /** Graphemes fed in, t = 1 … τ, and the grapheme wanted at each step. */
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
}

/** Why a word cannot be used, in a sentence for the reader. */
export class SpellingError extends Error {
  override name = 'SpellingError';
}

/** User-perceived characters: é, 👩🏽‍🚀 and 한 are one each. */
export const graphemes = (text: string): string[] =>
  Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);

/**
 * Inputs are the word without its last grapheme, targets the graphemes one further.
 * @throws SpellingError for an empty word, line breaks or control characters, characters that cannot be seen or are built of too
 *   many signs, or more than 12 steps.
 */
export function spell(text: string): Spelling {
  const word = text.normalize('NFC');
  if (!word.trim()) throw new SpellingError('The word is empty. Type at least one character.');
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(word))
    throw new SpellingError(
      'The word contains a control character or a line break. Use letters, digits, signs or emoji.',
    );
  const letters = graphemes(word);
  if (letters.some((g) => /^\p{Default_Ignorable_Code_Point}+$/u.test(g)))
    throw new SpellingError(
      'The word contains a character that cannot be seen. Use letters, digits, signs or emoji.',
    );
  const tower = letters.find((g) => g.length > maxUnits);
  if (tower)
    throw new SpellingError(
      `One character of the word is built of ${tower.length} signs. At most ${maxUnits} fit.`,
    );
  const alone = new Set(letters).size < 2;
  const end = letters[0] === endMark ? otherEndMark : endMark;
  const sequence = alone ? [...letters, end] : letters;
  if (sequence.length - 1 > maxSteps)
    throw new SpellingError(
      `The word has ${letters.length} characters, which would take ${sequence.length - 1} steps. At most ${maxSteps} steps fit.`,
    );
  const vocabulary = [...new Set(letters)].sort(byCodePoint);
  if (alone) vocabulary.push(end);
  return { word, vocabulary, inputs: sequence.slice(0, -1), targets: sequence.slice(1) };
}

const byCodePoint = (a: string, b: string) => a.codePointAt(0)! - b.codePointAt(0)! || (a < b ? -1 : 1);

/** One-hot inputs [vocabulary, 1] and the index of each target. */
export function encode({ vocabulary, inputs, targets }: Spelling): { inputs: Matrix[]; targets: number[] } {
  const oneHot = (g: string) => column(vocabulary.map((v) => (v === g ? 1 : 0)));
  return { inputs: inputs.map(oneHot), targets: targets.map((g) => vocabulary.indexOf(g)) };
}

/** A grapheme as it is shown: blanks get a visible sign. */
export const visible = (grapheme: string): string => (/^\s+$/u.test(grapheme) ? '␣' : grapheme);
