// The classic mistakes: each caught by the gradient check at the parameters it spoils and at no other, and each spoiling exactly
// what comes after it in the run.
import { describe, expect, it } from 'vitest';
import type { Values } from '../../src/engine/cells/cell.ts';
import { equationOf, shares } from '../../src/engine/equations.ts';
import {
  faultIds,
  faults,
  faultTouches,
  faultyExpression,
  isFault,
  sharesWith,
  type FaultId,
} from '../../src/engine/faults.ts';
import { numericalGradients, relativeErrors } from '../../src/engine/gradcheck.ts';
import { forwardPass } from '../../src/engine/network.ts';
import { batchOf, networkOf, recordTrace } from '../../src/engine/record.ts';
import { gradientIds, parameterIds } from '../../src/engine/symbols.ts';
import { keyOf, valueOf, type Trace } from '../../src/engine/trace.ts';
import { worstError } from './support/close.ts';
import { traceProblem, type TraceSetting } from './support/problems.ts';

const record = (setting: Partial<TraceSetting>, active: readonly FaultId[]): Trace => {
  const { spec, parameters, sequence } = traceProblem(setting, active);
  return recordTrace(spec, parameters, sequence);
};

/** The parameters whose gradient the check calls wrong. */
function caught(setting: Partial<TraceSetting>, active: readonly FaultId[]): string[] {
  const { spec, parameters, sequence } = traceProblem(setting, active);
  const trace = recordTrace(spec, parameters, sequence);
  const loss = (p: Values): number => forwardPass(networkOf(spec), p, batchOf(sequence)).loss;
  const numeric = numericalGradients(loss, parameters);
  return parameterIds.filter((id) => {
    const errors = [
      ...relativeErrors(valueOf(trace, { symbol: gradientIds(id).sum, step: 1 }), numeric[id]!).data,
    ];
    // right gradients of these sizes stay below 1e-5, see numericalTolerance; nothing may lie in between
    const worst = Math.max(...errors);
    if (worst > 1e-5) expect(worst, `${id} is off, but barely`).toBeGreaterThan(1e-3);
    return worst > 1e-5;
  });
}

const [V, W, U, b, c] = ['readout.V', 'rnn.W', 'rnn.U', 'rnn.b', 'readout.c'] as const;
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

describe.each(seeds)('seed %i', (seed) => {
  it('nothing is caught where nothing is wrong', () => {
    expect(caught({ seed, steps: 4 }, [])).toEqual([]);
  });

  it.each<[FaultId, readonly string[]]>([
    ['no-slope', [W, U, b]],
    ['not-transposed', [W, U, b]],
    ['no-future', [W, U, b]],
    ['last-step-only', [V, W, U, b, c]],
    ['wrong-previous', [W]],
    ['average', [V, W, U, b, c]],
  ])('%s is caught at %j', (fault, expected) => {
    expect(caught({ seed, steps: 4 }, [fault])).toEqual(expected);
    expect(caught({ seed, steps: 4, reduction: 'mean' }, [fault])).toEqual(expected);
  });
});

describe('where a fault cannot show', () => {
  it.each<[string, Partial<TraceSetting>, FaultId, readonly string[]]>([
    ['one step has no future', { steps: 1 }, 'no-future', []],
    ['one step is the last one', { steps: 1 }, 'last-step-only', []],
    ['over one step the average is the sum', { steps: 1 }, 'average', []],
    ['a 1 × 1 matrix is its own transpose', { steps: 4, hiddens: 1 }, 'not-transposed', []],
    // ∇a⁽¹⁾ is wrong, but h⁽⁰⁾ = 0 keeps it out of ∇W, and ∇a⁽²⁾ has no future
    ['of two steps, W sees only the second', { steps: 2 }, 'no-future', [U, b]],
  ])('%s', (_, setting, fault, expected) => {
    expect(caught({ seed: 2, ...setting }, [fault])).toEqual(expected);
  });
});

it('with ReLU the missing slope is caught where a unit is off', () => {
  expect(caught({ seed: 3, steps: 4, nonlinearity: 'relu' }, [])).toEqual([]);
  expect(caught({ seed: 3, steps: 4, nonlinearity: 'relu' }, ['no-slope'])).toEqual([W, U, b]);
});

/** Keys whose values differ between two traces. */
const differing = (right: Trace, wrong: Trace): string[] =>
  wrong.steps
    .map((s) => keyOf(s.writes))
    .filter((key) => worstError(wrong.values[key]!, right.values[key]!) > 1e-9);

