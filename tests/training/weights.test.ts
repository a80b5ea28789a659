// A run's weights as a file, and a run from a file: the same held-out loss, what was set beside it, and refusals that leave the run alone.
import { describe, expect, it } from 'vitest';
import { optimizerIds } from '../../src/backends/optimizers.ts';
import { reference } from '../../src/backends/reference.ts';
import { readCheckpoint } from '../../src/training/checkpoints.ts';
import { defaultAlphas } from '../../src/training/options.ts';
import type { Event, Request, RunFacts, Source } from '../../src/training/protocol.ts';
import { cpu } from '../backends/cpu/node.ts';
import { memoryShelf, quick, rhyme, testHost, until, type TestWorld } from './support.ts';

const file = (text = rhyme): Source => ({
  from: 'reader',
  kind: 'file',
  title: 'rhyme.txt',
  blob: new Blob([text]),
});
const state = (name: string) => (event: Event) => event.kind === 'state' && event.state === name;
const opened = ({ events }: TestWorld): RunFacts =>
  (events.findLast((e) => e.kind === 'opened') as Event & { kind: 'opened' }).run;
const refusals = ({ events }: TestWorld) => events.flatMap((e) => (e.kind === 'refused' ? [e.message] : []));
type Weights = Event & { kind: 'weights' };

const cells = [
  { cell: 'rnn', nonlinearity: 'tanh' },
  { cell: 'rnn', nonlinearity: 'relu' },
  { cell: 'lstm', nonlinearity: 'tanh' },
  { cell: 'gru', nonlinearity: 'tanh' },
] as const;

/** A finished run and its file. */
async function trained(options = quick, backend = reference) {
  const { host, world } = testHost(memoryShelf(), {}, { loadBackend: async () => backend });
  await host.handle({ kind: 'start', source: file(), options: { ...options, goal: 50 } });
  await until(world, state('finished'));
  await host.handle({ kind: 'weights' });
  const { name, bytes } = world.events.findLast((e) => e.kind === 'weights') as Weights;
  const last = world.events.findLast((e) => e.kind === 'points')!.points.at(-1)!;
  return { host, world, name, bytes, last };
}
const from = (bytes: Uint8Array<ArrayBuffer>, more: Partial<Request & { kind: 'start' }> = {}): Request => ({
  kind: 'start',
  source: file(),
  options: quick,
  weights: { title: 'mine.safetensors', blob: new Blob([bytes]) },
  ...more,
});

describe.each([reference, cpu])('weights of $name', (backend) => {
  it.each(cells)(
    '$cell $nonlinearity: the same held-out loss in another worker, and it goes on',
    async (kind) => {
      const { name, bytes, last } = await trained({ ...quick, ...kind }, backend);
      expect(name).toBe(`unrolled-${kind.cell}-12-step-50.safetensors`);
      expect(readCheckpoint(bytes)).toMatchObject({ ...kind, hiddens: 12, step: 50 });
      const shelf = memoryShelf();
      const { host, world } = testHost(shelf, {}, { loadBackend: async () => backend });
      // what the panel shows is another network; the file decides
      await host.handle(from(bytes, { options: { ...quick, hiddens: 99, goal: 75, seed: 4 } }));
      const run = opened(world);
      expect(run.curve).toEqual([{ step: 50, train: null, heldOut: last.heldOut }]);
      expect(run).toMatchObject({ step: 50, restoredFrom: null, weights: 'mine.safetensors' });
      expect(run.options).toEqual({ ...quick, ...kind, goal: 125, seed: 4 });
      await until(world, state('finished'));
      const points = world.events.flatMap((e) => (e.kind === 'points' ? e.points : []));
      expect(points.map(({ step }) => step)).toEqual([75, 100, 125]);
      expect(points.at(-1)!.heldOut).toBeLessThan(last.heldOut);
      // and its save is a save like any other
      const later = testHost(shelf, {}, { loadBackend: async () => backend });
      await later.host.handle({ kind: 'restore', train: false });
      expect(opened(later.world)).toMatchObject({ step: 125, restoredFrom: 125, weights: null });
    },
  );
});

