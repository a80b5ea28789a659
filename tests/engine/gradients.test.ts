// Every gradient of the network against central differences: each parameter, the embedding, the inputs and h⁽⁰⁾, over random
// sizes, both nonlinearities, both reductions, ragged lengths, uncounted targets, dense and token inputs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forwardPass } from '../../src/engine/network.ts';
import { expectClose, numericalTolerance } from './support/close.ts';
import { analyticOf, numericalOf, type Problem } from './support/perturb.ts';
import { networkProblem, networkSettings, repeatable, type NetworkSetting } from './support/problems.ts';

/** Where some |a| is this close to ReLU's kink, a step of ε in a parameter may cross it, and no derivative is right. */
const tooClose = 1e-3;

function awayFromKinks({ spec, parameters, batch }: Problem): boolean {
  const { run } = forwardPass(spec, parameters, batch);
  return run.steps.every(({ values }) => values['rnn.a']!.data.every((a) => Math.abs(a) > tooClose));
}

function check(problem: Problem): void {
  const analytic = analyticOf(problem);
  const numeric = numericalOf(problem);
  expect(Object.keys(analytic).sort()).toEqual(Object.keys(numeric).sort());
  for (const [name, n] of Object.entries(numeric)) expectClose(analytic[name]!, n, name, numericalTolerance);
}

describe.each(['tanh', 'relu'] as const)('%s', (nonlinearity) => {
  it.each(['sum', 'mean'] as const)('agrees with central differences (%s)', (reduction) => {
    fc.assert(
      fc.property(networkSettings, (drawn) => {
        const problem = networkProblem({ ...drawn, nonlinearity, reduction });
        if (nonlinearity === 'relu') fc.pre(awayFromKinks(problem));
        check(problem);
      }),
      { ...repeatable, numRuns: 60 },
    );
  });
});

it('the check would notice: a gradient off by one part in a thousand fails it', () => {
  const setting: NetworkSetting = {
    seed: 2,
    steps: 3,
    inputs: 2,
    hiddens: 3,
    outputs: 3,
    batch: 2,
    nonlinearity: 'tanh',
    reduction: 'sum',
    tokens: false,
    ragged: false,
    lastStep: false, // prettier-ignore
  };
  const problem = networkProblem(setting);
  const numeric = numericalOf(problem);
  for (const [name, g] of Object.entries(analyticOf(problem))) {
    const off = { ...g, data: g.data.map((v) => v * 1.001) };
    expect(() => expectClose(off, numeric[name]!, name, numericalTolerance), name).toThrow();
  }
});
