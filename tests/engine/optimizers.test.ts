// Update rules: worked by hand for one number, and five updates against PyTorch's (tests/fixtures/optimizers).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at, column, fromRows } from '../../src/engine/matrix.ts';
import { adam, freshState, momentum, rmsProp, sgd, type Optimizer } from '../../src/engine/optimizers.ts';
import { expectClose } from './support/close.ts';

/** One parameter through these gradients: its value after each update. */
function path(optimizer: Optimizer, start: number, gradients: readonly number[]): number[] {
  let parameters = { theta: column([start]) };
  let state = freshState;
  return gradients.map((g) => {
    const next = optimizer.update(parameters, { theta: column([g]) }, state);
    parameters = next.parameters as typeof parameters;
    state = next.state;
    return at(parameters.theta, 0);
  });
}

const expectPath = (got: number[], expected: number[]): void =>
  got.forEach((v, i) => expect(v, `update ${i + 1}`).toBeCloseTo(expected[i]!, 14));

describe('by hand', () => {
  it('SGD', () => {
    expectPath(path(sgd({ alpha: 0.1 }), 1, [2, -4]), [0.8, 1.2]);
  });

  it('momentum: v = 2, then 0.5 · 2 − 4 = −3, then 0.5 · −3 + 0 = −1.5', () => {
    expectPath(path(momentum({ alpha: 0.1, mu: 0.5 }), 1, [2, -4, 0]), [0.8, 1.1, 1.25]);
  });

  it('RMSProp: s = ¼ · 4² = 4, then ¾ · 4 + ¼ · 6² = 12', () => {
    const steps = [(0.1 * 4) / 2, (0.1 * 6) / Math.sqrt(12)];
    expectPath(path(rmsProp({ alpha: 0.1, rho: 0.75, epsilon: 0 }), 1, [4, 6]), [
      1 - steps[0]!,
      1 - steps[0]! - steps[1]!,
    ]);
  });

  it('Adam: its first step is α whatever the gradient’s size', () => {
    for (const g of [1e-3, 1, -1e3])
      expectPath(path(adam({ alpha: 0.1, epsilon: 0 }), 1, [g]), [1 - 0.1 * Math.sign(g)]);
  });

  it('Adam: two steps with β₁ = β₂ = ½', () => {
    // m̂₂ = (½·½·2 + ½·4) / ¾ = 10/3;  v̂₂ = (½·½·4 + ½·16) / ¾ = 12
    const second = (0.1 * 10) / 3 / Math.sqrt(12);
    expectPath(path(adam({ alpha: 0.1, beta1: 0.5, beta2: 0.5, epsilon: 0 }), 1, [2, 4]), [
      0.9,
      0.9 - second,
    ]);
  });
});

interface Fixture {
  readonly start: Record<string, number[][]>;
  readonly gradients: readonly Record<string, number[][]>[];
  readonly cases: readonly {
    readonly id: string;
    readonly rule: string;
    readonly options: { alpha: number };
    readonly after: readonly Record<string, number[][]>[];
  }[];
}

const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/optimizers/cases.json', import.meta.url), 'utf8'),
) as Fixture;
const rules: Record<string, (options: { alpha: number }) => Optimizer> = { sgd, momentum, rmsProp, adam };
const matrices = (rows: Record<string, number[][]>) =>
  Object.fromEntries(Object.entries(rows).map(([id, m]) => [id, fromRows(m)]));

describe('five updates as PyTorch makes them', () => {
  it.each(fixture.cases)('$id', ({ rule, options, after }) => {
    let parameters = matrices(fixture.start);
    let state = freshState;
    fixture.gradients.forEach((g, k) => {
      ({ parameters, state } = rules[rule]!(options).update(parameters, matrices(g), state) as {
        parameters: typeof parameters;
        state: typeof state;
      });
      for (const [id, expected] of Object.entries(matrices(after[k]!)))
        expectClose(parameters[id]!, expected, `${id} after update ${k + 1}`);
    });
    expect(state.updates).toBe(5);
  });
});

it('changes nothing in place', () => {
  const parameters = { theta: column([1]) };
  const before = momentum({ alpha: 1 }).update(parameters, { theta: column([2]) }, freshState);
  momentum({ alpha: 1 }).update(before.parameters, { theta: column([2]) }, before.state);
  expect(at(parameters.theta, 0)).toBe(1);
  expect(freshState).toEqual({ updates: 0, memory: {} });
  expect(at(before.state.memory['theta']!['v']!, 0)).toBe(2);
});

it('misses a gradient by name', () => {
  expect(() => adam({ alpha: 1 }).update({ theta: column([1]) }, {}, freshState)).toThrow(
    'adam.update: no gradient for theta',
  );
});
