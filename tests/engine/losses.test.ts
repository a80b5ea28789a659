// Softmax and cross-entropy: known probabilities, logits far outside the range of exp, uncounted targets, strange targets.
import { describe, expect, it } from 'vitest';
import { crossEntropy, crossEntropyGradient, softmax } from '../../src/engine/losses.ts';
import { at, column, fromRows, sumColumns, toRows, transpose } from '../../src/engine/matrix.ts';
import { expectClose } from './support/close.ts';

const ln = Math.log;

describe('softmax', () => {
  it('undoes the logarithm of known odds', () => {
    // odds 1 : 2 : 5, and the same a hundred thousand times larger
    expectClose(softmax(column([0, ln(2), ln(5)])), column([1 / 8, 2 / 8, 5 / 8]), 'odds');
    expectClose(softmax(column([7, 7 + ln(2), 7 + ln(5)])), column([1 / 8, 2 / 8, 5 / 8]), 'shifted odds');
  });

  it('works column by column', () => {
    const y = softmax(fromRows([[0, ln(3)], [0, 0]])); // prettier-ignore
    expectClose(y, fromRows([[0.5, 0.75], [0.5, 0.25]]), 'two columns'); // prettier-ignore
    expectClose(sumColumns(transpose(y)), column([1, 1]), 'sums');
  });

  it('does not overflow', () => {
    expect(toRows(softmax(column([1000, 0, -1000]))).flat()).toEqual([1, 0, 0]);
    expectClose(softmax(column([1000, 1000])), column([0.5, 0.5]), 'two large');
    expectClose(softmax(column([-1000, -1000])), column([0.5, 0.5]), 'two small');
  });
});

describe('cross-entropy', () => {
  it('is ln K for K equal logits', () => {
    for (const K of [2, 3, 10])
      expect(at(crossEntropy(column(new Array<number>(K).fill(4)), [K - 1]), 0)).toBeCloseTo(ln(K), 14);
  });

  it('is the surprise at the target', () => {
    expect(at(crossEntropy(column([0, ln(2), ln(5)]), [1]), 0)).toBeCloseTo(ln(4), 14); // −ln(2/8)
  });

  it('stays finite where the probability underflows', () => {
    const o = column([1000, 0]);
    expect(at(softmax(o), 1)).toBe(0);
    expect(at(crossEntropy(o, [1]), 0)).toBe(1000);
    expect(at(crossEntropy(o, [0]), 0)).toBe(0);
  });

  it('does not count a target of −1', () => {
    const o = fromRows([[1, 2, 0], [3, 4, 0]]); // prettier-ignore
    const losses = crossEntropy(o, [-1, 0, -1]);
    expect([at(losses, 0, 0), at(losses, 0, 2)]).toEqual([0, 0]);
    expect(at(losses, 0, 1)).toBeGreaterThan(2);
    const d = crossEntropyGradient(softmax(o), [-1, 0, -1]);
    expect(toRows(d).map((row) => [row[0], row[2]])).toEqual([[0, 0], [0, 0]]); // prettier-ignore
  });

  it('has the gradient ŷ − 1', () => {
    const d = crossEntropyGradient(softmax(column([0, ln(2), ln(5)])), [1]);
    expectClose(d, column([1 / 8, -6 / 8, 5 / 8]), 'gradient');
  });

  it.each<[string, number[], string]>([
    ['too few', [0], 'crossEntropy: 1 targets, expected 2'],
    ['too large', [0, 2], 'crossEntropy: target 2, expected an integer from −1 to 1'],
    ['below −1', [-2, 0], 'crossEntropy: target -2, expected an integer from −1 to 1'],
    ['no integer', [0.5, 0], 'crossEntropy: target 0.5, expected an integer from −1 to 1'],
    ['NaN', [NaN, 0], 'crossEntropy: target NaN, expected an integer from −1 to 1'],
  ])('refuses targets: %s', (_, targets, message) => {
    expect(() => crossEntropy(fromRows([[1, 2], [3, 4]]), targets)).toThrow(message); // prettier-ignore
  });

  it('names itself in the error of the gradient', () => {
    expect(() => crossEntropyGradient(column([1, 0]), [3])).toThrow('crossEntropyGradient: target 3');
  });
});
