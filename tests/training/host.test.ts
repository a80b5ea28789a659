// The worker's side without a worker: start, pause within one step, resume, reload, reset, refusals that leave the run alone, failures told.
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backends/backend.ts';
import { reference } from '../../src/backends/reference.ts';
import { createTrainingClient, type ClientEvent } from '../../src/training/client.ts';
import type { CurvePoint } from '../../src/training/session.ts';
import type { Event, Request, RunFacts, Source } from '../../src/training/protocol.ts';
import { sha256OfText } from '../../src/training/sha256.ts';
import { SnapshotError } from '../../src/training/snapshots.ts';
import { memoryShelf, quick, rhyme, testHost, until, type TestWorld } from './support.ts';

const file: Source = { from: 'reader', kind: 'file', title: 'rhyme.txt', blob: new Blob([rhyme]) };
const start: Request = { kind: 'start', source: file, options: quick };
const state = (name: string) => (event: Event) => event.kind === 'state' && event.state === name;
const curveOf = ({ events }: TestWorld): CurvePoint[] => {
  const points: CurvePoint[] = [];
  for (const event of events) {
    if (event.kind === 'opened') points.splice(0, points.length, ...event.run.curve);
    if (event.kind === 'points') points.push(...event.points);
  }
  return points;
};
const opened = ({ events }: TestWorld): RunFacts =>
  (events.findLast((e) => e.kind === 'opened') as Event & { kind: 'opened' }).run;
const savedSteps = ({ events }: TestWorld) => events.flatMap((e) => (e.kind === 'saved' ? [e.step] : []));

async function uninterrupted(): Promise<TestWorld> {
  const { host, world } = testHost();
  await host.handle(start);
  await until(world, state('finished'));
  return world;
}

