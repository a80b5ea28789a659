// Central differences of a whole network: with respect to its parameters, its dense inputs and its initial state alike.
import type { Values } from '../../../src/engine/cells/cell.ts';
import { numericalGradients } from '../../../src/engine/gradcheck.ts';
import type { Matrix } from '../../../src/engine/matrix.ts';
import { backwardPass, forwardPass, type Batch, type NetworkSpec } from '../../../src/engine/network.ts';

export interface Problem {
  readonly spec: NetworkSpec;
  readonly parameters: Values;
  readonly batch: Batch;
}

const isDense = (inputs: Batch['inputs']): inputs is readonly Matrix[] => !Array.isArray(inputs[0]);

/** Everything that the loss depends on, by name: parameters, `x[t]` where inputs are dense, `h0` where it is given. */
export const dependencies = ({ parameters, batch }: Problem): Values => ({
  ...parameters,
  ...(isDense(batch.inputs) ? Object.fromEntries(batch.inputs.map((x, t) => [`x[${t}]`, x])) : {}),
  ...(batch.initial ? { h0: batch.initial['rnn.h']! } : {}),
});

/** The problem with other values of its {@link dependencies}. */
export const withDependencies = ({ spec, parameters, batch }: Problem, values: Values): Problem => ({
  spec,
  parameters: Object.fromEntries(Object.keys(parameters).map((id) => [id, values[id]!])),
  batch: {
    ...batch,
    inputs: isDense(batch.inputs) ? batch.inputs.map((_, t) => values[`x[${t}]`]!) : batch.inputs,
    ...(batch.initial ? { initial: { 'rnn.h': values['h0']! } } : {}),
  },
});

export const lossOf = ({ spec, parameters, batch }: Problem): number =>
  forwardPass(spec, parameters, batch).loss;

export const numericalOf = (problem: Problem): Values =>
  numericalGradients((values) => lossOf(withDependencies(problem, values)), dependencies(problem));

/** The engine's own gradients, under the same names. */
export function analyticOf({ spec, parameters, batch }: Problem): Values {
  const { run, gradients } = backwardPass(spec, parameters, batch, forwardPass(spec, parameters, batch));
  return {
    ...gradients,
    ...(isDense(batch.inputs)
      ? Object.fromEntries(run.steps.map(({ dInput }, t) => [`x[${t}]`, dInput]))
      : {}),
    ...(batch.initial ? { h0: run.dInitial['rnn.h']! } : {}),
  };
}
