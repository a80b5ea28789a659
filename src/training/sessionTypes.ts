// What a training run tells of itself, what it is frozen into, and what can be asked of it. The run itself is session.ts.
import type { BackendId, Numbers, NumbersByName, OptimizerNumbers } from '../backends/backend.ts';
import type { TrainerSpec } from '../backends/spec.ts';
import type { Hearing } from './hearing.ts';
import type { RunOptions } from './options.ts';
import type { StatesOf, StepStates } from './stepStates.ts';
import type { Task } from './task.ts';

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

/** That a run went on elsewhere, from its last good numbers. */
export interface Move {
  /** Updates made by then. */
  readonly step: number;
  readonly from: BackendId;
  /** The same again where only its worker was begun anew. */
  readonly to: BackendId;
  /** A sentence for the reader. */
  readonly why: string;
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
  /** Absent where it has always been where it began. */
  readonly moves?: readonly Move[];
}

/** What a step called for. */
export interface Looked {
  readonly point: CurvePoint | null;
  readonly sample: Sample | null;
}

/** What one step did, or the few that were made at once. */
export interface Advance extends Looked {
  /** Of each step's batch, nats, before its update. None where only what was {@link Session.due} was done. */
  readonly losses: readonly number[];
  /** Of the last of these steps; NaN without one. */
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
  /** What it has survived. */
  readonly moves: readonly Move[];
  /** Batches in one walk through what is learned. */
  readonly perEpoch: number;
  readonly task: Task;
  /** A look or a sample that the last step calls for is not done: it was interrupted. The next step waits for it. */
  readonly due: boolean;
  /** Before the first step: held-out loss and sample of the network as it comes. Does nothing later. @throws Interrupted */
  begin(hearing?: Hearing<Sample>): Promise<void>;
  /**
   * One update, then the look and the sample that it calls for. Interrupted there, the update stands and they are {@link due}.
   * @param most updates to make where the trainer makes several in one call: as many as it makes best, but none past a look, a sample
   *   or the goal. The numbers are those of single updates. Default 1
   * @throws NotFiniteError, with what went first; then nothing has changed since the step before.
   */
  advance(hearing?: Hearing<Sample>, most?: number): Promise<Advance>;
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
