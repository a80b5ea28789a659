// The gradient check itself: right on a function with known derivatives, loud on planted errors, wrong itself at a bad ε.
import { describe, expect, it } from 'vitest';
import {
  defaultEpsilon,
  kinkCrossings,
  numericalGradients,
  relativeError,
  relativeErrors,
} from '../../src/engine/gradcheck.ts';
import { at, column, fromRows, type Matrix } from '../../src/engine/matrix.ts';
import { expectClose } from './support/close.ts';
import { analyticOf, numericalOf } from './support/perturb.ts';
import { networkProblem } from './support/problems.ts';

/** f(p, q) = p₀³ + e^{p₁} q₀₁ + sin q₁₀, whose derivatives anyone can write down. */
const f = ({ p, q }: { p?: Matrix; q?: Matrix }): number =>
  at(p!, 0) ** 3 + Math.exp(at(p!, 1)) * at(q!, 0, 1) + Math.sin(at(q!, 1, 0));
const point = { p: column([0.7, -0.3]), q: fromRows([[9, 2], [0.4, 9]]) }; // prettier-ignore
const exact = {
  p: column([3 * 0.7 ** 2, Math.exp(-0.3) * 2]),
  q: fromRows([[0, Math.exp(-0.3)], [Math.cos(0.4), 0]]), // prettier-ignore
};

describe('central differences', () => {
  it('find the derivative of each entry', () => {
    const numeric = numericalGradients(f, point);
    // ε²/6 · f‴ ≈ 6e-12 · 6, round-off 2⁻⁵² · 3 / ε ≈ 1e-10
    for (const id of ['p', 'q'] as const) expectClose(numeric[id]!, exact[id], id, 1e-9);
  });

  it('lose digits to round-off at a tiny ε and to truncation at a large one', () => {
    const error = (epsilon: number): number =>
      Math.abs(at(numericalGradients(f, point, epsilon)['p']!, 0) - at(exact.p, 0));
    expect(error(1e-12)).toBeGreaterThan(1e-6);
    expect(error(1e-1)).toBeCloseTo(0.01, 10); // of a cube exactly ε²
    expect(error(defaultEpsilon)).toBeLessThan(1e-9);
  });

  it('balances the two at the default', () => {
    expect(defaultEpsilon).toBeCloseTo(6.06e-6, 8);
  });

  it.each([0, -1e-6, NaN])('refuses an ε of %f', (epsilon) => {
    expect(() => numericalGradients(f, point, epsilon)).toThrow(
      `numericalGradients: epsilon is ${epsilon}, expected a number above 0`,
    );
  });
});

describe('relative error', () => {
  it('is |a − n| / max(|a| + |n|, 1e-8)', () => {
    expect(relativeError(3, 1)).toBe(0.5);
    expect(relativeError(1, -1)).toBe(1);
    expect(relativeError(2, 2)).toBe(0);
    expect(relativeError(0, 0)).toBe(0);
    expect(relativeError(1e-9, 0)).toBeCloseTo(0.1, 12);
    expect([...relativeErrors(column([3, 0]), column([1, 0])).data]).toEqual([0.5, 0]);
  });
});

describe('kinks', () => {
  // a = (w₀, w₁ − 1, w₀ + w₁): zero is crossed where an entry moves one of them from one side of it to the other
  const preActivations = ({ w }: { w?: Matrix }): Matrix[] => [
    column([at(w!, 0), at(w!, 1) - 1]),
    column([at(w!, 0) + at(w!, 1)]),
  ];
  const crossings = (w: number[], epsilon: number): number[] => [
    ...kinkCrossings(preActivations, { w: column(w) }, epsilon)['w']!.data,
  ];

  it.each<[string, number[], number, number[]]>([
    ['none is near', [0.5, 0.5], 0.1, [0, 0]],
    ['the first is near', [0.05, 0.5], 0.1, [1, 0]],
    ['the second is near', [0.5, 1.05], 0.1, [0, 1]],
    ['both move a sum that is near', [0.5, -0.45], 0.1, [1, 1]],
    ['a smaller ε stops short of it', [0.05, 0.5], 0.01, [0, 0]],
    ['exactly on the kink', [0, 0.5], 1e-9, [1, 0]],
  ])('%s', (_, w, epsilon, expected) => {
    expect(crossings(w, epsilon)).toEqual(expected);
  });

  it('refuse an ε of 0', () => {
    expect(() => crossings([1, 1], 0)).toThrow('kinkCrossings: epsilon is 0, expected a number above 0');
  });
});

describe('planted errors', () => {
  const problem = networkProblem({
    seed: 5,
    steps: 4,
    inputs: 2,
    hiddens: 3,
    outputs: 3,
    batch: 1,
    nonlinearity: 'tanh',
    reduction: 'sum',
    tokens: false,
    ragged: false,
    lastStep: false, // prettier-ignore
  });
  const analytic = analyticOf(problem);
  const numeric = numericalOf(problem);
  const worst = (a: Matrix, n: Matrix): number => Math.max(...relativeErrors(a, n).data);

  it.each(Object.keys(analytic))('one wrong entry of %s is found, and it alone', (id) => {
    const g = analytic[id]!;
    // a right gradient of these sizes (above 1e-4) stays below 1e-5: see numericalTolerance
    expect(worst(g, numeric[id]!)).toBeLessThan(1e-5);
    const wrong = { ...g, data: g.data.map((v, i) => (i === 0 ? -v : v)) };
    const errors = [...relativeErrors(wrong, numeric[id]!).data];
    expect(errors[0]).toBeGreaterThan(0.99);
    expect(Math.max(0, ...errors.slice(1))).toBeLessThan(1e-5);
  });
});
