// A text on its way to batches: what is refused and how, characters, the split, the batches, the baselines, the hash.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselinesOf } from '../../src/training/baselines.ts';
import {
  batchesPerEpoch,
  fewestCharacters,
  heldOutBatch,
  heldOutBatches,
  heldOutTargets,
  split,
  trainingBatch,
} from '../../src/training/batching.ts';
import { sha256 } from '../../src/training/sha256.ts';
import { FileError } from '../../src/training/files/fileError.ts';
import { firstInvalid } from '../../src/training/files/utf8.ts';
import { checkSize, maxBytes, readText } from '../../src/training/textFile.ts';
import { normalise, otherSign, spellOut, tokenise } from '../../src/training/vocabulary.ts';

const sizes = { steps: 4, batch: 2 };
const enough = 'the quick brown fox ';
const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (number[] | string)[]) =>
  Uint8Array.from(parts.flatMap((p) => (typeof p === 'string' ? [...utf8(p)] : p)));
const utf16 = (text: string, big = false) =>
  [...text].flatMap((c) =>
    big ? [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255] : [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8],
  );

function refusal(file: Uint8Array): FileError {
  try {
    readText(file, sizes);
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  throw new Error('the text was taken');
}

describe('a reader’s file', () => {
  it.each([
    ['nothing at all', bytes(), 'empty', /0 bytes/],
    ['blanks', bytes(' \n\t'.repeat(30)), 'empty', /nothing but blanks/],
    [
      'UTF-16, little-endian',
      bytes([0xff, 0xfe], utf16(enough)),
      'encoding',
      /0xFF 0xFE: it is UTF-16 \(little-endian\). UTF-8 was expected/,
    ],
    [
      'UTF-16, big-endian',
      bytes([0xfe, 0xff], utf16(enough, true)),
      'encoding',
      /0xFE 0xFF: it is UTF-16 \(big-endian\)/,
    ],
    ['UTF-32', bytes([0xff, 0xfe, 0, 0, 65, 0, 0, 0]), 'encoding', /UTF-32/],
    [
      'UTF-16 without a mark',
      bytes(utf16(enough)),
      'encoding',
      /position 1: it looks like UTF-16 without a mark/,
    ],
    [
      'Latin-1',
      bytes(enough, [10], 'caf', [0xe9], ' and more'),
      'encoding',
      /byte 0xE9 at position 24 \(line 2\) is not UTF-8/,
    ],
    ['a cut-off character', bytes(enough, [0xe2, 0x82]), 'encoding', /byte 0xE2 at position 20/],
    ['an overlong form', bytes(enough, [0xc0, 0x80]), 'encoding', /byte 0xC0/],
    ['a zero byte', bytes(enough, [0], enough), 'binary', /zero byte at position 20/],
    ['a PNG picture', bytes([0x89], 'PNG', [13, 10, 26, 10, 0, 0, 0, 13]), 'binary', /a PNG picture/],
    ['a PDF document', bytes('%PDF-1.7\n' + enough), 'binary', /a PDF document/],
    ['a ZIP archive', bytes('PK', [3, 4, 20, 0, 8, 0]), 'binary', /a ZIP archive/],
    [
      'too few characters',
      bytes('short text'),
      'too-short',
      /has 10 characters. One batch needs at least 20: 2 pieces of 4/,
    ],
    ['one character', bytes('a'.repeat(100)), 'one-character', /one character over and over \("a"\)/],
  ] as const)('%s is refused', (_, file, code, words) => {
    const error = refusal(file);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
  });

  it('is refused by its size before it is read', () => {
    expect(() => checkSize(maxBytes + 1)).toThrow(/20,000,001 bytes. At most 20,000,000/);
    expect(() => checkSize(maxBytes)).not.toThrow();
  });

  it('is taken in UTF-8: without its mark, composed, lines ended by line feeds', () => {
    expect(readText(bytes([0xef, 0xbb, 0xbf], enough, 'e\u0301\r\nx\ry 👩🏽‍🚀 한'), sizes)).toBe(
      `${enough}é\nx\ny 👩🏽‍🚀 한`,
    );
    expect(readText(bytes('ID3 tags are not a sound file: '), sizes)).toContain('ID3');
  });

  it('has its first wrong byte found exactly where a strict decoder gives up', () => {
    const strict = (b: Uint8Array) => {
      try {
        new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(b);
        return true;
      } catch {
        return false;
      }
    };
    const anyByte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5),
    );
    fc.assert(
      fc.property(fc.array(anyByte, { maxLength: 8 }), (values) => {
        const b = Uint8Array.from(values);
        const at = firstInvalid(b);
        expect(at < 0).toBe(strict(b));
        if (at >= 0) expect(strict(b.subarray(0, at))).toBe(true);
      }),
      { numRuns: 3000, seed: 5 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => firstInvalid(utf8(text)) < 0));
  });
});

