// A reader's own text, as bytes: taken if it is UTF-8, else refused in a sentence that says what was found and where, and what was
// expected. Nothing of it leaves the machine.
import { fewestCharacters, type BatchSizes } from './batching.ts';
import { normalise } from './vocabulary.ts';

/** Largest file, bytes: 20 MB. */
export const maxBytes = 20_000_000;

export type TextProblem = 'empty' | 'too-large' | 'encoding' | 'binary' | 'too-short' | 'one-character';

/** Why a text cannot be used; the message is for the reader. */
export class TextFileError extends Error {
  override name = 'TextFileError';
  readonly code: TextProblem;
  constructor(code: TextProblem, message: string) {
    super(message);
    this.code = code;
  }
}

const count = (n: number) => n.toLocaleString('en-GB');
const hex = (byte: number) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** File formats that readers drop by mistake, by their first bytes. */
const formats: readonly (readonly [magic: string, name: string])[] = [
  ['%PDF-', 'a PDF document'],
  ['\x89PNG', 'a PNG picture'],
  ['\xFF\xD8\xFF', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['PK\x03\x04', 'a ZIP archive (a Word, OpenDocument or EPUB file is one too)'],
  ['\x1F\x8B', 'a gzip archive'],
  ['7z\xBC\xAF', 'a 7-Zip archive'],
  ['\x7FELF', 'a program'],
  ['MZ\x90', 'a program'],
  ['ID3', 'a sound file'],
  ['OggS', 'a sound file'],
  ['SQLite format 3', 'a database'],
  ['\xD0\xCF\x11\xE0', 'an old Word, Excel or PowerPoint file'],
];

const marks: readonly (readonly [bytes: readonly number[], name: string])[] = [
  [[0xff, 0xfe, 0, 0], 'UTF-32 (little-endian)'],
  [[0, 0, 0xfe, 0xff], 'UTF-32 (big-endian)'],
  [[0xff, 0xfe], 'UTF-16 (little-endian)'],
  [[0xfe, 0xff], 'UTF-16 (big-endian)'],
];

/** Refused before a byte is read. @throws TextFileError */
export function checkSize(bytes: number): void {
  if (bytes > maxBytes)
    throw new TextFileError(
      'too-large',
      `The file has ${count(bytes)} bytes. At most ${count(maxBytes)} (20 MB) are read.`,
    );
}

/** Where the first byte that is not UTF-8 stands; −1 where all are. Overlong forms, surrogates and values beyond U+10FFFF are not. */
export function firstInvalid(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const length =
      lead >= 0xc2 && lead <= 0xdf
        ? 2
        : lead >= 0xe0 && lead <= 0xef
          ? 3
          : lead >= 0xf0 && lead <= 0xf4
            ? 4
            : 0;
    if (length === 0) return i;
    for (let k = 1; k < length; k++) {
      const byte = bytes[i + k];
      let [low, high] = [0x80, 0xbf];
      if (k === 1 && lead === 0xe0) low = 0xa0;
      if (k === 1 && lead === 0xed) high = 0x9f;
      if (k === 1 && lead === 0xf0) low = 0x90;
      if (k === 1 && lead === 0xf4) high = 0x8f;
      if (byte === undefined || byte < low || byte > high) return i;
    }
    i += length;
  }
  return -1;
}

const lineOf = (bytes: Uint8Array, position: number): number => {
  let line = 1;
  for (let i = 0; i < position; i++) if (bytes[i] === 10) line++;
  return line;
};

/** The name of the format whose first bytes these are, if it is a common one. */
function formatOf(bytes: Uint8Array): string | undefined {
  return formats.find(([magic]) => [...magic].every((c, i) => bytes[i] === c.charCodeAt(0)))?.[1];
}

function checkBinary(bytes: Uint8Array): void {
  const mark = marks.find(([first]) => first.every((byte, i) => bytes[i] === byte));
  if (mark)
    throw new TextFileError(
      'encoding',
      `The file begins with the bytes ${mark[0].map(hex).join(' ')}: it is ${mark[1]}. UTF-8 was expected. Save it as UTF-8 and try again.`,
    );
  const format = formatOf(bytes);
  const zero = bytes.indexOf(0);
  if (format && (zero >= 0 || firstInvalid(bytes) >= 0 || format === 'a PDF document'))
    throw new TextFileError(
      'binary',
      `By its first bytes the file is ${format}. Plain text in UTF-8 was expected.`,
    );
  if (zero < 0) return;
  const head = bytes.subarray(0, 4096);
  const zeros = (parity: number) =>
    head.reduce((n, byte, i) => n + (byte === 0 && i % 2 === parity ? 1 : 0), 0);
  const [even, odd] = [zeros(0), zeros(1)];
  const half = head.length / 2;
  if (Math.max(even, odd) > 0.6 * half && Math.min(even, odd) < 0.1 * half)
    throw new TextFileError(
      'encoding',
      `Every second byte of the file is zero, the first at position ${count(zero)}: it looks like UTF-16 without a mark. UTF-8 was expected. Save it as UTF-8 and try again.`,
    );
  throw new TextFileError(
    'binary',
    `The file holds a zero byte at position ${count(zero)}, which no text has: it is binary. Plain text in UTF-8 was expected.`,
  );
}

/**
 * The text that will be learned: decoded, without a byte-order mark, composed, line ends as line feeds.
 * @param sizes what one batch needs
 * @throws TextFileError
 */
export function readText(bytes: Uint8Array, sizes: BatchSizes): string {
  checkSize(bytes.length);
  if (bytes.length === 0) throw new TextFileError('empty', 'The file is empty: 0 bytes.');
  checkBinary(bytes);
  const at = firstInvalid(bytes);
  if (at >= 0)
    throw new TextFileError(
      'encoding',
      `The byte ${hex(bytes[at]!)} at position ${count(at)} (line ${count(lineOf(bytes, at))}) is not UTF-8. ` +
        'The file may be in Latin-1 or Windows-1252. Save it as UTF-8 and try again.',
    );
  const text = normalise(new TextDecoder('utf-8').decode(bytes));
  checkLength(text, sizes);
  return text;
}

/** @throws TextFileError for a blank text, one too short for a batch, or one of a single character over and over. */
export function checkLength(text: string, sizes: BatchSizes): void {
  if (!/\S/u.test(text))
    throw new TextFileError('empty', 'The text is empty: nothing but blanks and line ends was found.');
  const least = fewestCharacters(sizes);
  // a code point is one unit or two: most texts are settled without counting
  const length = text.length >= 2 * least ? text.length : [...text].length;
  if (length < least)
    throw new TextFileError(
      'too-short',
      `The text has ${count(length)} characters. One batch needs at least ${count(least)}: ` +
        `${sizes.batch} pieces of ${sizes.steps} characters and one more, and a tenth to hold out. Take a longer text, or fewer steps.`,
    );
  const first = String.fromCodePoint(text.codePointAt(0)!);
  if (text === first.repeat(text.length / first.length))
    throw new TextFileError(
      'one-character',
      `The text holds one character over and over (${JSON.stringify(first)}). There is nothing to predict: at least two were expected.`,
    );
}
