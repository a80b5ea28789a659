// The reference backend: float64 in plain TypeScript, the oracle that the fast ones are held against. A character model of one
// vanilla layer, what lesson 06 trains, has a run of its own without intermediate matrices; everything else is the engine's network.
import { checkBatch, checkState, type Backend, type Batch, type Numbers, type NumbersByName, type OptimizerNumbers, type Trainer } from './backend.ts'; // prettier-ignore
import { checkMemory, freshMemory } from './optimizerMemory.ts';
import { eachMoment, momentsOf } from './optimizers.ts';
import { checkNumbers, parameterShapes } from './parameters.ts';
import { checkSpec, fullSpec, type TrainerSpec } from './spec.ts';
import { countNetwork, networkRunner, type Owned, type Runner } from './reference/network.ts';
import { isPlain, plainRunner } from './reference/plain.ts';
import { countNumbers } from './reference/rnn.ts';
import { clipInPlace, globalNormOf, updateInPlace } from './reference/update.ts';

const copyOf = (spec: TrainerSpec, numbers: NumbersByName): Owned =>
  Object.fromEntries(Object.keys(parameterShapes(spec)).map((id) => [id, Float64Array.from(numbers[id]!)]));
/** A copy of the optimiser's moments, in the order of `momentsOf`. */
const momentsFrom = (spec: TrainerSpec, memory: OptimizerNumbers): Owned[] =>
  momentsOf[spec.optimizer.id].map((name) => copyOf(spec, memory[name]!));

function createTrainer(spec: TrainerSpec, given: NumbersByName): Trainer {
  checkSpec('reference.create', spec);
  checkNumbers('reference.create', spec, given);
  const parameters = copyOf(spec, given);
  const plain = isPlain(spec) ? plainRunner(spec, parameters) : null;
  const network = networkRunner(spec, parameters);
  /** Padded sequences go through the engine. */
  const runnerFor = ({ lengths }: Batch): Runner => (plain && !lengths ? plain : network);
  const single: TrainerSpec = { ...spec, steps: 1, batch: 1 };
  let updates = 0;
  let moments: readonly Owned[] = momentsFrom(spec, freshMemory(spec));
  const check = (where: string, batch: Batch, state: Numbers): Runner => {
    checkBatch(where, spec, batch);
    checkState(where, spec, state);
    return runnerFor(batch);
  };

  return {
    spec,
    trainStep(batch, given) {
      const runner = check('trainStep', batch, given);
      const { loss, count, state } = runner.forward(batch, given);
      if (count === 0) return { loss: 0, norm: 0, updated: false, state };
      const gradients = runner.gradients();
      const norm = globalNormOf(gradients);
      const updated = Number.isFinite(loss) && Number.isFinite(norm);
      if (updated) {
        clipInPlace(gradients, norm, spec.clip);
        updates++;
        for (const id of Object.keys(parameters))
          updateInPlace(
            parameters[id]!,
            gradients[id]!,
            moments.map((moment) => moment[id]!),
            updates,
            spec.optimizer,
          );
      }
      return { loss: spec.reduction === 'mean' ? loss / count : loss, norm, updated, state };
    },
    gradients(batch, state) {
      const runner = check('gradients', batch, state);
      const { loss, count } = runner.forward(batch, state);
      return { loss: spec.reduction === 'mean' ? loss / count : loss, count, ...runner.all() };
    },
    evaluate(batch, state) {
      const runner = check('evaluate', batch, state);
      const { loss, count, state: after } = runner.forward(batch, state);
      return { loss, count, correct: runner.correct(), state: after };
    },
    states(batch, state) {
      const runner = check('states', batch, state);
      runner.forward(batch, state);
      return runner.states();
    },
    sample(token, state) {
      if (fullSpec(spec).input === 'dense')
        throw new RangeError('sample: the network reads vectors, expected one that reads tokens');
      checkBatch('sample', { ...single, readout: 'every-step' }, { inputs: [token], targets: [-1] });
      checkState('sample', single, state);
      return (plain ?? network).sample(token, state);
    },
    parameters: () => copyOf(spec, parameters),
    loadParameters(next) {
      checkNumbers('loadParameters', spec, next);
      for (const [id, array] of Object.entries(parameters)) array.set(next[id]!);
    },
    optimizerState: () => ({
      updates,
      ...eachMoment(spec.optimizer.id, (_, n) => copyOf(spec, moments[n]!)),
    }),
    loadOptimizerState(next) {
      checkMemory('loadOptimizerState', spec, next);
      updates = next.updates;
      moments = momentsFrom(spec, next);
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
  refuses: () => null,
  describe: () => ({ words: 'TypeScript, float64', software: false }),
  bytes: (spec) => (isPlain(spec) ? countNumbers(spec) : countNetwork(spec)) * Float64Array.BYTES_PER_ELEMENT,
  create: createTrainer,
};
