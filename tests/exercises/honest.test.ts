// The first difference is never a false one: a right program whose returned loss or gradient is spoilt at the very end differs there
// and nowhere before; and mistakes are found where they begin in programs of every style.
import { describe as group, expect, it } from 'vitest';
import { randomTrace, caseOf } from '../../src/exercises/diagnosis/cases.ts';
import { compareRun } from '../../src/exercises/diagnosis/compare.ts';
import { prepareProgram } from '../../src/exercises/diagnosis/diagnose.ts';
import { meaningOf } from '../../src/notebook/record/names.ts';
import { readRecording } from '../../src/notebook/record/steps.ts';
import type { RawRecording } from '../../src/notebook/record/recorder.ts';
import { evaluate } from '../notebook/record/support/run.ts';
import { rightPrograms } from './support/rightPrograms.ts';
import { edit } from './support/edit.ts';

const trace = randomTrace({ steps: 4, inputs: 3, hiddens: 4, outputs: 3 }, 5);
const { inputs } = caseOf(trace);

function compare(source: string, spoil: (returned: Record<string, unknown>) => void = () => {}) {
  const prepared = prepareProgram(source);
  if ('problem' in prepared) throw new Error(prepared.problem.message);
  const raw = evaluate(prepared.instrumented.program, inputs) as RawRecording;
  spoil(raw.returned as Record<string, unknown>);
  return compareRun(readRecording(raw, prepared.instrumented), trace);
}

const twice = (v: unknown): unknown => (Array.isArray(v) ? v.map(twice) : typeof v === 'number' ? 2 * v : v);

const spoilt = Object.entries(rightPrograms)
  .filter(([, source]) => /return \{[^}]*(?:loss|L),/.test(source) || /loss, gradients/.test(source))
  .flatMap(([name, source]) =>
    ['loss.total', 'readout.dV', 'rnn.dW', 'rnn.dU', 'rnn.db', 'readout.dc'].map((symbol) => [
      name,
      symbol,
      source,
    ]),
  ) as [string, string, string][];

it('most programs are among them', () => expect(spoilt.length).toBeGreaterThan(50));

it.each(spoilt)('%s: with %s spoilt, that is the first difference', (_, symbol, source) => {
  const { divergence } = compare(source, (returned) => {
    const into = (object: Record<string, unknown>, inside: boolean) => {
      for (const [name, value] of Object.entries(object)) {
        if (name === 'gradients') into(value as Record<string, unknown>, true);
        const meant = inside ? meaningOf(`d${name}`)?.symbol : meaningOf(name)?.symbol;
        if ((name === 'L' ? 'loss.total' : meant) === symbol) object[name] = twice(value);
      }
    };
    into(returned, false);
  });
  expect(divergence && { symbol: divergence.symbol, returned: divergence.returned }).toEqual({
    symbol,
    returned: true,
  });
});

type Place = [style: string, passage: string, by: string, symbol: string, step: number | null, name: string];

