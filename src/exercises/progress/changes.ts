// What can happen to a record. Each change is a join with the record of that one event, so it can only add.
import { merge } from './merge.ts';
import {
  empty,
  LIMITS,
  untouched,
  type Day,
  type ExerciseProgress,
  type Moment,
  type ProgressRecord,
} from './record.ts';

export type Change = (record: ProgressRecord) => ProgressRecord;

const add =
  (part: (record: ProgressRecord) => Partial<ProgressRecord>): Change =>
  (record) =>
    merge(record, { ...empty(record.cleared), ...part(record) });

export const lessonOpened = (id: string, at: Moment): Change =>
  add(() => ({ lessons: { [id]: { opened: at, read: null } } }));

export const lessonRead = (id: string, at: Moment): Change =>
  add(() => ({ lessons: { [id]: { opened: at, read: at } } }));

/** @param day the reader's calendar day of `at` */
export const questionAnswered = (id: string, right: boolean, at: Moment, day: Day): Change =>
  add(() => ({ questions: { [id]: { first: { at, right }, days: [{ day, at, right }] } } }));

/** @param choice index of the choice, from 0 */
export const predicted = (id: string, choice: number, right: boolean, at: Moment): Change =>
  add(() => {
    const made = { at, choice, right };
    return { predictions: { [id]: { first: made, last: made } } };
  });

const exercise = (id: string, part: (before: ExerciseProgress) => Partial<ExerciseProgress>): Change =>
  add((record) => ({
    exercises: { [id]: { ...untouched, ...part(record.exercises[id] ?? untouched) } },
  }));

export const attempted = (id: string, at: Moment): Change =>
  exercise(id, ({ attempts }) => ({ attempts: Math.min(attempts + 1, LIMITS.count), attempted: at }));

/** @param n number of the hint, 1 to 99 */
export function hintTaken(id: string, n: number, at: Moment): Change {
  if (!Number.isInteger(n) || n < 1 || n > 99)
    throw new RangeError(`hintTaken: hint ${n} of ${id}, expected a whole number from 1 to 99`);
  return exercise(id, () => ({ hints: { [n]: at } }));
}

export const solutionShown = (id: string, at: Moment): Change => exercise(id, () => ({ solution: at }));

/** How an exercise was solved. Neither: its program was written, for the task as it is first given. */
export interface Way {
  /** The right lines were put in order. */
  readonly parsons?: boolean;
  /** It was the fresh variant, which no hint or solution spoke about. */
  readonly fresh?: boolean;
}

export const solved = (id: string, { parsons = false, fresh = false }: Way, at: Moment): Change =>
  exercise(id, () => ({
    ...(parsons ? { parsons: at } : { solved: at }),
    ...(fresh ? { fresh: at } : {}),
  }));