describe('characters', () => {
  it('are code points, the most frequent first, and spell the text again', () => {
    const text = 'abba 👩🏽‍🚀é\n';
    const { vocabulary, tokens } = tokenise(text);
    expect(vocabulary.characters.slice(0, 2)).toEqual(['a', 'b']);
    expect(tokens.length).toBe([...text].length);
    expect(spellOut(vocabulary, tokens)).toBe(text);
    expect(vocabulary.others).toBe(0);
  });

  it('beyond the most frequent share one sign', () => {
    const text = normalise('aaaabbbccd');
    const { vocabulary, tokens } = tokenise(text, 3);
    expect(vocabulary).toEqual({ characters: ['a', 'b', otherSign], others: 2, otherCount: 3 });
    expect(spellOut(vocabulary, tokens)).toBe(`aaaabbb${otherSign.repeat(3)}`);
    const many = Array.from({ length: 600 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('') + otherSign;
    const big = tokenise(many);
    expect(big.vocabulary.characters.length).toBe(256);
    expect(big.vocabulary.others).toBe(346);
    expect(Math.max(...big.tokens)).toBe(255);
  });
});

describe('batches', () => {
  const tokens = Uint8Array.from({ length: 103 }, (_, n) => n);
  it('split by position and hold the last tenth out', () => {
    const { training, heldOut } = split(tokens);
    expect([training.length, heldOut.length]).toEqual([93, 10]);
    expect(heldOut[0]).toBe(93);
  });

  it('are read side by side, each where the one before left off, its targets one further', () => {
    const { training } = split(tokens);
    const [first, second] = [0, 1].map((i) => trainingBatch(training, sizes, i));
    expect(Array.from(first!.inputs)).toEqual([0, 46, 1, 47, 2, 48, 3, 49]);
    expect(Array.from(second!.inputs)).toEqual([4, 50, 5, 51, 6, 52, 7, 53]);
    expect(Array.from(second!.targets)).toEqual(Array.from(second!.inputs).map((x) => x + 1));
  });

  it('hold every training pair inside the training part, and every held-out pair once', () => {
    fc.assert(
      fc.property(
        fc.record({ steps: fc.integer({ min: 1, max: 9 }), batch: fc.integer({ min: 1, max: 5 }) }),
        fc.integer({ min: 0, max: 150 }),
        (s, extra) => {
          const length = fewestCharacters(s) + extra;
          const { training, heldOut } = split(Uint8Array.from({ length }, (_, n) => n));
          expect(batchesPerEpoch(training.length, s)).toBeGreaterThanOrEqual(1);
          for (let i = 0; i < batchesPerEpoch(training.length, s); i++)
            for (const y of Array.from(trainingBatch(training, s, i).targets))
              expect(y).toBeLessThan(training.length);
          const seen: number[] = [];
          for (let i = 0; i < heldOutBatches(heldOut.length, s); i++) {
            const { inputs, targets } = heldOutBatch(heldOut, s, i);
            Array.from(targets).forEach((y, n) => {
              if (y < 0) return;
              expect(y).toBe(Number(inputs[n]) + 1);
              seen.push(y);
            });
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen.length).toBe(heldOutTargets(heldOut.length, s));
          expect(seen.length).toBeGreaterThanOrEqual(1);
        },
      ),
      { numRuns: 150, seed: 6 },
    );
  });
});

it('baselines: even guessing, frequencies, pairs; each better where there is more to know', () => {
  const { tokens } = tokenise('abc'.repeat(400));
  const { uniform, unigram, bigram } = baselinesOf(tokens, 3);
  expect(uniform).toBeCloseTo(Math.log(3), 12);
  expect(unigram).toBeCloseTo(Math.log(3), 2); // all three are equally frequent
  expect(bigram).toBeLessThan(0.02); // one follows the other without fail
});

it('SHA-256 is the standard one, at every length around a block', () => {
  for (const length of [0, 1, 3, 54, 55, 56, 63, 64, 65, 119, 120, 1000]) {
    const data = Uint8Array.from({ length }, (_, n) => (n * 37) & 255);
    expect(sha256(data)).toBe(createHash('sha256').update(data).digest('hex'));
  }
  const shifted = new Uint8Array(new ArrayBuffer(40), 7, 9).fill(5);
  expect(sha256(shifted)).toBe(createHash('sha256').update(shifted).digest('hex'));
});
