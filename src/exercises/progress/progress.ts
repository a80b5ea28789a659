// The reader's progress as a page uses it: one object for the whole page, kept in localStorage, told apart by sections.
//
//   const d3 = progress.exercise('D3');
//   d3.attempted();                        a program was handed in for judging
//   d3.hintTaken(2); d3.solutionShown();   help that was taken; only its first time is kept
//   d3.solved(); d3.solved({ parsons: true }); d3.solved({ fresh: true });
//   d3.record();                           what is known of it, or undefined
//   progress.subscribe((kept) => …);       now, and after each change here or in another tab; returns a stop
//
// Every call tries to keep what happened at once; `progress.kept().trouble` says where that failed. Say "saved" only
// when it is null. Nothing touches storage before the first call, so this module may be imported anywhere.
import * as changes from './changes.ts';
import { KEYS, openKeeper, type Keeper, type Kept, type Store } from './keep.ts';
import {
  dayOf,
  type Day,
  type ExerciseProgress,
  type LessonProgress,
  type Moment,
  type PredictionProgress,
  type ProgressRecord,
  type QuestionProgress,
} from './record.ts';

export interface Exercise {
  attempted(): void;
  /** @param n number of the hint, from 1 @throws {RangeError} outside 1 to 99 */
  hintTaken(n: number): void;
  solutionShown(): void;
  solved(way?: changes.Way): void;
  record(): ExerciseProgress | undefined;
}
export interface Lesson {
  opened(): void;
  /** Its end came into sight. */
  read(): void;
  record(): LessonProgress | undefined;
}
export interface Question {
  answered(right: boolean): void;
  record(): QuestionProgress | undefined;
}
export interface PredictionHandle {
  /** @param choice index, from 0 */
  made(choice: number, right: boolean): void;
  record(): PredictionProgress | undefined;
}

export interface Progress {
  kept(): Kept;
  /** Calls `listener` now and after each change; returns what ends it. */
  subscribe(listener: (kept: Kept) => void): () => void;
  lesson(id: string): Lesson;
  question(id: string): Question;
  prediction(id: string): PredictionHandle;
  exercise(id: string): Exercise;
  /** Joins in a record from a file. */
  add(record: ProgressRecord): Kept;
  /** Tries once more to keep what is not kept yet, and takes in what other tabs wrote. */
  refresh(): Kept;
  clear(): Kept;
  discard(): Kept;
  /** The reader's calendar day. */
  today(): Day;
}

export interface Surroundings {
  readonly store: Store;
  /** ms since 1970 */
  readonly now: () => Moment;
  /** Minutes from local time to UTC at a moment. */
  readonly offset: (at: Moment) => number;
  /** Calls back whenever storage may have changed elsewhere. */
  readonly watch: (again: () => void) => void;
}

/** Progress over given surroundings; a page uses {@link progress}, tests bring their own. */
export function openProgress({ store, now, offset, watch }: Surroundings): Progress {
  const listeners = new Set<(kept: Kept) => void>();
  let opened: Keeper | null = null;
  const tell = (kept: Kept): Kept => {
    for (const listener of listeners) listener(kept);
    return kept;
  };
  function keeper(): Keeper {
    if (!opened) {
      const made = openKeeper(store);
      opened = made;
      watch(() => tell(made.refresh()));
    }
    return opened;
  }
  const change = (made: changes.Change): void => void tell(keeper().change(made));
  const record = () => keeper().kept().record;
  return {
    kept: () => keeper().kept(),
    subscribe(listener) {
      listeners.add(listener);
      listener(keeper().kept());
      return () => listeners.delete(listener);
    },
    lesson: (id) => ({
      opened: () => change(changes.lessonOpened(id, now())),
      read: () => change(changes.lessonRead(id, now())),
      record: () => record().lessons[id],
    }),
    question: (id) => ({
      answered(right) {
        const at = now();
        change(changes.questionAnswered(id, right, at, dayOf(at, offset(at))));
      },
      record: () => record().questions[id],
    }),
    prediction: (id) => ({
      made: (choice, right) => change(changes.predicted(id, choice, right, now())),
      record: () => record().predictions[id],
    }),
    exercise: (id) => ({
      attempted: () => change(changes.attempted(id, now())),
      hintTaken: (n) => change(changes.hintTaken(id, n, now())),
      solutionShown: () => change(changes.solutionShown(id, now())),
      solved: (way = {}) => change(changes.solved(id, way, now())),
      record: () => record().exercises[id],
    }),
    add: (imported) => tell(keeper().add(imported)),
    refresh: () => tell(keeper().refresh()),
    clear: () => tell(keeper().clear(now())),
    discard: () => tell(keeper().discard()),
    today: () => dayOf(now(), offset(now())),
  };
}

/** This page's progress. */
export const progress: Progress = openProgress({
  store: () => localStorage,
  now: () => Date.now(),
  offset: (at) => new Date(at).getTimezoneOffset(),
  watch(again) {
    addEventListener('storage', (event) => {
      if (event.key === null || event.key === KEYS.record) again();
    });
    // A page that comes back from the back-forward cache, or from behind another tab, has missed events.
    addEventListener('pageshow', (event) => event.persisted && again());
    document.addEventListener('visibilitychange', () => again());
  },
});
