// Every other way a program can end: errors at their lines, NaN, wrong shapes, nothing at all, no end, and forged answers.
import { expect, it } from 'vitest';
import { randomTrace } from '../../src/exercises/diagnosis/cases.ts';
import { describe } from '../../src/exercises/diagnosis/describe.ts';
import { diagnose, type Run } from '../../src/exercises/diagnosis/diagnose.ts';
import { bpttProgram } from '../../src/exercises/listings/bptt.ts';
import { newRealm } from '../notebook/record/support/run.ts';
import { edit } from './support/edit.ts';
import { judge, run } from './support/sandbox.ts';

const listing = bpttProgram();
const shown = randomTrace({ steps: 3, inputs: 3, hiddens: 4, outputs: 3 }, 3);
const lineOf = (passage: string) => listing.split('\n').findIndex((line) => line.includes(passage)) + 1;

it('a syntax error stops everything', async () => {
  const d = await judge(edit(listing, 'matVec(T(V), do_)', 'matVec(T(V, do_)'));
  expect(d).toMatchObject({ verdict: 'error', syntax: { line: lineOf('const dh') } });
  expect(describe(d).headline).toMatch(/^Line \d+: This \( is never closed\.$/);
});

it('an exception is told with its line, and what went wrong before it', async () => {
  const d = await judge(edit(edit(listing, 'tanh(a[t])', 'a[t]'), 'daNext = da;', 'daNext = nothing.da;'), {
    shown,
  });
  expect(d).toMatchObject({
    verdict: 'error',
    error: { name: 'ReferenceError', place: { line: lineOf('daNext = da') } },
  });
  expect(d.divergence).toMatchObject({ symbol: 'rnn.h', step: 1 });
  expect(describe(d).headline).toBe(`Line ${lineOf('daNext = da')}: nothing is not defined`);
});

it('shapes that do not fit are told by the library, at the reader’s line', async () => {
  const d = await judge(edit(listing, 'matVec(T(V), do_)', 'matVec(V, do_)'), { shown });
  expect(describe(d).headline).toBe(
    `Line ${lineOf('const dh')}: matVec: the vector has shape [3], expected [4], the columns of the matrix`,
  );
  // on the hidden problem where all sizes are equal it runs, and gives the numbers of that mistake
  expect(d.explanations.map((made) => made.map(({ id }) => id))).toEqual([['readout-not-transposed']]);
});

it('a wrong shape is told in the program’s own terms', async () => {
  const d = await judge(
    edit(
      listing,
      'dU = add(dU, outer(da, x[t]));',
      'dU = t === tau ? outer(x[t], da) : add(dU, outer(x[t], da));',
    ),
    { shown },
  );
  expect(d.divergence).toMatchObject({
    symbol: 'rnn.dU',
    step: 3,
    shape: { expected: '[4, 3]', got: '[3, 4]' },
  });
  expect(describe(d).details[0]).toMatch(
    /^∇U after step t = 3 \(dU, line \d+\) is the first quantity that differs: it has shape \[3, 4\], expected shape \[4, 3\]\.$/,
  );
});

it('NaN points at the line where it arose', async () => {
  const d = await judge(
    edit(listing, 'yHat[t] = softmax(o[t])', 'yHat[t] = o[t].map((v) => Math.sqrt(-1 - v * v))'),
    { shown },
  );
  expect(d).toMatchObject({
    verdict: 'wrong',
    divergence: { symbol: 'readout.yHat', step: 1, got: NaN },
    notFinite: { name: 'yHat', value: 'NaN', place: { line: lineOf('yHat[t] =') } },
  });
  expect(describe(d).details.join(' ')).toContain(`yHat became NaN in line ${lineOf('yHat[t] =')}`);
});

it('what is missing is asked for', async () => {
  const d = await judge(
    edit(
      edit(edit(listing, 'let dU = zeros(H, I);\n', ''), '  dU = add(dU, outer(da, x[t]));\n', ''),
      'dW, dU, db',
      'dW, db',
    ),
    { shown },
  );
  expect(d).toMatchObject({ verdict: 'wrong', missing: ['rnn.dU'], divergence: null });
  expect(describe(d).details.join(' ')).toContain('neither returns nor computes dU');
});

it.each(['', 'return 42;', 'const total = 3; return { total };', 'return null;'])(
  'nothing recorded: %j',
  async (source) => {
    expect((await judge(source, { shown })).verdict).toBe('nothing-recorded');
  },
);

it('hard-coded numbers of the shown problem do not pass', async () => {
  const value = ((await run({ prelude: '', program: 'return 1', inputs: {} })) as { value: unknown }).value;
  expect(value).toBe(1);
  const d = await judge(listing, { shown });
  const source = `return ${JSON.stringify(d.recording!.returned)};`;
  const cheat = await judge(source, { shown });
  expect(cheat).toMatchObject({ verdict: 'wrong', shown: false });
  expect(describe(cheat).details[0]).toMatch(/^Seen on a hidden problem with 4 steps/);
});

it('no end, and a sandbox that gives up', async () => {
  const slow: Run = () => Promise.resolve({ kind: 'timeout' });
  const d = await diagnose(listing, slow, { shown });
  expect(d.verdict).toBe('timeout');
  expect(describe(d).headline).toContain('stopped');
  const broken: Run = () => Promise.resolve({ kind: 'failed', message: 'The program used too much memory.' });
  expect(describe(await diagnose(listing, broken)).details).toEqual(['The program used too much memory.']);
  expect((await judge('for (;;) ;')).error?.message).toMatch(/^stopped after/);
});

it.each([
  null,
  7,
  {},
  { records: [], nodes: [], evidence: [] },
  { records: [{ variable: 99 }], nodes: [{}], evidence: [], error: null },
  { records: 1, nodes: [1], evidence: 'x' },
])('a forged answer is no answer: %j', async (value) => {
  const forged: Run = () => Promise.resolve({ kind: 'value', value });
  expect(await diagnose(listing, forged, { shown })).toMatchObject({
    verdict: 'error',
    failure: expect.stringContaining('no recording') as unknown,
  });
});

it('a program that spoils the library harms itself alone', async () => {
  const d = await judge(`Math.tanh = (v) => v; Array.prototype.map = () => []; ${listing}`, { shown });
  expect(d.verdict).not.toBe('right');
  newRealm();
  expect((await judge(`${listing}\n// another`, { shown })).verdict).toBe('right');
});
