// The order of micro-steps: their number, their order, and that nothing is read before it is written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultIds } from '../../src/engine/faults.ts';
import { program as programOf } from '../../src/engine/program.ts';
import { rnnScript } from '../../src/engine/scripts/rnn.ts';
import { symbolOf } from '../../src/engine/symbols.ts';
import { keyOf, type QuantityRef } from '../../src/engine/trace.ts';
import { repeatable, traceProblem, traceSettings } from './support/problems.ts';

const program = (...args: Parameters<typeof traceProblem>) =>
  programOf(rnnScript, traceProblem(...args).spec);
const written = (...args: Parameters<typeof traceProblem>): string[] =>
  program(...args).map((s) => keyOf(s.writes));

describe('order', () => {
  it('is forward, loss, backward, update', () => {
    const forward = (t: number) =>
      ['rnn.a', 'rnn.h', 'readout.o', 'readout.yHat', 'loss.step'].map((id) => `${id}@${t}`);
    const backward = (t: number) =>
      [
        'readout.do', 'rnn.dhFromOutput', 'rnn.dhFromFuture', 'rnn.dh', 'rnn.da',
        'readout.dVStep', 'readout.dV', 'rnn.dWStep', 'rnn.dW', 'rnn.dUStep', 'rnn.dU', 'rnn.dbStep', 'rnn.db', 'readout.dcStep', 'readout.dc',
      ].map((id) => `${id}@${t}`); // prettier-ignore
    expect(written({ steps: 2 })).toEqual([
      ...forward(1), ...forward(2), 'loss.total', ...backward(2), ...backward(1),
      'readout.VNext', 'rnn.WNext', 'rnn.UNext', 'rnn.bNext', 'readout.cNext',
    ]); // prettier-ignore
  });

  it('does not depend on nonlinearity, reduction, cuts or faults', () => {
    for (const nonlinearity of ['tanh', 'relu'] as const)
      for (const reduction of ['sum', 'mean'] as const)
        for (const truncate of [0, 2])
          for (const faults of [[], faultIds])
            expect(written({ steps: 4, nonlinearity, reduction, truncate }, faults)).toEqual(
              written({ steps: 4 }),
            );
  });

  it('has phases and times to match', () => {
    const steps = program({ steps: 3 });
    expect([...new Set(steps.map((s) => s.phase))]).toEqual(['forward', 'backward', 'update']);
    expect(steps.filter((s) => s.t === null).map((s) => s.writes.symbol)).toEqual([
      'loss.total', 'readout.VNext', 'rnn.WNext', 'rnn.UNext', 'rnn.bNext', 'readout.cNext',
    ]); // prettier-ignore
    for (const { t, writes } of steps) expect(writes.step).toBe(symbolOf(writes.symbol).timed ? t : null);
  });
});

describe('variants', () => {
  const future = (truncate: number): string[] =>
    program({ steps: 5, truncate }).filter((s) => s.writes.symbol === 'rnn.dhFromFuture').map((s) => s.equation).reverse(); // prettier-ignore
  const [on, cut, end] = ['rnn.dhFromFuture', 'rnn.dhFromFuture/cut', 'rnn.dhFromFuture/end'];

  it.each([
    [0, [on, on, on, on, end]],
    [1, [cut, cut, cut, cut, end]],
    [2, [on, cut, on, cut, end]],
    [5, [on, on, on, on, end]],
  ])('a cut every %i steps stands where the engine cuts', (truncate, expected) => {
    expect(future(truncate)).toEqual(expected);
  });

  it('follow the switches', () => {
    const ids = new Set(
      program({ steps: 1, nonlinearity: 'relu', reduction: 'mean' }).map((s) => s.equation),
    );
    for (const id of ['rnn.h/relu', 'rnn.da/relu', 'loss.total/mean', 'readout.do/mean', 'rnn.dW/first'])
      expect(ids).toContain(id);
    for (const id of ['rnn.h', 'rnn.da', 'loss.total', 'readout.do', 'rnn.dW']) expect(ids).not.toContain(id);
  });
});

/** What a run is given: all else must be written before it is read. */
const given = ({ symbol, step }: QuantityRef): boolean =>
  ['rnn.x', 'loss.y'].includes(symbol)
    ? step! >= 1
    : symbol === 'rnn.h'
      ? step === 0
      : [
          'rnn.U',
          'rnn.W',
          'rnn.b',
          'readout.V',
          'readout.c',
          'loss.count',
          'time.tau',
          'update.alpha',
        ].includes(symbol);

it('every run has 5τ + 1 + 15τ + 5 micro-steps, each reading only what is given or written before, and writing it once', () => {
  fc.assert(
    fc.property(traceSettings, fc.subarray([...faultIds]), (setting, faults) => {
      const steps = program(setting, faults);
      expect(steps).toHaveLength(5 * setting.steps + 1 + 15 * setting.steps + 5);
      const seen = new Set<string>();
      for (const step of steps) {
        for (const q of step.reads)
          expect(given(q) || seen.has(keyOf(q)), `${step.equation} reads ${keyOf(q)}`).toBe(true);
        expect(seen.has(keyOf(step.writes)), keyOf(step.writes)).toBe(false);
        seen.add(keyOf(step.writes));
      }
    }),
    { ...repeatable, numRuns: 100 },
  );
});
