// From a run of the engine to its trace: collects every value, derives none of the maths anew. Faults are the exception:
// a backward pass that is wrong on purpose is evaluated from its equations.
import type { Values } from './cells/cell.ts';
import { rnnCell } from './cells/rnn.ts';
import { interpret } from './interpret.ts';
import { add, column, ShapeError, zeros, type Matrix } from './matrix.ts';
import {
  backwardPass,
  forwardPass,
  type Batch,
  type BackwardPass,
  type ForwardPass,
  type NetworkSpec,
} from './network.ts';
import { sgd, freshState } from './optimizers.ts';
import { rnnProgram } from './program.ts';
import { gradientIds, parameterIds } from './symbols.ts';
import type { Trace, TraceSpec } from './trace.ts';

/** One sequence through a vanilla RNN: inputs [inputs, 1] and a target for each step. */
export interface Sequence {
  readonly inputs: readonly Matrix[];
  readonly targets: readonly number[];
}

/** The network that a trace is of. */
export const networkOf = (spec: TraceSpec): NetworkSpec => ({
  cell: rnnCell(spec.nonlinearity),
  inputs: spec.inputs,
  hiddens: spec.hiddens,
  outputs: spec.outputs,
  reduction: spec.reduction,
  truncate: spec.truncate,
});

export const batchOf = (sequence: Sequence): Batch => ({
  inputs: sequence.inputs,
  targets: sequence.targets.map((y) => [y]),
});

/** Runs the network forward, backward and through one step of SGD, and records every micro-step. */
export function recordTrace(spec: TraceSpec, parameters: Values, sequence: Sequence): Trace {
  if (sequence.inputs.length !== spec.steps)
    throw new ShapeError(`recordTrace: ${sequence.inputs.length} inputs, expected ${spec.steps} steps`);
  const network = networkOf(spec);
  const batch = batchOf(sequence);
  const forward = forwardPass(network, parameters, batch);
  const steps = rnnProgram(spec);
  const values: Record<string, Matrix> = {
    ...parameters,
    ...givenValues(spec, sequence, forward),
    ...forwardValues(forward),
  };
  if (spec.faults.length)
    return {
      version: 1,
      spec,
      steps,
      values: interpret(
        spec,
        steps.filter((s) => s.phase !== 'forward'),
        values,
      ),
    };
  const backward = backwardPass(network, parameters, batch, forward);
  const updated = sgd({ alpha: spec.alpha }).update(parameters, backward.gradients, freshState).parameters;
  for (const id of parameterIds) values[gradientIds(id).next] = updated[id]!;
  return { version: 1, spec, steps, values: { ...values, ...backwardValues(spec, backward) } };
}

function givenValues(spec: TraceSpec, sequence: Sequence, forward: ForwardPass): Record<string, Matrix> {
  const values: Record<string, Matrix> = {
    'loss.count': column([forward.count]),
    'time.tau': column([spec.steps]),
    'update.alpha': column([spec.alpha]),
    'rnn.h@0': zeros(spec.hiddens, 1),
  };
  sequence.inputs.forEach((x, i) => (values[`rnn.x@${i + 1}`] = x));
  sequence.targets.forEach((y, i) => (values[`loss.y@${i + 1}`] = column([y])));
  return values;
}

function forwardValues({ run, logits, yHat, losses, loss }: ForwardPass): Record<string, Matrix> {
  const values: Record<string, Matrix> = { 'loss.total': column([loss]) };
  run.steps.forEach((step, i) => {
    for (const [id, m] of Object.entries(step.values)) values[`${id}@${i + 1}`] = m;
    values[`readout.o@${i + 1}`] = logits[i]!;
    values[`readout.yHat@${i + 1}`] = yHat[i]!;
    values[`loss.step@${i + 1}`] = losses[i]!;
  });
  return values;
}

function backwardValues(spec: TraceSpec, { run, readout, dLogits }: BackwardPass): Record<string, Matrix> {
  const values: Record<string, Matrix> = {};
  for (let t = spec.steps; t >= 1; t--) {
    const { fromOutput, fromFuture, dStates, inner, dInput, dParameters } = run.steps[t - 1]!;
    values[`readout.do@${t}`] = dLogits[t - 1]!;
    values[`rnn.dhFromOutput@${t}`] = fromOutput;
    values[`rnn.dhFromFuture@${t}`] = fromFuture['rnn.h']?.['rnn.dhFromFuture'] ?? zeros(spec.hiddens, 1);
    values[`rnn.dh@${t}`] = dStates['rnn.h']!;
    values[`rnn.da@${t}`] = inner['rnn.da']!;
    values[`rnn.dx@${t}`] = dInput;
    const shares: Values = { ...dParameters, ...readout[t - 1] };
    for (const id of parameterIds) {
      const { copy, sum } = gradientIds(id);
      const later = values[`${sum}@${t + 1}`];
      values[`${copy}@${t}`] = shares[id]!;
      values[`${sum}@${t}`] = later ? add(later, shares[id]!) : shares[id]!;
    }
  }
  values['rnn.dh@0'] = run.dInitial['rnn.h']!;
  return values;
}
