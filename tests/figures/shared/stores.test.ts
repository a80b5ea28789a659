// The running example's stores: the cursor stays where it makes sense, edits that no longer fit go, a scalar is found again.
import { beforeEach, describe, expect, test } from 'vitest';
import { defaults } from '../../../src/figures/shared/run/settings.ts';
import {
  change,
  cursor,
  moveTo,
  openingStep,
  picked,
  run,
  settings,
  showScalar,
} from '../../../src/figures/shared/run/stores.ts';

const stepNow = () => run.get().shown.steps[cursor.get()]!;
const goTo = (symbol: string, t: number | null) =>
  moveTo(run.get().shown.steps.findIndex((s) => s.writes.symbol === symbol && s.t === t));

beforeEach(() => {
  settings.set(defaults);
  moveTo(openingStep(run.get().shown));
});

test('opens where the two gradients of h⁽²⁾ meet', () => {
  expect(stepNow()).toMatchObject({ equation: 'rnn.dh', t: 2, phase: 'backward' });
});

describe('change', () => {
  test.each([
    ['readout.o', 3],
    ['rnn.dhFromFuture', 4],
    ['rnn.dWStep', 1],
    ['readout.dc', 2],
    ['loss.total', null],
    ['rnn.WNext', null],
  ] as const)('another word of the same length keeps %s at t = %s', (symbol, t) => {
    goTo(symbol, t);
    change({ word: 'aabbc' });
    expect(stepNow()).toMatchObject({ writes: { symbol }, t });
  });

  test('a shorter word keeps the kind of micro-step, at the last step there is', () => {
    goTo('rnn.da', 4);
    change({ word: 'abc' });
    expect(stepNow()).toMatchObject({ writes: { symbol: 'rnn.da' }, t: 2 });
  });

  test('a longer word keeps kind and step', () => {
    goTo('rnn.h', 2);
    change({ word: 'abcdefghijklm', hiddens: 6, nonlinearity: 'relu', faults: ['average'] });
    expect(stepNow()).toMatchObject({ equation: 'rnn.h/relu', t: 2 });
  });

  test('lets go of the picked scalar, keeps all other settings', () => {
    picked.set({ ref: { symbol: 'rnn.h', step: 4 }, row: 3, column: 0 });
    change({ seed: 5 });
    expect(picked.get()).toBeNull();
    expect(settings.get()).toEqual({ ...defaults, seed: 5 });
  });

  test('edits that no longer fit are forgotten for good', () => {
    change({ edits: { 'rnn.W[3,3]': 1, 'rnn.W[0,0]': 2 } });
    change({ hiddens: 2 });
    expect(settings.get().edits).toEqual({ 'rnn.W[0,0]': 2 });
    change({ hiddens: 4 });
    expect(settings.get().edits).toEqual({ 'rnn.W[0,0]': 2 });
  });

  test('a weight thrown out of range by an update stays one that a link can hold', () => {
    change({ edits: { 'rnn.W[0,0]': 12345, 'rnn.W[0,1]': -Infinity, 'rnn.W[0,2]': NaN } });
    expect(settings.get().edits).toEqual({ 'rnn.W[0,0]': 100, 'rnn.W[0,1]': -100 });
  });
});

describe('moveTo', () => {
  test.each([
    [-5, 0],
    [0, 0],
    [85, 85],
    [86, 85],
    [1e9, 85],
    [Infinity, 85],
    [12.4, 12],
  ])('%s leads to %s', (index, expected) => {
    moveTo(index);
    expect(cursor.get()).toBe(expected);
  });

  test('lets go of the picked scalar', () => {
    picked.set({ ref: { symbol: 'rnn.h', step: 4 }, row: 3, column: 0 });
    moveTo(3);
    expect(picked.get()).toBeNull();
  });
});

describe('showScalar', () => {
  test('goes to the micro-step that wrote it, and picks it', () => {
    const scalar = { ref: { symbol: 'rnn.dWStep', step: 3 }, row: 1, column: 2 };
    showScalar(scalar);
    expect(stepNow()).toMatchObject({ writes: { symbol: 'rnn.dWStep', step: 3 }, t: 3 });
    expect(picked.get()).toEqual(scalar);
  });

  test('what was given has no such step: the film stays where it is', () => {
    const scalar = { ref: { symbol: 'rnn.U', step: null }, row: 0, column: 0 };
    const before = cursor.get();
    showScalar(scalar);
    expect(cursor.get()).toBe(before);
    expect(picked.get()).toEqual(scalar);
  });
});
