// The worker's side while something long is under way: a look at much held-out text, a sample, a run that is being opened. Pausing, starting
// over and leaving a sample act within one piece of it, training goes on beside a sample, and nothing of it changes the curve.
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backends/backend.ts';
import { reference } from '../../src/backends/reference.ts';
import type { Host } from '../../src/training/host.ts';
import { sampleLength, type RunOptions } from '../../src/training/options.ts';
import type { CurvePoint } from '../../src/training/session.ts';
import type { Event, Request, RunFacts, Source } from '../../src/training/protocol.ts';
import type { StepStates } from '../../src/training/stepStates.ts';
import { cpu } from '../backends/cpu/node.ts';
import { memoryShelf, quick, rhyme, testHost, until, type TestWorld } from './support.ts';

/** Enough for sixteen held-out batches, the most there are. */
const long: Source = { from: 'reader', kind: 'file', title: 'rhyme.txt', blob: new Blob([rhyme.repeat(20)]) };
const start: Extract<Request, { kind: 'start' }> = { kind: 'start', source: long, options: quick };
const state = (name: string) => (event: Event) => event.kind === 'state' && event.state === name;

interface Counted {
  trainStep: number;
  evaluate: number;
  sample: number;
}
/** A host with slow hands: messages are handled after every piece of work. `at` is called whenever they are. */
function counting(backend: Backend = reference) {
  const calls: Counted = { trainStep: 0, evaluate: 0, sample: 0 };
  let act: (() => boolean) | null = null;
  const counted: Backend = {
    ...backend,
    async create(...of) {
      const trainer = await backend.create(...of);
      for (const name of ['trainStep', 'evaluate', 'sample'] as const) {
        const own = trainer[name].bind(trainer) as (...args: unknown[]) => unknown;
        Object.assign(trainer, { [name]: (...args: unknown[]) => (calls[name]++, own(...args)) });
      }
      return trainer;
    },
  };
  const { host, world } = testHost(memoryShelf(), {}, {
    loadBackend: async () => counted,
    async breathe() {
      if (act?.()) act = null;
      await new Promise((resolve) => setImmediate(resolve));
    },
  }); // prettier-ignore
  world.tick = 10;
  /** Has `then` done in the first breath in which `when` holds; resolves with the calls made by then. */
  const during = (when: () => boolean, then: () => void): Promise<Counted> =>
    new Promise((resolve) => {
      act = () => {
        if (!when()) return false;
        resolve({ ...calls });
        then();
        return true;
      };
    });
  return { host, world, calls, during };
}
const opened = ({ events }: TestWorld): RunFacts =>
  (events.findLast((e) => e.kind === 'opened') as Event & { kind: 'opened' }).run;
const curveOf = ({ events }: TestWorld): CurvePoint[] => {
  const points: CurvePoint[] = [];
  for (const event of events) {
    if (event.kind === 'opened') points.splice(0, points.length, ...event.run.curve);
    if (event.kind === 'points') points.push(...event.points);
  }
  return points;
};
const keptSamples = ({ events }: TestWorld) => events.flatMap((e) => (e.kind === 'sample' && e.kept ? [e.sample] : [])); // prettier-ignore
const wholeRun = async (options: RunOptions = quick) => {
  const { host, world } = testHost();
  await host.handle({ ...start, options });
  await until(world, state('finished'));
  return world;
};
/** A breath later, so that what is under way has had its chance to go on. */
async function rest(turns = 20): Promise<void> {
  for (let n = 0; n < turns; n++) await new Promise((resolve) => setImmediate(resolve));
}

/** In the middle of the look after step 50: three of its sixteen batches are done. */
const inLook = (calls: Counted) => calls.trainStep === 50 && calls.evaluate === 16 + 16 + 3;
/** In the middle of the sample after step 100, that of the beginning and all looks done. */
const inSample = (calls: Counted) => calls.trainStep === 100 && calls.sample === sampleLength + 30;

