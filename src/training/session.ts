// One training run as a state machine: train a batch, look at what is held out every so often, draw a sample now and then. It knows
// no clock, no worker and no storage, and can be frozen into a snapshot and thawed again without changing a bit of what follows.
import type {
  Backend,
  Batch,
  Numbers,
  NumbersByName,
  OptimizerNumbers,
  Trainer,
} from '../backends/backend.ts';
import { stateSize, type TrainerSpec } from '../backends/spec.ts';
import { initialNumbers } from '../backends/network.ts';
import { autopsy, NotFiniteError } from './autopsy.ts';
import { Interrupted, type Hearing } from './hearing.ts';
import { evaluateEvery, sampleEvery, sampleLength, specFor, type RunOptions } from './options.ts';
import { sampleSeed, sampleTokens } from './sampling.ts';
import { ofBatch, ofText, tokensOf, UnreadableError, type StatesOf, type StepStates } from './stepStates.ts';
import type { Task } from './task.ts';
import { taskOf } from './tasks/registry.ts';
import { spellOut, type TokenText, type Vocabulary } from './vocabulary.ts';

/** A point of the learning curve. */
export interface CurvePoint {
  /** Updates made so far. */
  readonly step: number;
  /** Mean training loss of the steps since the point before, nats; null at step 0. */
  readonly train: number | null;
  /** Mean loss over what is held out, nats. */
  readonly heldOut: number;
  /** Share of held-out targets that it gets right, 0 … 1; absent where the task is not to classify. */
  readonly accuracy?: number;
}

export interface Sample {
  readonly step: number;
  readonly temperature: number;
  readonly text: string;
}

