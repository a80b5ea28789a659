// When a question comes back.
import { describe, expect, test } from 'vitest';
import { dayOf, type QuestionProgress } from '../../../src/exercises/progress/record.ts';
import { dueDay, isDue } from '../../../src/exercises/progress/schedule.ts';

/** `100+ 103-`: right on day 100, wrong on day 103. */
function question(text: string): QuestionProgress {
  const days = text.split(' ').map((word, i) => ({ day: parseInt(word), at: i, right: word.endsWith('+') }));
  return { first: days[0]!, days };
}

describe('the waits', () => {
  test.each([
    ['100+', 101],
    ['100-', 101],
    ['100+ 101+', 104],
    ['100+ 101+ 104+', 111],
    ['100+ 101+ 104+ 111+', 132],
    ['100+ 101+ 104+ 111+ 132+', 153], // the widest wait stays
    ['100+ 101+ 104+ 111-', 112], // a wrong answer starts anew
    ['100+ 101+ 104+ 111- 112+', 113],
    ['100+ 101+ 104+ 111- 112+ 113+', 116],
    ['100+ 101+ 102+ 103+', 104], // answered before it was due: the wait stays as it was
    ['100+ 101+ 103-', 104], // wrong before it was due: it counts
    ['100+ 150+', 153], // long overdue and remembered: the next wait
  ])('%s comes back on day %i', (answers, due) => {
    expect(dueDay(question(answers), 200)).toBe(due);
  });
});

test('it is due on its day and from then on', () => {
  const asked = question('100+ 101+');
  expect([101, 103, 104, 500].map((today) => isDue(asked, today))).toEqual([false, false, true, true]);
});

test('answers of a clock that ran ahead are left out, and do not hide the question for years', () => {
  expect(dueDay(question('100+ 9000+'), 120)).toBe(101);
  expect(dueDay(question('9000+'), 120)).toBeNull();
  expect(isDue(question('9000+'), 120)).toBe(true);
});

test('a day is the reader’s own: just before and just after local midnight', () => {
  const midnight = Date.UTC(2026, 10, 21, 0, 0);
  const [utc, newYork, tokyo] = [0, 300, -540]; // minutes, as Date.getTimezoneOffset gives them
  const day = midnight / 86_400_000;
  expect([dayOf(midnight - 1, utc), dayOf(midnight, utc)]).toEqual([day - 1, day]);
  expect(dayOf(midnight, newYork)).toBe(day - 1);
  expect(dayOf(midnight - 1, tokyo)).toBe(day);
});
