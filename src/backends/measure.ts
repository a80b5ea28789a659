// How long a real training step takes on one backend: the first call, which compiles, has its patience and does not count; then a few
// more within a share of time. The clock is handed in.
import type { Backend, Batch, Numbers, NumbersByName, Trainer, TrainResult } from './backend.ts';
import type { TrainerSpec } from './spec.ts';

export interface Clock {
  /** Milliseconds; never falls. */
  now(): number;
  /** Calls `ring` after so many ms, unless what it returns is called before. */
  alarm(ms: number, ring: () => void): () => void;
  /** Lets messages that wait be handled. */
  breathe(): Promise<void>;
}

/** A step as the run will make it. */
export interface Trial {
  readonly parameters: NumbersByName;
  readonly batch: Batch;
  /** `stateSize` numbers. */
  readonly state: Numbers;
}

/** Milliseconds that making a trainer and its first call may take, compilation included: who would wait longer for a step? */
export const patience = 10_000;
/** Calls that are counted at most: of more, the median is no better. */
const mostCalls = 15;

/** It took longer than it may. */
export class TooSlow extends Error {
  override name = 'TooSlow';
}

/** @throws TooSlow where it is not done in time, also where it blocked the alarm itself */
export async function inTime<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  const begun = clock.now();
  let silence = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    silence = clock.alarm(ms, () => reject(new TooSlow(`not done within ${ms} ms`)));
  });
  try {
    const done = await Promise.race([work, late]);
    if (clock.now() - begun > ms) throw new TooSlow(`not done within ${ms} ms`);
    return done;
  } finally {
    silence();
  }
}

/** Updates that a run makes in one call. */
const updatesOf = ({ trainSteps, stepsAtOnce = 1 }: Trainer): number => (trainSteps ? stepsAtOnce : 1);

/** Those of one call, as a run makes them. */
async function call(trainer: Trainer, { batch, state }: Trial): Promise<readonly TrainResult[]> {
  const updates = updatesOf(trainer);
  if (!trainer.trainSteps || updates === 1) return [await trainer.trainStep(batch, state)];
  return trainer.trainSteps(
    Array.from({ length: updates }, () => ({ batch, carry: true })),
    state,
  );
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

export interface Timing {
  readonly msPerStep: number;
  /** Of the very first step, nats. */
  readonly firstLoss: number;
  /** Milliseconds that the counted calls took together. */
  readonly spent: number;
}

/**
 * Median time of a step, of at least one counted call; no further one begins once `share` ms are used up.
 * @throws TooSlow where the first call, or a later one, is not done in time; whatever the backend throws
 */
export async function timeSteps(
  clock: Clock,
  backend: Backend,
  spec: TrainerSpec,
  trial: Trial,
  share: number,
): Promise<Timing> {
  const opening = open(backend, spec, trial);
  let opened: Awaited<typeof opening>;
  try {
    opened = await inTime(clock, patience, opening);
  } catch (error) {
    // what comes too late is given back when it comes
    void opening.then(({ trainer }) => trainer.dispose()).catch(() => undefined);
    throw error;
  }
  const { trainer, first } = opened;
  let last: Promise<unknown> = Promise.resolve();
  try {
    const times: number[] = [];
    const begun = clock.now();
    do {
      const before = clock.now();
      const made = call(trainer, trial);
      last = made;
      await inTime(clock, patience, made);
      times.push((clock.now() - before) / updatesOf(trainer));
      await clock.breathe();
    } while (clock.now() - begun < share && times.length < mostCalls);
    return { msPerStep: median(times), firstLoss: first, spent: clock.now() - begun };
  } finally {
    void last.catch(() => undefined).then(() => trainer.dispose());
  }
}

async function open(
  backend: Backend,
  spec: TrainerSpec,
  trial: Trial,
): Promise<{ trainer: Trainer; first: number }> {
  const trainer = await backend.create(spec, trial.parameters);
  try {
    const [first] = await call(trainer, trial);
    return { trainer, first: first!.loss };
  } catch (error) {
    trainer.dispose();
    throw error;
  }
}
