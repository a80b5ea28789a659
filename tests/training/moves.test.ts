// A run whose backend breaks off: nothing of the broken step is kept, it goes on from the last good numbers on `cpu`, by itself, and what
// happened is told, logged and saved. Backends are fakes that compute as the reference does, so that a moved run has the numbers of a whole one.
import { describe, expect, it } from 'vitest';
import type { Backend, BackendId } from '../../src/backends/backend.ts';
import type { Choice } from '../../src/backends/choose.ts';
import type { RunOptions } from '../../src/training/options.ts';
import type { CurvePoint } from '../../src/training/session.ts';
import type { Event, Request, RunFacts, Source } from '../../src/training/protocol.ts';
import { unseal } from '../../src/training/snapshots.ts';
import { failing, gpuError, lost } from './support/failing.ts';
import { memoryShelf, quick, rhyme, testHost, until, type TestWorld } from './support.ts';

const file: Source = { from: 'reader', kind: 'file', title: 'rhyme.txt', blob: new Blob([rhyme]) };
const startOf = (more: Partial<RunOptions> = {}): Request & { kind: 'start' } => ({
  kind: 'start',
  source: file,
  options: { ...quick, backend: 'gpu', ...more },
});
const state = (name: string) => (event: Event) => event.kind === 'state' && event.state === name;
const isMoved = (event: Event): event is Event & { kind: 'moved' } => event.kind === 'moved';
const opened = ({ events }: TestWorld): RunFacts =>
  (events.findLast((e) => e.kind === 'opened') as Event & { kind: 'opened' }).run;
/** As the page keeps it. */
const curveOf = ({ events }: TestWorld): CurvePoint[] => {
  const points: CurvePoint[] = [];
  for (const event of events) {
    if (event.kind === 'opened' || event.kind === 'moved')
      points.splice(0, points.length, ...event.run.curve);
    if (event.kind === 'points') points.push(...event.points);
  }
  return points;
};
const samplesOf = ({ events }: TestWorld) =>
  events.flatMap((e) => (e.kind === 'sample' && e.kept ? [e.sample.text] : []));

const fine = () => failing('cpu', () => null);
function hostOn(
  gpu: Backend,
  cpu: Backend = fine().backend,
  shelf = memoryShelf(),
  choice: Choice = { chosen: 'gpu', measured: [] },
) {
  const loads: BackendId[] = [];
  const made = testHost(shelf, {}, {
    async loadBackend(id) {
      loads.push(id);
      return id === 'gpu' ? gpu : cpu;
    },
    chooser: { choose: async () => choice },
  }); // prettier-ignore
  return { ...made, loads };
}
async function whole(): Promise<TestWorld> {
  const { host, world } = hostOn(failing('gpu', () => null).backend);
  await host.handle(startOf());
  await until(world, state('finished'));
  return world;
}

