// Matrices: hand-computed values, and an error with a telling message for every shape that does not fit.
import { describe, expect, it } from 'vitest';
import * as m from '../../src/engine/matrix.ts';

const a = m.fromRows([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
const b = m.fromRows([[1, 0], [2, -1], [0, 3]]); // prettier-ignore

describe('values', () => {
  it('keeps rows in row-major order', () => {
    expect([...a.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(m.toRows(a)).toEqual([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect([m.at(a, 0, 2), m.at(a, 1, 0), m.at(a, 1)]).toEqual([3, 4, 4]);
  });

  it('multiplies', () => {
    // row 0: 1·1 + 2·2 + 3·0 = 5,  1·0 − 2·1 + 3·3 = 7;  row 1: 4 + 10 = 14,  −5 + 18 = 13
    expect(m.toRows(m.multiply(a, b))).toEqual([[5, 7], [14, 13]]); // prettier-ignore
  });

  it('transposes', () => {
    expect(m.toRows(m.transpose(a))).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
  });

  it('adds, and repeats a single column along the batch', () => {
    expect(m.toRows(m.add(a, a, a))).toEqual([[3, 6, 9], [12, 15, 18]]); // prettier-ignore
    const bias = m.column([10, -10]);
    expect(m.toRows(m.add(bias, a))).toEqual([[11, 12, 13], [-6, -5, -4]]); // prettier-ignore
    expect(m.toRows(m.add(a, bias))).toEqual(m.toRows(m.add(bias, a)));
  });

  it('subtracts, multiplies entry by entry, scales', () => {
    expect(m.toRows(m.subtract(a, m.scale(a, 2)))).toEqual([[-1, -2, -3], [-4, -5, -6]]); // prettier-ignore
    expect(m.toRows(m.hadamard(a, a))).toEqual([[1, 4, 9], [16, 25, 36]]); // prettier-ignore
  });

  it('sums the batch, and weighs columns', () => {
    expect(m.toRows(m.sumColumns(a))).toEqual([[6], [15]]);
    expect(m.toRows(m.scaleColumns(a, [1, 0, -2]))).toEqual([[1, 0, -6], [4, 0, -12]]); // prettier-ignore
  });

  it('replaces one entry of a copy', () => {
    expect(m.toRows(m.withEntry(a, 1, 2, 0))).toEqual([[1, 2, 3], [4, 5, 0]]); // prettier-ignore
    expect(m.at(a, 1, 2)).toBe(6);
  });

  it('leaves its arguments alone', () => {
    const before = [...a.data];
    m.add(a, a);
    m.scale(a, 3);
    m.map(a, () => 0);
    m.scaleColumns(a, [0, 0, 0]);
    m.transpose(a); // prettier-ignore
    expect([...a.data]).toEqual(before);
    const source = [1, 2];
    const made = m.column(source);
    source[0] = 9;
    expect(m.at(made, 0)).toBe(1);
  });
});

describe('norm', () => {
  it('is the length of all entries as one vector', () => {
    expect(m.norm(m.column([3]), m.fromRows([[4, 0], [0, 12]]))).toBe(13); // prettier-ignore
    expect(m.norm(m.zeros(2, 2))).toBe(0);
  });

  it('neither overflows nor underflows on the way', () => {
    expect(m.norm(m.column([3e200, 4e200])) / 5e200).toBeCloseTo(1, 12);
    expect(m.norm(m.column([3e-200, 4e-200])) / 5e-200).toBeCloseTo(1, 12);
  });

  it('takes a matrix of any size', () => {
    expect(m.norm(m.map(m.zeros(1000, 1000), () => 2))).toBeCloseTo(2000, 6);
  });

  it('tells what is not finite', () => {
    expect(m.norm(m.column([1, Infinity]))).toBe(Infinity);
    expect(m.norm(m.column([1, NaN]))).toBeNaN();
  });
});

describe('shapes that do not fit', () => {
  it.each<[string, () => unknown, string]>([
    ['matrix', () => m.matrix(2, 2, [1, 2, 3]), 'matrix: data has 3 entries, expected 2 × 2 = 4'],
    ['fromRows', () => m.fromRows([[1, 2], [3]]), 'fromRows: row 1 has 1 entries, expected 2'], // prettier-ignore
    ['at, row', () => m.at(a, 2, 0), 'at: entry (2, 0) is outside shape [2, 3]'],
    ['at, column', () => m.at(a, 0, 3), 'at: entry (0, 3) is outside shape [2, 3]'],
    ['at, below', () => m.at(a, -1, 0), 'at: entry (-1, 0) is outside shape [2, 3]'],
    ['at, NaN', () => m.at(a, NaN, 0), 'at: entry (NaN, 0) is outside shape [2, 3]'],
    ['withEntry', () => m.withEntry(a, 5, 0, 1), 'at: entry (5, 0) is outside shape [2, 3]'],
    ['multiply', () => m.multiply(a, a), 'multiply: right factor has shape [2, 3], expected [3, any]'],
    ['add', () => m.add(a, b), 'add: term 1 has shape [3, 2], expected [2, 3]'],
    ['add, bias', () => m.add(m.column([1, 2, 3]), a), 'add: term 0 has shape [3, 1], expected [2, 3]'],
    ['subtract', () => m.subtract(a, b), 'subtract: right side has shape [3, 2], expected [2, 3]'],
    ['hadamard', () => m.hadamard(a, b), 'hadamard: right side has shape [3, 2], expected [2, 3]'],
    ['scaleColumns', () => m.scaleColumns(a, [1, 2]), 'scaleColumns: 2 weights, expected 3'],
  ])('%s', (_, run, message) => {
    expect(run).toThrow(m.ShapeError);
    expect(run).toThrow(message);
  });
});
