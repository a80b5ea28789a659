// The page's side of the check's worker: patience, the latest request wins, a crash is told and mended.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaults } from '../../../src/figures/shared/run/settings.ts';
import { createChecker, patience, type Connect } from '../../../src/figures/gradcheck/checker.ts';
import type { CheckAnswer, CheckRequest } from '../../../src/figures/gradcheck/protocol.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function fake() {
  const posted: CheckRequest[] = [];
  const heard: number[] = [];
  const crashes: string[] = [];
  const workers: { answer: (a: CheckAnswer) => void; crash: (reason: string) => void; ended: boolean }[] = [];
  const connect: Connect = (answer, crash) => {
    const worker = { answer, crash, ended: false };
    workers.push(worker);
    return { post: (request) => void posted.push(request), end: () => void (worker.ended = true) };
  };
  const checker = createChecker(
    ({ id }) => heard.push(id),
    (reason) => crashes.push(reason),
    connect,
  );
  return { checker, posted, heard, crashes, workers };
}
const answerTo = (request: CheckRequest): CheckAnswer => ({ id: request.id, stops: {}, fingerprints: null });

it('waits for stillness, then asks once, for the latest settings', () => {
  const { checker, posted, workers } = fake();
  for (const seed of [1, 2, 3]) {
    checker.ask({ ...defaults, seed }, 27);
    vi.advanceTimersByTime(patience - 1);
  }
  expect(workers).toHaveLength(0);
  vi.advanceTimersByTime(1);
  expect(posted.map(({ settings, stop }) => [settings.seed, stop])).toEqual([[3, 27]]);
});

it('drops answers to what is no longer asked, from the moment of the next question', () => {
  const { checker, posted, heard, workers } = fake();
  checker.ask(defaults, 27);
  vi.advanceTimersByTime(patience);
  workers[0]!.answer(answerTo(posted[0]!));
  checker.ask({ ...defaults, seed: 2 }, 27);
  workers[0]!.answer(answerTo(posted[0]!));
  vi.advanceTimersByTime(patience);
  workers[0]!.answer(answerTo(posted[1]!));
  expect(heard).toEqual([posted[0]!.id, posted[1]!.id]);
});

it('tells of a crash, and starts a new worker for the next question', () => {
  const { checker, crashes, posted, workers } = fake();
  checker.ask(defaults, 27);
  vi.advanceTimersByTime(patience);
  workers[0]!.crash('out of memory');
  expect(crashes).toEqual(['out of memory']);
  expect(workers[0]!.ended).toBe(true);
  checker.ask(defaults, 27);
  vi.advanceTimersByTime(patience);
  expect(workers).toHaveLength(2);
  expect(posted).toHaveLength(2);
});

it('is silent after its end', () => {
  const { checker, heard, posted, workers } = fake();
  checker.ask(defaults, 27);
  vi.advanceTimersByTime(patience);
  checker.end();
  workers[0]!.answer(answerTo(posted[0]!));
  expect(heard).toEqual([]);
  expect(workers[0]!.ended).toBe(true);
});
