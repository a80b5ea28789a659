// What the book says about progress, and the map it draws of it.
import { describe, expect, test } from 'vitest';
import { exerciseView, lessonView, markSide } from '../../../src/exercises/progress/overview.ts';
import {
  empty,
  untouched,
  type ProgressRecord,
  type QuestionProgress,
} from '../../../src/exercises/progress/record.ts';
import * as words from '../../../src/exercises/progress/words.ts';

const on = (day: number, right: boolean): QuestionProgress => ({
  first: { at: day, right },
  days: [{ day, at: day, right }],
});
const guess = (at: number, right: boolean) => ({ at, choice: 0, right });
const noon = (day: number) => new Date(2026, 10, day, 12).getTime();

describe('the map', () => {
  const asked = { id: '06-x', questions: ['06-x/a', '06-x/b'], predictions: ['06-x/p'] };
  const record = (part: Partial<ProgressRecord>) => lessonView(asked, { ...empty(), ...part }, 100);

  test('a lesson: open, begun, done; its share counts text, predictions and questions alike', () => {
    expect(record({})).toEqual({ share: 0, state: 'open', due: [], words: '' });
    expect(record({ lessons: { '06-x': { opened: 1, read: null } } })).toMatchObject({
      share: 0,
      state: 'begun',
      words: 'begun',
    });
    const lessons = { '06-x': { opened: 1, read: 2 } };
    expect(record({ lessons, questions: { '06-x/a': on(99, true) } })).toEqual({
      share: 0.5,
      state: 'begun',
      due: ['06-x/a'],
      words: 'read to the end · 1 of 2 questions',
    });
    const all = {
      lessons,
      questions: { '06-x/a': on(100, true), '06-x/b': on(90, false) },
      predictions: { '06-x/p': { first: guess(1, false), last: guess(1, false) } },
    };
    expect(record(all)).toEqual({
      share: 1,
      state: 'done',
      due: ['06-x/b'],
      words: 'read to the end · 1 of 1 prediction · 2 of 2 questions',
    });
  });

  test('what another edition asked is not counted', () => {
    expect(record({ questions: { '06-x/gone': on(1, true), '07-y/a': on(1, true) } }).state).toBe('open');
  });

  test.each([
    [undefined, 'open', ''],
    [{ attempts: 1, attempted: 5 }, 'begun', 'tried once'],
    [{ attempts: 3, attempted: 5, hints: { 1: 6, 2: 7 } }, 'begun', 'tried 3 times · 2 hints'],
    [{ solution: 6 }, 'begun', 'solution seen'],
    [{ attempts: 3, attempted: 5, solved: 9 }, 'done', 'solved'],
    // a hint taken after it was solved is no help
    [{ hints: { 1: 6, 2: 10 }, solved: 9 }, 'done', 'solved with 1 hint'],
    [{ solution: 8, solved: 9, fresh: 12 }, 'done', 'solved after the solution was shown · a fresh one too'],
    [{ solution: 10, solved: 9 }, 'done', 'solved'],
    [{ parsons: 9 }, 'done', 'solved by ordering lines'],
  ])('an exercise %j is %s: %s', (part, state, says) => {
    expect(exerciseView(part && { ...untouched, ...part })).toMatchObject({ state, words: says });
  });

  test('a mark’s area is the share', () => {
    for (const share of [0, 0.25, 0.5, 1]) expect(markSide(share) ** 2).toBeCloseTo(share, 12); // rounding of one root
  });
});

describe('sentences', () => {
  test('what an import added, without what was there already', () => {
    const before = { ...empty(), lessons: { '01-a': { opened: 1, read: null } } };
    const after = {
      ...empty(),
      lessons: { '01-a': { opened: 1, read: 2 }, '02-b': { opened: 3, read: null } },
      questions: { '01-a/x': on(1, true), '01-a/y': on(1, true) },
      exercises: { D1: { ...untouched, solved: 4 } },
    };
    expect(words.whatWasAdded(before, after)).toBe(
      'Added: 1 lesson read, 1 lesson opened, 2 questions and 1 exercise solved.',
    );
    expect(words.whatWasAdded(after, after)).toBe('The file held nothing that was not here already.');
  });

  test('beneath a question: when, how, when again; “not saved” where it is not', () => {
    expect(words.questionSays(undefined, 100, true)).toBe('');
    expect(words.questionSays(on(100, true), 100, true)).toBe('Remembered today; comes back tomorrow.');
    expect(words.questionSays(on(99, false), 100, true)).toBe('Not remembered yesterday; comes back today.');
    expect(words.questionSays(on(90, true), 100, false)).toBe(
      'Remembered 10 days ago; comes back today. Not saved.',
    );
    const days = [99, 100].map((day) => ({ day, at: day, right: true }));
    expect(words.questionSays({ first: days[0]!, days }, 100, true)).toBe(
      'Remembered today; comes back in 3 days.',
    );
  });

  test('beneath a prediction: when it was made and whether it was right', () => {
    const says = (first: boolean, last: boolean) =>
      words.predictionSays({ first: guess(noon(18), first), last: guess(noon(20), last) }, noon(21), true);
    expect(says(true, true)).toBe('You predicted it on 18 November.');
    expect(says(false, false)).toBe('You predicted something else on 18 November.');
    expect(says(false, true)).toBe('You predicted something else on 18 November, and the right one later.');
    expect(words.dateOf(noon(21), noon(21))).toBe('today');
    expect(words.dateOf(new Date(2024, 1, 29).getTime(), noon(21))).toBe('on 29 February 2024');
  });

  test('over what is due', () => {
    const record = { ...empty(), questions: { '06-x/a': on(100, true) } };
    expect(words.dueWords(2, record, 100)).toContain('2 questions come back today');
    expect(words.dueWords(0, record, 100)).toBe('Nothing today. The next question comes back tomorrow.');
    expect(words.dueWords(0, empty(), 100)).toContain('1, 3, 7 and 21 days');
  });

  test('pages that were only opened are not worth an alarm', () => {
    const opened = { ...empty(), lessons: { '01-a': { opened: 1, read: null } } };
    expect(words.worthKeeping(opened)).toBe(false);
    expect(words.worthKeeping({ ...opened, lessons: { '01-a': { opened: 1, read: 2 } } })).toBe(true);
    expect(words.worthKeeping({ ...opened, exercises: { D1: untouched } })).toBe(true);
  });
});
