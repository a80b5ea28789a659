// Several updates in one call of the backend: the session asks for as many as it may, never past a look, a sample or the goal, and all
// numbers are those of updates one by one, on a text whose state is carried on and on a drawn task where it is not.
import { describe, expect, it } from 'vitest';
import type { Backend, NextBatch, Numbers, TrainResult } from '../../src/backends/backend.ts';
import { reference } from '../../src/backends/reference.ts';
import { stateSize } from '../../src/backends/spec.ts';
import type { RunOptions } from '../../src/training/options.ts';
import type { Event } from '../../src/training/protocol.ts';
import { Reports } from '../../src/training/reports.ts';
import { createSession } from '../../src/training/session.ts';
import { tokenise } from '../../src/training/vocabulary.ts';
import { memoryShelf, quick, rhyme, testHost, until } from './support.ts';

const text = tokenise(rhyme);

/** Loops over single updates; `calls` tells how many batches each call brought. */
function looping(stepsAtOnce: number, calls: number[] = []): Backend {
  return {
    ...reference,
    async create(...of) {
      const trainer = await reference.create(...of);
      return {
        ...trainer,
        stepsAtOnce,
        async trainSteps(batches: readonly NextBatch[], given: Numbers) {
          calls.push(batches.length);
          const results: TrainResult[] = [];
          let state = given;
          for (const { batch, carry } of batches) {
            const from = carry ? state : new Float64Array(stateSize(trainer.spec));
            const result = await trainer.trainStep(batch, from);
            results.push(result);
            if (!result.updated) break;
            state = result.state;
          }
          return results;
        },
      };
    },
  };
}

/** @param most as in `advance`; absent: one by one */
async function run(backend: Backend, options: RunOptions, most?: number) {
  const session = await createSession(backend, options.task ? null : text, options);
  await session.begin();
  const losses: number[] = [];
  const stops: number[] = [];
  while (session.step < options.goal) {
    losses.push(...(await session.advance(undefined, most)).losses);
    stops.push(session.step);
  }
  return { losses, stops, snapshot: await session.snapshot() };
}

describe.each([
  ['a text', { ...quick, goal: 130 }],
  ['a drawn task', { ...quick, task: 'first-mark', goal: 130 }],
] as const)('on %s', (_, options) => {
  it.each([2, 7, 1000])('%i at once give the numbers of one by one, to the bit', async (atOnce) => {
    const calls: number[] = [];
    const single = await run(reference, options);
    const many = await run(looping(atOnce, calls), options, Infinity);
    expect(many.losses).toEqual(single.losses);
    expect(many.snapshot).toEqual(single.snapshot);
    expect(Math.max(...calls)).toBe(Math.min(atOnce, 25));
    // every look and the goal is a place where it stops
    for (const at of [25, 50, 75, 100, 125, 130]) expect(many.stops).toContain(at);
  });
});

it('makes one at a time unless it is asked for more, and no more than it is asked for', async () => {
  const calls: number[] = [];
  const one = await run(looping(10, calls), { ...quick, goal: 6 });
  expect([one.stops, calls]).toEqual([[1, 2, 3, 4, 5, 6], []]);
  const few = await run(looping(10, calls), { ...quick, goal: 6 }, 4);
  expect([few.stops, calls]).toEqual([[4, 6], [4, 2]]); // prettier-ignore
});

it('an update that is not made ends the run at the same step, with the same numbers told before', async () => {
  // so large a rate that the loss overflows after some updates, in the middle of a call
  const options: RunOptions = { ...quick, alpha: 1e100, nonlinearity: 'relu', optimizer: 'sgd' };
  const tell = async (backend: Backend, most?: number) => {
    const session = await createSession(backend, text, options);
    await session.begin();
    const losses: number[] = [];
    for (;;) {
      const done = await session.advance(undefined, most).catch((error: Error) => error.message);
      if (typeof done === 'string')
        return { message: done, losses, step: session.step, numbers: await session.snapshot() };
      losses.push(...done.losses);
    }
  };
  const single = await tell(reference);
  expect(single.message).toMatch(/^In step \d+ the loss was/);
  expect(single.step).toBeGreaterThan(0);
  expect(await tell(looping(10), Infinity)).toEqual(single);
});

describe('the host', () => {
  const source = { from: 'reader', kind: 'file', title: 'rhyme.txt', blob: new Blob([rhyme]) } as const;
  const isProgress = (event: Event) => event.kind === 'progress';

  it('pauses within one call', async () => {
    const calls: number[] = [];
    const { host, world } = testHost(memoryShelf(), {}, { loadBackend: async () => looping(5, calls) });
    await host.handle({ kind: 'start', source, options: quick });
    await until(world, isProgress);
    const before = calls.length;
    await host.handle({ kind: 'pause' });
    await until(world, ({ kind }) => kind === 'saved', world.events.findIndex((e) => e.kind === 'state' && e.state === 'paused')); // prettier-ignore
    expect(calls.length - before).toBeLessThanOrEqual(1);
    expect(new Set(calls)).toEqual(new Set([5]));
  });

  it('tells the speed of a step, not of a call', async () => {
    const session = await createSession(reference, text, quick);
    const told: Event[] = [];
    let clock = 0;
    const reports = new Reports(session, () => clock, (event) => told.push(event)); // prettier-ignore
    for (const losses of [[3, 2, 1], [1], [1, 1, 1, 1, 1, 0.5]]) {
      clock += 12 * losses.length;
      reports.stepped(losses);
    }
    reports.stepped([]);
    reports.tell();
    expect(told).toMatchObject([{ kind: 'progress', progress: { msPerStep: 12, loss: 0.5 } }]);
  });
});
