// One training run as a state machine: train a batch, look at what is held out every so often, draw a sample now and then. It knows
// no clock, no worker and no storage, and can be frozen into a snapshot and thawed again without changing a bit of what follows.
import type {
  Backend,
  Batch,
  NextBatch,
  Numbers,
  NumbersByName,
  Trainer,
  TrainResult,
} from '../backends/backend.ts';
import { stateSize, type TrainerSpec } from '../backends/spec.ts';
import { initialNumbers } from '../backends/network.ts';
import { autopsy, NotFiniteError, type Autopsy } from './autopsy.ts';
import { Interrupted, type Hearing } from './hearing.ts';
import { evaluateEvery, sampleEvery, sampleLength, specFor, type RunOptions } from './options.ts';
import { sampleSeed, sampleTokens } from './sampling.ts';
import { ofBatch, ofText, tokensOf, UnreadableError, type StatesOf, type StepStates } from './stepStates.ts';
import type { Task } from './task.ts';
import { taskOf } from './tasks/registry.ts';
import { spellOut, type TokenText, type Vocabulary } from './vocabulary.ts';
import type { Advance, CurvePoint, Looked, Move, Sample, Session, SessionSnapshot } from './sessionTypes.ts';

export type { Advance, CurvePoint, Looked, Move, Sample, Session, SessionSnapshot } from './sessionTypes.ts';

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

/**
 * As {@link createSession}, on any task.
 * @param moves what it has survived so far; by default what the snapshot says
 * @throws RangeError as there, and where the task has other sizes than the options
 */
export async function createTaskSession(
  backend: Backend,
  task: Task,
  options: RunOptions,
  from: SessionSnapshot | null = null,
  moves: readonly Move[] = from?.moves ?? [],
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
  return new Run(trainer, backend, task, options, from, moves);
}

class Run implements Session {
  readonly spec: TrainerSpec;
  readonly perEpoch: number;
  options: RunOptions;
  step: number;
  epoch: number;
  curve: CurvePoint[];
  samples: Sample[];
  readonly moves: readonly Move[];
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
    moves: readonly Move[],
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
    this.moves = moves;
  }

  #zeroState = (): Numbers => new Float64Array(stateSize(this.spec));

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(work);
    this.#busy = done.catch(() => undefined);
    return done;
  }
  begin = (hearing?: Hearing<Sample>): Promise<void> => this.#alone(() => this.#begin(hearing));
  advance = (hearing?: Hearing<Sample>, most = 1): Promise<Advance> =>
    this.#alone(() => this.#advance(hearing, most));
  settle = (hearing?: Hearing<Sample>): Promise<Looked> => this.#alone(() => this.#settle(hearing));
  snapshot = (): Promise<SessionSnapshot> => this.#alone(() => this.#snapshot());

  async #begin(hearing?: Hearing<Sample>): Promise<void> {
    if (this.curve.length) return;
    const point = { step: this.step, train: null, ...(await this.#heldOut(hearing)) };
    const sample = this.task.characters ? await this.#draw(hearing) : null;
    this.curve.push(point);
    if (sample) this.#keep(sample);
  }

  async #advance(hearing: Hearing<Sample> | undefined, most: number): Promise<Advance> {
    if (this.due) await this.#settle(hearing);
    const batches = this.#next(most);
    const results = await this.#train(batches);
    const losses: number[] = [];
    for (const { loss, norm, updated, state } of results) {
      if (!updated) {
        // those before it stand, and are told first; its batch comes again in the next call, and has changed nothing
        if (losses.length) break;
        const { first, largest, sentence } = await this.#whatWentFirst(batches[0]!.batch);
        throw new NotFiniteError(this.step + 1, loss, norm, sentence, first === null && largest !== null);
      }
      this.#stepped(loss, state);
      losses.push(loss);
    }
    const { loss, norm } = results[losses.length - 1]!;
    try {
      return { losses, loss, norm, ...(await this.#settle(hearing)) };
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      const last = this.curve.at(-1);
      return { losses, loss, norm, point: last?.step === this.step ? last : null, sample: null };
    }
  }

  /** The batches of the next call. */
  #next(most: number): NextBatch[] {
    const { step, task } = this;
    const left = this.options.goal > step ? this.options.goal - step : Infinity;
    const atOnce = this.#trainer.trainSteps ? (this.#trainer.stepsAtOnce ?? 1) : 1;
    const until = (every: number) => every - (step % every);
    const count = Math.max(1, Math.min(most, atOnce, left, until(evaluateEvery), until(sampleEvery)));
    return Array.from({ length: count }, (_, n) => {
      const index = (this.#index + n) % this.perEpoch;
      // the first one goes on from the state that is kept, which is of zeros where it has to be
      return { batch: task.batch(index), carry: n === 0 || (task.carries && index > 0) };
    });
  }

  async #train(batches: readonly NextBatch[]): Promise<readonly TrainResult[]> {
    const trainer = this.#trainer;
    if (batches.length > 1 && trainer.trainSteps) return trainer.trainSteps(batches, this.#state);
    return [await trainer.trainStep(batches[0]!.batch, this.#state)];
  }

  #stepped(loss: number, state: Numbers): void {
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
  }

  async #whatWentFirst(batch: Batch): Promise<Autopsy> {
    const parameters = await this.#trainer.parameters();
    return autopsy(this.spec, parameters, batch, this.#state, this.#backend.precision);
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
      ...(this.moves.length ? { moves: this.moves } : {}),
      parameters: await this.#trainer.parameters(),
      optimizer: await this.#trainer.optimizerState(),
    };
  }

  dispose(): void {
    this.#trainer.dispose();
  }
}
