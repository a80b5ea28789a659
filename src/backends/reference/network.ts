// The engine's own network behind the contract: any cell, any layers and directions, one readable float64 run a call.
import {
  backwardPass,
  forwardPass,
  type Batch as EngineBatch,
  type ForwardPass,
} from '../../engine/network.ts';
import { scaleColumns, transpose, type Matrix } from '../../engine/matrix.ts';
import type { Values } from '../../engine/cells/cell.ts';
import type { Batch, EvaluateResult, GradientResult, Numbers, NumbersByName, SampleResult, StatesResult } from '../backend.ts'; // prettier-ignore
import { countCorrect } from '../correct.ts';
import { networkOf } from '../network.ts';
import { momentsOf } from '../optimizers.ts';
import { parameterShapes } from '../parameters.ts';
import { directionsOf, fullSpec, type TrainerSpec } from '../spec.ts';
import { batchOf, stateNames, valuesOf } from './engineForm.ts';

export type Owned = Record<string, Float64Array>;

const stateNumbers = (spec: TrainerSpec, states: Values): Float64Array =>
  joined(stateNames(spec).map((name) => transpose(states[name]!)));

const joined = (matrices: readonly Matrix[]): Float64Array =>
  Float64Array.from(matrices.flatMap(({ data }) => [...data]));
/** [features, batch] by time as [steps, batch, features]. */
const overTime = (matrices: readonly Matrix[]): Float64Array => joined(matrices.map(transpose));

/** The loss summed over its counted targets, and what the run came to. */
interface Passed extends Omit<EvaluateResult, 'correct'> {
  readonly run: ForwardPass;
  readonly batch: EngineBatch;
}

function passForward(spec: TrainerSpec, numbers: Owned, given: Batch, state: Numbers): Passed {
  const batch = batchOf(spec, given, state);
  // summed here, and divided where the gradient is taken: a batch without any target has no mean
  const run = forwardPass({ ...networkOf(spec), reduction: 'sum' }, valuesOf(spec, numbers), batch);
  return { loss: run.loss, count: run.count, state: stateNumbers(spec, run.final), run, batch };
}

/** Every gradient of the loss as the spec reduces it. */
function passBackward(
  spec: TrainerSpec,
  numbers: Owned,
  { run, batch }: Passed,
): Omit<GradientResult, 'loss' | 'count'> & { parameters: Owned } {
  const network = networkOf(spec);
  const back = backwardPass(network, valuesOf(spec, numbers), batch, run);
  const outputs = network.outputs;
  const counts = batch.targets.flat();
  return {
    hidden: overTime(run.outputs),
    logits: overTime(run.logits).map((v, n) => (counts[Math.floor(n / outputs)]! >= 0 ? v : 0)),
    parameters: Object.fromEntries(
      Object.keys(parameterShapes(spec)).map((id) => [id, Float64Array.from(back.gradients[id]!.data)]),
    ),
    inputs: fullSpec(spec).input === 'one-hot' ? null : overTime(back.dInputs),
    state: stateNumbers(spec, back.dInitial),
  };
}

/** Everything that the run came to, step by step; zero where a sequence has ended. */
function passStates(spec: TrainerSpec, { run, state }: Passed): StatesResult {
  const { cell } = networkOf(spec);
  const lastStep = fullSpec(spec).readout === 'last-step';
  const live = run.run.steps.map((step) => step.live);
  const everyStep = (value: string): Float64Array =>
    joined(
      run.runs.flatMap((directions) =>
        directions.flatMap(({ steps }) =>
          steps.map(({ states, live }) => transpose(scaleColumns(states[value]!, live))),
        ),
      ),
    );
  const hidden = everyStep(cell.output);
  const other = cell.states.find(({ value }) => value !== cell.output);
  return {
    hidden,
    cell: other ? everyStep(other.value) : null,
    logits: overTime(lastStep ? run.logits : run.logits.map((o, t) => scaleColumns(o, live[t]!))),
    state: Float64Array.from(state),
  };
}

/** One token further, from the state of a batch of one. */
function passOne(spec: TrainerSpec, numbers: NumbersByName, token: number, state: Numbers): SampleResult {
  const single: TrainerSpec = { ...spec, steps: 1, batch: 1 };
  const { run, state: next } = passForward(
    single,
    numbers as Owned,
    { inputs: [token], targets: [-1] },
    state,
  );
  const logits = run.logits[0]!.data;
  const largest = logits.reduce((most, v) => Math.max(most, v), -Infinity);
  const total = logits.reduce((sum, v) => sum + Math.exp(v - largest), 0);
  return { logProbabilities: Float64Array.from(logits, (v) => v - largest - Math.log(total)), state: next };
}

/** Matrices of one state's size that the engine makes in a step of a cell, forward and backward. */
const keptPerStep = { rnn: 10, lstm: 40, gru: 36 } as const;

/** Numbers that a trainer will hold whose network the engine runs, estimated. */
export function countNetwork(given: TrainerSpec): number {
  const spec = fullSpec(given);
  const shapes = Object.values(parameterShapes(spec));
  const parameters = shapes.reduce((sum, [rows, columns]) => sum + rows * columns, 0);
  const places = spec.layers * directionsOf(spec);
  const perStep = places * (keptPerStep[spec.cell] * spec.hiddens + parameters / places / spec.batch);
  const kept = (2 + momentsOf[spec.optimizer.id].length) * parameters;
  return kept + spec.steps * spec.batch * (perStep + spec.inputs + 6 * spec.outputs);
}

/** How a network is run; `loss` is summed over the counted targets. */
export interface Runner {
  forward(batch: Batch, state: Numbers): { loss: number; count: number; state: Float64Array };
  /** Of the batch and the state that `forward` was given last, the loss reduced as the spec says. */
  gradients(): Record<string, Float64Array>;
  /** Everything about them. */
  all(): Omit<GradientResult, 'loss' | 'count'>;
  /** Counted targets that it got right; `gradients` must not have been asked for since. */
  correct(): number;
  /** What their forward pass left at every step; likewise. */
  states(): StatesResult;
  sample(token: number, state: Numbers): { logProbabilities: Float64Array; state: Float64Array };
}

export function networkRunner(spec: TrainerSpec, parameters: Owned): Runner {
  let passed: Passed | undefined;
  const back = () => passBackward(spec, parameters, passed!);
  return {
    forward(batch, state) {
      passed = passForward(spec, parameters, batch, state);
      return { loss: passed.loss, count: passed.count, state: Float64Array.from(passed.state) };
    },
    gradients: () => back().parameters,
    all: back,
    correct: () =>
      countCorrect(overTime(passed!.run.logits), passed!.batch.targets.flat(), fullSpec(spec).outputs),
    states: () => passStates(spec, passed!),
    sample: (token, state) => passOne(spec, parameters, token, state) as ReturnType<Runner['sample']>,
  };
}
