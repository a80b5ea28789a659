// Each equation of the book against the engine on random values, wherever in a run it holds; none is left out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseId, equationOf, equations } from '../../src/engine/equations.ts';
import { references } from '../../src/engine/expression/tree.ts';
import { recordTrace } from '../../src/engine/record.ts';
import { symbols } from '../../src/engine/symbols.ts';
import { keyOf } from '../../src/engine/trace.ts';
import { expectClose } from './support/close.ts';
import { repeatable, traceProblem, traceSettings, type TraceSetting } from './support/problems.ts';
import { instances, reckon, valueAt } from './support/reckon.ts';

const record = (setting: Partial<TraceSetting>) => {
  const { spec, parameters, sequence } = traceProblem(setting);
  return recordTrace(spec, parameters, sequence);
};

it('every equation holds in every run', () => {
  fc.assert(
    fc.property(traceSettings, (setting) => {
      const trace = record(setting);
      for (const { equation, t, writes } of instances(trace))
        expectClose(
          reckon(trace, equationOf(equation).expression, t),
          valueAt(trace, writes),
          `${equation} at ${t}: ${keyOf(writes)}`,
        );
    }),
    { ...repeatable, numRuns: 100 },
  );
});

it('no equation escapes that test', () => {
  const settings = (['tanh', 'relu'] as const).flatMap((nonlinearity) =>
    (['sum', 'mean'] as const).flatMap((reduction) =>
      [0, 1].map((truncate) => ({ nonlinearity, reduction, truncate })),
    ),
  );
  const held = new Set(settings.flatMap((s) => instances(record(s)).map(({ equation }) => equation)));
  expect([...held].sort()).toEqual(Object.keys(equations).sort());
});

describe('the list', () => {
  it.each(Object.values(equations))('$id speaks of known symbols only', ({ target, expression, words }) => {
    for (const r of [target, ...references(expression)]) expect(Object.keys(symbols)).toContain(r.symbol);
    for (const [, id] of words.matchAll(/\{([^}+-]+)(?:[+-]1)?\}/g))
      expect(Object.keys(symbols)).toContain(id);
    expect(words.replace(/\{[^}]*\}/g, '')).not.toMatch(/[{}]/);
  });

  it('knows variants by what comes before the stroke', () => {
    expect(baseId('rnn.dhFromFuture/cut')).toBe('rnn.dhFromFuture');
    expect(baseId('rnn.h')).toBe('rnn.h');
  });

  it('refuses an unknown id', () => {
    expect(() => equationOf('rnn.nothing')).toThrow('equationOf: no equation "rnn.nothing"');
  });
});
