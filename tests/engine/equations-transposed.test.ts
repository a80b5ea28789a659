// Transposing any one matrix in any equation is noticed, even where all sizes are equal and nothing breaks but the numbers.
import { expect, it } from 'vitest';
import { equations, type EquationId } from '../../src/engine/equations.ts';
import type { Expression } from '../../src/engine/expression/tree.ts';
import { recordTrace } from '../../src/engine/record.ts';
import { sameNumbers, worstError } from './support/close.ts';
import { traceProblem } from './support/problems.ts';
import { instances, reckon, valueAt } from './support/reckon.ts';
import { transposals } from './support/transposals.ts';

/** Largest error of `e` in place of `id` over all the places in a trace where it holds. */
function worst(id: EquationId, e: Expression): number {
  const problem = traceProblem({ seed: 11, steps: 4 }); // inputs = hiddens = outputs = 3
  const trace = recordTrace(problem.spec, problem.parameters, problem.sequence);
  const places = instances(trace).filter(({ equation }) => equation === id);
  return Math.max(...places.map(({ t, writes }) => worstError(reckon(trace, e, t), valueAt(trace, writes))));
}

const mutants = Object.values(equations).flatMap(({ id, expression }) =>
  transposals(expression).map((wrong, n) => ({ id, n, wrong, right: expression })),
);

it('there are thirteen matrices to transpose', () => {
  const count = (id: EquationId): number => mutants.filter((m) => m.id === id).length;
  expect(Object.fromEntries(mutants.map(({ id }) => [id, count(id)]))).toEqual({
    'rnn.a': 2, 'readout.o': 1, 'rnn.dhFromOutput': 1, 'rnn.dhFromFuture': 1, 'rnn.dx': 1, 'rnn.dh0': 1,
    'readout.dVStep': 1, 'rnn.dWStep': 1, 'rnn.dUStep': 1,
    'readout.dV/total': 1, 'rnn.dW/total': 1, 'rnn.dU/total': 1,
  }); // prettier-ignore
});

it.each(mutants)('$id, matrix $n', ({ id, wrong, right }) => {
  expect(worst(id, right)).toBeLessThanOrEqual(sameNumbers);
  // of numbers around 0.1 to 1; the right equation is off by 1e-15
  expect(worst(id, wrong)).toBeGreaterThan(1e-3);
});