describe('a GPU that breaks off', () => {
  it.each([
    ['in a step', 'trainStep', 60],
    ['in the first step', 'trainStep', 1],
    ['in a look', 'evaluate', 8],
    ['in the first look, before the run is opened', 'evaluate', 1],
    ['in a sample along the way', 'sample', 200],
    ['as it is made', 'create', 1],
  ] as const)('%s, the run has the numbers of one that was never broken', async (_, call, nth) => {
    const gpu = failing('gpu', (what, n) => (what === call && n === nth ? lost : null));
    const cpu = fine();
    const { host, world } = hostOn(gpu.backend, cpu.backend);
    await host.handle(startOf());
    await until(world, state('finished'));
    const unbroken = await whole();
    expect(curveOf(world)).toEqual(curveOf(unbroken));
    expect(samplesOf(world)).toEqual(samplesOf(unbroken));
    // every update was made once, the broken one by the other
    const made = gpu.calls.trainStep - (call === 'trainStep' ? 1 : 0) + cpu.calls.trainStep;
    expect(made).toBe(quick.goal);
    expect([gpu.calls.alive, cpu.calls.alive]).toEqual([0, 1]);
  });

  it('is told once, with step and reason, and stands in the run’s facts and in its save', async () => {
    const gpu = failing('gpu', (call, n) => (call === 'trainStep' && n === 60 ? lost : null));
    const { host, world } = hostOn(gpu.backend);
    await host.handle(startOf());
    expect(opened(world)).toMatchObject({ on: 'gpu', backend: 'gpu (a fake)', moves: [], choice: null });
    await until(world, state('finished'));
    const told = world.events.filter(isMoved);
    const move = { step: 59, from: 'gpu', to: 'cpu', why: lost.message };
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      move,
      run: { on: 'cpu', backend: 'cpu (a fake)', device: 'cpu, a fake', step: 59, moves: [move] },
    });
    expect(told[0]!.run.options.backend).toBe('cpu');
    const { snapshot } = unseal(world.shelf.slots.latest);
    expect(snapshot).toMatchObject({ step: quick.goal, moves: [move], options: { backend: 'cpu' } });
    // another page reads the log with it, and stays on cpu
    const later = hostOn(gpu.backend, fine().backend, world.shelf);
    await later.host.handle({ kind: 'restore', train: false });
    expect(opened(later.world)).toMatchObject({ on: 'cpu', moves: [move] });
    expect(later.loads).not.toContain('gpu');
  });

  it('no update comes of garbage: numbers that are not finite are left for the last good ones', async () => {
    const broken = failing('gpu', (call, n) => (call === 'trainStep' && n === 60 ? lost : null));
    let bad = false;
    const gpu: Backend = {
      ...broken.backend,
      async create(...of) {
        const trainer = await broken.backend.create(...of);
        return {
          ...trainer,
          async trainStep(...args) {
            bad = broken.calls.trainStep >= 59;
            return trainer.trainStep(...args);
          },
          async parameters() {
            const numbers = await trainer.parameters();
            if (bad) numbers['rnn.W']![3] = NaN;
            return numbers;
          },
        };
      },
    };
    const { host, world } = hostOn(gpu);
    world.tick = 100; // so that it is saved on the way
    await host.handle(startOf());
    await until(world, state('finished'));
    const [moved] = world.events.filter(isMoved);
    const saved = world.events.slice(0, world.events.indexOf(moved!)).flatMap((e) => (e.kind === 'saved' ? [e.step] : []));
    expect(saved.at(-1)).toBeGreaterThan(0);
    expect(moved!.move.step).toBe(saved.at(-1));
    expect(moved!.run.curve.every(({ step }) => step <= saved.at(-1)!)).toBe(true);
    expect(curveOf(world)).toEqual(curveOf(await whole()));
  }); // prettier-ignore

  it('with nothing good kept, and parameters that cannot be read any more, it begins again', async () => {
    let gone = false;
    const gpu = failing('gpu', (call, n) => {
      gone ||= call === 'trainStep' && n === 30;
      return gone && call !== 'dispose' ? lost : null;
    });
    const { host, world } = hostOn(gpu.backend);
    world.shelf.fault = new Error('full');
    // a drawn task is not saved: there is never a good copy
    const asked = { ...startOf({ task: 'first-mark', goal: 50 }), source: null };
    await host.handle(asked);
    await until(world, state('finished'));
    expect(world.events.find(isMoved)?.move.step).toBe(0);
    expect(curveOf(world).map(({ step }) => step)).toEqual([0, 25, 50]);
  });

  it('a loss that only the GPU calls NaN is its fault; one that float64 has too is the run’s', async () => {
    const nan = (from: number): Backend => {
      const { backend, calls } = failing('gpu', () => null);
      return {
        ...backend,
        async create(...of) {
          const trainer = await backend.create(...of);
          return {
            ...trainer,
            async trainStep(batch, h) {
              if (calls.trainStep + 1 < from) return trainer.trainStep(batch, h);
              return { loss: NaN, norm: NaN, updated: false, state: h.slice() };
            },
          };
        },
      };
    };
    const { host, world } = hostOn(nan(40));
    await host.handle(startOf());
    await until(world, state('finished'));
    expect(world.events.find(isMoved)?.move).toMatchObject({ step: 39, why: expect.stringMatching(/^In step 40 the loss was NaN\./) });
    expect(curveOf(world)).toEqual(curveOf(await whole()));
    const wild = hostOn(failing('gpu', () => null).backend);
    await wild.host.handle(startOf({ alpha: 1e300, nonlinearity: 'relu', optimizer: 'sgd' }));
    await until(wild.world, state('failed'));
    expect(wild.world.events.filter(isMoved)).toEqual([]);
  }); // prettier-ignore

  it.each([
    gpuError('failed', 'a kernel would not compile'),
    gpuError('timeout', 'it did not answer'),
    gpuError('out-of-memory', 'no room'),
    new RangeError('Array buffer allocation failed'),
    new TypeError('undefined is not a function'),
  ])('whatever it says: %s', async (error) => {
    const gpu = failing('gpu', (call, n) => (call === 'trainStep' && n === 3 ? error : null));
    const { host, world } = hostOn(gpu.backend);
    await host.handle(startOf({ goal: 25 }));
    await until(world, state('finished'));
    expect(world.events.find(isMoved)?.move.why).toContain(error.message);
  });

  it('a sample that was asked for is drawn on cpu, while training moves there too', async () => {
    const gpu = failing('gpu', (call, n) =>
      call === 'create' && n === 2 ? gpuError('out-of-memory', 'no room') : null,
    );
    const { host, world } = hostOn(gpu.backend);
    await host.handle(startOf());
    await until(world, (e) => e.kind === 'progress');
    await host.handle({ kind: 'sample' });
    expect(world.events.findLast((e) => e.kind === 'sample' && !e.kept)).toBeDefined();
    await until(world, state('finished'));
    expect(world.events.filter(isMoved)).toHaveLength(1);
    expect(curveOf(world)).toEqual(curveOf(await whole()));
  });

  it('a goal and a temperature that were set survive it', async () => {
    const gpu = failing('gpu', (call, n) => (call === 'trainStep' && n === 60 ? lost : null));
    const { host, world } = hostOn(gpu.backend);
    await host.handle(startOf({ goal: 50 }));
    await until(world, state('finished'));
    await host.handle({ kind: 'temperature', temperature: 1.5 });
    await host.handle({ kind: 'resume', goal: 100 });
    await until(world, state('finished'), world.events.findIndex(isMoved));
    expect(world.events.find(isMoved)?.run.options).toMatchObject({ goal: 100, temperature: 1.5 });
    expect(curveOf(world).at(-1)?.step).toBe(100);
  });

  it('pauses while it moves as ever', async () => {
    const gpu = failing('gpu', (call, n) => (call === 'trainStep' && n === 60 ? lost : null));
    const cpu = fine();
    const { host, world } = hostOn(gpu.backend, cpu.backend);
    await host.handle(startOf());
    await until(world, isMoved);
    await host.handle({ kind: 'pause' });
    await until(world, (e) => e.kind === 'saved', world.events.findIndex(state('paused')));
    expect(cpu.calls.trainStep).toBeLessThan(20);
    await host.handle({ kind: 'resume' });
    await until(world, state('finished'));
    expect(curveOf(world)).toEqual(curveOf(await whole()));
  });
});

