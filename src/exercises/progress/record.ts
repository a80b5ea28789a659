// What the book keeps of a reader's work: the stored shape, version 1. One shape for the browser's storage and for a
// file. Nearly every field is an earliest moment or a largest number, so that two records always join (merge.ts).

/** Milliseconds since 1970, whole. Moments are handed in; nothing here reads a clock. */
export type Moment = number;
/** Whole days since 1 January 1970 in the reader's own calendar; see {@link dayOf}. */
export type Day = number;

export interface LessonProgress {
  readonly opened: Moment;
  /** When the end of its text was first in sight; null: not yet. */
  readonly read: Moment | null;
}

/** What the reader said after comparing what they remembered with the answer. */
export interface Answer {
  readonly at: Moment;
  readonly right: boolean;
}

export interface QuestionProgress {
  /** The very first answer, kept for good. */
  readonly first: Answer;
  /**
   * The first answer of each day, oldest day first, the newest {@link LIMITS.days} days: what the schedule reads.
   * A second answer on one day tells how well the page is remembered, so it does not count.
   */
  readonly days: readonly (Answer & { readonly day: Day })[];
}

/** A choice committed to before the answer was opened. Looking without a guess is no prediction and is not kept. */
export interface Prediction {
  readonly at: Moment;
  /** Index of the choice, from 0. */
  readonly choice: number;
  readonly right: boolean;
}

export interface PredictionProgress {
  readonly first: Prediction;
  readonly last: Prediction;
}

export interface ExerciseProgress {
  /**
   * Programs handed in for judging. Counts made apart (two machines, joined by a file) become the larger one, not
   * the sum, since a record cannot know which attempts both have seen.
   */
  readonly attempts: number;
  readonly attempted: Moment | null;
  /** Number of a hint, from "1", to when it was first taken. */
  readonly hints: Readonly<Record<string, Moment>>;
  /** When the solution was first shown. */
  readonly solution: Moment | null;
  /** First solved by writing the program. */
  readonly solved: Moment | null;
  /** First solved in the Parsons form: the right lines, put in order. */
  readonly parsons: Moment | null;
  /** First solved with fresh numbers or a fresh task, after the one that hints and solution speak about. */
  readonly fresh: Moment | null;
}

export interface ProgressRecord {
  /** Tells the book's file from any other JSON. */
  readonly kind: typeof KIND;
  readonly version: typeof VERSION;
  /** When the reader last deleted everything; 0: never. What was recorded before it does not come back from another tab. */
  readonly cleared: Moment;
  /** By folder name: `06-back-propagation-through-time`. */
  readonly lessons: Readonly<Record<string, LessonProgress>>;
  /** By lesson and question: `06-back-propagation-through-time/two-terms`. */
  readonly questions: Readonly<Record<string, QuestionProgress>>;
  /** By lesson and prediction, in the same form. */
  readonly predictions: Readonly<Record<string, PredictionProgress>>;
  /** By letter and number: `D3`, `P1`. */
  readonly exercises: Readonly<Record<string, ExerciseProgress>>;
}

export const KIND = 'unrolled-progress';
export const VERSION = 1;

export const LIMITS = {
  /** UTF-16 units of a record as text. A reader who did everything for years needs about 60,000. */
  text: 1_000_000,
  /** Entries in each of the four maps; the whole book has about 120 questions. */
  entries: 2000,
  /** Days kept of each question; the schedule needs at most the last four that counted. */
  days: 12,
  /** The last moment that a Date can hold. */
  moment: 8.64e15,
  /** The largest count, choice or hint number that is believed. */
  count: 1_000_000,
} as const;

/** What an id may look like. No such id is the name of a property that every object has. */
export const IDS = {
  lessons: /^\d{2}-[a-z0-9-]{1,60}$/,
  questions: /^\d{2}-[a-z0-9-]{1,60}\/[a-z0-9-]{1,60}$/,
  predictions: /^\d{2}-[a-z0-9-]{1,60}\/[a-z0-9-]{1,60}$/,
  exercises: /^[A-Z]\d{1,2}$/,
} as const;

export type Section = keyof typeof IDS;
export const SECTIONS = Object.keys(IDS) as readonly Section[];

/** A record of nothing. */
export const empty = (cleared: Moment = 0): ProgressRecord => ({
  kind: KIND,
  version: VERSION,
  cleared,
  lessons: {},
  questions: {},
  predictions: {},
  exercises: {},
});

export const untouched: ExerciseProgress = {
  attempts: 0,
  attempted: null,
  hints: {},
  solution: null,
  solved: null,
  parsons: null,
  fresh: null,
};

/**
 * The reader's calendar day of a moment.
 * @param offset minutes to add to local time to get UTC, as Date.getTimezoneOffset gives them
 */
export const dayOf = (at: Moment, offset: number): Day => Math.floor((at - offset * 60_000) / 86_400_000);

/** The record as text: keys in order, so that equal records have equal texts. */
export function textOf(record: ProgressRecord): string {
  return JSON.stringify(record, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
