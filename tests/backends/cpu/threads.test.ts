// Who gets which sequences, when threads are worth it, and what happens where a helper fails or cannot start.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrainerSpec } from '../../../src/backends/spec.ts';
import type { Helper, HelperTask } from '../../../src/backends/cpu/crew.ts';
import { operationsOf, shardSizes, threadsFor } from '../../../src/backends/cpu/threads.ts';
import { adamSpec, flat, problem } from '../support.ts';
import { cpuOnTwoThreads, cpuWith, startHelper as realHelper } from './node.ts';

const spec = (more: Partial<TrainerSpec>): TrainerSpec => ({
  cell: 'lstm', nonlinearity: 'tanh', vocabulary: 64, hiddens: 128, steps: 32, batch: 32, reduction: 'mean', optimizer: adamSpec, clip: 5, ...more,
}); // prettier-ignore

describe('shards', () => {
  it('hold every sequence once, in fours, as even as it goes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 12 }), (batch, threads) => {
        const sizes = shardSizes(batch, threads);
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(batch);
        expect(sizes.length).toBeLessThanOrEqual(threads);
        for (const size of sizes.slice(0, -1)) expect(size % 4).toBe(0);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(7);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
      }),
    );
    expect(shardSizes(32, 2)).toEqual([16, 16]);
    expect(shardSizes(10, 3)).toEqual([4, 4, 2]);
    expect(shardSizes(3, 4)).toEqual([3]);
  });
});

describe('threads', () => {
  it('are counted by a step’s products: forward, and both ways of going back', () => {
    // per step and sequence 128 · 512 for W and 64 · 128 for V, two operations each, three times
    expect(operationsOf(spec({}))).toBe(6 * 32 * 32 * (512 * 128 + 64 * 128));
    // two layers of two directions, dense input of 10: U of the first, U of the second over both, two W
    const both = spec({ layers: 2, directions: 'concat', input: 'dense', inputs: 10, readout: 'last-step' });
    expect(operationsOf(both)).toBe(6 * 32 * (32 * 2 * 512 * (10 + 256 + 2 * 128) + 64 * 256));
  });

  it('are used where a step is long enough, and no more than there are', () => {
    expect(threadsFor(spec({ hiddens: 32 }), 4)).toBe(1);
    expect(threadsFor(spec({ hiddens: 128 }), 4)).toBe(4);
    expect(threadsFor(spec({ hiddens: 128 }), 1)).toBe(1);
    expect(threadsFor(spec({ hiddens: 512, batch: 7 }), 4)).toBe(2);
    expect(threadsFor(spec({ hiddens: 512 }), 64)).toBe(8);
  });

  const drawn = {
    nonlinearity: 'tanh',
    vocabulary: 7,
    hiddens: 5,
    steps: 4,
    batch: 9,
    seed: 8,
    clip: 1,
  } as const;

  it('end with their trainer, which then refuses to go on', async () => {
    const { spec, values, tokens, state } = problem(cpuOnTwoThreads, drawn);
    let ended = 0;
    const world = cpuWith({
      exactly: 2,
      startHelper: () => ({ ready: Promise.resolve(), end: () => void ended++ }),
    });
    const trainer = await world.create(spec, flat(values));
    trainer.dispose();
    trainer.dispose();
    expect(ended).toBe(1);
    expect(() => trainer.trainStep(tokens, state)).toThrow(/disposed of/);
  });

  it('that fail in the middle of a step are told of, not waited for', async () => {
    const { spec, values, tokens, state } = problem(cpuOnTwoThreads, drawn);
    // this helper is asked to work on a shard that is not there: its first access is out of bounds
    const broken = (task: HelperTask): Helper =>
      realHelper({
        ...task,
        places: { ...task.places, shards: task.places.shards.map((s) => ({ ...s, y: [2 ** 31] })) },
      });
    const trainer = await cpuWith({ exactly: 2, startHelper: broken }).create(spec, flat(values));
    expect(() => trainer.trainStep(tokens, state)).toThrow('cpu: a helper thread failed');
    trainer.dispose();
  });

  it('that cannot start leave none behind', async () => {
    const { spec, values } = problem(cpuOnTwoThreads, drawn);
    let [started, ended] = [0, 0];
    const startHelper = (): Helper => ({
      ready: ++started === 2 ? Promise.reject(new Error('no such file')) : Promise.resolve(),
      end: () => void ended++,
    });
    await expect(cpuWith({ exactly: 3, startHelper }).create(spec, flat(values))).rejects.toThrow(
      'no such file',
    );
    expect([started, ended]).toEqual([2, 2]);
  });
});

it('a size beyond WebAssembly’s reach is refused before anything is asked for', async () => {
  let asked = 0;
  const world = cpuWith({ readModule: () => Promise.reject(new Error(`asked ${++asked} times`)) });
  await expect(world.create(spec({ hiddens: 30_000 }), {})).rejects.toThrow(
    /cpu\.create: It needs \d+,\d{3} MB/,
  );
  expect(asked).toBe(0);
});
