// The page's run as the GPU library takes it, and its answer held against the reference.
import { describe, expect, it } from 'vitest';
import { checkProblem } from '../../../src/backends/gpu/pack.ts';
import type { ForwardValues } from '../../../src/backends/gpu/types.ts';
import { buildRun, type Run } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';
import {
  forwardKey,
  largestDifference,
  problemOf,
  referenceStates,
  sideBySide,
  timeReference,
  tolerance,
} from '../../../src/figures/gpu/problem.ts';
import { compare } from '../../backends/gpu/compare.ts';

const runOf = (partial: Partial<Settings> = {}): Run => buildRun({ ...defaults, ...partial });
/** The reference's own values, rounded to float32: the best that a GPU could answer. */
const rounded = ({ trace }: Run): ForwardValues => {
  const rows = (id: string) =>
    Array.from({ length: trace.spec.steps }, (_, t) =>
      Float32Array.from(trace.values[`${id}@${t + 1}`]!.data),
    );
  return { a: rows('rnn.a'), h: rows('rnn.h'), o: rows('readout.o'), yHat: rows('readout.yHat') };
};

describe('the problem', () => {
  it.each([
    {},
    { word: 'abcdefghijklm', hiddens: 6 },
    { word: 'aaa', hiddens: 1, nonlinearity: 'relu' as const },
  ])('is one that the GPU library takes, and has the trace’s answer: %o', (partial) => {
    const run = runOf(partial);
    const problem = problemOf(run);
    expect(() => checkProblem(problem)).not.toThrow();
    // an independent float64 loop over the problem arrives at the trace's values
    expect(compare(problem, rounded(run), false)).toMatchObject({ wrong: [] });
  });

  it('is the same whatever happens behind the forward pass', () => {
    const key = forwardKey(runOf());
    expect(forwardKey(runOf({ faults: ['average'], truncate: 2, reduction: 'mean', alpha: 1 }))).toBe(key);
    const changed: Partial<Settings>[] = [
      { word: 'hallo' },
      { hiddens: 3 },
      { seed: 1 },
      { nonlinearity: 'relu' },
      { edits: { 'rnn.W[0,0]': 1 } },
    ];
    for (const partial of changed) expect(forwardKey(runOf(partial))).not.toBe(key);
  });
});

describe('the largest difference', () => {
  it('of a rounded answer is within the tolerance', () => {
    const { difference } = largestDifference(runOf(), rounded(runOf()));
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(tolerance);
  });

  it('is found wherever it is', () => {
    for (const [name, symbol] of [
      ['a', 'rnn.a'],
      ['h', 'rnn.h'],
      ['o', 'readout.o'],
      ['yHat', 'readout.yHat'],
    ] as const) {
      const values = rounded(runOf());
      values[name][2]![1]! += 0.25;
      const largest = largestDifference(runOf(), values);
      expect(largest).toMatchObject({ symbol, step: 3, row: 1 });
      expect(largest.difference).toBeGreaterThan(0.1);
    }
  });

  it('is infinite for what is not a number or not there', () => {
    const values = rounded(runOf());
    values.o[0]![0] = NaN;
    expect(largestDifference(runOf(), values).difference).toBe(Infinity);
    expect(largestDifference(runOf(), { ...rounded(runOf()), h: [] }).difference).toBe(Infinity);
  });
});

it('states stand side by side, a column a step', () => {
  const run = runOf();
  const states = referenceStates(run);
  expect([states.rows, states.columns]).toEqual([4, 4]);
  expect(states.data[1 * 4 + 2]).toBe(run.trace.values['rnn.h@3']!.data[1]);
  expect(
    Array.from(
      sideBySide([
        [1, 2],
        [3, 4],
      ]).data,
    ),
  ).toEqual([1, 3, 2, 4]);
});

it('the reference’s time is the median of its calls', () => {
  let calls = 0;
  let now = 0;
  const durations = [9, 1, 5];
  const clock = () => (calls++ % 2 ? (now += durations[(calls - 2) / 2]!) : now);
  expect(timeReference(runOf(), clock, 3)).toBe(5);
});
