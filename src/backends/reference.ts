// The reference backend: float64 in plain TypeScript, the oracle that the fast ones are held against.
import {
  checkBatch,
  checkState,
  type Backend,
  type Batch,
  type NumbersByName,
  type Trainer,
} from './backend.ts';
import { checkNumbers, parameterShapes } from './parameters.ts';
import { checkSpec, fullSpec, type TrainerSpec } from './spec.ts';
import { backward, countNumbers, createWorkspace, forward } from './reference/rnn.ts';
import { logitsOf, stateGradient } from './reference/gradients.ts';
import { adamInPlace, clipInPlace, globalNormOf } from './reference/update.ts';

type Owned = Record<string, Float64Array>;

const copyOf = (spec: TrainerSpec, numbers: NumbersByName): Owned =>
  Object.fromEntries(Object.keys(parameterShapes(spec)).map((id) => [id, Float64Array.from(numbers[id]!)]));
const zerosOf = (spec: TrainerSpec): Owned =>
  Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([id, [r, c]]) => [id, new Float64Array(r * c)]),
  );

/** What its one network, a layer of vanilla RNN over one-hot characters, is not. */
function refuses(given: TrainerSpec): string | null {
  const spec = fullSpec(given);
  const plain =
    spec.cell === 'rnn' &&
    spec.input === 'one-hot' &&
    spec.layers === 1 &&
    spec.directions === 'forward' &&
    spec.outputs === spec.vocabulary &&
    spec.readout === 'every-step' &&
    spec.truncate === 0;
  return plain
    ? null
    : 'The reference trains one layer of vanilla RNN, one direction, one-hot tokens in and a target for each step. Choose another backend.';
}

function noLengths(where: string, { lengths }: Batch): void {
  if (lengths)
    throw new RangeError(`${where}: lengths are given, expected none: the reference reads full sequences`);
}

function createTrainer(spec: TrainerSpec, given: NumbersByName): Trainer {
  checkSpec('reference.create', spec);
  const refusal = refuses(spec);
  if (refusal !== null) throw new RangeError(`reference.create: ${refusal}`);
  checkNumbers('reference.create', spec, given);
  const { hiddens: H, steps: T, batch: B } = spec;
  const parameters = copyOf(spec, given);
  const arrays = parameters as Parameters<typeof forward>[1];
  let updates = 0;
  let m = zerosOf(spec);
  let v = zerosOf(spec);
  const work = createWorkspace(spec);
  const single: TrainerSpec = { ...spec, steps: 1, batch: 1 };
  const singleWork = createWorkspace(single);
  const lastState = () => work.h.slice(T * B * H);

  return {
    spec,
    trainStep(batch, state) {
      checkBatch('trainStep', spec, batch);
      noLengths('trainStep', batch);
      checkState('trainStep', spec, state);
      const { loss, count } = forward(spec, arrays, batch, state, work);
      if (count === 0) return { loss: 0, norm: 0, updated: false, state: lastState() };
      const counted = spec.reduction === 'mean' ? count : 1;
      backward(spec, arrays, batch, counted, work);
      const norm = globalNormOf(work.gradients);
      const updated = Number.isFinite(loss) && Number.isFinite(norm);
      if (updated) {
        clipInPlace(work.gradients, norm, spec.clip);
        updates++;
        for (const id of Object.keys(parameters))
          adamInPlace(
            parameters[id]!,
            work.gradients[id as keyof typeof work.gradients],
            m[id]!,
            v[id]!,
            updates,
            spec.optimizer,
          );
      }
      return { loss: loss / counted, norm, updated, state: lastState() };
    },
    gradients(batch, state) {
      checkBatch('gradients', spec, batch);
      checkState('gradients', spec, state);
      noLengths('gradients', batch);
      const { loss, count } = forward(spec, arrays, batch, state, work);
      const logits = logitsOf(spec, arrays, batch, work);
      const counted = spec.reduction === 'mean' ? count : 1;
      backward(spec, arrays, batch, counted, work);
      return {
        loss: loss / counted,
        count,
        hidden: work.h.slice(B * H),
        logits,
        parameters: copyOf(spec, work.gradients),
        inputs: null,
        state: stateGradient(spec, arrays, work),
      };
    },
    evaluate(batch, state) {
      checkBatch('evaluate', spec, batch);
      noLengths('evaluate', batch);
      checkState('evaluate', spec, state);
      return { ...forward(spec, arrays, batch, state, work), state: lastState() };
    },
    sample(token, state) {
      checkBatch('sample', single, { inputs: [token], targets: [-1] });
      checkState('sample', single, state);
      forward(single, arrays, { inputs: [token], targets: [-1] }, state, singleWork);
      return { logProbabilities: singleWork.o.slice(), state: singleWork.h.slice(H) };
    },
    parameters: () => copyOf(spec, parameters),
    loadParameters(next) {
      checkNumbers('loadParameters', spec, next);
      for (const [id, array] of Object.entries(parameters)) array.set(next[id]!);
    },
    optimizerState: () => ({ updates, m: copyOf(spec, m), v: copyOf(spec, v) }),
    loadOptimizerState(next) {
      checkNumbers('loadOptimizerState', spec, next.m);
      checkNumbers('loadOptimizerState', spec, next.v);
      updates = next.updates;
      m = copyOf(spec, next.m);
      v = copyOf(spec, next.v);
    },
    dispose() {
      // plain arrays: the collector takes them
    },
  };
}

export const reference: Backend = {
  id: 'reference',
  name: 'reference (float64, TypeScript)',
  precision: 'float64',
  tolerance: {
    relative: 1e-12,
    why: 'the same float64 operations as the engine, summed in another order: some thousands of roundings of 1e-16',
  },
  refuses,
  bytes: (spec) => countNumbers(spec) * Float64Array.BYTES_PER_ELEMENT,
  create: createTrainer,
};
