// From a run of the engine to its trace: collects every value, derives none of the maths anew. Faults are the exception:
// a backward pass that is wrong on purpose is evaluated from its equations.
import type { Values } from './cells/cell.ts';
import { interpret } from './interpret.ts';
import { column, ShapeError, type Matrix } from './matrix.ts';
import { backwardPass, forwardPass, type Batch, type NetworkSpec } from './network.ts';
import { sgd, freshState } from './optimizers.ts';
import { placesOf } from './place.ts';
import { program } from './program.ts';
import { embeddingValues, layerGradients, layerValues, lettered, readingGradients, readingValues, updatedNames } from './recordParts.ts'; // prettier-ignore
import { rnnScript } from './scripts/rnn.ts';
import type { Script } from './scripts/script.ts';
import type { Trace, TraceSpec } from './trace.ts';

/** One sequence: inputs [inputs, 1] and a target for each step, or the only one where the net is read once. */
export interface Sequence {
  readonly inputs: readonly Matrix[];
  /** In place of inputs, where the network embeds tokens. */
  readonly tokens?: readonly number[];
  readonly targets: readonly number[];
  /** States before the run's first step, [hiddens, 1], by place; zero when absent. */
  readonly initial?: Values;
}

/** The network that a trace is of. */
export const networkOf = (spec: TraceSpec, script: Script = rnnScript): NetworkSpec => ({
  cell: script.cell(spec),
  inputs: spec.inputs,
  hiddens: spec.hiddens,
  outputs: spec.outputs,
  ...(spec.vocabulary ? { vocabulary: spec.vocabulary } : {}),
  layers: spec.layers ?? 1,
  ...(spec.merge ? { merge: spec.merge } : {}),
  readout: spec.readout ?? 'every-step',
  reduction: spec.reduction,
  truncate: spec.truncate,
});

export const batchOf = (sequence: Sequence): Batch => ({
  inputs: sequence.tokens ? sequence.tokens.map((w) => [w]) : sequence.inputs,
  targets: sequence.targets.map((y) => [y]),
  ...(sequence.initial ? { initial: sequence.initial } : {}),
});

/**
 * Runs the network forward, backward and through one step of SGD, and records every micro-step.
 * @param script of the cell in `spec`; a page that steps through an LSTM brings `lstmScript`
 */
export function recordTrace(
  spec: TraceSpec,
  parameters: Values,
  sequence: Sequence,
  script: Script = rnnScript,
): Trace {
  if (spec.cell !== script.id)
    throw new RangeError(`recordTrace: script of ${script.id}, expected one of ${spec.cell}`);
  const fed = (sequence.tokens ?? sequence.inputs).length;
  if (fed !== spec.steps) throw new ShapeError(`recordTrace: ${fed} inputs, expected ${spec.steps} steps`);
  const network = networkOf(spec, script);
  const batch = batchOf(sequence);
  const forward = forwardPass(network, parameters, batch);
  const steps = program(script, spec);
  const places = placesOf(spec.layers ?? 1, spec.merge !== undefined);
  const timeOf = (reading: number) => (spec.readout === 'last-step' ? spec.steps : reading + 1);
  const values: Record<string, Matrix> = {
    ...lettered(parameters, script),
    'time.tau': column([spec.steps]),
    'update.alpha': column([spec.alpha]),
    ...Object.fromEntries(sequence.targets.map((y, n) => [`loss.y@${timeOf(n)}`, column([y])])),
    ...readingValues(script, forward, timeOf),
  };
  forward.runs.flat().forEach((run, p) => Object.assign(values, layerValues(script, run, places[p]!)));
  if (spec.faults.length) {
    const wrong = steps.filter((s) => s.phase !== 'forward');
    return { version: 1, spec, steps, values: interpret(spec, wrong, values) };
  }
  const backward = backwardPass(network, parameters, batch, forward);
  const updated = sgd({ alpha: spec.alpha }).update(parameters, backward.gradients, freshState).parameters;
  Object.assign(values, updatedNames(lettered(updated, script)), readingGradients(script, backward, timeOf));
  backward.runs
    .flat()
    .forEach((run, p) => Object.assign(values, layerGradients(script, network.cell, run, places[p]!)));
  const table = parameters['embedding.E'];
  if (table && sequence.tokens)
    Object.assign(values, embeddingValues(table, sequence.tokens, backward.dInputs));
  return { version: 1, spec, steps, values };
}
