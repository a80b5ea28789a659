// Runs side by side on a clock of the test's own: each gets the same time within one turn and one step, whoever comes, goes or fails.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotFiniteError } from '../../src/training/autopsy.ts';
import { defaultOptions } from '../../src/training/options.ts';
import { Pool } from '../../src/training/pool.ts';
import type { CurvePoint } from '../../src/training/session.ts';
import { bench, type Bench, type FakeSession } from './support/pool.ts';

const spread = (numbers: readonly number[]): number => Math.max(...numbers) - Math.min(...numbers);
const state = (run: string, state: string) => expect.objectContaining({ kind: 'state', run, state });

describe('time', () => {
  const costs = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 7 });

  it('is the same for all within a slice and the longest step, at each moment, whatever the steps cost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(costs, { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 60 }),
        async (runs, slice) => {
          const { pool, run, steps, used, ...rest } = bench(slice);
          runs.forEach((cost, n) =>
            pool.add(
              `${n}`,
              run((step) => cost[step % cost.length]!),
            ),
          );
          const longest = Math.max(...runs.flat());
          let worst = 0;
          pool.resume();
          for (let n = 0; n < 120; n++) {
            await steps(1);
            worst = Math.max(worst, spread(runs.map((_, i) => used(`${i}`))));
          }
          expect(rest.order).toHaveLength(120);
          expect(worst).toBeLessThan(slice + longest);
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });

  it('and not steps: a run with steps ten times as long makes a tenth of them', async () => {
    const { pool, run, steps, used } = bench(20);
    const [fast, slow] = [run(() => 1), run(() => 10)];
    pool.add('fast', fast);
    pool.add('slow', slow);
    pool.resume();
    await steps(2200);
    // 2,200 steps in the ratio 10 to 1, out by at most one turn of each: 20 steps and 2
    expect(Math.abs(fast.step - 2000)).toBeLessThanOrEqual(20);
    expect(Math.abs(slow.step - 200)).toBeLessThanOrEqual(2);
    expect(Math.abs(used('fast') - used('slow'))).toBeLessThan(30);
  });

  it('a step much longer than a slice is paid back: the others go until they have had as much', async () => {
    const { pool, run, steps, order, used } = bench(10);
    pool.add(
      'long',
      run((n) => (n === 0 ? 500 : 5)),
    );
    pool.add(
      'a',
      run(() => 5),
    );
    pool.add(
      'b',
      run(() => 5),
    );
    pool.resume();
    await steps(201);
    expect(order.slice(1)).not.toContain('long');
    expect([used('a'), used('b')]).toEqual([500, 500]);
    await steps(1);
    expect(order.at(-1)).toBe('long');
  });

  it('a turn holds as many steps as pass the slice, and no more', async () => {
    const { pool, run, steps, order } = bench(10);
    pool.add(
      'a',
      run(() => 4),
    );
    pool.add(
      'b',
      run(() => 25),
    );
    pool.resume();
    await steps(9);
    // a: 4, 8, 12: passed. b: 25: passed. a: 16, 20, 24: passed, and still the one with less
    expect(order.join('')).toBe('aaabaaaaa');
  });
});