describe.each([
  { name: 'a look', within: inLook },
  { name: 'a sample along the way', within: inSample },
])('while $name is under way', ({ within }) => {
  it('a pause acts at once, is saved, and costs nothing: resumed or reloaded, the run is the same', async () => {
    const { host, world, calls, during } = counting();
    const caught = during(() => within(calls), () => void host.handle({ kind: 'pause' })); // prettier-ignore
    await host.handle(start);
    const at = await caught;
    await until(world, (e) => e.kind === 'saved' && e.step === at.trainStep, world.events.findIndex(state('paused'))); // prettier-ignore
    await rest();
    expect(calls).toEqual(at);
    // nothing grows after it: the page takes away what was growing
    const after = world.events.slice(world.events.findIndex(state('paused')));
    expect(after.filter(({ kind }) => kind === 'writing')).toEqual([]);
    const reloaded = testHost(world.shelf);
    const saved = structuredClone(world.shelf.slots);
    await host.handle({ kind: 'resume' });
    await until(world, state('finished'));
    const whole = await wholeRun();
    expect(curveOf(world)).toEqual(curveOf(whole));
    expect(keptSamples(world)).toEqual(keptSamples(whole));
    world.shelf.slots = saved;
    await reloaded.host.handle({ kind: 'restore', train: true });
    await until(reloaded.world, state('finished'));
    expect(curveOf(reloaded.world)).toEqual(curveOf(whole));
    expect(reloaded.world.shelf.slots).not.toEqual(saved);
  });

  it('starting over leaves it', async () => {
    const { host, world, calls, during } = counting();
    const again = { ...quick, seed: 7 };
    const caught = during(() => within(calls), () => void host.handle({ kind: 'start', source: { from: 'held' }, options: again })); // prettier-ignore
    await host.handle(start);
    const at = await caught;
    const since = world.events.length;
    await until(world, (e) => e.kind === 'opened', since);
    // the new run's own first look and sample, nothing of the old one's
    expect(calls.evaluate - at.evaluate).toBe(16);
    expect(calls.sample - at.sample).toBe(sampleLength);
    await until(world, state('finished'), since);
    expect(curveOf(world)).toEqual(curveOf(await wholeRun(again)));
  });
});

it('paused in the look of its last step, it takes that look when it goes on, and is finished', async () => {
  const { host, world, calls, during } = counting();
  const last = () => calls.trainStep === 200 && calls.evaluate === 8 * 16 + 5;
  const caught = during(last, () => void host.handle({ kind: 'pause' }));
  await host.handle(start);
  await caught;
  await rest();
  expect(world.events.filter(state('finished'))).toEqual([]);
  await host.handle({ kind: 'resume' });
  await until(world, state('finished'));
  expect(calls.trainStep).toBe(200);
  expect(curveOf(world)).toEqual(curveOf(await wholeRun()));
});

it('a start while another one is being opened leaves that one’s first look', async () => {
  const { host, world, calls, during } = counting();
  const caught = during(() => calls.evaluate === 4, () => void host.handle({ ...start, options: { ...quick, seed: 5 } })); // prettier-ignore
  void host.handle(start);
  await caught;
  await until(world, state('finished'));
  expect(opened(world).options.seed).toBe(5);
  expect(world.events.filter((e) => e.kind === 'opened')).toHaveLength(1);
  // one look at the beginning and eight along the way; of the one that was left, at most a batch more
  expect(calls.evaluate).toBeLessThanOrEqual(4 + 1 + 9 * 16);
});

