// What is recorded: every form of assignment, each at its step, copied when it counts.
import { describe, expect, it } from 'vitest';
import type { RawRecording } from '../../../src/notebook/record/recorder.ts';
import { knownSpellings, meaningOf } from '../../../src/notebook/record/names.ts';
import { readRecording, type Assigned } from '../../../src/notebook/record/steps.ts';
import { libraryNames } from '../../../src/notebook/library/prelude.ts';
import { evaluate, prepared } from './support/run.ts';

const inputs = { tau: 3, x: [null, [1, 0], [0, 1], [1, 1]], y: [null, 0, 1, 0], h0: [0, 0] };

const stepOf = ({ when, offset }: Assigned) =>
  when === null ? null : ('step' in when ? when.step : when.index) + offset;

/** `symbol@step = value`, each at its last value, in order; what has no step is left out unless asked for. */
function recordedBy(source: string, untimed = false): Record<string, unknown> {
  const p = prepared(`const { tau, x, y, h0 } = inputs;\n${source}`);
  const raw = evaluate(p.program, inputs) as RawRecording;
  expect(raw.error).toBeNull();
  const out: Record<string, unknown> = {};
  for (const a of readRecording(raw, p).assigned) {
    const step = stepOf(a);
    if (step !== null || untimed) out[step === null ? a.symbol : `${a.symbol}@${step}`] = a.value;
  }
  return out;
}

const each = (symbol: string, f: (t: number) => unknown) =>
  Object.fromEntries([1, 2, 3].map((t) => [`${symbol}@${t}`, f(t)]));