describe('a run that comes later', () => {
  it('begins at the least time that is there: it neither starves the others nor is starved', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 300 }),
        async (costs, late, head) => {
          const slice = 15;
          const { pool, run, steps, used } = bench(slice);
          costs.forEach((cost, n) =>
            pool.add(
              `${n}`,
              run(() => cost),
            ),
          );
          pool.resume();
          await steps(head);
          const before = costs.map((_, n) => used(`${n}`));
          pool.add(
            'late',
            run(() => late),
          );
          pool.resume('late');
          for (let n = 0; n < 100; n++) {
            await steps(1);
            const since = [used('late'), ...costs.map((_, i) => used(`${i}`) - before[i]!)];
            // a slice and a step that they differed by when it came, and as much again
            expect(spread(since)).toBeLessThan(2 * (slice + Math.max(late, ...costs)));
          }
          expect(used('late')).toBeGreaterThan(0);
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });

  it('so it is with one that was paused: what it missed is not caught up', async () => {
    const { pool, run, steps, used } = bench(10);
    for (const name of ['a', 'b'])
      pool.add(
        name,
        run(() => 5),
      );
    pool.resume();
    await steps(40);
    pool.pause('b');
    await steps(100);
    const [a, b] = [used('a'), used('b')];
    expect(a - b).toBeGreaterThan(400);
    pool.resume('b');
    await steps(100);
    expect(used('a') - a + used('b') - b).toBe(500);
    expect(Math.abs(used('a') - a - (used('b') - b))).toBeLessThanOrEqual(2 * 15);
  });

  it('nor where nobody was going when it came', async () => {
    const { pool, run, steps, used } = bench(10);
    pool.add(
      'a',
      run(() => 5),
    );
    pool.resume();
    await steps(100);
    pool.pause();
    pool.add(
      'b',
      run(() => 5),
    );
    pool.resume('b');
    pool.resume('a');
    await steps(40);
    expect(Math.abs(used('b') - (used('a') - 500))).toBeLessThanOrEqual(2 * 15);
  });
});

describe('pause, resume, cancel', () => {
  const three = (slice = 1000): Bench & { sessions: Record<string, FakeSession> } => {
    const made = bench(slice);
    const sessions: Record<string, FakeSession> = {};
    for (const name of ['a', 'b', 'c']) made.pool.add(name, (sessions[name] = made.run(() => 5)));
    return { ...made, sessions };
  };

  it('one paused in the middle of its turn makes no further step; the others go on', async () => {
    const { pool, steps, order, sessions, events } = three();
    pool.resume();
    await steps(3);
    pool.pause('a');
    await steps(10);
    expect(sessions['a']!.step).toBe(3);
    expect(order.slice(3)).not.toContain('a');
    expect(events).toContainEqual(state('a', 'paused'));
    pool.resume('a');
    await steps(700);
    expect(sessions['a']!.step).toBeGreaterThan(3);
  });

  it('all paused, nothing moves; resumed, all do', async () => {
    const { pool, steps, order, sessions } = three(10);
    pool.resume();
    await steps(9);
    pool.pause();
    await steps(30);
    expect(order).toHaveLength(9);
    pool.resume();
    await steps(9);
    expect(Object.values(sessions).map(({ step }) => step)).toEqual([6, 6, 6]);
  });

  it('paused in the middle of a step, that step is finished and told, and no other begins', async () => {
    const { pool, steps, run, events } = bench(1000);
    pool.add(
      'a',
      run((n) => {
        if (n === 4) pool.pause('a');
        return 5;
      }),
    );
    pool.resume();
    await steps(50);
    expect(events.filter(({ kind }) => kind === 'step')).toHaveLength(5);
    expect(pool.standings()).toMatchObject([{ run: 'a', state: 'paused', made: 5, used: 25 }]);
  });

  it('cancelled in the middle of a step, a run is disposed of after it and heard of no more', async () => {
    const { pool, steps, run, order } = bench(10);
    let gone: Promise<void> | undefined;
    const a = run((n) => {
      if (n === 2) {
        gone = pool.cancel('a');
        expect(a.disposed).toBe(false);
      }
      return 5;
    });
    pool.add('a', a);
    pool.add(
      'b',
      run(() => 5),
    );
    pool.resume();
    await steps(20);
    await gone;
    expect([a.step, a.disposed]).toEqual([3, true]);
    expect(order.filter((name) => name === 'a')).toHaveLength(2);
    expect(pool.standings().map(({ run }) => run)).toEqual(['b']);
    pool.add(
      'a',
      run(() => 5),
    ); // the name is free again
  });

  it('all cancelled, nobody makes another step, and all are disposed of', async () => {
    const { pool, steps, sessions, order } = three(10);
    pool.resume();
    await steps(5);
    const gone = pool.cancel();
    await steps(5);
    await gone;
    expect(order).toHaveLength(5);
    expect(Object.values(sessions).every(({ disposed }) => disposed)).toBe(true);
    expect(pool.standings()).toEqual([]);
  });

  it('names what it does not know, and takes no name twice', async () => {
    const { pool, run } = three();
    expect(() => pool.pause('d')).toThrow('Pool.pause: there is no run "d"; there are: "a", "b", "c"');
    expect(() => pool.resume('d')).toThrow(RangeError);
    await expect(pool.cancel('d')).rejects.toThrow(RangeError);
    expect(() =>
      pool.add(
        'a',
        run(() => 1),
      ),
    ).toThrow('Pool.add: there is a run "a" already');
    expect(
      () => new Pool({ now: () => 0, breathe: async () => undefined, tell: () => undefined }, 0),
    ).toThrow(/slice is 0/);
  });
});

