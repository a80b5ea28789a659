// Each mistake typed into the lesson's listing: the first quantity that differs and the mistake's name.
import { describe as group, expect, it } from 'vitest';
import { describe } from '../../src/exercises/diagnosis/describe.ts';
import { bpttProgram } from '../../src/exercises/listings/bptt.ts';
import { randomTrace } from '../../src/exercises/diagnosis/cases.ts';
import { edit } from './support/edit.ts';
import { judge } from './support/sandbox.ts';

const listing = bpttProgram();
const shown = randomTrace({ steps: 4, inputs: 4, hiddens: 4, outputs: 4 }, 7);

type Edit = readonly [passage: string, by: string, times?: number];
const overwritten: Edit[] = ['dV', 'dW', 'dU', 'db', 'dc'].map((g) => [`${g} = add(${g}, `, `${g} = (`]);

interface Wrong {
  readonly id: string;
  readonly edits: readonly Edit[];
  /** Symbol, step and variable of the first difference on four steps. */
  readonly first: readonly [string, number | null, string] | null;
  /** Names of the mistakes that explain it. */
  readonly named: readonly string[];
}

const table: readonly Wrong[] = [
  {
    id: 'no slope',
    edits: [['mul(oneMinusSquare(h[t]), dh)', 'dh']],
    first: ['rnn.da', 4, 'da'],
    named: ['no-slope'],
  },
  {
    id: 'W instead of Wᵀ',
    edits: [['matVec(T(W), daNext)', 'matVec(W, daNext)']],
    first: ['rnn.dh', 3, 'dh'],
    named: ['not-transposed'],
  },
  {
    id: 'no path from the future',
    edits: [['add(matVec(T(V), do_), matVec(T(W), daNext))', 'matVec(T(V), do_)']],
    first: ['rnn.dh', 3, 'dh'],
    named: ['no-future'],
  },
  {
    id: 'daNext never kept',
    edits: [['  daNext = da;\n', '']],
    first: ['rnn.dh', 3, 'dh'],
    named: ['no-future'],
  },
  {
    id: 'last step only',
    edits: ['dV', 'dW', 'dU', 'db', 'dc'].map((g) => [`  ${g} = add(`, `  if (t === tau) ${g} = add(`]),
    first: ['readout.dV', 3, 'dV'],
    named: ['last-step-only'],
  },
  {
    id: 'h[t] for h[t - 1]',
    edits: [['outer(da, h[t - 1])', 'outer(da, h[t])']],
    first: ['rnn.dW', 4, 'dW'],
    named: ['wrong-previous'],
  },
  {
    id: 'average',
    edits: [
      ['outer(do_, h[t])', 'scale(1 / tau, outer(do_, h[t]))'],
      ['outer(da, h[t - 1])', 'scale(1 / tau, outer(da, h[t - 1]))'],
      ['outer(da, x[t])', 'scale(1 / tau, outer(da, x[t]))'],
      ['add(db, da)', 'add(db, scale(1 / tau, da))'],
      ['add(dc, do_)', 'add(dc, scale(1 / tau, do_))'],
    ],
    first: ['readout.dV', 4, 'dV'],
    named: ['average', 'divided'],
  },
  { id: 'overwritten', edits: overwritten, first: ['readout.dV', 3, 'dV'], named: ['overwritten'] },
  {
    id: 'sign flipped',
    edits: [['sub(yHat[t], oneHot(y[t], K))', 'sub(oneHot(y[t], K), yHat[t])']],
    first: ['readout.do', 4, 'do_'],
    named: ['sign-flipped'],
  },
  {
    id: 'no one-hot',
    edits: [['sub(yHat[t], oneHot(y[t], K))', 'yHat[t]']],
    first: ['readout.do', 4, 'do_'],
    named: ['no-one-hot'],
  },
  {
    id: 'h for the slope',
    edits: [['oneMinusSquare(h[t])', 'h[t]']],
    first: ['rnn.da', 4, 'da'],
    named: ['slope-is-h'],
  },
  {
    id: 'slope of a',
    edits: [['oneMinusSquare(h[t])', 'oneMinusSquare(a[t])']],
    first: ['rnn.da', 4, 'da'],
    named: ['slope-of-a'],
  },
  {
    id: 'slope of the state before',
    edits: [['oneMinusSquare(h[t])', 'oneMinusSquare(h[t - 1])']],
    first: ['rnn.da', 4, 'da'],
    named: ['slope-of-previous'],
  },
  {
    id: 'dh sent back',
    edits: [['daNext = da;', 'daNext = dh;']],
    first: ['rnn.dh', 3, 'dh'],
    named: ['future-without-slope'],
  },
  {
    id: 'W forgotten on the way back',
    edits: [['matVec(T(W), daNext)', 'daNext']],
    first: ['rnn.dh', 3, 'dh'],
    named: ['future-without-weights'],
  },
  {
    id: 'dW swapped',
    edits: [['outer(da, h[t - 1])', 'outer(h[t - 1], da)']],
    first: ['rnn.dW', 4, 'dW'],
    named: ['outer-swapped'],
  },
  {
    id: 'gradients from dh',
    edits: [
      ['outer(da, h[t - 1])', 'outer(dh, h[t - 1])'],
      ['outer(da, x[t])', 'outer(dh, x[t])'],
      ['add(db, da)', 'add(db, dh)'],
    ],
    first: ['rnn.dW', 4, 'dW'],
    named: ['weights-from-dh'],
  },
  {
    id: 'dV from the state before',
    edits: [['outer(do_, h[t])', 'outer(do_, h[t - 1])']],
    first: ['readout.dV', 4, 'dV'],
    named: ['readout-previous'],
  },
  { id: 'no tanh', edits: [['tanh(a[t])', 'a[t]']], first: ['rnn.h', 1, 'h'], named: ['no-tanh'] },
  {
    id: 'Wᵀ on the way forward',
    edits: [['matVec(W, h[t - 1])', 'matVec(T(W), h[t - 1])']],
    first: ['rnn.a', 2, 'a'],
    named: ['forward-transposed'],
  },
  { id: 'no memory', edits: [['matVec(W, h[t - 1]), ', '']], first: ['rnn.a', 2, 'a'], named: ['no-memory'] },
  {
    id: 'mean loss',
    edits: [['sumOverTime((t) => L[t])', 'sumOverTime((t) => L[t]) / tau']],
    first: ['loss.total', null, 'loss'],
    named: ['mean-loss'],
  },
  {
    id: 'two at once',
    edits: [
      ['mul(oneMinusSquare(h[t]), dh)', 'dh'],
      ['outer(da, h[t - 1])', 'outer(da, h[t])'],
    ],
    first: ['rnn.da', 4, 'da'],
    named: ['no-slope + wrong-previous'],
  },
];

it('the listing itself is right', async () => {
  const d = await judge(listing, { shown });
  expect(describe(d)).toMatchObject({ headline: expect.stringMatching(/^Right/) as unknown });
});

group.each(table)('$id', ({ edits, first, named }) => {
  it('is found where it begins, and named', async () => {
    const source = edits.reduce((text, [passage, by, times]) => edit(text, passage, by, times), listing);
    const d = await judge(source, { shown });
    expect(d.verdict).toBe('wrong');
    const at = d.divergence;
    expect(at && [at.symbol, at.step, at.name]).toEqual(first);
    expect(d.explanations.map((made) => made.map(({ id }) => id).join(' + ')).sort()).toEqual(
      [...named].sort(),
    );
    if (process.env['SHOW']) console.log(describe(d));
  });
});
