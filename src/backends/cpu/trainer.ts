// A network with its optimiser in WebAssembly's memory: what the backend contract asks for, over shards of the batch.
import {
  checkBatch,
  checkState,
  type Batch,
  type EvaluateResult,
  type GradientResult,
  type Numbers,
  type NumbersByName,
  type OptimizerNumbers,
  type SampleResult,
  type StatesResult,
  type Trainer,
  type TrainResult,
} from '../backend.ts';
import { countTargets, logProbabilitiesOf } from '../correct.ts';
import { checkMemory } from '../optimizerMemory.ts';
import { eachMoment, momentsOf } from '../optimizers.ts';
import { checkNumbers } from '../parameters.ts';
import { fullSpec, stateSize, type FullSpec, type TrainerSpec } from '../spec.ts';
import { backward, Crew, forward, loss as lossOf, offsetOf, whole, type Helper } from './crew.ts';
import type { Kernels } from './kernels.ts';
import { Shard } from './network.ts';
import { pack, unpack } from './packing.ts';
import { makePanels } from './panels.ts';
import type { Places } from './places.ts';
import { countRight, readHidden, readInputGradient, readLogits, readStates } from './results.ts';
import { updateParameters } from './update.ts';

export class CpuTrainer implements Trainer {
  readonly spec: TrainerSpec;
  readonly #full: FullSpec;
  readonly #one: FullSpec;
  readonly #places: Places;
  #k: Kernels | null;
  #f32: Float32Array;
  readonly #shards: readonly Shard[];
  readonly #crew: Crew;
  readonly #single: Shard;
  #updates = 0;
  /** Whether the parameters have changed since the panels were made. */
  #stale = true;

  constructor(
    k: Kernels,
    memory: ArrayBufferLike,
    spec: TrainerSpec,
    places: Places,
    helpers: readonly Helper[],
    parameters: NumbersByName,
  ) {
    this.spec = spec;
    this.#full = fullSpec(spec);
    this.#one = { ...this.#full, steps: 1, batch: 1 };
    this.#places = places;
    this.#k = k;
    this.#f32 = new Float32Array(memory);
    this.#shards = places.shards.map(
      (own, index) => new Shard(k, this.#full, places.shared, own, memory, offsetOf(places, index)),
    );
    this.#crew = new Crew(this.#shards[0]!, helpers, memory, places);
    this.#single = new Shard(k, this.#one, places.shared, places.single, memory, 0);
    this.loadParameters(parameters);
  }

  get #kernels(): Kernels {
    if (!this.#k) throw new Error('cpu: the trainer was disposed of, expected one that is in use');
    return this.#k;
  }