describe('a sample that is asked for', () => {
  const endless = { ...quick, goal: 100_000 };
  async function running(): Promise<ReturnType<typeof counting>> {
    const all = counting(cpu);
    await all.host.handle({ ...start, options: endless });
    await until(all.world, (e) => e.kind === 'progress');
    return all;
  }
  const writing = ({ events }: TestWorld, since: number) =>
    events.slice(since).flatMap((e) => (e.kind === 'writing' && !e.kept ? [e.sample.text] : []));
  const asked = (e: Event) => e.kind === 'sample' && !e.kept;
  async function end({ host, world }: { host: Host; world: TestWorld }): Promise<void> {
    await host.handle({ kind: 'pause' });
    await until(world, (e) => e.kind === 'saved', world.events.findLastIndex(state('paused')));
  }

  it('grows while training goes on, and is the one that stands at the end', async () => {
    const { host, world, calls } = await running();
    const [since, steps] = [world.events.length, calls.trainStep];
    await host.handle({ kind: 'sample' });
    const event = (await until(world, asked, since)) as Event & { kind: 'sample' };
    // a step or so for each character: neither waits for the other
    expect(calls.trainStep - steps).toBeGreaterThan(sampleLength / 4);
    const parts = writing(world, since);
    expect(parts.length).toBeGreaterThan(5);
    for (const [n, part] of parts.entries()) {
      expect(event.sample.text.startsWith(part)).toBe(true);
      if (n) expect(part.length).toBeGreaterThan(parts[n - 1]!.length);
    }
    await end({ host, world });
  });

  it('does not hold up a pause, and is drawn to its end all the same', async () => {
    const { host, world, calls, during } = await running();
    const before = calls.sample;
    const caught = during(() => calls.sample > before + 10, () => void host.handle({ kind: 'pause' })); // prettier-ignore
    const since = world.events.length;
    await host.handle({ kind: 'sample' });
    const at = await caught;
    await until(world, asked, since);
    expect(calls.trainStep - at.trainStep).toBeLessThanOrEqual(1);
  });

  it('is left when it is to stop, when another one is asked for, and when a run is started', async () => {
    for (const request of [{ kind: 'stop-sample' }, { kind: 'sample' }, { ...start, options: endless }] as Request[]) {
      const { host, world, calls, during } = await running();
      await host.handle({ kind: 'pause' });
      const before = calls.sample;
      const since = world.events.length;
      const caught = during(() => calls.sample > before + 10, () => void host.handle(request));
      await host.handle({ kind: 'sample' });
      const at = await caught;
      if (request.kind === 'start') await until(world, state('running'), since);
      await rest(request.kind === 'sample' ? 400 : 20);
      const samples = world.events.slice(since).filter(asked);
      expect(samples).toHaveLength(request.kind === 'sample' ? 1 : 0);
      const stops = world.events.slice(since).filter((e) => e.kind === 'sample-stopped');
      expect(stops).toHaveLength(request.kind === 'stop-sample' ? 1 : 0);
      if (request.kind === 'stop-sample') expect(calls.sample - at.sample).toBeLessThanOrEqual(1);
      if (request.kind === 'sample') expect(calls.sample - before).toBeLessThanOrEqual(at.sample - before + 1 + sampleLength);
      await end({ host, world }).catch(() => undefined);
    }
  }); // prettier-ignore
});

describe('states for figures', () => {
  const statesOf = async (world: TestWorld, id: number): Promise<StepStates> =>
    ((await until(world, (e) => e.kind === 'states' && e.id === id)) as Event & { kind: 'states' }).states;

  it('of a text and of a batch come with the id that they were asked with, while it trains; the curve stays', async () => {
    const { host, world } = counting();
    await host.handle(start);
    await until(world, (e) => e.kind === 'progress');
    await host.handle({ kind: 'states', id: 3, of: { text: 'the mouse ran' } });
    await host.handle({ kind: 'states', id: 4, of: { part: 'training', index: 0 } });
    const [text, batch] = [await statesOf(world, 3), await statesOf(world, 4)];
    expect([text.characters!.join(''), text.hidden.length]).toEqual(['the mouse ran', 13 * quick.hiddens]);
    expect(batch.hidden).toHaveLength(quick.steps * quick.batch * quick.hiddens);
    expect(text.hidden.every(Number.isFinite)).toBe(true);
    expect(new Set(text.hidden).size).toBeGreaterThan(100);
    await until(world, state('finished'));
    expect(curveOf(world)).toEqual(curveOf(await wholeRun()));
  });

  it('are refused in a sentence', async () => {
    const { host, world } = testHost();
    const refusal = async (of: Extract<Request, { kind: 'states' }>['of']) => {
      await host.handle({ kind: 'states', id: 1, of });
      return (world.events.at(-1) as Event & { kind: 'refused' }).message;
    };
    expect(await refusal({ text: 'a' })).toBe('There is no run to look into.');
    await host.handle(start);
    await until(world, state('finished'));
    expect(await refusal({ text: '' })).toMatch(/^The text has 0 characters/);
    expect(await refusal({ text: 'Ω' })).toMatch(/^The network does not know "Ω"/);
    expect(await refusal({ part: 'heldOut', index: 99 })).toMatch(
      /batch 99, expected an integer from 0 to 15/,
    );
  });
});

