// The comparison: passes at the tolerance and not above it, on every tensor, and lets no NaN, gap or strange shape through.
import { describe, expect, it } from 'vitest';
import { parseCase, type Results } from './cases.ts';
import { compareResults } from './compare.ts';
import { changed, zeroCase } from './support.ts';
import type { Tensor } from './tensor.ts';

const tolerance = { forward: 1e-9, gradients: 1e-4 };
const { expected } = parseCase(JSON.stringify(zeroCase()));
const with_ = (changes: Partial<Results>): Results => ({ ...expected, ...changes });
const gradient = (name: string, ...data: number[]): Results =>
  with_({
    gradients: {
      ...expected.gradients,
      [name]: { ...expected.gradients[name]!, data: Float64Array.from(data) },
    },
  });

describe('within tolerance', () => {
  it('equal results pass with error 0', () => {
    expect(compareResults(expected, expected, tolerance)).toMatchObject({ passed: true, worst: 0 });
  });

  // the bias gradient's largest entry is ½: the tolerance is 1e-4 · ½
  it.each([
    [0.99, true],
    [1.01, false],
  ])('an error of %f tolerances: passed is %j', (times, passed) => {
    const got = compareResults(gradient('readout.bias', -0.5 + times * 0.5e-4, 0.5), expected, tolerance);
    expect(got).toMatchObject({ passed, tensor: 'gradients.readout.bias' });
    expect(got.worst).toBeCloseTo(times, 6);
  });

  it('a zero tensor is held to 1e-3 of the floor: max(1e-3 · largest gradient, 1e-3)', () => {
    // largest gradient ½: 1e-3 · ½ is below the floor of 1e-3
    expect(compareResults(gradient('inputs', 0.99e-7), expected, tolerance).passed).toBe(true);
    expect(compareResults(gradient('inputs', 1.01e-7), expected, tolerance).passed).toBe(false);
    const large = parseCase(JSON.stringify(changed('expected/gradients/readout.bias', [-50, 50]))).expected;
    const off = {
      ...large,
      gradients: { ...large.gradients, inputs: { shape: [1, 1, 1], data: Float64Array.of(4.9e-6) } },
    };
    expect(compareResults(off, large, tolerance).worst).toBeCloseTo(0.98, 6);
  });
});

describe('every tensor is looked at', () => {
  const shift = ({ shape, data }: Tensor): Tensor => ({
    shape,
    data: data.map((v, i) => (i === data.length - 1 ? v + 1 : v)),
  });
  const cases: [string, Results][] = [
    ['loss', with_({ loss: expected.loss + 1 })],
    ['hidden', with_({ hidden: shift(expected.hidden) })],
    ['logits', with_({ logits: shift(expected.logits) })],
    ...Object.entries(expected.gradients).map(([name, g]): [string, Results] => [
      `gradients.${name}`,
      with_({ gradients: { ...expected.gradients, [name]: shift(g) } }),
    ]),
  ];
  it.each(cases)('%s', (tensor, got) => {
    expect(compareResults(got, expected, tolerance)).toMatchObject({ passed: false, tensor });
  });
});

describe('never passes', () => {
  it('a missing tensor', () => {
    const { inputs: _, ...rest } = expected.gradients;
    expect(compareResults(with_({ gradients: rest }), expected, tolerance)).toEqual({
      passed: false, worst: Infinity, tensor: 'gradients.inputs', problem: 'missing',
    }); // prettier-ignore
  });

  it('a tensor of another shape', () => {
    const got = with_({ hidden: { shape: [1, 1], data: Float64Array.of(0) } });
    expect(compareResults(got, expected, tolerance)).toMatchObject({
      passed: false,
      problem: 'shape [1,1], expected [1,1,1]',
    });
  });

  it.each([NaN, Infinity, -Infinity])('%f for a finite number', (v) => {
    expect(compareResults(gradient('readout.bias', v, 0.5), expected, tolerance)).toMatchObject({
      passed: false,
      worst: Infinity,
    });
    expect(compareResults(with_({ loss: v }), expected, tolerance).passed).toBe(false);
  });

  it('a finite number, or another one, for NaN or infinity; the same passes', () => {
    for (const v of [NaN, Infinity, -Infinity]) {
      const broken = gradient('readout.bias', v, 0.5);
      expect(compareResults(broken, broken, tolerance).passed, String(v)).toBe(true);
      expect(compareResults(expected, broken, tolerance).passed, `finite for ${v}`).toBe(false);
    }
    expect(
      compareResults(
        gradient('readout.bias', Infinity, 0.5),
        gradient('readout.bias', -Infinity, 0.5),
        tolerance,
      ).passed,
    ).toBe(false);
    // an infinite entry must not make the tolerance of its neighbours infinite
    expect(
      compareResults(
        gradient('readout.bias', Infinity, 0.6),
        gradient('readout.bias', Infinity, 0.5),
        tolerance,
      ).passed,
    ).toBe(false);
  });
});