describe('at each step', () => {
  it.each<[string, string, Record<string, unknown>]>([
    [
      'a declaration',
      'for (let t = 1; t <= tau; t++) { const a = [t, x[t][0]]; }',
      each('rnn.a', (t) => [t, [0, 1, 0, 1][t]]),
    ],
    [
      'steps counted down',
      'for (let t = tau; t >= 1; t--) { const da = [t]; x[t]; }',
      each('rnn.da', (t) => [t]),
    ],
    [
      'an entry of a list over time',
      'const a = []; for (let t = 1; t <= tau; t++) { a[t] = [t]; a[t][0] *= 2; }',
      each('rnn.a', (t) => [2 * t]),
    ],
    [
      'entry by entry',
      'const a = []; for (let t = 1; t <= tau; t++) { a[t] = []; for (let i = 0; i < 2; i++) a[t][i] = t + i; }',
      each('rnn.a', (t) => [t, t + 1]),
    ],
    [
      'push',
      'const o = [[9, 9]]; for (let t = 1; t <= tau; t++) o.push([t, x[t][0]]);',
      { 'readout.o@0': [9, 9], ...each('readout.o', (t) => [t, [0, 1, 0, 1][t]]) },
    ],
    [
      'for … of the inputs',
      'for (const v of x.slice(1)) { const a = [v[0], 5]; }',
      { 'rnn.a@1': [1, 5], 'rnn.a@2': [0, 5], 'rnn.a@3': [1, 5] },
    ],
    [
      'forEach',
      'x.forEach((v, t) => { if (!v) return; let o = [t]; o[0] += 1; });',
      each('readout.o', (t) => [t + 1]),
    ],
    [
      'map with an expression',
      'const a = []; x.slice(1).map((v, t) => (a[t + 1] = [t]));',
      each('rnn.a', (t) => [t - 1]),
    ],
    ['while', 'let t = 1; while (t <= tau) { const dh = [t]; x[t]; t++; }', each('rnn.dh', (t) => [t])],
    [
      'destructuring',
      'const f = (t) => ({ dh: [t], rest: [[2 * t]] }); for (let t = 1; t <= tau; t++) { const { dh, rest: [da] } = f(t); y[t]; }',
      { ...each('rnn.dh', (t) => [t]), ...each('rnn.da', (t) => [2 * t]) },
    ],
    [
      'destructuring assignment',
      'let dh, da; for (let t = 1; t <= tau; t++) { [dh, da] = [[t], [-t]]; y[t]; }',
      { ...each('rnn.dh', (t) => [t]), ...each('rnn.da', (t) => [-t]) },
    ],
    [
      'a helper that fills',
      'const fill = (into, t) => { for (let i = 0; i < 2; i++) into[i] = t; }; for (let t = 1; t <= tau; t++) { const dh = [0, 0]; fill(dh, y[t] + t); }',
      each('rnn.dh', (t) => [t + [0, 0, 1, 0][t]!, t + [0, 0, 1, 0][t]!]),
    ],
    [
      'a row under another name',
      'const dW = [[0, 0], [0, 0]]; for (let t = 1; t <= tau; t++) { const row = dW[1]; row[0] += x[t][0]; }',
      // where nothing changes, nothing is recorded
      {
        'rnn.dW@1': [
          [0, 0],
          [1, 0],
        ],
        'rnn.dW@3': [
          [0, 0],
          [2, 0],
        ],
      },
    ],
    [
      'a method of an object',
      'class N { dW = [[0]]; add(t) { this.dW[0][0] += t; } } const n = new N(); for (let t = 1; t <= tau; t++) { n.add(t); x[t]; }',
      each('rnn.dW', (t) => [[(t * (t + 1)) / 2]]),
    ],
    [
      'typed arrays',
      'const h = []; for (let t = 1; t <= tau; t++) h[t] = Float32Array.of(t, 0.5);',
      each('rnn.h', (t) => [t, 0.5]),
    ],
    [
      'a step taken apart into a function',
      'const dW = [[0]]; function back(t, v) { dW[0][0] += t; } for (let t = tau; t >= 1; t--) back(t, x[t]);',
      each('rnn.dW', (t) => [[[0, 6, 5, 3][t]]]),
    ],
    [
      'what is handed to the step before',
      'for (let t = tau; t >= 2; t--) { let dhNext = [t]; x[t]; }',
      { 'rnn.dhFromFuture@1': [2], 'rnn.dhFromFuture@2': [3] },
    ],
    [
      'the loss',
      'const L = []; for (let t = 1; t <= tau; t++) L[t] = t / 2;',
      each('loss.step', (t) => t / 2),
    ],
  ])('%s', (_, source, expected) => {
    expect(recordedBy(source)).toEqual(expected);
  });
});

it('the value is the one of that moment, and the last of a step counts', () => {
  const got = recordedBy(
    'let dW = [[0]]; for (let t = 1; t <= tau; t++) { dW[0][0] = 100; dW[0][0] = t; x[t]; } dW[0][0] = -1;',
    true,
  );
  expect(got).toEqual({ ...each('rnn.dW', (t) => [[t]]), 'rnn.dW': [[-1]] });
});

it('what is not made of numbers is passed over', () => {
  expect(
    recordedBy(
      'let h = "text", a = null, dW = [[1, "2"]], o = () => 1, dh = {}, da = new Map([[1, 2]]);',
      true,
    ),
  ).toEqual({});
});

it('names: every convention’s and the documented others, none of the library’s', () => {
  for (const [name, symbol] of [
    ['dW_hh', 'rnn.dW'],
    ['W_hq', 'readout.V'],
    ['dWhy', 'readout.dV'],
    ['dh_t', 'rnn.dh'],
    ['grad_h', 'rnn.dh'],
    ['gradW', 'rnn.dW'],
    ['do_', 'readout.do'],
    ['y_hat', 'readout.yHat'],
    ['dbh', 'rnn.db'],
    ['loss', 'loss.total'],
  ] as const)
    expect(meaningOf(name)?.symbol, name).toBe(symbol);
  expect(meaningOf('total')).toBeUndefined();
  expect(meaningOf('constructor')).toBeUndefined();
  expect(knownSpellings().filter((n) => libraryNames.includes(n))).toEqual([]);
});
