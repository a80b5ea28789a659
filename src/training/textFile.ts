// A reader's own text, as bytes: taken if it is UTF-8, else refused in a sentence that says what was found and where, and what was
// expected. Nothing of it leaves the machine.
import { fewestCharacters, type BatchSizes } from './batching.ts';
import { count, FileError } from './files/fileError.ts';
import { decodeUtf8 } from './files/utf8.ts';
import { normalise } from './vocabulary.ts';

/** Largest text that a network is trained on, bytes: 20 MB. */
export const maxBytes = 20_000_000;

/**
 * Refused before a byte is read.
 * @param most bytes, whole millions
 * @throws FileError
 */
export function checkSize(bytes: number, most = maxBytes): void {
  if (bytes > most)
    throw new FileError(
      'too-large',
      `The file has ${count(bytes)} bytes. At most ${count(most)} (${most / 1e6} MB) are read.`,
    );
  if (bytes === 0) throw new FileError('empty', 'The file is empty: 0 bytes.');
}

/**
 * The text that will be learned: decoded, without a byte-order mark, composed, line ends as line feeds.
 * @param sizes what one batch needs
 * @throws FileError
 */
export function readText(bytes: Uint8Array, sizes: BatchSizes): string {
  checkSize(bytes.length);
  const text = normalise(decodeUtf8(bytes));
  checkLength(text, sizes);
  return text;
}

/** @throws FileError for a blank text */
function checkBlank(text: string): void {
  if (!/\S/u.test(text))
    throw new FileError('empty', 'The text is empty: nothing but blanks and line ends was found.');
}

/** @throws FileError for a text of a single character over and over */
function checkVaried(text: string): void {
  const first = String.fromCodePoint(text.codePointAt(0)!);
  if (text === first.repeat(text.length / first.length))
    throw new FileError(
      'one-character',
      `The text holds one character over and over (${JSON.stringify(first)}). There is nothing to predict: at least two were expected.`,
    );
}

/** @throws FileError for a text that nothing can be learned from, however long it is */
export function checkText(text: string): void {
  checkBlank(text);
  checkVaried(text);
}

/** @throws FileError for a blank text, one too short for a batch, or one of a single character over and over. */
export function checkLength(text: string, sizes: BatchSizes): void {
  checkBlank(text);
  const least = fewestCharacters(sizes);
  // a code point is one unit or two: most texts are settled without counting
  const length = text.length >= 2 * least ? text.length : [...text].length;
  if (length < least)
    throw new FileError(
      'too-short',
      `The text has ${count(length)} characters. One batch needs at least ${count(least)}: ` +
        `${sizes.batch} pieces of ${sizes.steps} characters and one more, and a tenth to hold out. Take a longer text, or fewer steps.`,
    );
  checkVaried(text);
}