/** Everything that a run is in the middle of. Generators are seeded anew from the run's seed and the step, so they hold no state. */
export interface SessionSnapshot {
  readonly options: RunOptions;
  /** Size of the vocabulary; 1 of a task without tokens. */
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

/** What a step called for. */
export interface Looked {
  readonly point: CurvePoint | null;
  readonly sample: Sample | null;
}

/** What one step did. */
export interface Advance extends Looked {
  /** Of this batch, nats, before its update. */
  readonly loss: number;
  readonly norm: number;
}

export interface Session {
  readonly spec: TrainerSpec;
  readonly options: RunOptions;
  readonly step: number;
  readonly epoch: number;
  readonly curve: readonly CurvePoint[];
  readonly samples: readonly Sample[];
  /** Batches in one walk through what is learned. */
  readonly perEpoch: number;
  readonly task: Task;
  /** A look or a sample that the last step calls for is not done: it was interrupted. The next step waits for it. */
  readonly due: boolean;
  /** Before the first step: held-out loss and sample of the network as it comes. Does nothing later. @throws Interrupted */
  begin(hearing?: Hearing<Sample>): Promise<void>;
  /**
   * One update, then the look and the sample that it calls for. Interrupted there, the update stands and they are {@link due}.
   * @throws NotFiniteError, with what went first; then nothing has changed since the step before.
   */
  advance(hearing?: Hearing<Sample>): Promise<Advance>;
  /** Does what is {@link due}, from its beginning. @throws Interrupted; a look that was done by then stands in the curve */
  settle(hearing?: Hearing<Sample>): Promise<Looked>;
  /**
   * Draws a sample outside the plan, by the network as it is now; training goes on meanwhile as if it were not drawn.
   * @throws Interrupted; RangeError where the task is not to write
   */
  drawSample(temperature: number, hearing?: Hearing<Sample>): Promise<Sample>;
  /**
   * What every unit does at every step, by the network as it is now, from a state of zeros. Training goes on as if it were not asked.
   * @throws Interrupted; UnreadableError where the text cannot be read; RangeError where there is no such batch
   */
  states(of: StatesOf, hearing?: Hearing<never>): Promise<StepStates>;
  setTemperature(temperature: number): void;
  setGoal(goal: number): void;
  snapshot(): Promise<SessionSnapshot>;
  dispose(): void;
}

/** Latest samples kept besides the first. */
export const latestSamples = 4;

/**
 * A run from its beginning, or from where a snapshot left it, on the task that the options name.
 * @param text what is learned, for the task `text`
 * @throws RangeError where the snapshot is of other sizes than the text and the options ask for
 */
export function createSession(
  backend: Backend,
  text: TokenText | null,
  options: RunOptions,
  from: SessionSnapshot | null = null,
): Promise<Session> {
  return createTaskSession(backend, taskOf(options.task, text, options), options, from);
}

/** As {@link createSession}, on any task. @throws RangeError as there, and where the task has other sizes than the options */
export async function createTaskSession(
  backend: Backend,
  task: Task,
  options: RunOptions,
  from: SessionSnapshot | null = null,
): Promise<Session> {
  const { steps, batch } = task.sizes;
  if (steps !== options.steps || batch !== options.batch)
    throw new RangeError(
      `createTaskSession: the task has batches of ${steps} × ${batch}, expected ${options.steps} × ${options.batch}`,
    );
  const spec = specFor(options, task.network);
  if (from && from.vocabulary !== spec.vocabulary)
    throw new RangeError(
      `createSession: the snapshot has ${from.vocabulary} characters, expected ${spec.vocabulary}`,
    );
  const trainer = await backend.create(spec, from ? from.parameters : initialNumbers(spec, options.seed));
  if (from) await trainer.loadOptimizerState(from.optimizer);
  return new Run(trainer, backend, task, options, from);
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
  readonly #backend: Backend;
  readonly task: Task;

  constructor(
    trainer: Trainer,
    backend: Backend,
    task: Task,
    options: RunOptions,
    from: SessionSnapshot | null,
  ) {
    this.#trainer = trainer;
    this.#backend = backend;
    this.task = task;
    this.spec = trainer.spec;
    this.options = options;
    this.perEpoch = task.perEpoch;
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
  begin = (hearing?: Hearing<Sample>): Promise<void> => this.#alone(() => this.#begin(hearing));
  advance = (hearing?: Hearing<Sample>): Promise<Advance> => this.#alone(() => this.#advance(hearing));
  settle = (hearing?: Hearing<Sample>): Promise<Looked> => this.#alone(() => this.#settle(hearing));
  snapshot = (): Promise<SessionSnapshot> => this.#alone(() => this.#snapshot());

  async #begin(hearing?: Hearing<Sample>): Promise<void> {
    if (this.curve.length) return;
    const point = { step: this.step, train: null, ...(await this.#heldOut(hearing)) };
    const sample = this.task.characters ? await this.#draw(hearing) : null;
    this.curve.push(point);
    if (sample) this.#keep(sample);
  }

  async #advance(hearing?: Hearing<Sample>): Promise<Advance> {
    if (this.due) await this.#settle(hearing);
    const batch = this.task.batch(this.#index);
    const { loss, norm, updated, state } = await this.#trainer.trainStep(batch, this.#state);
    if (!updated) throw new NotFiniteError(this.step + 1, loss, norm, await this.#whatWentFirst(batch));
    this.step++;
    this.#index++;
    if (this.#index >= this.perEpoch) {
      this.#index = 0;
      this.epoch++;
    }
    // at the beginning of a text, the next character is not the one that came after
    this.#state = this.task.carries && this.#index > 0 ? state : this.#zeroState();
    this.#since.sum += loss;
    this.#since.count++;
    try {
      return { loss, norm, ...(await this.#settle(hearing)) };
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      const last = this.curve.at(-1);
      return { loss, norm, point: last?.step === this.step ? last : null, sample: null };
    }
  }

  async #whatWentFirst(batch: Batch): Promise<string> {
    const parameters = await this.#trainer.parameters();
    return autopsy(this.spec, parameters, batch, this.#state, this.#backend.precision).sentence;
  }

  // both told from what a snapshot holds, so that what was interrupted is done after a reload as well
  get #lookDue(): boolean {
    return this.step % evaluateEvery === 0 && this.#since.count > 0;
  }
  get #sampleDue(): boolean {
    if (!this.task.characters || this.step === 0 || this.step % sampleEvery !== 0) return false;
    return (this.samples.at(-1)?.step ?? -1) < this.step;
  }
  get due(): boolean {
    return this.#lookDue || this.#sampleDue;
  }

  async #settle(hearing?: Hearing<Sample>): Promise<Looked> {
    const point = this.#lookDue ? await this.#look(hearing) : null;
    const sample = this.#sampleDue ? await this.#draw(hearing) : null;
    if (sample) this.#keep(sample);
    return { point, sample };
  }

  async #look(hearing?: Hearing<Sample>): Promise<CurvePoint> {
    const train = this.#since.sum / this.#since.count;
    const point = { step: this.step, train, ...(await this.#heldOut(hearing)) };
    this.#since = { sum: 0, count: 0 };
    this.curve.push(point);
    return point;
  }

  async #heldOut({ breathe }: Hearing<Sample> = {}): Promise<Pick<CurvePoint, 'heldOut' | 'accuracy'>> {
    const { task } = this;
    let state = this.#zeroState();
    let [sum, count, correct] = [0, 0, 0];
    for (let index = 0; index < task.heldOutBatches; index++) {
      if (index > 0) await breathe?.();
      const result = await this.#trainer.evaluate(task.heldOutBatch(index), state);
      sum += result.loss;
      count += result.count;
      correct += result.correct;
      if (task.carries) state = result.state;
    }
    return { heldOut: sum / count, ...(task.classifies ? { accuracy: correct / count } : {}) };
  }

  #keep(sample: Sample): void {
    const [first, ...later] = [...this.samples, sample];
    this.samples = [first!, ...later.slice(-latestSamples)];
  }

  #draw(hearing?: Hearing<Sample>): Promise<Sample> {
    return this.#write(this.#trainer, this.step, this.options.temperature, hearing);
  }

  async drawSample(temperature: number, hearing?: Hearing<Sample>): Promise<Sample> {
    this.#writing('drawSample');
    // drawn by a network of its own: the run's goes on changing
    const { parameters, step } = await this.#now();
    const own = await this.#backend.create({ ...this.spec, steps: 1, batch: 1 }, parameters);
    try {
      return await this.#write(own, step, temperature, hearing);
    } finally {
      own.dispose();
    }
  }

  #writing(where: string): Vocabulary {
    const { characters, id } = this.task;
    if (!characters) throw new RangeError(`${where}: the task is ${id}, expected one that writes text`);
    return characters;
  }

