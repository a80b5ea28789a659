// A trainer on a GPU. The device keeps nothing between two calls: parameters and moments go in and come back with each one, so the last
// good numbers are always here, whatever becomes of the device. Several updates in one call make that cheap.
import { checkBatch, checkState, type Batch, type EvaluateResult, type GradientResult, type NextBatch, type Numbers, type NumbersByName, type OptimizerNumbers, type SampleResult, type StatesResult, type Trainer, type TrainResult } from '../../backend.ts'; // prettier-ignore
import { countCorrect, countTargets, logProbabilitiesOf } from '../../correct.ts';
import { checkMemory } from '../../optimizerMemory.ts';
import { eachMoment, momentsOf } from '../../optimizers.ts';
import { checkNumbers } from '../../parameters.ts';
import { checkSpec, directionsOf, fullSpec, stateSize, type FullSpec, type TrainerSpec } from '../../spec.ts';
import { batchArrays, factsOf, masked, normFrom, readingsOf, stateFrom, sumLosses } from './arguments.ts';
import { blocksOf, listOf, packInto, unpackFrom, type Block } from './blocks.ts';
import type { GpuRoute } from './device.ts';
import { Pipelines, type CallReport } from './pipelines.ts';
import type { DeviceArray, DeviceResults } from './plan.ts';

/**
 * Updates in one call where a whole bundle is asked for: enough that going in and out costs little beside them, and a divisor of the 25
 * between two looks of a run.
 */
const bundle = 5;

export class GpuTrainer implements Trainer {
  readonly spec: TrainerSpec;
  readonly stepsAtOnce: number;
  readonly #full: FullSpec;
  readonly #one: FullSpec;
  readonly #pipelines: Pipelines;
  readonly #blocks: readonly Block[];
  /** [planes][columns][rows] of each block: parameters, then moments. */
  #arrays: readonly Float32Array[];
  #updates = 0;

  constructor(route: GpuRoute, spec: TrainerSpec, parameters: NumbersByName) {
    checkSpec('gpu.create', spec);
    checkNumbers('gpu.create', spec, parameters);
    this.spec = spec;
    this.#pipelines = new Pipelines(route);
    this.#full = fullSpec(spec);
    this.#one = { ...this.#full, steps: 1, batch: 1 };
    this.#blocks = listOf(blocksOf(spec));
    const planes = 1 + momentsOf[spec.optimizer.id].length;
    this.#arrays = this.#blocks.map(({ rows, columns }) => new Float32Array(planes * rows * columns));
    // WebGL2 runs a pipeline pass by pass: there a bundle saves next to nothing, and compiles longer
    this.stepsAtOnce = route === 'webgpu' ? bundle : 1;
    this.#fill(0, parameters);
  }

  /** How the latest call was run; null before the first. */
  report(): CallReport | null {
    return this.#pipelines.report;
  }

