// One training run as a state machine: train a batch, look at the held-out text every so often, draw a sample now and then. It knows
// no clock, no worker and no storage, and can be frozen into a snapshot and thawed again without changing a bit of what follows.
import type { Backend, Numbers, NumbersByName, OptimizerNumbers, Trainer } from '../backends/backend.ts';
import { stateSize, type TrainerSpec } from '../backends/spec.ts';
import { initialNumbers } from '../backends/network.ts';
import { autopsy, NotFiniteError } from './autopsy.ts';
import {
  batchesPerEpoch,
  heldOutBatch,
  heldOutBatches,
  split,
  trainingBatch,
  type Split,
} from './batching.ts';
import { evaluateEvery, sampleEvery, sampleLength, specOf, type RunOptions } from './options.ts';
import { sampleSeed, sampleTokens } from './sampling.ts';
import { spellOut, type TokenText } from './vocabulary.ts';

/** A point of the learning curve. */
export interface CurvePoint {
  /** Updates made so far. */
  readonly step: number;
  /** Mean training loss of the steps since the point before, nats; null at step 0. */
  readonly train: number | null;
  /** Mean loss over the held-out text, nats. */
  readonly heldOut: number;
}

export interface Sample {
  readonly step: number;
  readonly temperature: number;
  readonly text: string;
}

/** Everything that a run is in the middle of. Generators are seeded anew from the run's seed and the step, so they hold no state. */
export interface SessionSnapshot {
  readonly options: RunOptions;
  /** Size of the vocabulary. */
  readonly vocabulary: number;
  readonly step: number;
  /** The batch of the epoch that comes next. */
  readonly index: number;
  readonly epoch: number;
  /** As `stateSize` in src/backends/spec.ts lays it out. */
  readonly state: Numbers;
  readonly parameters: NumbersByName;
  readonly optimizer: OptimizerNumbers;
  /** Training losses since the last point of the curve. */
  readonly since: { readonly sum: number; readonly count: number };
  readonly curve: readonly CurvePoint[];
  /** The first, and the latest. */
  readonly samples: readonly Sample[];
}

/** What one step did. */
export interface Advance {
  /** Of this batch, nats, before its update. */
  readonly loss: number;
  readonly norm: number;
  readonly point: CurvePoint | null;
  readonly sample: Sample | null;
}

export interface Session {
  readonly spec: TrainerSpec;
  readonly options: RunOptions;
  readonly step: number;
  readonly epoch: number;
  readonly curve: readonly CurvePoint[];
  readonly samples: readonly Sample[];
  /** Batches in one walk through the training text. */
  readonly perEpoch: number;
  /** Before the first step: held-out loss and sample of the network as it comes. Does nothing later. */
  begin(): Promise<void>;
  /** One update. @throws NotFiniteError, with what went first; then nothing has changed since the step before. */
  advance(): Promise<Advance>;
  /** Draws a sample outside the plan; training goes on as if it had not been drawn. */
  drawSample(temperature: number): Promise<Sample>;
  setTemperature(temperature: number): void;
  setGoal(goal: number): void;
  snapshot(): Promise<SessionSnapshot>;
  dispose(): void;
}

/** Latest samples kept besides the first. */
export const latestSamples = 4;

/**
 * A run from its beginning, or from where a snapshot left it.
 * @throws RangeError where the snapshot is of other sizes than the text and the options ask for
 */
export async function createSession(
  backend: Backend,
  text: TokenText,
  options: RunOptions,
  from: SessionSnapshot | null = null,
): Promise<Session> {
  const K = text.vocabulary.characters.length;
  const spec = specOf(options, K);
  if (from && from.vocabulary !== K)
    throw new RangeError(`createSession: the snapshot has ${from.vocabulary} characters, expected ${K}`);
  const trainer = await backend.create(spec, from ? from.parameters : initialNumbers(spec, options.seed));
  if (from) await trainer.loadOptimizerState(from.optimizer);
  return new Run(trainer, backend.precision, text, options, from);
}

class Run implements Session {
  readonly spec: TrainerSpec;
  readonly perEpoch: number;
  options: RunOptions;
  step: number;
  epoch: number;
  curve: CurvePoint[];
  samples: Sample[];
  #index: number;
  #state: Numbers;
  #since: { sum: number; count: number };
  /** The trainer takes one call at a time: each piece of work waits for the one before. */
  #busy: Promise<unknown> = Promise.resolve();
  readonly #trainer: Trainer;
  readonly #precision: Backend['precision'];
  readonly #text: TokenText;
  readonly #split: Split;