describe('where there is nowhere to go', () => {
  it('a fault on cpu stops the run, and what was saved stands', async () => {
    const cpu = failing('cpu', (call, n) =>
      call === 'trainStep' && n === 60 ? new RangeError('could not allocate memory') : null,
    );
    const { host, world } = hostOn(fine().backend, cpu.backend);
    await host.handle(startOf({ backend: 'cpu' }));
    const failed = await until(world, state('failed'));
    expect(failed).toMatchObject({ message: 'Training failed: could not allocate memory' });
    expect(unseal(world.shelf.slots.latest).snapshot.step).toBe(0);
  });

  it('a cpu that refuses leaves the GPU’s own words', async () => {
    const gpu = failing('gpu', (call, n) => (call === 'trainStep' && n === 60 ? lost : null));
    const cpu = failing('cpu', () => null, { refuses: () => 'No SIMD here.' });
    const { host, world } = hostOn(gpu.backend, cpu.backend);
    await host.handle(startOf());
    expect(await until(world, state('failed'))).toMatchObject({
      message: `Training failed: ${lost.message}`,
    });
  });
});

describe('a worker that died', () => {
  const shelfAt = async (backend: RunOptions['backend']) => {
    const shelf = memoryShelf();
    const { host, world } = hostOn(failing('gpu', () => null).backend, fine().backend, shelf);
    await host.handle(startOf({ backend }));
    await until(world, (e) => e.kind === 'points' && e.points.some(({ step }) => step >= 50));
    await host.handle({ kind: 'pause' });
    await until(world, (e) => e.kind === 'saved', world.events.findIndex(state('paused')));
    return shelf;
  };
  const why = 'The training worker stopped: it ended without a word.';

  it.each(['gpu', 'cpu'] as const)('on %s goes on on cpu from its save, to the same numbers', async (on) => {
    const shelf = await shelfAt(on);
    const { step } = unseal(shelf.slots.latest).snapshot;
    const { host, world, loads } = hostOn(failing('gpu', () => null).backend, fine().backend, shelf);
    await host.handle({ kind: 'restore', train: true, after: { on, why } });
    expect(opened(world)).toMatchObject({ on: 'cpu', step, moves: [{ step, from: on, to: 'cpu', why }] });
    await until(world, state('finished'));
    expect(loads).not.toContain('gpu');
    expect(curveOf(world)).toEqual(curveOf(await whole()));
    expect(unseal(shelf.slots.latest).snapshot.moves).toHaveLength(1);
  });
});

