// The glyphs: read bit by bit, counted, compared pixel by pixel, and recognised by their nearest neighbours.
import { describe, expect, it } from 'vitest';
import { bitmapOf, draw, hexOf } from '../../content/data/glyphs/bitmap.ts';
import { rowsOf, tally } from './support.ts';

const load = (split: string) =>
  rowsOf(`glyphs/${split}.tsv`).map(({ name, rows }) => ({
    name: name!,
    hex: rows!,
    // 144 bits as five words
    words: [0, 8, 16, 24, 32].map((from) => Number.parseInt(rows!.slice(from, from + 8), 16)),
  }));
const train = load('train');
const heldOut = load('held-out');
const all = [...train, ...heldOut];
type Glyph = (typeof all)[number];

function ones(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
const distance = (a: Glyph, b: Glyph): number => {
  let sum = 0;
  for (let w = 0; w < 5; w++) sum += ones(a.words[w]! ^ b.words[w]!);
  return sum;
};

describe('glyphs', () => {
  it('are twenty names, each as often, in both splits', () => {
    for (const [rows, each] of [
      [train, 110],
      [heldOut, 20],
    ] as const) {
      const counts = tally(rows.map(({ name }) => name));
      expect(Object.keys(counts)).toHaveLength(20);
      expect(new Set(Object.values(counts))).toEqual(new Set([each]));
    }
  });
  it('are 36 hexadecimal digits, with some ink and much paper', () => {
    for (const { hex, words } of all) {
      expect(hex).toMatch(/^[\da-f]{36}$/);
      const ink = words.reduce((sum, word) => sum + ones(word), 0);
      expect(ink, hex).toBeGreaterThanOrEqual(14);
      expect(ink, hex).toBeLessThanOrEqual(100);
    }
  });
  it('differ from each other by five pixels or more, within and across the splits', () => {
    let nearest = Infinity;
    all.forEach((a, n) => {
      for (let m = 0; m < n; m++) nearest = Math.min(nearest, distance(a, all[m]!));
    });
    expect(nearest).toBeGreaterThanOrEqual(5);
  });
  it('look like others of their name: the nearest training glyph bears the same in nine of ten cases', () => {
    const right = heldOut.filter((glyph) => {
      const nearest = train.reduce((best, other) =>
        distance(glyph, other) < distance(glyph, best) ? other : best,
      );
      return nearest.name === glyph.name;
    });
    // by chance it would be one in twenty
    expect(right.length / heldOut.length).toBeGreaterThan(0.9);
  });
});

describe('bitmaps', () => {
  it('go to text and back', () => {
    for (const { hex } of heldOut) expect(hexOf(bitmapOf(hex))).toBe(hex);
    expect(() => bitmapOf('12')).toThrow('bitmapOf: got "12", expected 36 hexadecimal digits');
  });
  it('have ink where the pen passes, the left pixel in the highest bit', () => {
    const across = draw(
      [
        [
          [0, 0.5],
          [12, 0.5],
        ],
      ],
      1,
    );
    expect(hexOf(across)).toBe(`fff${'000'.repeat(11)}`);
    const left = draw(
      [
        [
          [0.5, 0],
          [0.5, 12],
        ],
      ],
      1,
    );
    expect(hexOf(left)).toBe('800'.repeat(12));
  });
});