describe('a run on a drawn task', () => {
  const drawn: RunOptions = { ...quick, task: 'between-marks', cell: 'gru', directions: 'concat', hiddens: 16, steps: 12, batch: 16, goal: 150 }; // prettier-ignore
  const refusals = ({ events }: TestWorld) =>
    events.flatMap((e) => (e.kind === 'refused' ? [e.message] : []));

  it('tells its facts, learns, tells how much it gets right, and leaves the saved run alone', async () => {
    const { host, world } = counting(cpu);
    await host.handle(start);
    await until(world, state('finished'));
    const saved = structuredClone(world.shelf.slots);
    const since = world.events.length;
    await host.handle({ kind: 'start', source: null, options: drawn });
    await until(world, state('finished'), since);
    const { text, task, samples, curve } = opened(world);
    expect([text, samples]).toEqual([null, []]);
    expect(task).toMatchObject({ id: 'between-marks', sequences: { training: 4096, heldOut: 512 } });
    expect(Math.abs(task.baseline!.loss - Math.log(4))).toBeLessThan(0.03);
    expect(curve[0]!.accuracy).toBeLessThan(0.5);
    expect(curveOf(world).at(-1)!.accuracy).toBeGreaterThan(0.9);
    expect(world.events.slice(since).filter(({ kind }) => kind === 'saved' || kind === 'sample')).toEqual([]);
    expect(world.shelf.slots).toEqual(saved);
    await host.handle({ kind: 'states', id: 1, of: { part: 'heldOut', index: 0 } });
    expect(world.events.at(-1)).toMatchObject({ kind: 'states', states: { layers: 1, directions: 2 } });
    // the text is still held for the next run on it
    await host.handle({ kind: 'start', source: { from: 'held' }, options: quick });
    expect(opened(world).text?.title).toBe('rhyme.txt');
    await host.handle({ kind: 'pause' });
  });

  it('is refused what it cannot do, and other options that do not fit', async () => {
    const { host, world } = testHost();
    await host.handle({ kind: 'start', source: null, options: quick });
    await host.handle({ ...start, options: { ...quick, directions: 'sum' } });
    await host.handle({ kind: 'start', source: null, options: { ...drawn, steps: 3 } });
    await host.handle({ kind: 'start', source: null, options: { ...drawn, hiddens: 3000 } });
    await host.handle({ kind: 'start', source: null, options: { ...drawn, goal: 25 } });
    await until(world, state('finished'));
    await host.handle({ kind: 'sample' });
    await host.handle({ kind: 'states', id: 1, of: { text: 'a' } });
    expect(refusals(world)).toEqual([
      'There is no text to learn. Choose one.',
      'A network that reads both ways would read the very characters that it is to predict. Choose one direction.',
      'The number of steps is 3. The task “between-marks” needs at least 6.',
      expect.stringMatching(
        /^With 3000 hidden units each way and 12 steps the network has .* At most 256 MB/,
      ),
      'This network does not write: it has no text to learn.',
      'The task “between-marks” reads no text. Ask for one of its batches.',
    ]);
  });

  it('a text in two layers over an embedding trains, is saved and restored', async () => {
    const deep: RunOptions = { ...quick, cell: 'lstm', layers: 2, embedding: 6, hiddens: 8, goal: 50 };
    const { host, world } = counting(cpu);
    await host.handle({ ...start, options: deep });
    await until(world, state('finished'));
    const later = testHost(world.shelf, {}, { loadBackend: async () => cpu });
    await later.host.handle({ kind: 'restore', train: false });
    expect(opened(later.world)).toMatchObject({ step: 50, options: { layers: 2, embedding: 6 } });
    expect(curveOf(later.world)).toEqual(curveOf(world));
  });
});
