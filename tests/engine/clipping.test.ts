// Clipping: by norm keeps the direction, by value keeps each entry in bounds; thresholds and norms that make no sense throw.
import { describe, expect, it } from 'vitest';
import { clipByGlobalNorm, clipByValue, globalNorm } from '../../src/engine/clipping.ts';
import { column, fromRows } from '../../src/engine/matrix.ts';
import { expectClose } from './support/close.ts';

const gradients = { W: fromRows([[3, 0], [0, -4]]), b: column([12, 0]) }; // prettier-ignore

describe('by global norm', () => {
  it('measures all gradients as one vector', () => {
    expect(globalNorm(gradients)).toBe(13); // √(9 + 16 + 144)
  });

  it('scales all by one factor', () => {
    const clipped = clipByGlobalNorm(gradients, 6.5);
    expectClose(clipped['W']!, fromRows([[1.5, 0], [0, -2]]), 'W'); // prettier-ignore
    expectClose(clipped['b']!, column([6, 0]), 'b');
    expect(globalNorm(clipped)).toBeCloseTo(6.5, 14);
  });

  it.each([13, 13.5, Infinity])('leaves them as they are at threshold %f', (threshold) => {
    expect(clipByGlobalNorm(gradients, threshold)).toBe(gradients);
  });

  it.each([NaN, Infinity])('cannot scale back a gradient of %f', (v) => {
    expect(() => clipByGlobalNorm({ W: column([1, v]) }, 1)).toThrow(
      `clipByGlobalNorm: the norm is ${v}, expected a finite number`,
    );
  });
});

describe('by value', () => {
  it('cuts each entry', () => {
    const clipped = clipByValue(gradients, 3.5);
    expectClose(clipped['W']!, fromRows([[3, 0], [0, -3.5]]), 'W'); // prettier-ignore
    expectClose(clipped['b']!, column([3.5, 0]), 'b');
  });
  it('cuts an infinity and keeps NaN visible', () => {
    expect([...clipByValue({ W: column([-Infinity, NaN]) }, 2)['W']!.data]).toEqual([-2, NaN]);
  });
});

it.each([0, -1, NaN])('a threshold of %f is refused', (threshold) => {
  expect(() => clipByGlobalNorm(gradients, threshold)).toThrow(
    `clipByGlobalNorm: threshold is ${threshold}, expected a number above 0`,
  );
  expect(() => clipByValue(gradients, threshold)).toThrow(
    `clipByValue: threshold is ${threshold}, expected a number above 0`,
  );
});
