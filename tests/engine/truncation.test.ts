// Truncated BPTT. Central differences of the whole loss do not see a cut, so it is held against two computations that know
// nothing of cuts: chunks run as networks of their own, each starting from the carried state as a constant.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Values } from '../../src/engine/cells/cell.ts';
import { numericalGradients } from '../../src/engine/gradcheck.ts';
import { add, zerosLike, type Matrix } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass, type Batch } from '../../src/engine/network.ts';
import { expectClose, numericalTolerance } from './support/close.ts';
import { analyticOf, type Problem } from './support/perturb.ts';
import { networkProblem, networkSettings, repeatable } from './support/problems.ts';

interface Chunk {
  readonly from: number;
  readonly batch: Batch;
}

/** The batch cut into pieces of k steps, each with the state that the uncut forward pass had there. */
function chunks({ spec, parameters, batch }: Problem, k: number): Chunk[] {
  const { run } = forwardPass(spec, parameters, batch);
  const starts = Array.from({ length: Math.ceil(run.steps.length / k) }, (_, n) => n * k);
  return starts.map((from) => ({
    from,
    batch: {
      inputs: batch.inputs.slice(from, from + k) as Batch['inputs'],
      targets: batch.targets.slice(from, from + k),
      initial: run.steps[from]!.previous,
    },
  }));
}

const whole = (setting: Parameters<typeof networkProblem>[0], k: number): Problem => {
  const { spec, parameters, batch } = networkProblem({ ...setting, ragged: false }, k);
  const { lengths: _, ...full } = batch;
  return { spec, parameters, batch: full };
};

const cuts = fc.integer({ min: 1, max: 4 });

describe('truncated gradients', () => {
  it('are the sums of the gradients of the chunks', () => {
    fc.assert(
      fc.property(networkSettings, cuts, (drawn, k) => {
        const problem = whole({ ...drawn, reduction: 'sum' }, k);
        const uncut = { ...problem.spec, truncate: 0 };
        const analytic = analyticOf(problem);
        const totals: Record<string, Matrix> = {};
        for (const { from, batch } of chunks(problem, k)) {
          const forward = forwardPass(uncut, problem.parameters, batch);
          const { run, gradients } = backwardPass(uncut, problem.parameters, batch, forward);
          for (const [id, g] of Object.entries(gradients)) totals[id] = add(totals[id] ?? zerosLike(g), g);
          if (!drawn.tokens) run.steps.forEach((s, t) => (totals[`x[${from + t}]`] = s.dInput));
          if (from === 0) totals['h0'] = run.dInitial['rnn.h']!;
        }
        expect(Object.keys(totals).sort()).toEqual(Object.keys(analytic).sort());
        for (const [name, total] of Object.entries(totals)) expectClose(analytic[name]!, total, name);
      }),
      { ...repeatable, numRuns: 60 },
    );
  });

  it('are the derivatives of a loss whose carried states are constants', () => {
    fc.assert(
      fc.property(networkSettings, cuts, (drawn, k) => {
        const problem = whole({ ...drawn, nonlinearity: 'tanh', reduction: 'sum' }, k);
        const pieces = chunks(problem, k);
        const loss = (parameters: Values): number =>
          pieces.reduce((sum, { batch }) => sum + forwardPass(problem.spec, parameters, batch).loss, 0);
        const analytic = analyticOf(problem);
        for (const [name, n] of Object.entries(numericalGradients(loss, problem.parameters)))
          expectClose(analytic[name]!, n, name, numericalTolerance);
      }),
      { ...repeatable, numRuns: 30 },
    );
  });

  it('leave the forward pass alone', () => {
    const setting = { seed: 4, steps: 5, inputs: 2, hiddens: 3, outputs: 3, batch: 2, nonlinearity: 'tanh', reduction: 'mean', tokens: true, ragged: false, lastStep: false } as const; // prettier-ignore
    const loss = (k: number): number => {
      const { spec, parameters, batch } = whole(setting, k);
      return forwardPass(spec, parameters, batch).loss;
    };
    expect(loss(2)).toBe(loss(0));
  });

  it('differ from the whole ones, as they should, unless nothing is cut', () => {
    const setting = { seed: 4, steps: 5, inputs: 2, hiddens: 3, outputs: 3, batch: 2, nonlinearity: 'tanh', reduction: 'sum', tokens: false, ragged: false, lastStep: false } as const; // prettier-ignore
    const W = (k: number): Matrix => analyticOf(whole(setting, k))['rnn.W']!;
    expect(() => expectClose(W(2), W(0), 'W')).toThrow();
    expectClose(W(5), W(0), 'W');
  });
});
