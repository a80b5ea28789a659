// The weights of every kind of run as a file, and a run from it: in layers, both ways, embedded, on every task.
import { describe, expect, it } from 'vitest';
import { reference } from '../../src/backends/reference.ts';
import { optimizerIds } from '../../src/backends/optimizers.ts';
import { readCheckpoint } from '../../src/training/checkpoints.ts';
import { readSafetensors, writeSafetensors } from '../../src/training/safetensors.ts';
import { defaultAlphas, type RunOptions } from '../../src/training/options.ts';
import type { Event, Request, RunFacts, Source } from '../../src/training/protocol.ts';
import { cpu } from '../backends/cpu/node.ts';
import { memoryShelf, quick, rhyme, testHost, until, type TestWorld } from './support.ts';

const text: Source = { from: 'reader', kind: 'file', title: 'rhyme.txt', blob: new Blob([rhyme]) };
const state = (name: string) => (event: Event) => event.kind === 'state' && event.state === name;
const opened = ({ events }: TestWorld): RunFacts =>
  (events.findLast((e) => e.kind === 'opened') as Event & { kind: 'opened' }).run;
const refusals = ({ events }: TestWorld) => events.flatMap((e) => (e.kind === 'refused' ? [e.message] : []));
const started = (options: RunOptions, bytes?: Uint8Array<ArrayBuffer>): Request => ({
  kind: 'start',
  source: (options.task ?? 'text') === 'text' ? text : null,
  options,
  ...(bytes ? { weights: { title: 'mine.safetensors', blob: new Blob([bytes]) } } : {}),
});

/** A finished run of 25 updates and its file. */
async function trained(options: RunOptions, backend = reference) {
  const { host, world } = testHost(memoryShelf(), {}, { loadBackend: async () => backend });
  await host.handle(started({ ...options, goal: 25 }));
  await until(world, state('finished'));
  await host.handle({ kind: 'weights' });
  const { name, bytes } = world.events.findLast((e) => e.kind === 'weights') as Event & { kind: 'weights' };
  return { name, bytes, last: world.events.findLast((e) => e.kind === 'points')!.points.at(-1)! };
}

const small: RunOptions = { ...quick, hiddens: 6, steps: 10, batch: 16 };
const runs: [name: string, more: Partial<RunOptions>][] = [
  ['unrolled-lstm-2x6-step-25', { cell: 'lstm', layers: 2, embedding: 5 }],
  ['unrolled-rnn-6-step-25', { embedding: 3 }],
  ['unrolled-between-marks-gru-2x6-concat-step-25', { task: 'between-marks', cell: 'gru', layers: 2, directions: 'concat', embedding: 4 }],
  ['unrolled-first-mark-lstm-6-sum-step-25', { task: 'first-mark', cell: 'lstm', directions: 'sum' }],
  ['unrolled-copy-rnn-3x6-step-25', { task: 'copy', nonlinearity: 'relu', layers: 3 }],
  ['unrolled-waves-gru-2x6-concat-step-25', { task: 'waves', cell: 'gru', layers: 2, directions: 'concat' }],
]; // prettier-ignore

describe.each([reference, cpu])('weights of $name', (backend) => {
  it.each(runs)('%s: the same held-out loss in another worker, and it goes on', async (name, more) => {
    const options = { ...small, ...more };
    const { name: given, bytes, last } = await trained(options, backend);
    expect(given).toBe(`${name}.safetensors`);
    const { host, world } = testHost(memoryShelf(), {}, { loadBackend: async () => backend });
    // what the panel shows is another network on the same task; the file decides
    const { task = 'text' } = options;
    await host.handle(started({ ...small, task, hiddens: 9, goal: 25, seed: 4 }, bytes));
    expect(refusals(world)).toEqual([]);
    const run = opened(world);
    // the share of right answers too, where the task has one
    expect(run.curve).toEqual([{ ...last, train: null }]);
    expect(run).toMatchObject({ step: 25, weights: 'mine.safetensors' });
    expect(run.options).toEqual({ ...options, task, goal: 50, seed: 4 });
    await until(world, state('finished'));
    expect(world.events.findLast((e) => e.kind === 'points')!.points.at(-1)!.step).toBe(50);
  });
});

it.each(optimizerIds)('with %s they begin with nothing remembered, in layers as well', async (optimizer) => {
  const options: RunOptions = {
    ...small,
    task: 'copy',
    layers: 2,
    optimizer,
    alpha: defaultAlphas[optimizer],
  };
  const { bytes, last } = await trained(options);
  const { host, world } = testHost();
  await host.handle(started(options, bytes));
  expect(opened(world)).toMatchObject({ curve: [{ heldOut: last.heldOut }], options: { optimizer } });
  await host.handle({ kind: 'pause' });
});

describe('refused, and no run is begun', () => {
  const told = async (options: RunOptions, bytes: Uint8Array<ArrayBuffer>) => {
    const { host, world } = testHost();
    await host.handle(started(options, bytes));
    expect(world.events.some(({ kind }) => kind === 'opened')).toBe(false);
    return refusals(world);
  };
  it('weights of another task', async () => {
    const { bytes } = await trained({ ...small, task: 'first-mark' });
    expect(await told({ ...small, task: 'waves' }, bytes)).toEqual([
      'The weights were trained on the task “first-mark”, the run is set to “waves”. Expected: the same task in both.',
    ]);
    expect(await told(small, bytes)).toEqual([
      expect.stringMatching(/“first-mark”, the run is set to “text”/),
    ]);
  });
  it('a file without metadata begins a run on its task, and no run on a text', async () => {
    const { bytes, last } = await trained({ ...small, task: 'between-marks', cell: 'gru', directions: 'sum', layers: 2 }); // prettier-ignore
    const bare = writeSafetensors({ ...readSafetensors(bytes), metadata: {} });
    const { host, world } = testHost();
    await host.handle(started({ ...small, task: 'between-marks' }, bare));
    expect(opened(world)).toMatchObject({ step: 0, curve: [{ step: 0, heldOut: last.heldOut }], options: { layers: 2, directions: 'sum' } }); // prettier-ignore
    await host.handle({ kind: 'pause' });
    expect(await told(small, bare)).toEqual([expect.stringMatching(/metadata characters is nothing/)]);
    expect(readCheckpoint(bare, 'between-marks').cell).toBe('gru');
  });
  it('a network that would take too much memory here', async () => {
    const { bytes } = await trained({ ...small, task: 'copy', hiddens: 40, layers: 2 });
    expect(await told({ ...small, task: 'copy', batch: 400_000 }, bytes)).toEqual([
      expect.stringMatching(
        /^With 40 hidden units in 2 layers and 10 steps the network has .* At most 256 MB/,
      ),
    ]);
  });
});