  #flat(at: number): Float32Array {
    return this.#f32.subarray(at / 4, at / 4 + this.#places.shared.packing.size);
  }

  /** Everything that a pass begins with: fresh panels, the batch and its state in the memory. */
  #load(shards: readonly Shard[], batch: Batch, state: Numbers): void {
    const k = this.#kernels;
    if (this.#stale) makePanels(k, this.#full, this.#places.shared);
    this.#stale = false;
    for (const shard of shards) shard.load(batch, state);
  }

  #state(shards: readonly Shard[], spec: TrainerSpec, when: 'after' | 'gradient'): Float32Array {
    const state = new Float32Array(stateSize(spec));
    for (const shard of shards) shard.copyState(state, when);
    return state;
  }

  /** Adds up the shards' gradients, in the first one's place. */
  #gatherGradient(): number {
    const [first, ...others] = this.#shards.map((shard) => shard.places.gradient);
    for (const other of others) this.#kernels.addInto(first!, other, this.#places.shared.packing.size);
    return first!;
  }

  trainStep(batch: Batch, state: Numbers): TrainResult {
    checkBatch('trainStep', this.spec, batch);
    checkState('trainStep', this.spec, state);
    this.#load(this.#shards, batch, state);
    const count = countTargets(batch);
    const share = this.#full.reduction === 'mean' ? 1 / count : 1;
    if (count === 0) {
      this.#crew.run(forward, 0);
      return { loss: 0, norm: 0, updated: false, state: this.#state(this.#shards, this.#full, 'after') };
    }
    const loss = this.#crew.run(forward | lossOf | backward, share) * share;
    const gradient = this.#gatherGradient();
    const norm = Math.sqrt(this.#kernels.sumOfSquares(gradient, this.#places.shared.packing.size));
    const updated = Number.isFinite(loss) && Number.isFinite(norm);
    if (updated) this.#update(gradient, norm);
    return { loss, norm, updated, state: this.#state(this.#shards, this.#full, 'after') };
  }

  /** Clipping and the optimiser's update. */
  #update(gradient: number, norm: number): void {
    const { clip, optimizer } = this.#full;
    const factor = norm > clip ? clip / norm : 1;
    this.#updates++;
    updateParameters(this.#kernels, this.#places.shared, gradient, factor, this.#updates, optimizer);
    this.#stale = true;
  }

  gradients(batch: Batch, state: Numbers): GradientResult {
    checkBatch('gradients', this.spec, batch);
    checkState('gradients', this.spec, state);
    this.#load(this.#shards, batch, state);
    this.#crew.run(forward, 0);
    // before the loss, which puts ∇o in their place
    const logits = readLogits(this.#full, this.#shards, this.#f32, batch.targets);
    const count = countTargets(batch);
    const share = this.#full.reduction === 'mean' ? 1 / count : 1;
    const loss = this.#crew.run(lossOf | backward | whole, share) * share;
    return {
      loss,
      count,
      hidden: readHidden(this.#full, this.#shards, this.#f32, batch),
      logits,
      parameters: unpack(this.#places.shared.packing, this.#flat(this.#gatherGradient())),
      inputs: readInputGradient(this.#full, this.#shards, this.#f32),
      state: this.#state(this.#shards, this.#full, 'gradient'),
    };
  }

  evaluate(batch: Batch, state: Numbers): EvaluateResult {
    checkBatch('evaluate', this.spec, batch);
    checkState('evaluate', this.spec, state);
    this.#load(this.#shards, batch, state);
    const loss = this.#crew.run(forward | lossOf, 0);
    return {
      loss,
      count: countTargets(batch),
      correct: countRight(this.#full, this.#shards, this.#f32, batch.targets),
      state: this.#state(this.#shards, this.#full, 'after'),
    };
  }

  states(batch: Batch, state: Numbers): StatesResult {
    checkBatch('states', this.spec, batch);
    checkState('states', this.spec, state);
    this.#load(this.#shards, batch, state);
    this.#crew.run(forward, 0);
    const read = (which: 'hidden' | 'cell') => readStates(this.#full, this.#shards, this.#f32, batch, which);
    return {
      hidden: read('hidden'),
      cell: this.#full.cell === 'lstm' ? read('cell') : null,
      logits: readLogits(this.#full, this.#shards, this.#f32, liveTargets(this.#full, batch)),
      state: this.#state(this.#shards, this.#full, 'after'),
    };
  }

  sample(token: number, state: Numbers): SampleResult {
    if (this.#full.input === 'dense')
      throw new RangeError('sample: the input is dense, expected tokens: there is no character to feed');
    const batch = { inputs: [token], targets: [-1] };
    checkBatch('sample', this.#one, batch);
    checkState('sample', this.#one, state);
    this.#load([this.#single], batch, state);
    this.#single.forward();
    const { at } = this.#single.logits;
    return {
      logProbabilities: logProbabilitiesOf(this.#f32.subarray(at, at + this.#full.outputs)),
      state: this.#state([this.#single], this.#one, 'after'),
    };
  }

  parameters(): NumbersByName {
    return unpack(this.#places.shared.packing, this.#flat(this.#places.shared.theta));
  }
  loadParameters(parameters: NumbersByName): void {
    checkNumbers('loadParameters', this.spec, parameters);
    pack(this.#places.shared.packing, parameters, this.#flat(this.#places.shared.theta));
    this.#stale = true;
  }

  optimizerState(): OptimizerNumbers {
    const { packing, moments } = this.#places.shared;
    const copy = (_: string, n: number) => unpack(packing, this.#flat(moments[n]!));
    return { updates: this.#updates, ...eachMoment(this.#full.optimizer.id, copy) };
  }
  loadOptimizerState(memory: OptimizerNumbers): void {
    checkMemory('loadOptimizerState', this.spec, memory);
    const { packing, moments } = this.#places.shared;
    for (const [n, name] of momentsOf[this.#full.optimizer.id].entries())
      pack(packing, memory[name]!, this.#flat(moments[n]!));
    this.#updates = memory.updates;
  }

  /** Ends the helpers and lets go of the memory, which the collector then takes. */
  dispose(): void {
    if (this.#k) this.#crew.end();
    this.#k = null;
    this.#f32 = new Float32Array(0);
  }
}

/** A target wherever something is read out: at every step that a sequence has, or once. */
function liveTargets({ readout, steps, batch }: FullSpec, { lengths }: Batch): Int32Array {
  if (readout === 'last-step') return new Int32Array(batch);
  return Int32Array.from({ length: steps * batch }, (_, n) =>
    Math.floor(n / batch) < (lengths?.[n % batch] ?? steps) ? 0 : -1,
  );
}
