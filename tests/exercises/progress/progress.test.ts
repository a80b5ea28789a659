// Progress as pages call it: what each call keeps, with which time and day, and who is told.
import { describe, expect, test } from 'vitest';
import { KEYS } from '../../../src/exercises/progress/keep.ts';
import { openProgress } from '../../../src/exercises/progress/progress.ts';
import { FakeStorage } from './support/storage.ts';

function tab(storage = new FakeStorage()) {
  const clock = { now: Date.UTC(2026, 10, 21, 23, 30) };
  let again: () => void = () => expect.unreachable('nothing is watched before the first call');
  const progress = openProgress({
    store: storage.store,
    now: () => clock.now,
    offset: () => -60, // an hour east of Greenwich, so the reader's day is one ahead at 23:30
    watch: (call) => (again = call),
  });
  return { storage, clock, progress, again: () => again() };
}
const DAY = Date.UTC(2026, 10, 22) / 86_400_000;

test('nothing touches storage before the first call', () => {
  const storage = new FakeStorage();
  storage.before = () => expect.unreachable('storage was touched');
  tab(storage);
});

test('an exercise: attempts, hints, the solution, and each way of solving it', () => {
  const { progress, clock } = tab();
  const d3 = progress.exercise('D3');
  expect(d3.record()).toBeUndefined();
  const start = clock.now;
  d3.attempted();
  clock.now += 1000;
  d3.attempted();
  d3.hintTaken(2);
  d3.solutionShown();
  clock.now += 1000;
  d3.hintTaken(2);
  d3.solved({ parsons: true });
  clock.now += 1000;
  d3.solved();
  d3.solved({ fresh: true });
  clock.now += 1000;
  d3.solved();
  expect(d3.record()).toEqual({
    attempts: 2,
    attempted: start,
    hints: { 2: start + 1000 },
    solution: start + 1000,
    parsons: start + 2000,
    solved: start + 3000,
    fresh: start + 3000,
  });
  expect(() => d3.hintTaken(0)).toThrow('hintTaken: hint 0 of D3, expected a whole number from 1 to 99');
});

test('a question: the first answer of the reader’s day counts, the very first is kept', () => {
  const { progress, clock } = tab();
  const question = progress.question('06-x/q');
  const at = clock.now;
  question.answered(false);
  clock.now += 60_000;
  question.answered(true); // having just looked
  clock.now += 86_400_000;
  question.answered(true);
  expect(question.record()).toEqual({
    first: { at, right: false },
    days: [
      { day: DAY, at, right: false },
      { day: DAY + 1, at: at + 86_460_000, right: true },
    ],
  });
  expect(progress.today()).toBe(DAY + 1);
});

test('a prediction: the first is kept, and the last beside it', () => {
  const { progress, clock } = tab();
  const prediction = progress.prediction('06-x/p');
  const at = clock.now;
  for (const choice of [0, 2, 1]) {
    prediction.made(choice, choice === 1);
    clock.now += 1;
  }
  expect(prediction.record()).toEqual({
    first: { at, choice: 0, right: false },
    last: { at: at + 2, choice: 1, right: true },
  });
});

describe('who is told', () => {
  test('a listener hears the state at once, then each change, until it stops', () => {
    const { progress } = tab();
    const heard: number[] = [];
    const stop = progress.subscribe(({ record }) => heard.push(Object.keys(record.lessons).length));
    progress.lesson('01-a').opened();
    progress.lesson('02-b').read();
    stop();
    progress.lesson('03-c').read();
    expect(heard).toEqual([0, 1, 2]);
  });

  test('another tab’s change arrives with the event', () => {
    const one = tab();
    const two = tab(one.storage);
    let seen: string[] = [];
    one.progress.subscribe(({ record }) => (seen = Object.keys(record.questions)));
    two.progress.question('06-x/q').answered(true);
    expect(seen).toEqual([]);
    one.again();
    expect(seen).toEqual(['06-x/q']);
  });

  test('a failed save is told as such, and its success later too', () => {
    const { progress, storage, again } = tab();
    const troubles: unknown[] = [];
    progress.subscribe(({ trouble }) => troubles.push(trouble));
    storage.quota = 10;
    progress.lesson('01-a').read();
    storage.quota = Infinity;
    again();
    expect(troubles).toEqual([null, 'full', null]);
    expect(storage.map.get(KEYS.record)).toContain('01-a');
  });
});