const at = (times: readonly number[], ...symbols: readonly string[]): string[] =>
  symbols.flatMap((s) => times.map((t) => `${s}@${t}`));

const updates = (...ids: readonly string[]): string[] => ids.map((id) => gradientIds(id).next);

describe('a faulty trace of three steps differs from the right one', () => {
  // ∇W⁽¹⁾ is 0 in both, h⁽⁰⁾ being 0
  it.each<[FaultId, string[]]>([
    ['no-slope', [
      ...at([1, 2, 3], 'rnn.da', 'rnn.dUStep', 'rnn.dbStep', 'rnn.dU', 'rnn.db', 'rnn.dW'),
      ...at([2, 3], 'rnn.dWStep'), ...at([1, 2], 'rnn.dhFromFuture', 'rnn.dh'), ...updates(W, U, b),
    ]],
    ['not-transposed', [
      ...at([1, 2], 'rnn.dhFromFuture', 'rnn.dh', 'rnn.da', 'rnn.dUStep', 'rnn.dbStep', 'rnn.dU', 'rnn.db', 'rnn.dW'),
      ...at([2], 'rnn.dWStep'), ...updates(W, U, b),
    ]],
    ['no-future', [
      ...at([1, 2], 'rnn.dhFromFuture', 'rnn.dh', 'rnn.da', 'rnn.dUStep', 'rnn.dbStep', 'rnn.dU', 'rnn.db', 'rnn.dW'),
      ...at([2], 'rnn.dWStep'), ...updates(W, U, b),
    ]],
    ['last-step-only', [
      ...at([1, 2], 'readout.dV', 'rnn.dW', 'rnn.dU', 'rnn.db', 'readout.dc'), ...updates(V, W, U, b, c),
    ]],
    ['wrong-previous', [...at([1, 2, 3], 'rnn.dWStep', 'rnn.dW'), ...updates(W)]],
    ['average', [
      ...at([1, 2, 3], 'readout.dV', 'rnn.dW', 'rnn.dU', 'rnn.db', 'readout.dc'), ...updates(V, W, U, b, c),
    ]],
  ])('%s', (fault, expected) => {
    for (const seed of seeds)
      expect(differing(record({ seed }, []), record({ seed }, [fault])).sort(), `seed ${seed}`).toEqual([...expected].sort());
  }); // prettier-ignore

  it.each(faultIds)('%s touches no step of the forward pass', (fault) => {
    const [right, wrong] = [record({}, []), record({}, [fault])];
    for (const { writes } of right.steps.filter((s) => s.phase === 'forward'))
      expect(wrong.values[keyOf(writes)]).toEqual(right.values[keyOf(writes)]);
  });
});

describe('the list', () => {
  it.each(faultIds)('%s replaces equations that exist by others', (id) => {
    const { name, belief, replaces } = faults[id];
    expect(name && belief).toBeTruthy();
    expect(Object.keys(replaces).length).toBeGreaterThan(0);
    for (const [equation, wrong] of Object.entries(replaces))
      expect(wrong).not.toEqual(equationOf(equation).expression);
  });

  it('several can be on at once; in one equation the later wins', () => {
    expect(faultyExpression('rnn.dhFromFuture', ['no-future', 'not-transposed'])).toMatchObject({
      op: 'zero',
    });
    expect(faultyExpression('rnn.dW', ['average', 'last-step-only'])).toBe(faults.average.replaces['rnn.dW']);
    expect(faultyExpression('rnn.a', faultIds)).toBeUndefined();
    expect(caught({ seed: 1, steps: 4 }, ['no-slope', 'wrong-previous', 'average'])).toEqual([V, W, U, b, c]);
  });

  it('changes the printed ∇h where it changes one of its shares', () => {
    expect(sharesWith([])).toEqual(shares);
    expect(sharesWith(['not-transposed'])).toEqual({
      ...shares,
      'rnn.dhFromFuture': faults['not-transposed'].replaces['rnn.dhFromFuture'],
    });
    expect(faultTouches('no-future')).toEqual(['rnn.dhFromFuture', 'rnn.dh']);
    expect(faultTouches('wrong-previous')).toEqual(['rnn.dWStep']);
  });

  it('is told from other words', () => {
    expect(isFault('average')).toBe(true);
    for (const id of ['averages', 'toString', '__proto__', 1, null]) expect(isFault(id)).toBe(false);
  });
});
