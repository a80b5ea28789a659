// Hinton marks: area is magnitude, sign is fill, nothing touches its neighbour.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { column, fromRows } from '../../../src/engine/matrix.ts';
import { largestOf, marks, markSide } from '../../../src/figures/shared/hinton.ts';

const cell = 40; // px; large enough that no mark meets the smallest size

describe('markSide', () => {
  test('area is proportional to magnitude, whatever the sign', () => {
    const area = (v: number) => markSide(v, 2, cell) ** 2;
    expect(area(1) / area(2)).toBeCloseTo(1 / 2, 12);
    expect(area(-0.5) / area(2)).toBeCloseTo(1 / 4, 12);
  });

  test('the largest fills most of its cell, and what is larger still no more than that', () => {
    expect(markSide(2, 2, cell)).toBeCloseTo(0.84 * cell, 12);
    expect(markSide(200, 2, cell)).toBe(markSide(2, 2, cell));
  });

  test('nothing, not-a-number and infinity are dots; the least value is more than a dot', () => {
    const dot = markSide(0, 1, cell);
    expect([NaN, Infinity, -Infinity].map((v) => markSide(v, 1, cell))).toEqual([dot, dot, dot]);
    expect(markSide(1e-300, 1, cell)).toBeGreaterThan(dot);
  });

  test('grows with magnitude and stays inside the cell', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (a, b) => {
          const [small, large] = Math.abs(a) < Math.abs(b) ? [a, b] : [b, a];
          const largest = Math.max(Math.abs(large), 1e-9);
          expect(markSide(small, largest, cell)).toBeLessThanOrEqual(markSide(large, largest, cell));
          expect(markSide(large, largest, cell)).toBeLessThan(cell);
        },
      ),
    );
  });
});

describe('marks', () => {
  const m = fromRows([
    [1, -1, 0],
    [NaN, 0.25, -Infinity],
  ]);

  test('one for each entry, centred in its cell, row by row', () => {
    expect(marks(m, { cell: 10, largest: 1 }).map(({ row, column, x, y }) => [row, column, x, y])).toEqual([
      [0, 0, 5, 5], [0, 1, 15, 5], [0, 2, 25, 5],
      [1, 0, 5, 15], [1, 1, 15, 15], [1, 2, 25, 15],
    ]); // prettier-ignore
  });

  test('signs', () => {
    expect(marks(m, { cell: 10, largest: 1 }).map((mark) => mark.sign)).toEqual([
      'positive', 'negative', 'zero', 'none', 'positive', 'none',
    ]); // prettier-ignore
  });

  test('a column vector can lie on its side and still knows its rows', () => {
    const lying = marks(column([1, 2]), { cell: 10, largest: 2, across: true });
    expect(lying.map(({ row, column, x, y }) => [row, column, x, y])).toEqual([
      [0, 0, 5, 5],
      [1, 0, 15, 5],
    ]);
  });
});

test('largestOf: over several matrices, without what is not finite; 1 where all is zero', () => {
  expect(largestOf(column([1, -3]), column([2]))).toBe(3);
  expect(largestOf(column([NaN, Infinity, -0.5]))).toBe(0.5);
  expect(largestOf(column([0, 0]))).toBe(1);
  expect(largestOf()).toBe(1);
});
