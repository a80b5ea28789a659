// Early stopping: off unless asked for, decided from the curve alone, the same with and without an interruption.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksSinceBest, stopsEarly } from '../../src/training/earlyStopping.ts';
import { defaultOptions } from '../../src/training/options.ts';
import type { Event, RunFacts, Source } from '../../src/training/protocol.ts';
import type { CurvePoint } from '../../src/training/session.ts';
import { memoryShelf, quick, testHost, until, type TestWorld } from './support.ts';

const curveOf = (...heldOut: number[]): CurvePoint[] =>
  heldOut.map((loss, n) => ({ step: n * 25, train: n === 0 ? null : 1, heldOut: loss }));

describe('when', () => {
  it('counts the looks since the lowest, the first where two are equally low', () => {
    expect(looksSinceBest([])).toBe(0);
    expect(looksSinceBest(curveOf(3))).toBe(0);
    expect(looksSinceBest(curveOf(3, 2, 2, 2.5))).toBe(2);
    expect(looksSinceBest(curveOf(3, 4, 5))).toBe(2);
  });
  it('stops after so many looks without a fall, and says how low it was', () => {
    expect(stopsEarly(curveOf(3, 2, 2.1), 2)).toBeNull();
    expect(stopsEarly(curveOf(3, 2, 2.1, 2.2), 2)).toBe(
      'stopped early: the held-out loss has not fallen for 2 looks; the lowest was 2.00 at step 25',
    );
    expect(stopsEarly(curveOf(3, 3), 1)).toMatch(/for 1 look; the lowest was 3\.00 at step 0/);
  });
  it('told to go on, it waits as long again; a new low starts the count anew', () => {
    const stops = (curve: CurvePoint[]) =>
      curve.flatMap((_, n) => (stopsEarly(curve.slice(0, n + 1), 2) ? [n] : []));
    expect(stops(curveOf(3, 2, 2.1, 2.2, 2.3, 2.4, 1.9, 2, 2))).toEqual([3, 5, 8]);
  });
  it('never where patience is 0 or the loss keeps falling', () => {
    expect(defaultOptions.patience).toBe(0);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 5, noNaN: true })),
        fc.integer({ min: 1, max: 5 }),
        (losses, patience) => {
          expect(stopsEarly(curveOf(...losses), 0)).toBeNull();
          const falling = [...new Set(losses)].sort((a, b) => b - a);
          expect(stopsEarly(curveOf(...falling), patience)).toBeNull();
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });
});

/** Held-out text of characters that follow no pattern of the rest: learning soon makes it worse. */
const misleading = 'abcabcabcabc '.repeat(60) + 'cbbacaa bbca'.repeat(7);
const file: Source = { from: 'reader', kind: 'file', title: 'a.txt', blob: new Blob([misleading]) };
const options = { ...quick, goal: 1000, patience: 3 };
const state = (name: string) => (event: Event) => event.kind === 'state' && event.state === name;
const opened = ({ events }: TestWorld): RunFacts =>
  (events.findLast((e) => e.kind === 'opened') as Event & { kind: 'opened' }).run;
const stepsOf = (events: readonly Event[]) =>
  events.flatMap((e) => (e.kind === 'points' ? e.points.map(({ step }) => step) : []));

describe('a run', () => {
  it('stops early, says so, is saved as it is, and goes on when it is told to', async () => {
    const shelf = memoryShelf();
    const { host, world } = testHost(shelf);
    await host.handle({ kind: 'start', source: file, options });
    const end = await until(world, state('finished'));
    expect(end).toMatchObject({ message: expect.stringMatching(/^stopped early: .* for 3 looks; the lowest was \d\.\d\d at step \d+$/) }); // prettier-ignore
    const at = stepsOf(world.events).at(-1)!;
    expect(at).toBeLessThan(options.goal);
    expect(world.events.findLast((e) => e.kind === 'saved')).toMatchObject({ step: at });
    const since = world.events.length;
    await host.handle({ kind: 'resume' });
    await until(world, state('finished'), since);
    const more = stepsOf(world.events.slice(since));
    expect(more[0]).toBe(at + 25);
    // from its save in another worker it makes the same looks
    const later = testHost(shelf);
    await later.host.handle({ kind: 'restore', train: false });
    expect(opened(later.world).options.patience).toBe(3);
  });

  it('interrupted and resumed it stops where it would have stopped', async () => {
    const patient = { ...options, patience: 10 };
    const whole = testHost();
    await whole.host.handle({ kind: 'start', source: file, options: patient });
    await until(whole.world, state('finished'));
    const shelf = memoryShelf();
    const first = testHost(shelf);
    await first.host.handle({ kind: 'start', source: file, options: patient });
    await until(first.world, (e) => e.kind === 'progress');
    await first.host.handle({ kind: 'pause' });
    await until(first.world, (e) => e.kind === 'saved', first.world.events.findIndex(state('paused')));
    const later = testHost(shelf);
    await later.host.handle({ kind: 'restore', train: true });
    expect(opened(later.world).step).toBeLessThan(stepsOf(whole.world.events).at(-1)!);
    const end = await until(later.world, state('finished'));
    expect(end).toEqual(await until(whole.world, state('finished')));
    expect(stepsOf(later.world.events).at(-1)).toBe(stepsOf(whole.world.events).at(-1));
  });

  it('without patience it goes to its goal, on the same text', async () => {
    const { host, world } = testHost();
    await host.handle({ kind: 'start', source: file, options: { ...options, goal: 300, patience: 0 } });
    expect(await until(world, state('finished'))).toMatchObject({ message: null });
    expect(stepsOf(world.events).at(-1)).toBe(300);
  });
});