  #fill(plane: number, numbers: NumbersByName): void {
    this.#blocks.forEach((block, n) => packInto(this.#arrays[n]!, block, plane, numbers));
  }
  #plane(plane: number): Record<string, Float32Array> {
    return Object.assign({}, ...this.#blocks.map((block, n) => unpackFrom(this.#arrays[n]!, block, plane)));
  }

  /** The parameters alone, for calls that need no moments. */
  #parameterArrays(): DeviceArray[] {
    return this.#blocks.map(({ rows, columns }, n) => ({
      data: this.#arrays[n]!.subarray(0, rows * columns),
      size: [rows, columns, 1],
    }));
  }
  #allArrays(): DeviceArray[] {
    const planes = 1 + momentsOf[this.#full.optimizer.id].length;
    return this.#blocks.map(({ rows, columns }, n) => ({
      data: this.#arrays[n]!,
      size: [rows, columns, planes],
    }));
  }

  #look(
    kind: 'evaluate' | 'states' | 'gradients',
    spec: FullSpec,
    batch: Batch,
    state: Numbers,
  ): Promise<DeviceResults> {
    const facts = factsOf(spec, batch, true, this.#updates);
    return this.#pipelines.run(spec, { kind }, [
      ...batchArrays(spec, [batch], [facts], state),
      ...this.#parameterArrays(),
    ]);
  }

  async trainStep(batch: Batch, state: Numbers): Promise<TrainResult> {
    checkBatch('trainStep', this.spec, batch);
    checkState('trainStep', this.spec, state);
    const [result] = await this.#train([{ batch, carry: true }], state);
    return result!;
  }

  async trainSteps(bundled: readonly NextBatch[], state: Numbers): Promise<readonly TrainResult[]> {
    checkState('trainSteps', this.spec, state);
    for (const { batch } of bundled) checkBatch('trainSteps', this.spec, batch);
    if (bundled.length === this.stepsAtOnce && bundled.every(({ batch }) => countTargets(batch) > 0)) {
      const results = await this.#train(bundled, state);
      if (results.length === bundled.length) return results;
    }
    // another number of batches is not worth a pipeline of its own; and one that failed is found by going one by one
    const results: TrainResult[] = [];
    let from = state;
    for (const { batch, carry } of bundled) {
      const result = await this.trainStep(batch, carry ? from : new Float32Array(stateSize(this.spec)));
      results.push(result);
      if (!result.updated) break;
      from = result.state;
    }
    return results;
  }

  /** All updates or, where one of several is not finite, none and no result. */
  async #train(bundled: readonly NextBatch[], state: Numbers): Promise<TrainResult[]> {
    const spec = this.#full;
    const batches = bundled.map(({ batch }) => batch);
    const counts = batches.map(countTargets);
    if (counts[0] === 0) {
      const results = await this.#look('evaluate', spec, batches[0]!, state);
      return [{ loss: 0, norm: 0, updated: false, state: stateFrom(spec, results, 'final') }];
    }
    const facts = bundled.map(({ batch, carry }, k) => factsOf(spec, batch, carry, this.#updates + k));
    const results = await this.#pipelines.run(spec, { kind: 'train', updates: bundled.length }, [
      ...batchArrays(spec, batches, facts, state),
      ...this.#allArrays(),
    ]);
    const steps = bundled.map((_, k): TrainResult => {
      const sum = sumLosses(results[`judged${k}`]!);
      const loss = spec.reduction === 'mean' ? sum / counts[k]! : sum;
      const norm = normFrom(results[`norm${k}`]!);
      const updated = Number.isFinite(loss) && Number.isFinite(norm);
      return { loss, norm, updated, state: stateFrom(spec, results, `final${k}_`) };
    });
    const arrays = this.#blocks.map((_, n) => results[`block${n}`]!);
    // GPUs may turn a NaN into a number on its way through a maximum: what came back is looked at, entry by entry
    const good = steps.every(({ updated }) => updated) && arrays.every(allFinite);
    if (good) {
      this.#arrays = arrays;
      this.#updates += bundled.length;
      return steps;
    }
    return bundled.length > 1 ? [] : [{ ...steps[0]!, updated: false }];
  }

  async gradients(batch: Batch, state: Numbers): Promise<GradientResult> {
    checkBatch('gradients', this.spec, batch);
    checkState('gradients', this.spec, state);
    const spec = this.#full;
    const results = await this.#look('gradients', spec, batch, state);
    const count = countTargets(batch);
    const sum = sumLosses(results['judged']!);
    return {
      loss: spec.reduction === 'mean' ? sum / count : sum,
      count,
      hidden: results['outputs']!,
      logits: masked(results['logits']!, spec.outputs, (n) => batch.targets[n]! >= 0),
      parameters: Object.assign(
        {},
        ...this.#blocks.map((block, n) => unpackFrom(results[`block${n}`]!, block, 0)),
      ),
      inputs: results['inputs'] ?? null,
      state: stateFrom(spec, results, 'initial'),
    };
  }

  async evaluate(batch: Batch, state: Numbers): Promise<EvaluateResult> {
    checkBatch('evaluate', this.spec, batch);
    checkState('evaluate', this.spec, state);
    const results = await this.#look('evaluate', this.#full, batch, state);
    return {
      loss: sumLosses(results['judged']!),
      count: countTargets(batch),
      correct: countCorrect(results['logits']!, batch.targets, this.#full.outputs),
      state: stateFrom(this.#full, results, 'final'),
    };
  }

  async states(batch: Batch, state: Numbers): Promise<StatesResult> {
    checkBatch('states', this.spec, batch);
    checkState('states', this.spec, state);
    const spec = this.#full;
    const results = await this.#look('states', spec, batch, state);
    const everywhere = (name: string): Float32Array => {
      const places = spec.layers * directionsOf(spec);
      const all = new Float32Array(places * spec.steps * spec.batch * spec.hiddens);
      for (let n = 0; n < places; n++) all.set(results[`${name}${n}`]!, (n * all.length) / places);
      return all;
    };
    const { lengths } = batch;
    const live = (n: number) =>
      readingsOf(spec) === 1 && spec.readout === 'last-step'
        ? true
        : Math.floor(n / spec.batch) < (lengths?.[n % spec.batch] ?? spec.steps);
    return {
      hidden: everywhere('hidden'),
      cell: spec.cell === 'lstm' ? everywhere('cell') : null,
      logits: masked(results['logits']!, spec.outputs, live),
      state: stateFrom(spec, results, 'final'),
    };
  }

  async sample(token: number, state: Numbers): Promise<SampleResult> {
    if (this.#full.input === 'dense')
      throw new RangeError('sample: the input is dense, expected tokens: there is no character to feed');
    const batch = { inputs: [token], targets: [-1] };
    checkBatch('sample', this.#one, batch);
    checkState('sample', this.#one, state);
    const results = await this.#look('evaluate', this.#one, batch, state);
    return {
      logProbabilities: logProbabilitiesOf(results['logits']!),
      state: stateFrom(this.#one, results, 'final'),
    };
  }

  parameters(): NumbersByName {
    return this.#plane(0);
  }
  loadParameters(parameters: NumbersByName): void {
    checkNumbers('loadParameters', this.spec, parameters);
    this.#fill(0, parameters);
  }
  optimizerState(): OptimizerNumbers {
    return { updates: this.#updates, ...eachMoment(this.#full.optimizer.id, (_, n) => this.#plane(1 + n)) };
  }
  loadOptimizerState(memory: OptimizerNumbers): void {
    checkMemory('loadOptimizerState', this.spec, memory);
    momentsOf[this.#full.optimizer.id].forEach((name, n) => this.#fill(1 + n, memory[name]!));
    this.#updates = memory.updates;
  }

  dispose(): void {
    this.#pipelines.dispose();
  }
}

// a plain loop: it looks at every parameter after each call, and a callback for each takes ten times as long
function allFinite(numbers: Float32Array): boolean {
  for (let n = 0; n < numbers.length; n++) if (!Number.isFinite(numbers[n]!)) return false;
  return true;
}