group('a mistake is found where it begins', () => {
  it.each<Place>([
    ['loops over entries', '* (1 - h[t][i] ** 2)', '', 'rnn.dW', 4, 'dW'],
    [
      'loops over entries',
      'dhNext[j] += W[i][j] * d',
      'dhNext[j] += W[j][i] * d',
      'rnn.dhFromFuture',
      3,
      'dhNext',
    ],
    ['loops over entries', 'dW[i][j] += d * h[t - 1][j]', 'dW[i][j] += d * h[t][j]', 'rnn.dW', 4, 'dW'],
    ['loops over entries', 'db[i] += d;', 'db[i] = d;', 'rnn.db', 3, 'db'],
    ['loops over entries', 'a[t][i] += U[i][j] * x[t][j]', 'a[t][i] -= U[i][j] * x[t][j]', 'rnn.a', 1, 'a'],
    ['loops over entries', 'Math.tanh(a[t][i])', 'Math.sin(a[t][i])', 'rnn.h', 1, 'h'],
    [
      'loops over entries',
      'Math.exp(o[t][k]) / total',
      'Math.exp(o[t][k]) / total / 2',
      'readout.yHat',
      1,
      'yHat',
    ],
    ['steps from 0, states pushed', 'mul(oneMinusSquare(h[t]), dh)', 'mul(h[t], dh)', 'rnn.da', 4, 'dhraw'],
    ['steps from 0, states pushed', 'matVec(T(W), dhraw)', 'matVec(W, dhraw)', 'rnn.dh', 3, 'dh'],
    ['steps from 0, states pushed', 'dy[y[t]] -= 1', 'dy[y[t]] += 1', 'readout.do', 4, 'dy'],
    ['steps from 0, states pushed', 'hPrev = tanh(a)', 'hPrev = relu(a)', 'rnn.h', 1, 'h'],
    ['float32 throughout', 'matVec(T(W), da)', 'matVec(W, da)', 'rnn.dh', 3, 'dh'],
    [
      'float32 throughout',
      'dW[i][j] += da[i] * h[t - 1][j]',
      'dW[i][j] += dh[i] * h[t - 1][j]',
      'rnn.dW',
      4,
      'dW',
    ],
    [
      'all ∇a first, then sums from t = 1 up',
      'matVec(WT, da[t + 1])',
      'matVec(WT, dh[t + 1])',
      'rnn.dh',
      3,
      'dh',
    ],
    [
      'all ∇a first, then sums from t = 1 up',
      'outer(da[t], h[t - 1])',
      'outer(da[t], h[t])',
      'rnn.dW',
      1,
      'dW',
    ],
    [
      'functions that fill what they are given',
      'into[i][j] += left[i] * right[j]',
      'into[i][j] = left[i] * right[j]',
      'readout.dV',
      3,
      'dV',
    ],
    ['functions that fill what they are given', 'mul(oneMinusSquare(h[t]), dh)', 'dh', 'rnn.da', 4, 'da'],
    [
      'functions that fill what they are given',
      'addTo(dh, matVec(T(W), da))',
      'addTo(dh, da)',
      'rnn.dh',
      3,
      'dh',
    ],
    [
      'a class that keeps its gradients',
      'this.dW = add(this.dW, outer(da, this.h[t - 1]))',
      'this.dW = add(this.dW, outer(da, this.h[t]))',
      'rnn.dW',
      4,
      'dW',
    ],
    [
      'while loops, ∇h turned into ∇a in place',
      'matVec(T(W), dh)',
      'matVec(W, dh)',
      'rnn.dhFromFuture',
      3,
      'dhNext',
    ],
    ['while loops, ∇h turned into ∇a in place', 'outer(dh, h[t - 1])', 'outer(dh, h[t])', 'rnn.dW', 4, 'dW'],
    ['forEach and map', 'matVec(T(W), d)', 'matVec(W, d)', 'rnn.da', 3, 'da'],
    [
      'forEach and map',
      'softmax(add(c, matVec(V, ht)))',
      'softmax(matVec(V, ht))',
      'readout.yHat',
      1,
      'yHat',
    ],
    [
      'Karpathy’s names and a dictionary of states',
      'mul(oneMinusSquare(hs[t]), dh)',
      'dh',
      'rnn.da',
      4,
      'dhraw',
    ],
    [
      'Karpathy’s names and a dictionary of states',
      'matVec(T(Whh), dhraw)',
      'matVec(Whh, dhraw)',
      'rnn.dhFromFuture',
      3,
      'dhnext',
    ],
    [
      'each gradient as a double sum over paths',
      'outer(dO, h[s])',
      'outer(dO, h[s - 1])',
      'readout.dV',
      1,
      'gradients.V',
    ],
    ['column vectors and products of matrices', 'matMul(T(W), da)', 'matMul(W, da)', 'rnn.dh', 3, 'dh'],
    ['nothing returned but what its variables hold', 'add(dc, do_)', 'do_', 'readout.dc', 3, 'dc'],
  ])('%s: %s → %s', (style, passage, by, ...expected) => {
    const { divergence, right } = compare(edit(rightPrograms[style]!, passage, by));
    expect(right).toBe(false);
    expect(divergence && [divergence.symbol, divergence.step, divergence.name]).toEqual(expected);
  });
});
