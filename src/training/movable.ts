// A session that outlives its backend: where that breaks off, nothing of the broken call is kept, and the run goes on from its last good
// numbers on a spare one, by itself. To whoever works it, it is one session.
import type { Backend } from '../backends/backend.ts';
import { describe } from '../backends/choose.ts';
import { faultInWords, isFault } from './faults.ts';
import { nothingIfInterrupted, type Hearing } from './hearing.ts';
import type { RunOptions } from './options.ts';
import { createTaskSession } from './session.ts';
import type { Advance, Looked, Move, Sample, Session, SessionSnapshot } from './sessionTypes.ts';
import { checkArrays } from './snapshots.ts';
import type { StatesOf, StepStates } from './stepStates.ts';
import type { Task } from './task.ts';

export interface Course {
  readonly task: Task;
  readonly options: RunOptions;
  readonly from: SessionSnapshot | null;
  readonly backend: Backend;
  /** What it goes on with. @throws where that cannot take it: then the run fails as it would have without */
  spare(): Promise<Backend>;
  /** Hears that it has moved; everything about the session is as it goes on then. */
  readonly moved?: (move: Move) => void;
}

/** @throws RangeError as `createTaskSession` does; where the backend breaks off already, it begins on the spare one */
export async function openMovable(course: Course): Promise<MovableSession> {
  const { backend, task, options, from } = course;
  try {
    const session = await createTaskSession(backend, task, options, from);
    return new MovableSession(course, backend, session, await wordsOf(backend, session));
  } catch (error) {
    if (!isFault(error, backend.id, true)) throw error;
    const spare = await spareOf(course, error);
    const move = { step: from?.step ?? 0, from: backend.id, to: spare.id, why: faultInWords(error) };
    const moves = [...(from?.moves ?? []), move];
    const session = await createTaskSession(spare, task, { ...options, backend: spare.id }, from, moves);
    return new MovableSession(course, spare, session, await wordsOf(spare, session));
  }
}

/** @throws the error that asked for it, where there is none */
const spareOf = (course: Course, error: unknown): Promise<Backend> =>
  course.spare().catch(() => {
    throw error;
  });

/** What a backend computes this with, in its own words. */
const wordsOf = (backend: Backend, { spec }: Session): Promise<string> =>
  describe(backend, spec).then(
    ({ words }) => words,
    () => backend.name,
  );

export class MovableSession implements Session {
  readonly #course: Course;
  #backend: Backend;
  #session: Session;
  #device: string;
  /** Taken while the backend worked; null: none yet. */
  #good: SessionSnapshot | null;
  #begun = false;
  /** What belongs to the run itself goes one after another, and a move comes between two of it. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(course: Course, backend: Backend, session: Session, device: string) {
    this.#course = course;
    this.#backend = backend;
    this.#session = session;
    this.#device = device;
    this.#good = course.from;
  }

  /** What it runs on now. */
  get backend(): Backend {
    return this.#backend;
  }
  /** What that computes with: `WASM SIMD, 2 threads`. */
  get device(): string {
    return this.#device;
  }
  get spec() {
    return this.#session.spec;
  }
  get options() {
    return this.#session.options;
  }
  get step() {
    return this.#session.step;
  }
  get epoch() {
    return this.#session.epoch;
  }
  get curve() {
    return this.#session.curve;
  }
  get samples() {
    return this.#session.samples;
  }
  get moves() {
    return this.#session.moves;
  }
  get perEpoch() {
    return this.#session.perEpoch;
  }
  get task() {
    return this.#session.task;
  }
  get due() {
    return this.#session.due;
  }

  async begin(hearing?: Hearing<Sample>): Promise<void> {
    await this.#inTurn((session) => session.begin(hearing));
    this.#begun = true;
  }
  advance(hearing?: Hearing<Sample>, most?: number): Promise<Advance> {
    return this.#inTurn(
      (session) => session.advance(hearing, most),
      async (session) => {
        if (!session.due) return session.advance(hearing, most);
        // it broke off after its update: what that calls for is all that is left
        const looked = await session.settle(hearing).catch(nothingIfInterrupted);
        return { losses: [], loss: NaN, norm: NaN, point: null, sample: null, ...looked };
      },
    );
  }
  settle(hearing?: Hearing<Sample>): Promise<Looked> {
    return this.#inTurn((session) => session.settle(hearing));
  }
  async snapshot(): Promise<SessionSnapshot> {
    const snapshot = await this.#inTurn((session) => session.snapshot());
    if (isGood(snapshot)) this.#good = snapshot;
    return snapshot;
  }
  drawSample(temperature: number, hearing?: Hearing<Sample>): Promise<Sample> {
    return this.#beside((session) => session.drawSample(temperature, hearing));
  }
  states(of: StatesOf, hearing?: Hearing<never>): Promise<StepStates> {
    return this.#beside((session) => session.states(of, hearing));
  }
  setTemperature(temperature: number): void {
    this.#session.setTemperature(temperature);
  }
  setGoal(goal: number): void {
    this.#session.setGoal(goal);
  }
  dispose(): void {
    this.#session.dispose();
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(work);
    this.#busy = done.catch(() => undefined);
    return done;
  }

  /** @param after the rest of it, once it has moved; by default all of it again */
  #inTurn<T>(work: (session: Session) => Promise<T>, after = work): Promise<T> {
    return this.#alone(async () => {
      try {
        return await work(this.#session);
      } catch (error) {
        if (!isFault(error, this.#backend.id, true)) throw error;
        await this.#move(error);
        return after(this.#session);
      }
    });
  }

  /** Training goes on meanwhile, and may move first. */
  async #beside<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const [session, { id }] = [this.#session, this.#backend];
    try {
      return await work(session);
    } catch (error) {
      if (!isFault(error, id, session !== this.#session)) throw error;
      await this.#alone(async () => {
        if (session === this.#session) await this.#move(error);
      });
      return work(this.#session);
    }
  }

  async #move(error: unknown): Promise<void> {
    const [old, from] = [this.#session, this.#backend];
    const spare = await spareOf(this.#course, error);
    const good = await old.snapshot().then(
      (now) => (isGood(now) ? now : this.#good),
      () => this.#good,
    );
    const move = { step: good?.step ?? 0, from: from.id, to: spare.id, why: faultInWords(error) };
    const options = { ...old.options, backend: spare.id };
    const session = await createTaskSession(spare, old.task, options, good, [...old.moves, move]);
    if (this.#begun) await session.begin(); // where it went back to before its beginning
    const device = await wordsOf(spare, session);
    // set while it moved
    session.setGoal(old.options.goal);
    session.setTemperature(old.options.temperature);
    [this.#session, this.#backend, this.#device] = [session, spare, device];
    try {
      old.dispose();
    } catch {
      // its device may be gone, and nobody is helped by hearing of it again
    }
    this.#course.moved?.(move);
  }
}

function isGood(snapshot: SessionSnapshot): boolean {
  try {
    checkArrays(snapshot);
    return true;
  } catch {
    return false;
  }
}
