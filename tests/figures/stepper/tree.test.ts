// Walks over arithmetic: parts in reading order, each scalar once, and values that the parts really make.
import { describe, expect, test } from 'vitest';
import { shares } from '../../../src/engine/equations.ts';
import { openScalar, type Arithmetic } from '../../../src/engine/expression/expand.ts';
import { valueOf } from '../../../src/engine/trace.ts';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults } from '../../../src/figures/shared/run/settings.ts';
import { leadingScalar } from '../../../src/figures/stepper/focus.ts';
import { partsOf, scalarsIn } from '../../../src/figures/stepper/tree.ts';

const number = (value: number): Arithmetic => ({ kind: 'number', value });
const quantity = (symbol: string, row: number): Arithmetic => ({
  kind: 'quantity', ref: { symbol, step: 1 }, row, column: 0, value: row, openable: false,
}); // prettier-ignore

describe('partsOf', () => {
  const [a, b] = [number(2), number(3)];
  test.each([
    [number(1), []],
    [quantity('rnn.h', 0), []],
    [{ kind: 'sum', terms: [a, b], value: 5 }, [a, b]],
    [{ kind: 'product', factors: [a, b], value: 6 }, [a, b]],
    [{ kind: 'difference', left: a, right: b, value: -1 }, [a, b]],
    [{ kind: 'quotient', over: a, under: b, value: 2 / 3 }, [a, b]],
    [{ kind: 'call', name: 'square', of: a, value: 4 }, [a]],
    [
      { kind: 'share', ref: { symbol: 'rnn.dhFromOutput', step: 1 }, row: 0, column: 0, of: a, value: 2 },
      [a],
    ],
  ] as [Arithmetic, Arithmetic[]][])('of %j', (whole, parts) => expect(partsOf(whole)).toEqual(parts));
});

test('scalarsIn: in reading order, each once, however deep', () => {
  const [h0, h1, x0] = [quantity('rnn.h', 0), quantity('rnn.h', 1), quantity('rnn.x', 0)];
  const inner: Arithmetic = {
    kind: 'difference',
    left: x0,
    right: { kind: 'call', name: 'square', of: h0, value: 0 },
    value: 0,
  };
  expect(
    scalarsIn({
      kind: 'sum',
      terms: [h1, { kind: 'product', factors: [h0, inner, h1], value: 0 }],
      value: 0,
    }),
  ).toEqual([h1, h0, x0]);
  expect(scalarsIn(number(1))).toEqual([]);
});

test('every leading scalar of a run opens down to what was given, each line adding up', () => {
  const trace = buildRun({ ...defaults, word: 'abca', hiddens: 3 }).shown;
  const seen = new Set<string>();
  const visit = (a: Arithmetic | null): void => {
    if (!a) return;
    for (const q of scalarsIn(a)) {
      const key = JSON.stringify([q.ref, q.row, q.column]);
      if (seen.has(key)) continue;
      seen.add(key);
      const m = valueOf(trace, q.ref);
      expect(q.value).toBe(m.data[q.row * m.columns + q.column]);
      const inner = openScalar(trace, q.ref, q.row, q.column, shares);
      expect(inner !== null).toBe(q.openable);
      // the same sums in another order: some dozens of roundings, with three digits to spare
      if (inner)
        expect(Math.abs(inner.value - q.value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(q.value)));
      visit(inner);
    }
  };
  for (const step of trace.steps) {
    const { ref, row, column } = leadingScalar(trace, step);
    visit(openScalar(trace, ref, row, column, shares));
  }
  // every kind of given quantity is reached
  for (const symbol of ['rnn.x', 'rnn.W', 'rnn.U', 'rnn.b', 'readout.V', 'readout.c', 'update.alpha'])
    expect(
      [...seen].some((key) => key.includes(`"${symbol}"`)),
      symbol,
    ).toBe(true);
});