  constructor(
    trainer: Trainer,
    precision: Backend['precision'],
    text: TokenText,
    options: RunOptions,
    from: SessionSnapshot | null,
  ) {
    this.#trainer = trainer;
    this.#precision = precision;
    this.#text = text;
    this.#split = split(text.tokens);
    this.spec = trainer.spec;
    this.options = options;
    this.perEpoch = batchesPerEpoch(this.#split.training.length, trainer.spec);
    this.step = from?.step ?? 0;
    this.epoch = from?.epoch ?? 0;
    this.#index = from?.index ?? 0;
    this.#state = from?.state ?? this.#zeroState();
    this.#since = { ...(from?.since ?? { sum: 0, count: 0 }) };
    this.curve = [...(from?.curve ?? [])];
    this.samples = [...(from?.samples ?? [])];
  }

  #zeroState = (): Numbers => new Float64Array(stateSize(this.spec));

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(work);
    this.#busy = done.catch(() => undefined);
    return done;
  }
  begin = (): Promise<void> => this.#alone(() => this.#begin());
  advance = (): Promise<Advance> => this.#alone(() => this.#advance());
  drawSample = (temperature: number): Promise<Sample> => this.#alone(() => this.#draw(temperature));
  snapshot = (): Promise<SessionSnapshot> => this.#alone(() => this.#snapshot());

  async #begin(): Promise<void> {
    if (this.curve.length) return;
    this.curve.push({ step: this.step, train: null, heldOut: await this.#heldOutLoss() });
    this.#keep(await this.#draw(this.options.temperature));
  }

  async #advance(): Promise<Advance> {
    const batch = trainingBatch(this.#split.training, this.spec, this.#index);
    const { loss, norm, updated, state } = await this.#trainer.trainStep(batch, this.#state);
    if (!updated) {
      const parameters = await this.#trainer.parameters();
      const { sentence } = autopsy(this.spec, parameters, batch, this.#state, this.#precision);
      throw new NotFiniteError(this.step + 1, loss, norm, sentence);
    }
    this.step++;
    this.#state = state;
    this.#index++;
    if (this.#index >= this.perEpoch) {
      this.#index = 0;
      this.epoch++;
      this.#state = this.#zeroState(); // the next character is the first of the text, not the one that came after
    }
    this.#since.sum += loss;
    this.#since.count++;
    const point = this.step % evaluateEvery === 0 ? await this.#look() : null;
    const sample = this.step % sampleEvery === 0 ? await this.#draw(this.options.temperature) : null;
    if (sample) this.#keep(sample);
    return { loss, norm, point, sample };
  }

  async #look(): Promise<CurvePoint> {
    const train = this.#since.sum / this.#since.count;
    const point = { step: this.step, train, heldOut: await this.#heldOutLoss() };
    this.#since = { sum: 0, count: 0 };
    this.curve.push(point);
    return point;
  }

  async #heldOutLoss(): Promise<number> {
    const { heldOut } = this.#split;
    let state = this.#zeroState();
    let [sum, count] = [0, 0];
    for (let index = 0; index < heldOutBatches(heldOut.length, this.spec); index++) {
      const result = await this.#trainer.evaluate(heldOutBatch(heldOut, this.spec, index), state);
      sum += result.loss;
      count += result.count;
      state = result.state;
    }
    return sum / count;
  }

  #keep(sample: Sample): void {
    const [first, ...later] = [...this.samples, sample];
    this.samples = [first!, ...later.slice(-latestSamples)];
  }

  async #draw(temperature: number): Promise<Sample> {
    // the most frequent character, in most texts the blank: a context that the network meets from its first batch on
    const first = 0;
    const seed = sampleSeed(this.options.seed, this.step);
    const drawnTokens = await sampleTokens(this.#trainer, first, { length: sampleLength, temperature, seed });
    return { step: this.step, temperature, text: spellOut(this.#text.vocabulary, drawnTokens) };
  }

  setTemperature(temperature: number): void {
    this.options = { ...this.options, temperature };
  }
  setGoal(goal: number): void {
    this.options = { ...this.options, goal };
  }

  async #snapshot(): Promise<SessionSnapshot> {
    return {
      options: this.options,
      vocabulary: this.spec.vocabulary,
      step: this.step,
      index: this.#index,
      epoch: this.epoch,
      state: this.#state.slice(),
      since: { ...this.#since },
      curve: [...this.curve],
      samples: [...this.samples],
      parameters: await this.#trainer.parameters(),
      optimizer: await this.#trainer.optimizerState(),
    };
  }

  dispose(): void {
    this.#trainer.dispose();
  }
}
