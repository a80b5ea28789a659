// Bytes to lines, whatever the kind: what is refused and where, what is mended and told, and that pieces make no difference.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from '../../../src/training/files/lines.ts';
import { Mends } from '../../../src/training/files/mends.ts';
import { maxFileBytes, pieceBytes, readFile } from '../../../src/training/files/read.ts';
import { FileError } from '../../../src/training/files/fileError.ts';
import { Utf8Reader } from '../../../src/training/files/utf8.ts';
import { normalise } from '../../../src/training/vocabulary.ts';
import { blobOf, mended, read, refusal } from './support.ts';

const good = 'the quick brown fox\n';
const utf16 = (text: string) => [...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]);

describe('a file of any kind', () => {
  it.each([
    ['nothing', [], 'empty', null, /^The file is empty: 0 bytes\.$/],
    ['blanks', [' \n\t\n'], 'empty', null, /nothing but blanks and line ends was found/],
    ['UTF-16', [[0xff, 0xfe], utf16(good)], 'encoding', 1, /begins with the bytes 0xFF 0xFE: it is UTF-16 \(little-endian\)\. UTF-8 was expected/], // prettier-ignore
    ['UTF-32', [[0, 0, 0xfe, 0xff, 0, 0, 0, 65]], 'encoding', 1, /it is UTF-32 \(big-endian\)/],
    ['UTF-16 without a mark', [utf16(good)], 'encoding', 1, /it looks like UTF-16 without a mark/],
    ['Latin-1', [good, good, 'caf', [0xe9], '\n'], 'encoding', 3, /byte 0xE9 at position 43 \(line 3\) is not UTF-8\. The file may be in Latin-1 or Windows-1252/], // prettier-ignore
    [
      'a character cut off at the end',
      [good, [0xe2, 0x82]],
      'encoding',
      2,
      /byte 0xE2 at position 20 \(line 2\)/,
    ],
    ['a picture', [[0x89], 'PNG\r\n', [0, 0]], 'binary', null, /By its first bytes the file is a PNG picture\. Plain text in UTF-8 was expected/], // prettier-ignore
    ['a zero byte', [good, good, [0], good], 'binary', 3, /zero byte at position 40, which no text has/],
    ['one character', ['a'.repeat(50)], 'one-character', null, /one character over and over \("a"\)/],
  ] as const)('%s is refused', async (_, parts, code, line, message) => {
    const error = await refusal('text', ...(parts as unknown as string[]));
    expect(error.message).toMatch(message);
    expect([error.code, error.line]).toEqual([code, line]);
  });

  it('is refused by its size before a byte is read', async () => {
    const blob = { size: maxFileBytes + 1, slice: () => expect.unreachable() } as unknown as Blob;
    await expect(readFile(blob, 'text')).rejects.toThrow(
      'The file has 50,000,001 bytes. At most 50,000,000 (50 MB) are read.',
    );
  });

  it('that cannot be read any more is refused in words', async () => {
    const gone = () =>
      Promise.reject(new DOMException('a requested file could not be read', 'NotReadableError'));
    const blob = { size: 10, slice: () => ({ arrayBuffer: gone }) } as unknown as Blob;
    const error = await readFile(blob, 'text').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ code: 'unreadable' });
    expect(String(error)).toMatch(/could not read the file beyond its byte 0 .*choose it again/);
  });

  it('is found wrong beyond its first piece, with position and line', async () => {
    const many = Math.ceil((pieceBytes + 100) / good.length);
    const error = await refusal('text', good.repeat(many), 'na', [0xef], 've\n');
    expect(error.line).toBe(many + 1);
    expect(error.message).toContain(`position ${(many * good.length + 2).toLocaleString('en-GB')} `);
    const third = await refusal('text', [0xef, 0xbb, 0xbf], good.repeat(2 * many), [0xe9]);
    expect(third.line).toBe(2 * many + 1);
    expect(third.message).toContain(`position ${(3 + 2 * many * good.length).toLocaleString('en-GB')} `);
    const zero = await refusal('text', good.repeat(many), [0]);
    expect([zero.code, zero.line]).toEqual(['binary', many + 1]);
  });

  it('loses its byte-order mark, and its line ends of other systems become line feeds; both are told', async () => {
    const file = await read('text', [0xef, 0xbb, 0xbf], 'one\r\ntwo\rthree\nfour\r\nfive\r\n');
    expect(file.data.text).toBe('one\ntwo\nthree\nfour\nfive\n');
    expect(file.lines).toBe(5);
    expect(await mended('text', [0xef, 0xbb, 0xbf], 'one\r\ntwo\rthree\nfour\r\nfive\r\n')).toEqual([
      'Line ends of other systems (CR LF, or CR alone) were read as line feeds: 4 times, first in lines 1, 2 and 4.',
      'The byte-order mark at the beginning was left out.',
    ]);
  });

  it('has letters put together with their accents', async () => {
    expect((await read('text', 'plain\ncafe\u0301\n')).data.text).toBe('plain\ncafé\n');
    expect(await mended('text', 'plain\ncafe\u0301\n')).toEqual([
      'Letters written apart from their accents were put together (NFC): 1 time, in line 2.',
    ]);
  });

  it('tells how far it is, up to all of it', async () => {
    const told: [number, number][] = [];
    const blob = blobOf(good.repeat(Math.ceil((2.5 * pieceBytes) / good.length)));
    await readFile(blob, 'text', (read, of) => told.push([read, of]));
    expect(told.map(([read]) => read)).toEqual([pieceBytes, 2 * pieceBytes, blob.size]);
    expect(new Set(told.map(([, of]) => of))).toEqual(new Set([blob.size]));
  });
});