  #now = (): Promise<{ parameters: NumbersByName; step: number }> =>
    this.#alone(async () => ({ parameters: await this.#trainer.parameters(), step: this.step }));

  async #write(
    trainer: Trainer,
    step: number,
    temperature: number,
    { heard, breathe }: Hearing<Sample> = {},
  ): Promise<Sample> {
    const vocabulary = this.#writing('sample');
    const sample = (drawn: readonly number[]): Sample => ({
      step,
      temperature,
      text: spellOut(vocabulary, drawn),
    });
    // the most frequent character, in most texts the blank: a context that the network meets from its first batch on
    const first = 0;
    const plan = { length: sampleLength, temperature, seed: sampleSeed(this.options.seed, step) };
    const hearing = {
      ...(breathe ? { breathe } : {}),
      ...(heard ? { heard: (drawn: readonly number[]) => heard(sample(drawn)) } : {}),
    };
    return sample(await sampleTokens(trainer, first, plan, hearing));
  }

  async states(of: StatesOf, hearing?: Hearing<never>): Promise<StepStates> {
    if ('part' in of) return this.#alone(() => this.#statesOfBatch(of.part, of.index));
    const { characters } = this.task;
    if (!characters)
      throw new UnreadableError(`The task “${this.task.id}” reads no text. Ask for one of its batches.`);
    const tokens = tokensOf(of.text, characters);
    const { parameters, step } = await this.#now();
    return ofText(this.#backend, this.spec, parameters, step, tokens, characters, hearing);
  }

  async #statesOfBatch(part: 'training' | 'heldOut', index: number): Promise<StepStates> {
    const { task } = this;
    const count = part === 'training' ? task.perEpoch : task.heldOutBatches;
    if (!Number.isInteger(index) || index < 0 || index >= count)
      throw new RangeError(`states: batch ${index}, expected an integer from 0 to ${count - 1}`);
    const batch = part === 'training' ? task.batch(index) : task.heldOutBatch(index);
    return ofBatch(this.spec, this.step, batch, await this.#trainer.states(batch, this.#zeroState()));
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
