// The map of the book: for each lesson and exercise what is open, done and due, from the plan and the record. Pure.
import { isDue } from './schedule.ts';
import { count } from './words.ts';
import type { Day, ExerciseProgress, ProgressRecord } from './record.ts';

/** What a written lesson asks of its reader, by id. */
export interface Asked {
  readonly id: string;
  readonly questions: readonly string[];
  readonly predictions: readonly string[];
}

export interface LessonView {
  /** Of the text, the predictions and the questions, each counted as one: how much is done, 0 to 1. */
  readonly share: number;
  readonly state: 'open' | 'begun' | 'done';
  /** Ids of the questions that come back today. */
  readonly due: readonly string[];
  /** `read · 3 of 4 predictions · 2 of 5 questions`; empty while nothing is done. */
  readonly words: string;
}

/** How one lesson stands. A lesson that was only opened is begun, with share 0. */
export function lessonView(
  { id, questions, predictions }: Asked,
  record: ProgressRecord,
  today: Day,
): LessonView {
  const lesson = record.lessons[id];
  const read = lesson?.read != null;
  const answered = questions.filter((q) => record.questions[q] !== undefined);
  const guessed = predictions.filter((p) => record.predictions[p] !== undefined);
  const done = Number(read) + answered.length + guessed.length;
  const all = 1 + questions.length + predictions.length;
  const began = lesson !== undefined || done > 0;
  const words = [
    read ? 'read to the end' : began ? 'begun' : '',
    guessed.length > 0 ? `${guessed.length} of ${count(predictions.length, 'prediction')}` : '',
    answered.length > 0 ? `${answered.length} of ${count(questions.length, 'question')}` : '',
  ];
  return {
    share: done / all,
    state: done === all ? 'done' : began ? 'begun' : 'open',
    due: answered.filter((q) => isDue(record.questions[q]!, today)),
    words: words.filter(Boolean).join(' · '),
  };
}

export interface ExerciseView {
  readonly share: number;
  readonly state: 'open' | 'begun' | 'done';
  readonly words: string;
}

/** How one exercise stands. Help that was taken before it was solved is named, never counted against it. */
export function exerciseView(exercise: ExerciseProgress | undefined): ExerciseView {
  if (!exercise) return { share: 0, state: 'open', words: '' };
  const { attempts, hints, solution, solved, parsons, fresh } = exercise;
  const when = solved ?? parsons;
  if (when === null) {
    const help = [
      attempts > 0 ? `tried ${attempts === 1 ? 'once' : `${attempts} times`}` : '',
      Object.keys(hints).length > 0 ? count(Object.keys(hints).length, 'hint') : '',
      solution === null ? '' : 'solution seen',
    ].filter(Boolean);
    return { share: 0, state: 'begun', words: help.join(' · ') || 'begun' };
  }
  const taken = Object.values(hints).filter((at) => at <= when).length;
  const after = solution !== null && solution <= when;
  const words = [
    solved === null ? 'solved by ordering lines' : 'solved',
    taken > 0 ? `with ${count(taken, 'hint')}` : '',
    after ? 'after the solution was shown' : '',
  ].filter(Boolean);
  return {
    share: 1,
    state: 'done',
    words: words.join(' ') + (fresh === null ? '' : ' · a fresh one too'),
  };
}

/** Side of the filled square in a mark of side 1, so that its area is the share. */
export const markSide = (share: number): number => Math.sqrt(Math.max(0, Math.min(1, share)));