describe('the end of a run', () => {
  it('by failure: told with its reason, and the others go on', async () => {
    const { pool, run, steps, events, order } = bench(10);
    const sick = run(() => 5);
    const healthy = sick.advance.bind(sick);
    sick.advance = () =>
      sick.step < 3 ? healthy() : Promise.reject(new NotFiniteError(4, NaN, NaN, 'First to go was o.'));
    pool.add('sick', sick);
    pool.add(
      'well',
      run(() => 5),
    );
    pool.resume();
    await steps(40);
    const end = events.find((event) => event.kind === 'state' && event.state === 'failed');
    expect(end).toMatchObject({
      run: 'sick',
      message: expect.stringMatching(/^In step 4 the loss was NaN\./),
    });
    expect(order.slice(-30)).toEqual(Array<string>(30).fill('well'));
    pool.resume('sick'); // a run that failed stays so
    expect(pool.standings()[0]).toMatchObject({ run: 'sick', state: 'failed', made: 3 });
  });

  it('by its goal, or by its limit of time after the step that passes it', async () => {
    const { pool, run, steps, events } = bench(10);
    pool.add(
      'goal',
      run(() => 5, { options: { ...defaultOptions, goal: 7 } }),
    );
    pool.add(
      'limit',
      run(() => 7),
      30,
    );
    pool.resume();
    await steps(100);
    expect(pool.standings()).toMatchObject([
      { state: 'finished', made: 7, used: 35 },
      { state: 'finished', made: 5, used: 35, limit: 30 },
    ]);
    expect(events.filter((e) => e.kind === 'state' && e.state === 'finished')).toHaveLength(2);
    pool.resume();
    expect(pool.standings().map(({ state }) => state)).toEqual(['finished', 'finished']);
    pool.resume(undefined, 60);
    await steps(100);
    expect(pool.standings()).toMatchObject([
      { state: 'finished', made: 7 },
      { state: 'finished', made: 9, used: 63, limit: 60 },
    ]);
  });

  it('by early stopping, after as many looks as it has patience, and again when it is told to go on', async () => {
    const { pool, run, steps, events } = bench(10);
    const losses = [3, 2, 2.5, 2.6, 2.7, 2.8, 2.9];
    const curve: CurvePoint[] = [{ step: 0, train: null, heldOut: 3.5 }];
    const stopping = run(() => 5, { curve, options: { ...defaultOptions, goal: 1e9, patience: 2 } });
    const plain = stopping.advance.bind(stopping);
    stopping.advance = async () => {
      const advance = await plain();
      const point = { step: stopping.step, train: 1, heldOut: losses[stopping.step - 1]! };
      curve.push(point);
      return { ...advance, point };
    };
    pool.add('stops', stopping);
    pool.add(
      'other',
      run(() => 5),
    );
    pool.resume();
    await steps(30);
    expect(stopping.step).toBe(4);
    const end = events.find((event) => event.kind === 'state' && event.state === 'finished');
    expect(end).toMatchObject({
      run: 'stops',
      message: expect.stringMatching(/^stopped early: .* for 2 looks/),
    });
    pool.resume('stops');
    await steps(30);
    expect(stopping.step).toBe(6);
  });
});
