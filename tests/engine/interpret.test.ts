// The interpreter runs whole programs by their equations: same numbers as the engine, and a clear word for a missing value.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interpret } from '../../src/engine/interpret.ts';
import { recordTrace } from '../../src/engine/record.ts';
import { writerOf, type Trace } from '../../src/engine/trace.ts';
import { expectClose } from './support/close.ts';
import { repeatable, traceProblem, traceSettings } from './support/problems.ts';

/** The values of a trace that no micro-step wrote. */
const given = (trace: Trace) =>
  Object.fromEntries(
    Object.entries(trace.values).filter(([key]) => {
      const [symbol, step] = key.split('@') as [string, string?];
      return writerOf(trace, { symbol, step: step === undefined ? null : Number(step) }) < 0;
    }),
  );

it('gives the engine’s numbers from given values alone', () => {
  fc.assert(
    fc.property(traceSettings, (setting) => {
      const { spec, parameters, sequence } = traceProblem(setting);
      const trace = recordTrace(spec, parameters, sequence);
      const values = interpret(spec, trace.steps, given(trace));
      expect(Object.keys(values).sort()).toEqual(Object.keys(trace.values).sort());
      for (const [key, m] of Object.entries(trace.values)) expectClose(values[key]!, m, key);
    }),
    { ...repeatable, numRuns: 60 },
  );
});

it('says what is read before it is written', () => {
  const { spec, parameters, sequence } = traceProblem();
  const trace = recordTrace(spec, parameters, sequence);
  expect(() => interpret(spec, trace.steps.slice(1), given(trace))).toThrow(
    'interpret: rnn.a@1 is read before it is written',
  );
});

it('leaves the values it was given alone', () => {
  const { spec, parameters, sequence } = traceProblem();
  const trace = recordTrace(spec, parameters, sequence);
  const values = given(trace);
  const before = Object.keys(values).length;
  interpret(spec, trace.steps, values);
  expect(Object.keys(values)).toHaveLength(before);
});
