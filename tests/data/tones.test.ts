// The tones: every word is decoded from its lengths, and from what a receiver hears of them, by rules of thumb that know no length of a dot.
import { describe, expect, it } from 'vitest';
import { envelope } from '../../src/training/morse.ts';
import { repeated, rowsOf, tally } from './support.ts';

const train = rowsOf('tones/train.tsv');
const heldOut = rowsOf('tones/held-out.tsv');
const all = [...train, ...heldOut];
const lengthsOf = (row: Record<string, string>): number[] => row['lengths']!.split(' ').map(Number);

/** The code as a tree read level by level: from a knot at n, a dot leads to 2n, a dash to 2n + 1. */
const tree = '  etianmsurwdkgohvf l pjbxcyzq';

/** The longest silence stands between letters and lasts three dots or so; twice 7/8 of a third of it parts dots from dashes. */
function decode(lengths: readonly number[]): string {
  const dot = Math.max(...lengths.filter((_, n) => n % 2 === 1)) / 3;
  const long = (length: number) => length > 1.75 * dot;
  let word = '';
  let knot = 1;
  lengths.forEach((length, n) => {
    if (n % 2 === 0) knot = 2 * knot + Number(long(length));
    else if (long(length)) {
      word += tree[knot];
      knot = 1;
    }
  });
  return word + tree[knot];
}

/** Lengths of what is louder and quieter than half a tone, smoothed over three frames; stretches of one frame are noise. */
function heard(loudness: Float32Array, frame: number): number[] {
  const on = [...loudness].map((value, n) => (loudness[n - 1] ?? 0) + 2 * value + (loudness[n + 1] ?? 0) > 2);
  const runs: number[] = [];
  on.forEach((tone, n) => {
    if (n > 0 && tone === on[n - 1]) runs[runs.length - 1]! += frame;
    else runs.push(frame);
  });
  return runs.slice(1, -1); // begins and ends in silence
}

describe('tones', () => {
  it('are the words that they say, by their lengths', () => {
    expect(all.filter((row) => decode(lengthsOf(row)) !== row['text'])).toEqual([]);
  });
  it('are read off the loudness almost always without noise, and less often with it', () => {
    const right = (noise: number | null) => {
      const read = heldOut.map((row) => {
        const keyed = {
          lengths: lengthsOf(row),
          noise: noise ?? Number(row['noise']),
          seed: Number(row['seed']),
        };
        return decode(heard(envelope(keyed), 20)) === row['text'];
      });
      return read.filter(Boolean).length / read.length;
    };
    expect(right(0)).toBeGreaterThan(0.95);
    expect(right(null)).toBeGreaterThan(0.6);
    expect(right(null)).toBeLessThan(0.8); // noise is for a model to overcome
  });
  it('stand once, in one split', () => {
    expect(repeated(all.map(({ text }) => text))).toEqual([]);
    expect(repeated(all.map(({ lengths }) => lengths))).toEqual([]);
    expect(repeated(all.map(({ seed }) => seed))).toEqual([]);
  });
  it('are words of three to six letters, all letters about equally often', () => {
    for (const { text } of all) expect(text).toMatch(/^[a-z]{3,6}$/);
    const letters = train.flatMap(({ text }) => [...text!]);
    const expected = letters.length / 26;
    expect(Object.keys(tally(letters))).toHaveLength(26);
    // a count of about 207 has a standard deviation of 14; five of those
    for (const count of Object.values(tally(letters)))
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });
  it('have parameters within the bounds that the sheet states', () => {
    for (const row of all) {
      expect(Number(row['pitch'])).toBeGreaterThanOrEqual(450);
      expect(Number(row['pitch'])).toBeLessThanOrEqual(850);
      expect(Number(row['noise'])).toBeGreaterThanOrEqual(0.05);
      expect(Number(row['noise'])).toBeLessThanOrEqual(0.45);
      const lengths = lengthsOf(row);
      expect(lengths.length % 2).toBe(1);
      // 0.76 × 45 ms to 1.24 × 3 × 90 ms
      for (const length of lengths) expect(length >= 34 && length <= 335).toBe(true);
    }
  });
});