describe('training', () => {
  it('opens with the facts, reports, saves and finishes at the goal', async () => {
    const world = await uninterrupted();
    const { text, step, curve, backend } = opened(world);
    expect(text).toMatchObject({ kind: 'file', title: 'rhyme.txt', characters: rhyme.length, others: 0 });
    expect(text!.training + text!.heldOut).toBe(rhyme.length);
    expect([step, curve.length, backend]).toEqual([0, 1, reference.name]);
    expect(savedSteps(world).at(-1)).toBe(quick.goal);
    const progress = world.events.findLast((e) => e.kind === 'progress');
    expect(progress?.progress).toMatchObject({ step: quick.goal, secondsLeft: 0 });
  });

  it('reloaded from its save it has the curve of a run that was never interrupted', async () => {
    const whole = await uninterrupted();
    const shelf = memoryShelf();
    const { host, world } = testHost(shelf);
    await host.handle(start);
    await until(world, (e) => e.kind === 'points' && e.points.some((p) => p.step >= 50));
    await host.handle({ kind: 'pause' });
    await until(world, (e) => e.kind === 'saved', world.events.findIndex(state('paused')));
    const at = savedSteps(world).at(-1)!;
    expect(at).toBeLessThan(quick.goal);
    // another page, another worker
    const later = testHost(shelf);
    await later.host.handle({ kind: 'restore', train: true });
    expect(opened(later.world)).toMatchObject({ step: at, restoredFrom: at, remark: null });
    await until(later.world, state('finished'));
    expect(curveOf(later.world)).toEqual(curveOf(whole));
    expect(opened(later.world).text?.sha256).toBe(sha256OfText(rhyme));
  });

  it('pauses within one step, and resumes where it was', async () => {
    let steps = 0;
    const counting: Backend = {
      ...reference,
      async create(...of) {
        const trainer = await reference.create(...of);
        return { ...trainer, trainStep: (batch, h) => (steps++, trainer.trainStep(batch, h)) };
      },
    };
    const { host, world } = testHost(memoryShelf(), {}, { loadBackend: async () => counting });
    await host.handle(start);
    await until(world, (e) => e.kind === 'progress');
    const before = steps;
    await host.handle({ kind: 'pause' });
    await until(world, (e) => e.kind === 'saved', world.events.findIndex(state('paused')));
    expect(steps - before).toBeLessThanOrEqual(1);
    expect(savedSteps(world).at(-1)).toBe(steps);
    await host.handle({ kind: 'resume' });
    await until(world, state('finished'));
    expect(steps).toBe(quick.goal);
    expect(curveOf(world)).toEqual(curveOf(await uninterrupted()));
  });

  it('starts over with the same seed into the same curve, on the text it holds', async () => {
    const { host, world } = testHost();
    await host.handle(start);
    await until(world, (e) => e.kind === 'progress');
    const since = world.events.length;
    await host.handle({ kind: 'start', source: { from: 'held' }, options: quick });
    await until(world, state('finished'), since);
    expect(curveOf(world)).toEqual(curveOf(await uninterrupted()));
  });

  it('goes on to a further goal as if that had been the goal from the start', async () => {
    const { host, world } = testHost();
    await host.handle(start);
    await until(world, state('finished'));
    const since = world.events.length;
    await host.handle({ kind: 'resume', goal: 300 });
    await until(world, state('finished'), since);
    const far = testHost();
    await far.host.handle({ ...start, options: { ...quick, goal: 300 } });
    await until(far.world, state('finished'));
    expect(curveOf(world)).toEqual(curveOf(far.world));
  });

  it('two starts in quick succession leave one run', async () => {
    const { host, world } = testHost();
    void host.handle(start);
    await host.handle({ ...start, options: { ...quick, seed: 9 } });
    await until(world, state('finished'));
    expect(opened(world).options.seed).toBe(9);
    expect(world.events.filter(state('finished'))).toHaveLength(1);
  });

  it('takes a text of the site only if it is the one that was hashed', async () => {
    const site = (sha: string): Source => ({
      from: 'site',
      kind: 'prose',
      title: 'prose',
      url: '/a.txt',
      sha256: sha,
    });
    const { host, world } = testHost(memoryShelf(), { '/a.txt': rhyme });
    await host.handle({ kind: 'start', source: site('0'), options: quick });
    expect(world.events.at(-1)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/not the one/),
    });
    await host.handle({ kind: 'start', source: site(sha256OfText(rhyme)), options: quick });
    expect(opened(world).text?.kind).toBe('prose');
    await host.handle({ kind: 'pause' });
  });

  it('a refused text or size leaves the run that is there alone', async () => {
    const { host, world } = testHost();
    await host.handle(start);
    await until(world, (e) => e.kind === 'progress');
    await host.handle({ ...start, source: { ...file, blob: new Blob(['']) } });
    await host.handle({ ...start, options: { ...quick, hiddens: 4000 } });
    const refused = world.events.flatMap((e) => (e.kind === 'refused' ? [e.message] : []));
    expect(refused).toEqual([expect.stringMatching(/0 bytes/), expect.stringMatching(/MB\. At most 256 MB/)]);
    await until(world, state('finished'));
  });

  it('a loss that is no number stops it within the step; the save before stands', async () => {
    const shelf = memoryShelf();
    const { host, world } = testHost(shelf);
    await host.handle({ ...start, options: { ...quick, nonlinearity: 'relu', alpha: 1e100 } });
    const event = await until(world, state('failed'));
    expect(event).toMatchObject({ message: expect.stringMatching(/^In step \d+ the .* was (NaN|Infinity)/) });
    await until(world, (e) => e.kind === 'saved' || e.kind === 'not-saved');
    const step = Number(/In step (\d+)/.exec((event as { message: string }).message)![1]);
    const later = testHost(shelf);
    await later.host.handle({ kind: 'restore', train: false });
    expect(opened(later.world).step).toBeLessThan(step);
  });

  it('says when it could not save, and goes on training', async () => {
    const shelf = memoryShelf();
    shelf.fault = new SnapshotError('the browser has no room left for it');
    const { host, world } = testHost(shelf);
    await host.handle(start);
    await until(world, state('finished'));
    expect(savedSteps(world)).toEqual([]);
    expect(world.events).toContainEqual({ kind: 'not-saved', reason: 'the browser has no room left for it' });
  });

  it('deletes the saved run, does not save it again by itself, and says when there is none', async () => {
    const { host, world } = testHost();
    await host.handle(start);
    await until(world, state('finished'));
    await host.handle({ kind: 'forget' });
    await host.handle({ kind: 'save' });
    expect(world.shelf.slots.latest).toBeUndefined();
    await host.handle({ kind: 'restore', train: true });
    expect(world.events.at(-1)).toMatchObject({ message: 'There is no run to go on with: no run is saved.' });
  });

  it('draws a sample on request at the temperature set last, beside the plan', async () => {
    const { host, world } = testHost();
    await host.handle(start);
    await host.handle({ kind: 'pause' });
    await host.handle({ kind: 'temperature', temperature: 0.2 });
    await host.handle({ kind: 'sample' });
    const sample = world.events.findLast((e) => e.kind === 'sample');
    expect(sample).toMatchObject({ kept: false, sample: { temperature: 0.2 } });
    expect(opened(world).options.temperature).toBe(quick.temperature);
  });
});

describe('the client', () => {
  it('tells a crash once, and starts anew with the next request', () => {
    const heard: ClientEvent[] = [];
    const posted: string[] = [];
    let crash: (reason: string) => void = () => undefined;
    let workers = 0;
    const client = createTrainingClient(
      (event) => heard.push(event),
      (_, onCrash) => {
        crash = onCrash;
        const name = `worker ${++workers}`;
        return {
          post: ({ kind }) => posted.push(`${name}: ${kind}`),
          end: () => posted.push(`${name}: ended`),
        };
      },
    );
    expect(workers).toBe(0);
    client.post({ kind: 'pause' });
    const first = crash;
    first('out of memory');
    first('again');
    client.post({ kind: 'restore', train: false });
    first('a dead worker talks');
    client.end();
    expect(heard).toEqual([{ kind: 'crashed', reason: 'out of memory' }]);
    expect(posted).toEqual(['worker 1: pause', 'worker 1: ended', 'worker 2: restore', 'worker 2: ended']);
  });
});
