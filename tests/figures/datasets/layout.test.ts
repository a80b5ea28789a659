// From samples to drawings, and from counts to plots.
import { describe, expect, it } from 'vitest';
import { binsOf, niceStep, spreadOf, talliesOf } from '../../../src/figures/datasets/facts.ts';
import { gistOfSpread, gistOfTally } from '../../../src/figures/datasets/gists.ts';
import { barsOf, outlineOf, sharesOf } from '../../../src/figures/datasets/layout-plot.ts';
import {
  envelopePath,
  glyphPaths,
  letterSpans,
  linePath,
  rollOf,
  thinned,
} from '../../../src/figures/datasets/layout.ts';
import { kilobytes, many } from '../../../src/figures/datasets/words.ts';
import { samplesOf } from '../../../src/figures/datasets/samples.ts';

describe('drawings', () => {
  it('a glyph has a square for each pixel of ink and a dot for each without', () => {
    const bitmap = Array.from({ length: 144 }, (_, n) => n === 0 || n === 143);
    const { ink, none } = glyphPaths(bitmap);
    expect(ink.match(/M/g)).toHaveLength(2);
    expect(none.match(/M/g)).toHaveLength(142);
    expect(ink).toContain('M0.07 0.07h0.86v0.86h-0.86z');
    expect(ink).toContain('M11.07 11.07h');
  });

  it('an envelope is as wide as its frames, and what is too loud stays in sight', () => {
    expect(envelopePath([0, 1, 9], 1.5)).toBe('M0 1.5H0V1.5H1V0.5H2V0H3V1.5z');
  });

  it('letters lie over their tones: e is one dot, a is two tones and a silence', () => {
    // ·  gap  · –
    expect(letterSpans([10, 30, 10, 10, 30], ['.', '.-'])).toEqual([
      { start: 0, end: 10 },
      { start: 40, end: 90 },
    ]);
  });

  it('a piano roll has a semitone of air, the highest note on top', () => {
    const roll = rollOf(
      [
        { pitch: 60, start: 0, length: 2 },
        { pitch: 67, start: 2, length: 6 },
      ],
      0.5,
    );
    expect(roll).toEqual({
      width: 8,
      height: 10,
      notes: [
        { x: 0, y: 8, width: 1.5 },
        { x: 2, y: 1, width: 5.5 },
      ],
    });
  });

  it('a line goes from edge to edge, the greatest value on top', () => {
    expect(linePath([0, 2, 1], [0, 2], 100, 10)).toBe('M0 10L50 0L100 5');
    expect(linePath([3, 3], [3, 3], 100, 10)).toBe('M0 0L100 0');
  });

  it('thinning keeps the extremes in their order', () => {
    const values = Array.from({ length: 1000 }, (_, n) => (n === 500 ? 99 : n === 501 ? -99 : Math.sin(n)));
    const few = thinned(values, 100);
    expect(few.length).toBeLessThanOrEqual(100);
    expect(few.indexOf(99)).toBe(few.indexOf(-99) - 1);
    expect(thinned([1, 2, 3], 100)).toEqual([1, 2, 3]);
  });
});

describe('counts', () => {
  it('bins hold everything once, in steps of 1, 2 or 5', () => {
    const files = [[1, 2, 2, 30], [15]];
    const { start, step, counts } = binsOf(files, true);
    expect([start, step]).toEqual([0, 2]);
    expect(counts.map((c) => c.reduce((a, b) => a + b))).toEqual([4, 1]);
    expect(counts[0]!.slice(0, 2)).toEqual([1, 2]);
    expect(binsOf([[7, 7]], true)).toEqual({ start: 7, step: 1, counts: [[2]] });
  });

  it('fractions get fractions of a step', () => {
    expect(niceStep(1, 24, false)).toBeCloseTo(0.05, 12); // 1/24 is 0.042; 0.05 in binary is off by its last bit
    expect(niceStep(3, 24, true)).toBe(1);
    expect(niceStep(48, 24, true)).toBe(2);
    const { start, step, counts } = binsOf([[-0.31, 0.32]], false);
    expect(counts[0]!.at(-1)).toBe(1);
    expect(counts[0]![0]).toBe(1);
    expect(start).toBeLessThanOrEqual(-0.31);
    expect(start + step * counts[0]!.length).toBeGreaterThan(0.32);
  });

  it('quartiles are values that occur', () => {
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({
      least: 1,
      lowerQuarter: 2,
      median: 3,
      upperQuarter: 4,
      most: 5,
    });
    expect(() => spreadOf([])).toThrow('spreadOf');
  });

  it('tallies count each value once a sample, the commonest first', () => {
    const one = samplesOf(
      'labelled',
      'label\tkind\tfilm\ttext\na\tx\t-\tOne.\nb\tx\t-\tTwo.\nb\ty\t-\tThree.\n',
      'a.tsv',
    );
    const two = samplesOf('labelled', 'label\tkind\tfilm\ttext\na\tz\t-\tOne.\n', 'b.tsv');
    expect(talliesOf([one, two])).toEqual([
      { facet: 'label', values: ['a', 'b'], counts: [[1, 2], [1, 0]] }, // prettier-ignore
      { facet: 'kind', values: ['x', 'y', 'z'], counts: [[2, 1, 0], [0, 0, 1]] }, // prettier-ignore
    ]);
  });
});

describe('plots', () => {
  it('shares of a file add up to one, and its outline begins and ends on the ground', () => {
    const bars = barsOf(10, 5, [1, 3]);
    expect(bars).toEqual([
      { from: 10, to: 15, share: 0.25 },
      { from: 15, to: 20, share: 0.75 },
    ]);
    const outline = outlineOf(bars);
    expect(outline[0]).toEqual({ at: 10, share: 0 });
    expect(outline.at(-1)).toEqual({ at: 20, share: 0 });
    expect(outline).toHaveLength(6);
    expect(outlineOf([])).toEqual([]);
    expect(sharesOf(['a', 'b'], [1, 3])).toEqual([
      { value: 'a', share: 0.25 },
      { value: 'b', share: 0.75 },
    ]);
    expect(sharesOf(['a'], [0])).toEqual([{ value: 'a', share: 0 }]);
  });

  it('sentences say what the plots show', () => {
    const spread = { least: -1, lowerQuarter: 2, median: 3.5, upperQuarter: 4, most: 1200 };
    expect(gistOfSpread('sentences', ['train', 'held out'], [spread, spread])).toContain(
      'Held out: half of all from 2 to 4, median 3.50, least −1, most 1,200.',
    );
    expect(gistOfTally({ facet: 'label', values: ['a', 'b'], counts: [[1, 3]] })).toBe(
      '2 values. Commonest: b, 75.0 %; rarest: a, 25.0 %.',
    );
    expect(gistOfTally({ facet: 'label', values: ['a', 'b'], counts: [[2, 2]] })).toBe(
      '2 values, equally often.',
    );
  });

  it('counts and sizes in words', () => {
    expect([many(1, 'sentence'), many(1254, 'sentence'), many(2, 'melody'), many(0, 'glyph')]).toEqual([
      '1 sentence',
      '1,254 sentences',
      '2 melodies',
      '0 glyphs',
    ]);
    expect([kilobytes(999), kilobytes(4806), kilobytes(342_380)]).toEqual(['999 bytes', '4.8 KB', '342 KB']);
  });
});