describe('the backend that a run gets', () => {
  const measured = [
    { id: 'cpu', words: 'WASM SIMD, 1 thread', msPerStep: 9, reason: null },
    { id: 'gpu', words: 'WebGPU', msPerStep: 4, reason: null },
  ] as const;

  it('is the chosen one for “auto”, with all that was measured', async () => {
    const choice = { chosen: 'gpu', measured } as const;
    const { host, world } = hostOn(failing('gpu', () => null).backend, fine().backend, memoryShelf(), choice);
    await host.handle(startOf({ backend: 'auto', goal: 25 }));
    expect(opened(world)).toMatchObject({ on: 'gpu', choice, options: { backend: 'auto' } });
    expect(world.events.filter((e) => e.kind === 'opening').map(({ what }) => what)).toContain('Compiling for WebGPU, a fake …');
    await until(world, state('finished'));
    // restored, it is chosen again
    const later = hostOn(failing('gpu', () => null).backend, fine().backend, world.shelf, { chosen: 'cpu', measured: [] });
    await later.host.handle({ kind: 'restore', train: false });
    expect(opened(later.world)).toMatchObject({ on: 'cpu', moves: [], options: { backend: 'auto' } });
  }); // prettier-ignore

  it('is cpu where the GPU that was named refuses or is not to be had, with the reason', async () => {
    const refusing = failing('gpu', () => null, { refuses: () => 'It has no room for nine layers.' });
    const { host, world } = hostOn(refusing.backend);
    await host.handle(startOf({ goal: 25 }));
    const reason = { code: 'refused', sentence: 'It has no room for nine layers.' };
    const measured = [{ id: 'gpu', words: 'WebGPU, a fake', msPerStep: null, reason }];
    expect(opened(world)).toMatchObject({ on: 'cpu', choice: { chosen: 'cpu', measured }, moves: [] });
    await host.handle({ kind: 'pause' });
    const without = testHost(memoryShelf(), {}, {
      loadBackend: async (id) => (id === 'gpu' ? Promise.reject(new Error('It could not be loaded')) : fine().backend),
    });
    await without.host.handle(startOf({ goal: 25 }));
    expect(opened(without.world).choice?.measured[0]).toMatchObject({ reason: { code: 'unavailable', sentence: 'It could not be loaded.' } });
    await without.host.handle({ kind: 'pause' });
  }); // prettier-ignore

  it('where nothing can run it, the refusal is that of the first', async () => {
    const none = { chosen: 'reference', measured: [{ id: 'cpu', words: '', msPerStep: null, reason: { code: 'refused', sentence: 'Too large for cpu.' } }] } as const;
    const huge = failing('cpu', () => null, { bytes: () => 1e9 });
    const { host, world } = hostOn(huge.backend, huge.backend, memoryShelf(), none);
    await host.handle(startOf({ backend: 'auto' }));
    expect(world.events.at(-1)).toEqual({ kind: 'refused', message: 'Too large for cpu.' });
  }); // prettier-ignore

  it('a run in memory makes no step while backends are measured for the next', async () => {
    const cpu = fine();
    let decide = (_: Choice): void => undefined;
    const { host, world } = testHost(memoryShelf(), {}, {
      loadBackend: async () => cpu.backend,
      chooser: { choose: () => new Promise<Choice>((resolve) => (decide = resolve)) },
    }); // prettier-ignore
    await host.handle(startOf({ backend: 'cpu', goal: 10_000 }));
    await until(world, (e) => e.kind === 'progress');
    const next = host.handle(startOf({ backend: 'auto', goal: 25 }));
    const rest = async () => {
      for (let n = 0; n < 50; n++) await new Promise((resolve) => setImmediate(resolve));
    };
    await rest();
    const before = cpu.calls.trainStep;
    await rest();
    expect(cpu.calls.trainStep).toBe(before);
    decide({ chosen: 'cpu', measured: [] });
    await next;
    await until(world, state('finished'));
  });
});
