// Nonlinearities: exact values, and each slope against a central difference; ReLU's kink by decree.
import { describe, expect, it } from 'vitest';
import { nonlinearities } from '../../src/engine/activations.ts';
import { at, column, toRows } from '../../src/engine/matrix.ts';

const { tanh, relu } = nonlinearities;

describe('tanh', () => {
  it('has exact values where they are known', () => {
    // tanh(½ ln 3) = (3 − 1) / (3 + 1) = ½, and its slope there is 1 − ¼
    const a = column([0, Math.log(3) / 2, -Math.log(3) / 2, 400]);
    const h = tanh.value(a);
    expect([at(h, 0), at(h, 3)]).toEqual([0, 1]);
    expect(at(h, 1)).toBeCloseTo(0.5, 15);
    expect(at(h, 2)).toBeCloseTo(-0.5, 15);
    expect(at(tanh.slope(a, h), 0)).toBe(1);
    expect(at(tanh.slope(a, h), 1)).toBeCloseTo(0.75, 15);
    expect(at(tanh.slope(a, h), 3)).toBe(0);
  });
});

describe('ReLU', () => {
  const a = column([-2, -0, 0, 1e-300, 3]);
  it('keeps what is positive', () => {
    expect(toRows(relu.value(a)).flat().map((v) => v + 0)).toEqual([0, 0, 0, 1e-300, 3]); // prettier-ignore
  });
  it('has slope 0 at the kink and 1 right of it', () => {
    expect(toRows(relu.slope(a, relu.value(a))).flat()).toEqual([0, 0, 0, 1, 1]);
  });
});

describe.each(['tanh', 'relu'] as const)('the slope of %s', (name) => {
  it.each([-3, -0.7, -0.01, 0.02, 0.4, 2.5])('agrees with a central difference at %f', (x) => {
    const f = (v: number): number => at(nonlinearities[name].value(column([v])), 0);
    const a = column([x]);
    const slope = at(nonlinearities[name].slope(a, nonlinearities[name].value(a)), 0);
    // ε = 1e-5: truncation ε²/3 ≈ 3e-11, round-off 1e-16/1e-5 = 1e-11
    expect(Math.abs(slope - (f(x + 1e-5) - f(x - 1e-5)) / 2e-5)).toBeLessThan(1e-9);
  });
});
