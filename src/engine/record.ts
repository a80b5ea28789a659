// From a run of the engine to its trace: collects every value, derives none of the maths anew. Faults are the exception:
// a backward pass that is wrong on purpose is evaluated from its equations.
import type { Values } from './cells/cell.ts';
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
import { fromPlace, placed, placesOf, type Place } from './place.ts';
import { program } from './program.ts';
import { rnnScript } from './scripts/rnn.ts';
import type { Script } from './scripts/script.ts';
import { gradientIds, type SymbolId } from './symbols.ts';
import { keyOf, quantity, type Trace, type TraceSpec } from './trace.ts';
import { timeOrder } from './unroll.ts';

/** One sequence: inputs [inputs, 1] and a target for each step, or the only one where the net is read once. */
export interface Sequence {
  readonly inputs: readonly Matrix[];
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
  layers: spec.layers ?? 1,
  ...(spec.merge ? { merge: spec.merge } : {}),
  readout: spec.readout ?? 'every-step',
  reduction: spec.reduction,
  truncate: spec.truncate,
});

export const batchOf = (sequence: Sequence): Batch => ({
  inputs: sequence.inputs,
  targets: sequence.targets.map((y) => [y]),
  ...(sequence.initial ? { initial: sequence.initial } : {}),
});

/** The network's parameters under the letters of the trace: the bias of a gated cell's read-out is d. */
const lettered = (values: Values, script: Script): Record<string, Matrix> =>
  Object.fromEntries(
    Object.entries(values).map(([id, m]) => [id === 'readout.c' ? script.readout.bias : id, m]),
  );

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
  if (sequence.inputs.length !== spec.steps)
    throw new ShapeError(`recordTrace: ${sequence.inputs.length} inputs, expected ${spec.steps} steps`);
  const network = networkOf(spec, script);
  const batch = batchOf(sequence);
  const forward = forwardPass(network, parameters, batch);
  const steps = program(script, spec);
  const recorder = recorderOf(script, spec);
  const values: Record<string, Matrix> = {
    ...lettered(parameters, script),
    ...givenValues(spec, sequence, forward),
    ...recorder.forward(forward),
  };
  if (spec.faults.length) {
    const wrong = steps.filter((s) => s.phase !== 'forward');
    return { version: 1, spec, steps, values: interpret(spec, wrong, values) };
  }
  const backward = backwardPass(network, parameters, batch, forward);
  const updated = sgd({ alpha: spec.alpha }).update(parameters, backward.gradients, freshState).parameters;
  for (const [id, m] of Object.entries(lettered(updated, script))) {
    const [symbol, mark] = id.split('#') as [SymbolId, string?];
    values[gradientIds(symbol).next + (mark ? `#${mark}` : '')] = m;
  }
  return { version: 1, spec, steps, values: { ...values, ...recorder.backward(backward) } };
}

/** Step of a state before the run's first step. */
const startOf = ({ steps }: TraceSpec, { direction }: Place): number =>
  direction === 'forward' ? 0 : steps + 1;

function givenValues(spec: TraceSpec, { targets }: Sequence, forward: ForwardPass): Record<string, Matrix> {
  const values: Record<string, Matrix> = {
    'loss.count': column([forward.count]),
    'time.tau': column([spec.steps]),
    'update.alpha': column([spec.alpha]),
  };
  placesOf(spec.layers ?? 1, spec.merge !== undefined).forEach((place, p) => {
    const run = forward.runs.flat()[p]!.steps;
    const first = run.at(place.direction === 'forward' ? 0 : -1)!;
    for (const [id, m] of Object.entries(first.previous))
      values[`${placed(id, place)}@${startOf(spec, place)}`] = m;
  });
  targets.forEach((y, n) => (values[`loss.y@${readingTime(spec, n)}`] = column([y])));
  return values;
}

/** t of the n-th reading (from 0): each step's, or the last step's. */
const readingTime = (spec: TraceSpec, n: number): number =>
  spec.readout === 'last-step' ? spec.steps : n + 1;

function recorderOf(script: Script, spec: TraceSpec) {
  const places = placesOf(spec.layers ?? 1, spec.merge !== undefined);
  const { logits, dLogits, bias } = script.readout;
  const logitsSymbol = logits.split('/')[0]!;
  const cell = script.cell(spec);

  return {
    forward(pass: ForwardPass): Record<string, Matrix> {
      const values: Record<string, Matrix> = { 'loss.total': column([pass.loss]) };
      pass.logits.forEach((o, n) => {
        const t = readingTime(spec, n);
        values[`${logitsSymbol}@${t}`] = o;
        values[`readout.yHat@${t}`] = pass.yHat[n]!;
        values[`loss.step@${t}`] = pass.losses[n]!;
      });
      pass.runs.flat().forEach((run, p) =>
        run.steps.forEach((step, i) => {
          const put = (id: SymbolId, m: Matrix) => (values[`${placed(id, places[p]!)}@${i + 1}`] = m);
          for (const [id, m] of Object.entries(step.values)) put(id, m);
          put(`${script.id}.x`, step.x);
        }),
      );
      return values;
    },

    backward({ runs, readout, dLogits: dReadings, dInitial }: BackwardPass): Record<string, Matrix> {
      const values: Record<string, Matrix> = {};
      /** Copies at t, and the sum of all that came before in the backward pass. */
      const accumulate = (shares: Values, t: number, later: number, place?: Place) => {
        for (const [id, share] of Object.entries(shares)) {
          const { copy, sum } = gradientIds(id);
          const key = (symbol: SymbolId, step: number) => keyOf(quantity(symbol, step, place));
          const before = values[key(sum, later)];
          values[key(copy, t)] = share;
          values[key(sum, t)] = before ? add(before, share) : share;
        }
      };
      dReadings.toReversed().forEach((d, back) => {
        const n = dReadings.length - 1 - back;
        const t = readingTime(spec, n);
        values[`${dLogits}@${t}`] = d;
        const { 'readout.V': V, 'readout.c': c } = readout[n]!;
        accumulate({ 'readout.V': V!, [bias]: c! }, t, t + 1);
      });
      runs.flat().forEach((run, p) => {
        const place = places[p]!;
        const ahead = place.direction === 'forward' ? 1 : -1;
        for (const i of timeOrder(spec.steps, place.direction).toReversed()) {
          const { fromOutput, fromFuture, dStates, inner, dInput, dParameters } = run.steps[i]!;
          const shares = Object.assign({}, ...Object.values(fromFuture)) as Values;
          const put = (id: SymbolId, m: Matrix) => (values[`${placed(id, place)}@${i + 1}`] = m);
          for (const { value, gradient, fromOutput: share } of cell.states) {
            put(gradient, dStates[value]!);
            if (share) put(share, fromOutput);
          }
          for (const id of script.fromFuture) put(id, shares[id] ?? zeros(spec.hiddens, 1));
          for (const [id, m] of Object.entries(inner)) put(id, m);
          put(`${script.id}.dx`, dInput);
          accumulate(dParameters, i + 1, i + 1 + ahead, place);
        }
        const initial = fromPlace(
          dInitial,
          cell.states.map((s) => s.value),
          place,
        );
        for (const { value, gradient } of cell.states)
          values[`${placed(gradient, place)}@${startOf(spec, place)}`] = initial[value]!;
      });
      return values;
    },
  };
}
