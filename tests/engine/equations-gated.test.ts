// The gated cells' equations: transposing any one matrix in any of them is noticed, and stored the other way round they stay true.
import { describe, expect, it } from 'vitest';
import { equationOf } from '../../src/engine/equations.ts';
import { evaluate } from '../../src/engine/expression/evaluate.ts';
import { storedTranspose, withStoredWeights } from '../../src/engine/expression/storage.ts';
import { environment } from '../../src/engine/interpret.ts';
import { transpose } from '../../src/engine/matrix.ts';
import { isWeightMatrix } from '../../src/engine/symbols.ts';
import { keyOf, valueOf } from '../../src/engine/trace.ts';
import { expectClose, sameNumbers, worstError } from './support/close.ts';
import { cellKinds, everyRun, instances, recordRun } from './support/traces.ts';
import { transposals } from './support/transposals.ts';

/** By cell, for the dialects of one cell have most equations in common. */
const gated = cellKinds.filter(({ script }) => script.id !== 'rnn');

describe.each(gated)('$name', (kind) => {
  const { trace } = recordRun(kind, {
    seed: 11,
    steps: 4,
    inputs: 3,
    hiddens: 3,
    outputs: 3,
    reduction: 'sum',
    truncate: 0,
  });
  const places = instances(kind, trace);
  const mutants = [...new Set(places.map(({ equation }) => equation))].flatMap((id) =>
    transposals(equationOf(id).expression).map((wrong, n) => ({ id, n, wrong })),
  );

  it.each(mutants)('$id, matrix $n', ({ id, wrong }) => {
    const worst = (expression: typeof wrong) =>
      Math.max(
        ...places
          .filter(({ equation }) => equation === id)
          .map(({ t, writes }) =>
            worstError(
              evaluate(expression, environment(trace.spec, trace.values), t),
              valueOf(trace, writes),
            ),
          ),
      );
    expect(worst(equationOf(id).expression)).toBeLessThanOrEqual(sameNumbers);
    // of numbers around 0.1 to 1, gates and slopes between; the right equation is off by 1e-15
    expect(worst(wrong)).toBeGreaterThan(1e-4);
  });

  it('stays true with weights stored transposed, in nets of every kind', () => {
    for (const setting of everyRun.filter(({ truncate }) => truncate === 0)) {
      const run = recordRun(kind, setting).trace;
      const stored = Object.fromEntries(
        Object.entries(run.values).map(([key, m]) => [
          key,
          isWeightMatrix(key.split(/[@#]/)[0]!) ? transpose(m) : m,
        ]),
      );
      for (const { equation, t, writes, place } of instances(kind, run)) {
        const { expression } = equationOf(equation);
        const weight = isWeightMatrix(writes.symbol);
        const printed = weight ? storedTranspose(expression) : withStoredWeights(expression);
        const got = evaluate(printed, environment(run.spec, stored, place), t);
        const expected = valueOf(run, writes);
        expectClose(got, weight ? transpose(expected) : expected, `${equation}: ${keyOf(writes)}`);
      }
    }
  });
});
