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
  type Trainer,
  type TrainResult,
} from '../backend.ts';
import { checkNumbers } from '../parameters.ts';
import { fullSpec, stateSize, type FullSpec, type TrainerSpec } from '../spec.ts';
import type { Kernels } from './kernels.ts';
import { Shard } from './network.ts';
import { pack, unpack } from './packing.ts';
import { makePanels } from './panels.ts';
import type { Places } from './places.ts';
import { readHidden, readInputGradient, readLogits } from './results.ts';

export class CpuTrainer implements Trainer {
  readonly spec: TrainerSpec;
  readonly #full: FullSpec;
  readonly #one: FullSpec;
  readonly #places: Places;
  #k: Kernels | null;
  #f32: Float32Array;
  readonly #shard: Shard;
  readonly #single: Shard;
  #updates = 0;
  /** Whether the parameters have changed since the panels were made. */
  #stale = true;

  constructor(
    k: Kernels,
    memory: ArrayBufferLike,
    spec: TrainerSpec,
    places: Places,
    parameters: NumbersByName,
  ) {
    this.spec = spec;
    this.#full = fullSpec(spec);
    this.#one = { ...this.#full, steps: 1, batch: 1 };
    this.#places = places;
    this.#k = k;
    this.#f32 = new Float32Array(memory);
    this.#shard = new Shard(k, this.#full, places.shared, places.shards[0]!, memory, 0);
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

  #forward(shard: Shard, batch: Batch, state: Numbers): void {
    const k = this.#kernels;
    if (this.#stale) makePanels(k, this.#full, this.#places.shared);
    this.#stale = false;
    shard.load(batch, state);
    shard.forward();
  }

  #state(shard: Shard, spec: TrainerSpec, when: 'after' | 'gradient'): Float32Array {
    const state = new Float32Array(stateSize(spec));
    shard.copyState(state, when);
    return state;
  }

  trainStep(batch: Batch, state: Numbers): TrainResult {
    checkBatch('trainStep', this.spec, batch);
    checkState('trainStep', this.spec, state);
    const shard = this.#shard;
    this.#forward(shard, batch, state);
    const after = this.#state(shard, this.#full, 'after');
    const count = countTargets(batch);
    if (count === 0) return { loss: 0, norm: 0, updated: false, state: after };
    const share = this.#full.reduction === 'mean' ? 1 / count : 1;
    const loss = shard.loss(share) * share;
    shard.backward(false);
    const { size } = this.#places.shared.packing;
    const norm = Math.sqrt(this.#kernels.sumOfSquares(shard.places.gradient, size));
    const updated = Number.isFinite(loss) && Number.isFinite(norm);
    if (updated) this.#update(shard.places.gradient, norm);
    return { loss, norm, updated, state: after };
  }

  /** Adam with clipping, over all parameters at once. */
  #update(gradient: number, norm: number): void {
    const { theta, m, v, packing } = this.#places.shared;
    const { clip, optimizer } = this.#full;
    const { alpha, beta1, beta2, epsilon } = optimizer;
    const t = ++this.#updates;
    const scale = norm > clip ? clip / norm : 1;
    const [rate, correction] = [alpha / (1 - beta1 ** t), 1 / (1 - beta2 ** t)];
    const [rest1, rest2] = [1 - beta1, 1 - beta2];
    this.#kernels.adam(
      theta,
      gradient,
      m,
      v,
      packing.size,
      scale,
      beta1,
      rest1,
      beta2,
      rest2,
      rate,
      correction,
      epsilon,
    );
    this.#stale = true;
  }

  gradients(batch: Batch, state: Numbers): GradientResult {
    checkBatch('gradients', this.spec, batch);
    checkState('gradients', this.spec, state);
    const shard = this.#shard;
    this.#forward(shard, batch, state);
    const logits = readLogits(this.#full, shard, this.#f32, batch);
    const count = countTargets(batch);
    const share = this.#full.reduction === 'mean' ? 1 / count : 1;
    const loss = shard.loss(share) * share;
    shard.backward(true);
    return {
      loss,
      count,
      hidden: readHidden(this.#full, shard, this.#f32, batch),
      logits,
      parameters: unpack(this.#places.shared.packing, this.#flat(shard.places.gradient)),
      inputs: readInputGradient(this.#full, shard, this.#f32),
      state: this.#state(shard, this.#full, 'gradient'),
    };
  }

  evaluate(batch: Batch, state: Numbers): EvaluateResult {
    checkBatch('evaluate', this.spec, batch);
    checkState('evaluate', this.spec, state);
    this.#forward(this.#shard, batch, state);
    const after = this.#state(this.#shard, this.#full, 'after');
    return { loss: this.#shard.loss(0), count: countTargets(batch), state: after };
  }

  sample(token: number, state: Numbers): SampleResult {
    if (this.#full.input === 'dense')
      throw new RangeError('sample: the input is dense, expected tokens: there is no character to feed');
    const batch = { inputs: [token], targets: [-1] };
    checkBatch('sample', this.#one, batch);
    checkState('sample', this.#one, state);
    this.#forward(this.#single, batch, state);
    const { at } = this.#single.logits;
    const logits = Float64Array.from(this.#f32.subarray(at, at + this.#full.outputs));
    const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
    const log = largest + Math.log(logits.reduce((sum, o) => sum + Math.exp(o - largest), 0));
    return {
      logProbabilities: logits.map((o) => o - log),
      state: this.#state(this.#single, this.#one, 'after'),
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
    const { packing, m, v } = this.#places.shared;
    return { updates: this.#updates, m: unpack(packing, this.#flat(m)), v: unpack(packing, this.#flat(v)) };
  }
  loadOptimizerState({ updates, m, v }: OptimizerNumbers): void {
    checkNumbers('loadOptimizerState', this.spec, m);
    checkNumbers('loadOptimizerState', this.spec, v);
    const { shared } = this.#places;
    pack(shared.packing, m, this.#flat(shared.m));
    pack(shared.packing, v, this.#flat(shared.v));
    this.#updates = updates;
  }

  /** Lets go of the memory, which the collector then takes. */
  dispose(): void {
    this.#k = null;
    this.#f32 = new Float32Array(0);
  }
}

function countTargets({ targets }: Batch): number {
  let count = 0;
  for (let n = 0; n < targets.length; n++) if (targets[n]! >= 0) count++;
  return count;
}
