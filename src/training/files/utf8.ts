// Bytes as text, piece by piece: taken if they are UTF-8, else refused with the byte, its position and its line.
import { count, FileError } from './fileError.ts';
import { formatOf, markOf } from './formats.ts';

const hex = (byte: number) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Bytes of the character that begins with this one; 0 where none does. */
const lengthOf = (lead: number): number =>
  lead < 0x80
    ? 1
    : lead >= 0xc2 && lead <= 0xdf
      ? 2
      : lead >= 0xe0 && lead <= 0xef
        ? 3
        : lead >= 0xf0 && lead <= 0xf4
          ? 4
          : 0;

/** Where the first byte that is not UTF-8 stands; −1 where all are. Overlong forms, surrogates and values beyond U+10FFFF are not. */
export function firstInvalid(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const length = lengthOf(lead);
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

/** Where a character begins that the last bytes leave unfinished; the length where none does. */
function unfinishedAt(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    return lengthOf(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Line ends before `end`. */
function lineFeeds(bytes: Uint8Array, end: number): number {
  let lines = 0;
  for (let i = 0; i < end; i++) if (bytes[i] === 10) lines++;
  return lines;
}

/** @throws FileError for other encodings and for binary files, as far as the first bytes tell */
function checkHead(bytes: Uint8Array): void {
  const mark = markOf(bytes);
  if (mark)
    throw new FileError(
      'encoding',
      `The file begins with the bytes ${mark.bytes.map(hex).join(' ')}: it is ${mark.name}. UTF-8 was expected. Save it as UTF-8 and try again.`,
      1,
    );
  const format = formatOf(bytes);
  const zero = bytes.indexOf(0);
  if (format && (zero >= 0 || firstInvalid(bytes) >= 0 || format === 'a PDF document'))
    throw new FileError(
      'binary',
      `By its first bytes the file is ${format}. Plain text in UTF-8 was expected.`,
    );
  if (zero < 0) return;
  const head = bytes.subarray(0, headBytes);
  const zeros = (parity: number) =>
    head.reduce((n, byte, i) => n + (byte === 0 && i % 2 === parity ? 1 : 0), 0);
  const [even, odd] = [zeros(0), zeros(1)];
  const half = head.length / 2;
  if (Math.max(even, odd) > 0.6 * half && Math.min(even, odd) < 0.1 * half)
    throw new FileError(
      'encoding',
      `Every second byte of the file is zero, the first at position ${count(zero)}: it looks like UTF-16 without a mark. UTF-8 was expected. Save it as UTF-8 and try again.`,
      1,
    );
}

/** So many bytes are looked at before the first is taken. */
const headBytes = 4096;
const nothing = new Uint8Array();

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

export class Utf8Reader {
  /** The file began with a byte-order mark; it is left out. */
  mark = false;
  #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #waiting: Uint8Array = nothing;
  #begun = false;
  /** Of the first byte that waits. */
  #position = 0;
  #lines = 0;

  /** The text of these bytes and of those that waited; the last character may wait. @throws FileError */
  push(bytes: Uint8Array): string {
    const all = join(this.#waiting, bytes);
    if (!this.#begun && all.length < headBytes) {
      this.#waiting = all;
      return '';
    }
    const end = unfinishedAt(all);
    // a copy: a view would keep the whole piece alive
    this.#waiting = all.slice(end);
    return this.#take(all, end);
  }

  /** The rest. @throws FileError */
  end(): string {
    const all = this.#waiting;
    this.#waiting = nothing;
    return this.#take(all, all.length);
  }

  #take(all: Uint8Array, end: number): string {
    let bytes = all.subarray(0, end);
    if (!this.#begun) {
      this.#begun = true;
      checkHead(all);
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
        this.mark = true;
        bytes = bytes.subarray(3);
        this.#position = 3;
      }
    }
    const zero = bytes.indexOf(0);
    if (zero >= 0)
      throw new FileError(
        'binary',
        `The file holds a zero byte at position ${count(this.#position + zero)}, which no text has: it is binary. Plain text in UTF-8 was expected.`,
        this.#lines + lineFeeds(bytes, zero) + 1,
      );
    const at = firstInvalid(bytes);
    if (at >= 0) {
      const [position, line] = [this.#position + at, this.#lines + lineFeeds(bytes, at) + 1];
      throw new FileError(
        'encoding',
        `The byte ${hex(bytes[at]!)} at position ${count(position)} (line ${count(line)}) is not UTF-8. ` +
          'The file may be in Latin-1 or Windows-1252. Save it as UTF-8 and try again.',
        line,
      );
    }
    this.#lines += lineFeeds(bytes, bytes.length);
    this.#position += bytes.length;
    return this.#decoder.decode(bytes);
  }
}

/** All of it at once. @throws FileError */
export function decodeUtf8(bytes: Uint8Array): string {
  const reader = new Utf8Reader();
  return reader.push(bytes) + reader.end();
}