it.each(optimizerIds)('with %s they begin with nothing remembered, and go on', async (optimizer) => {
  const alpha = defaultAlphas[optimizer];
  const { bytes, last } = await trained({ ...quick, optimizer, alpha });
  // the file says nothing of the optimiser: what the panel shows counts
  const { host, world } = testHost();
  await host.handle(from(bytes, { options: { ...quick, optimizer, alpha, goal: 75 } }));
  await until(world, state('finished'));
  expect(opened(world).options).toMatchObject({ optimizer, alpha });
  const points = world.events.flatMap((e) => (e.kind === 'points' ? e.points : []));
  expect(points.at(-1)!.heldOut).toBeLessThan(last.heldOut);
});

it('between the backends: float32 weights in float64, the same loss but for rounding', async () => {
  const { bytes, last } = await trained(quick, cpu);
  const { host, world } = testHost();
  await host.handle(from(bytes));
  // the text's loss of about 2 nats in float32, some hundred characters: its roundings of 6e-8 add up to less than this
  expect(Math.abs(opened(world).curve[0]!.heldOut - last.heldOut)).toBeLessThan(1e-5);
  await host.handle({ kind: 'pause' });
});

it('a step that is no multiple of a look ends with one all the same', async () => {
  const { host, world } = testHost();
  await host.handle({ kind: 'start', source: file(), options: { ...quick, goal: 100_000 } });
  await until(world, (e) => e.kind === 'progress');
  await host.handle({ kind: 'pause' });
  await until(world, (e) => e.kind === 'saved', world.events.findIndex(state('paused')));
  await host.handle({ kind: 'weights' });
  const { bytes } = world.events.findLast((e) => e.kind === 'weights') as Weights;
  const since = world.events.length;
  await host.handle(from(bytes, { options: { ...quick, goal: 25 } }));
  await until(world, state('finished'), since);
  const { goal } = opened(world).options;
  expect(goal % 25).toBe(0);
  const points = world.events.slice(since).flatMap((e) => (e.kind === 'points' ? e.points : []));
  expect(points.at(-1)!.step).toBe(goal);
});

describe('refused', () => {
  it('damaged, too large to be trained, of other characters: in a sentence, and the run that is there stands', async () => {
    const { host, world, bytes } = await trained();
    const damaged = bytes.slice();
    damaged.fill(0xff, damaged.length - 8); // the last number becomes NaN
    const since = world.events.length;
    await host.handle(from(damaged));
    await host.handle(from(bytes.slice(0, 900)));
    await host.handle(from(bytes, { source: file('the lazy dog sleeps '.repeat(40)) }));
    const blob = { size: 300e6, arrayBuffer: () => Promise.reject(new Error('read')) } as unknown as Blob;
    await host.handle(from(bytes, { weights: { title: 'large.safetensors', blob } }));
    expect(refusals(world)).toEqual([
      expect.stringMatching(
        /^readout\.bias holds NaN \(number \d+ of \d+\)\. Expected: finite numbers only\.$/,
      ),
      expect.stringMatching(/cut off/),
      'The weights know 21 characters, the text chosen has 13: only the text has "g", "z", only the weights know "c", "k", "r" and 7 more. Expected: the same characters in both.',
      'large.safetensors has 300,000,000 bytes. At most 256 MB are read.',
    ]);
    expect(world.events.slice(since).some((e) => e.kind === 'opened' || e.kind === 'state')).toBe(false);
    await host.handle({ kind: 'resume', goal: 75 });
    await until(world, state('finished'), since);
    expect(opened(world).step).toBe(0); // the run from before
  });

  it('where there is no run there are no weights to save', async () => {
    const { host, world } = testHost();
    await host.handle({ kind: 'weights' });
    expect(refusals(world)).toEqual(['There is no run whose weights could be saved.']);
  });
});
