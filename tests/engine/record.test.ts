// Recording a run: the trace holds the engine's numbers under the right names, the update is SGD's, the shapes are declared.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { zeros } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass } from '../../src/engine/network.ts';
import { freshState, sgd } from '../../src/engine/optimizers.ts';
import { batchOf, networkOf, recordTrace } from '../../src/engine/record.ts';
import { gradientIds, parameterIds, symbolOf } from '../../src/engine/symbols.ts';
import { keyOf, sizesOf } from '../../src/engine/trace.ts';
import { expectClose } from './support/close.ts';
import { repeatable, traceProblem, traceSettings } from './support/problems.ts';

it('holds the engine’s loss, states, gradients and update', () => {
  fc.assert(
    fc.property(traceSettings, (setting) => {
      const { spec, parameters, sequence } = traceProblem(setting);
      const { values } = recordTrace(spec, parameters, sequence);
      const [network, batch] = [networkOf(spec), batchOf(sequence)];
      const forward = forwardPass(network, parameters, batch);
      const { gradients, run } = backwardPass(network, parameters, batch, forward);
      const updated = sgd({ alpha: spec.alpha }).update(parameters, gradients, freshState).parameters;
      expect(values['loss.total']!.data[0]).toBe(forward.loss);
      forward.run.outputs.forEach((h, i) => expectClose(values[`rnn.h@${i + 1}`]!, h, `h ${i + 1}`));
      run.steps.forEach((s, i) => expectClose(values[`rnn.da@${i + 1}`]!, s.inner['rnn.da']!, `da ${i + 1}`));
      for (const id of parameterIds) {
        expectClose(values[`${gradientIds(id).sum}@1`]!, gradients[id]!, gradientIds(id).sum);
        expectClose(values[gradientIds(id).next]!, updated[id]!, gradientIds(id).next);
      }
    }),
    { ...repeatable, numRuns: 40 },
  );
});

it('holds a value of the declared shape for everything that is read or written', () => {
  const { spec, parameters, sequence } = traceProblem({ steps: 2, inputs: 2, hiddens: 3, outputs: 4 });
  const trace = recordTrace(spec, parameters, sequence);
  const sizes = sizesOf(spec);
  expect(sizes).toMatchObject({ I: 2, H: 3, K: 4, '1': 1 });
  for (const q of trace.steps.flatMap((s) => [...s.reads, s.writes])) {
    const m = trace.values[keyOf(q)]!;
    expect([m.rows, m.columns], keyOf(q)).toEqual(symbolOf(q.symbol).shape.map((d) => sizes[d]));
  }
});

it('refuses a sequence of another length', () => {
  const { spec, parameters, sequence } = traceProblem({ steps: 3 });
  const longer = { ...sequence, inputs: [...sequence.inputs, zeros(3, 1)] };
  expect(() => recordTrace(spec, parameters, longer)).toThrow('recordTrace: 4 inputs, expected 3 steps');
});
