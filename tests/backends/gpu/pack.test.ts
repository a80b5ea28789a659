// What goes to the device and what comes back: sizes checked, order kept, garbage refused.
import { describe, expect, it } from 'vitest';
import {
  ARGUMENTS,
  checkProblem,
  packProblem,
  shapeKey,
  unpackResults,
} from '../../../src/backends/gpu/pack.ts';
import { GpuError, type ForwardShape } from '../../../src/backends/gpu/types.ts';
import { randomProblem } from './float64.ts';

const shape: ForwardShape = { steps: 2, inputs: 3, hiddens: 4, outputs: 5, nonlinearity: 'tanh' };
const problem = randomProblem(shape, 1, 1);

const row = (...numbers: number[]): Float32Array => Float32Array.from(numbers);
const results = (): Record<string, Float32Array[]> => ({
  a: [row(1, 2, 3, 4), row(5, 6, 7, 8)],
  h: [row(0, 0, 0, 0), row(1, 1, 1, 1)],
  o: [row(1, 2, 3, 4, 5), row(1, 2, 3, 4, 5)],
  yHat: [row(0.5, 0.5, 0, 0, 0), row(0.2, 0.2, 0.2, 0.2, 0.2)],
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof GpuError) return `${error.code}: ${error.message}`;
  }
  return 'nothing thrown';
}

describe('packProblem', () => {
  it('packs in the order of the pipeline’s arguments, columns before rows', () => {
    const packed = packProblem(problem);
    expect(ARGUMENTS).toEqual(['U', 'W', 'V', 'b', 'c', 'x', 'h0']);
    expect(packed.map(({ size }) => size)).toEqual([[3, 4], [4, 4], [4, 5], [4], [5], [3, 2], [4]]);
    packed.forEach(({ data }, i) => {
      expect(Array.from(data)).toEqual(Array.from(problem[ARGUMENTS[i]!]));
    });
  });

  it('copies, so that later edits do not reach a running pass', () => {
    const U = Float64Array.from(problem.U);
    const packed = packProblem({ ...problem, U });
    const before = packed[0]!.data[0];
    U[0] = 99;
    expect(packed[0]!.data[0]).toBe(before);
  });
});

describe('checkProblem', () => {
  it('lets a good problem through', () => {
    expect(() => checkProblem(problem)).not.toThrow();
  });

  it.each([
    [{ steps: 0 }, 'forward: steps is 0, expected a whole number from 1 to 12'],
    [{ steps: 13 }, 'forward: steps is 13, expected a whole number from 1 to 12'],
    [{ hiddens: 2.5 }, 'forward: hiddens is 2.5, expected a whole number from 1 to 6'],
    [{ inputs: 2 }, 'forward: U has 12 numbers, expected 8'],
    [{ b: [1, 2, NaN, 4] }, 'forward: b[2] is NaN, expected a finite float32 number'],
    // finite as a float64, infinite as a float32
    [{ b: [1, 2, 3, 1e39] }, 'forward: b[3] is 1e+39, expected a finite float32 number'],
    [{ b: [1, 2, 3, '4'] as unknown as number[] }, 'forward: b[3] is 4, expected a finite float32 number'],
    [{ nonlinearity: 'sigmoid' as never }, 'forward: nonlinearity is sigmoid, expected tanh or relu'],
  ])('refuses %o', (change, message) => {
    expect(codeOf(() => checkProblem({ ...problem, ...change }))).toBe(`bad-input: ${message}`);
  });
});

describe('shapeKey', () => {
  it('differs when anything compiled in differs, and only then', () => {
    const others = [
      { steps: 3 },
      { inputs: 4 },
      { hiddens: 5 },
      { outputs: 6 },
      { nonlinearity: 'relu' as const },
    ];
    const keys = others.map((change) => shapeKey({ ...shape, ...change }));
    expect(new Set([shapeKey(shape), ...keys]).size).toBe(6);
    expect(shapeKey(randomProblem(shape, 7, 50))).toBe(shapeKey(shape));
  });
});

describe('unpackResults', () => {
  it('copies rows', () => {
    const given = results();
    const values = unpackResults(shape, given);
    expect(values).toEqual(given);
    given['a']![0]![0] = 99;
    expect(values.a[0]![0]).toBe(1);
  });

  it.each([
    ['a', 0, row(1, NaN, 3, 4), 'not-finite: forward: a[0][1] is NaN in float32'],
    ['o', 1, row(1, 2, 3, 4, -Infinity), 'not-finite: forward: o[1][4] is -Infinity in float32'],
    ['h', 1, row(1, 2, 3), 'failed: forward: h[1] has 3 numbers, expected 4'],
    [
      'yHat',
      0,
      row(0, 0, 0, 0, 0),
      'failed: forward: yHat[0] sums to 0, expected 1: the device returned garbage',
    ],
  ])('refuses a bad %s', (name, t, bad, message) => {
    const given = results();
    given[name]![t] = bad;
    expect(codeOf(() => unpackResults(shape, given))).toBe(message);
  });

  it('refuses results that are missing', () => {
    expect(codeOf(() => unpackResults(shape, {}))).toBe('failed: forward: a[0] has no numbers, expected 4');
  });
});
