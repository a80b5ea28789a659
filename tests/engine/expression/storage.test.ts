// Weights stored transposed: the rewritten equations give the same vectors, and gradients and updates come out transposed.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { equationOf } from '../../../src/engine/equations.ts';
import { evaluate } from '../../../src/engine/expression/evaluate.ts';
import { storedTranspose, withStoredWeights } from '../../../src/engine/expression/storage.ts';
import { add, outer, ref, subtract, transpose as T } from '../../../src/engine/expression/tree.ts';
import { environment } from '../../../src/engine/interpret.ts';
import { transpose } from '../../../src/engine/matrix.ts';
import { recordTrace } from '../../../src/engine/record.ts';
import { isWeightMatrix } from '../../../src/engine/symbols.ts';
import { keyOf } from '../../../src/engine/trace.ts';
import { expectClose } from '../support/close.ts';
import { repeatable, traceProblem, traceSettings } from '../support/problems.ts';
import { instances, valueAt } from '../support/reckon.ts';

it('every equation stays true', () => {
  fc.assert(
    fc.property(traceSettings, (setting) => {
      const { spec, parameters, sequence } = traceProblem(setting);
      const trace = recordTrace(spec, parameters, sequence);
      const stored = Object.fromEntries(
        Object.entries(trace.values).map(([key, m]) => [
          key,
          isWeightMatrix(key.split('@')[0]!) ? transpose(m) : m,
        ]),
      );
      const env = environment(spec, stored);
      for (const { equation, t, writes } of instances(trace)) {
        const { expression } = equationOf(equation);
        const weight = isWeightMatrix(writes.symbol);
        const got = evaluate(weight ? storedTranspose(expression) : withStoredWeights(expression), env, t);
        const expected = valueAt(trace, writes);
        expectClose(got, weight ? transpose(expected) : expected, `${equation}: ${keyOf(writes)}`);
      }
    }),
    { ...repeatable, numRuns: 60 },
  );
});

const [W, h, da] = [ref('rnn.W'), ref('rnn.h'), ref('rnn.da')];

it('is written without needless transposes', () => {
  expect(withStoredWeights(W)).toEqual(T(W));
  expect(withStoredWeights(T(W))).toEqual(W);
  expect(withStoredWeights(h)).toEqual(h);
  expect(storedTranspose(outer(da, h))).toEqual(outer(h, da));
  expect(storedTranspose(W)).toEqual(W);
  expect(storedTranspose(subtract(W, outer(da, h)))).toEqual(subtract(W, outer(h, da)));
  expect(storedTranspose(h)).toEqual(T(h));
  expect(storedTranspose(add(W, W))).toEqual(add(W, W));
});
