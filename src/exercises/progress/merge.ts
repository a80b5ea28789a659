// Two records become one: what either holds is kept. Commutative, associative and idempotent (a join), so tabs, copies
// and imported files can meet in any order and any number of times. Within one `cleared` nothing done is ever lost.
import {
  empty,
  LIMITS,
  type Answer,
  type ExerciseProgress,
  type LessonProgress,
  type Moment,
  type Prediction,
  type PredictionProgress,
  type ProgressRecord,
  type QuestionProgress,
} from './record.ts';

const earliest = (a: Moment | null, b: Moment | null): Moment | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

function union<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  join: (a: T, b: T) => T,
): Record<string, T> {
  const all: Record<string, T> = { ...a };
  for (const [key, theirs] of Object.entries(b)) {
    const ours = all[key];
    all[key] = ours === undefined ? theirs : join(ours, theirs);
  }
  return all;
}

const lesson = (a: LessonProgress, b: LessonProgress): LessonProgress => ({
  opened: Math.min(a.opened, b.opened),
  read: earliest(a.read, b.read),
});

/** The earlier answer; of two at one moment the wrong one, so that the order of the arguments does not matter. */
const earlier = <T extends Answer>(a: T, b: T): T =>
  a.at !== b.at ? (a.at < b.at ? a : b) : a.right ? b : a;

function question(a: QuestionProgress, b: QuestionProgress): QuestionProgress {
  const days = new Map(a.days.map((answer) => [answer.day, answer]));
  for (const answer of b.days) {
    const ours = days.get(answer.day);
    days.set(answer.day, ours ? earlier(ours, answer) : answer);
  }
  const sorted = [...days.values()].sort((p, q) => p.day - q.day);
  // The newest of a union are the newest of the newest, so cutting here keeps the join associative.
  return { first: earlier(a.first, b.first), days: sorted.slice(-LIMITS.days) };
}

/** Before or after in a total order, so that the first and the last of two do not depend on who asks. */
const before = (a: Prediction, b: Prediction): boolean =>
  a.at !== b.at ? a.at < b.at : a.choice !== b.choice ? a.choice < b.choice : !a.right && b.right;

const prediction = (a: PredictionProgress, b: PredictionProgress): PredictionProgress => ({
  first: before(b.first, a.first) ? b.first : a.first,
  last: before(a.last, b.last) ? b.last : a.last,
});

const exercise = (a: ExerciseProgress, b: ExerciseProgress): ExerciseProgress => ({
  attempts: Math.max(a.attempts, b.attempts),
  attempted: earliest(a.attempted, b.attempted),
  hints: union(a.hints, b.hints, Math.min),
  solution: earliest(a.solution, b.solution),
  solved: earliest(a.solved, b.solved),
  parsons: earliest(a.parsons, b.parsons),
  fresh: earliest(a.fresh, b.fresh),
});

/**
 * The join of two records. Of two with different `cleared` the later one is the result: what was deleted stays deleted.
 * A new record; neither argument is changed.
 */
export function merge(a: ProgressRecord, b: ProgressRecord): ProgressRecord {
  if (a.cleared !== b.cleared) return a.cleared > b.cleared ? a : b;
  return {
    ...empty(a.cleared),
    lessons: union(a.lessons, b.lessons, lesson),
    questions: union(a.questions, b.questions, question),
    predictions: union(a.predictions, b.predictions, prediction),
    exercises: union(a.exercises, b.exercises, exercise),
  };
}
