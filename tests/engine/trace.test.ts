// The trace: survives JSON, names what is missing, knows who wrote what.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultIds } from '../../src/engine/faults.ts';
import { column } from '../../src/engine/matrix.ts';
import { recordTrace } from '../../src/engine/record.ts';
import {
  equationIn,
  keyOf,
  quantity,
  traceFromJson,
  traceToJson,
  valueOf,
  writerOf,
} from '../../src/engine/trace.ts';
import { repeatable, traceProblem, traceSettings } from './support/problems.ts';

const record = (...args: Parameters<typeof traceProblem>) => {
  const { spec, parameters, sequence } = traceProblem(...args);
  return recordTrace(spec, parameters, sequence);
};
const throughJson = (trace: ReturnType<typeof record>) =>
  traceFromJson(JSON.parse(JSON.stringify(traceToJson(trace))));
/** JSON has no −0: the one number that comes back as another, equal one. */
const withoutMinusZero = (trace: ReturnType<typeof record>) => ({
  ...trace,
  values: Object.fromEntries(
    Object.entries(trace.values).map(([key, m]) => [key, { ...m, data: m.data.map((v) => v + 0) }]),
  ),
});

describe('as JSON', () => {
  it('comes back the same, bit by bit', () => {
    fc.assert(
      fc.property(traceSettings, fc.subarray([...faultIds]), (setting, faults) => {
        const trace = record(setting, faults);
        expect(throughJson(trace)).toEqual(withoutMinusZero(trace));
      }),
      { ...repeatable, numRuns: 40 },
    );
  });

  it('keeps what is not finite', () => {
    const trace = record();
    const broken = { ...trace, values: { ...trace.values, 'rnn.a@1': column([NaN, Infinity, -Infinity]) } };
    expect([...throughJson(broken).values['rnn.a@1']!.data]).toEqual([NaN, Infinity, -Infinity]);
  });

  it('refuses another version', () => {
    expect(() => traceFromJson({ ...(traceToJson(record()) as object), version: 2 })).toThrow(
      'traceFromJson: version is 2, expected 1',
    );
  });
});

describe('keys', () => {
  it('carry the step only where the symbol has time', () => {
    expect(keyOf(quantity('rnn.h', 2))).toBe('rnn.h@2');
    expect(keyOf(quantity('rnn.h', 0))).toBe('rnn.h@0');
    expect(keyOf(quantity('rnn.W', 2))).toBe('rnn.W');
    expect(() => quantity('rnn.q')).toThrow('symbolOf: no symbol "rnn.q"');
  });

  it('lead to values, or name what is missing', () => {
    const trace = record();
    expect(valueOf(trace, quantity('rnn.h', 3))).toBe(trace.values['rnn.h@3']);
    expect(() => valueOf(trace, quantity('rnn.h', 4))).toThrow('valueOf: the trace has no rnn.h@4');
  });
});

describe('writers', () => {
  const trace = record({ steps: 2 });

  it('are found for everything that a micro-step writes', () => {
    trace.steps.forEach((step, index) =>
      expect(writerOf(trace, step.writes), keyOf(step.writes)).toBe(index),
    );
  });

  it('are none for what was given', () => {
    for (const q of [
      quantity('rnn.W'),
      quantity('rnn.x', 1),
      quantity('rnn.h', 0),
      quantity('loss.y', 2),
      quantity('update.alpha'),
    ])
      expect(writerOf(trace, q), keyOf(q)).toBe(-1);
  });
});

describe('equationIn', () => {
  it('puts a fault in place of the right equation', () => {
    const [right, wrong] = [record(), record({}, ['no-slope'])];
    expect(equationIn(right, 'rnn.da').expression.op).toBe('diagonal');
    expect(equationIn(wrong, 'rnn.da').expression).toMatchObject({ op: 'ref', symbol: 'rnn.dh' });
    expect(equationIn(wrong, 'rnn.dh')).toBe(equationIn(right, 'rnn.dh'));
  });
});