describe('pieces of any length', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 5 }).map((s) => s.replaceAll('\0', '')),
        fc.constantFrom('\n', '\r', '\r\n', '\r\r\n', 'e\u0301', '👩🏽‍🚀', 'é', 'x'.repeat(5000)),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('').toWellFormed());
  const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 6000 }));

  it('give the same text as all of it at once', () => {
    fc.assert(
      fc.property(text, cuts, (text, cuts) => {
        const bytes = new TextEncoder().encode(text);
        // what is refused by its first bytes is tested above
        fc.pre(!/^(?:%PDF-|\u{FEFF})/u.test(text));
        const reader = new Utf8Reader();
        const lineReader = new LineReader(new Mends());
        let [read, from] = ['', 0];
        while (from < bytes.length) {
          const to = from + cuts.next().value!;
          read += lineReader.push(reader.push(bytes.subarray(from, to)));
          from = to;
        }
        read += lineReader.push(reader.end()) + lineReader.end();
        expect(read).toBe(normalise(text));
        const ends = read.split('\n');
        expect(lineReader.lines).toBe(ends.at(-1) === '' ? ends.length - 1 : ends.length);
      }),
      { numRuns: 400, seed: 21 },
    );
  });

  it('of characters, too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('\n', '\r', 'a', 'e', '\u0301', '\r\n', 'bc'), { maxLength: 30 }),
        (pieces) => {
          const reader = new LineReader(new Mends());
          const read = pieces.map((piece) => reader.push(piece)).join('') + reader.end();
          expect(read).toBe(normalise(pieces.join('')));
        },
      ),
      { numRuns: 1000, seed: 22 },
    );
  });

  it('are whole lines', () => {
    const reader = new LineReader(new Mends());
    expect(reader.push('one\ntw')).toBe('one\n');
    expect(reader.push('o')).toBe('');
    expect(reader.push('\r')).toBe('');
    expect(reader.push('\nthree\n')).toBe('two\nthree\n');
    expect(reader.push('four')).toBe('');
    expect(reader.end()).toBe('four');
    expect(reader.lines).toBe(4);
  });
});

it('a file of one long line is read in time that grows with its length', async () => {
  const file = await read('text', 'ab'.repeat(10_000_000));
  expect(file.data.text.length).toBe(20_000_000);
  expect(file.lines).toBe(1);
}, 20_000); // twenty pieces: joined anew for each, this alone would take longer
