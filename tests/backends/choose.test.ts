// The choice by measurement, on a clock of the test's own, with backends whose calls cost what the test says.
import { describe, expect, it } from 'vitest';
import type { Backend, BackendId, NextBatch, TrainResult } from '../../src/backends/backend.ts';
import {
  budget,
  Chooser,
  type Choice,
  type ChooseOptions,
  type ChooserWorld,
} from '../../src/backends/choose.ts';
import { initialNumbers } from '../../src/backends/network.ts';
import { reference } from '../../src/backends/reference.ts';
import { stateSize, type TrainerSpec } from '../../src/backends/spec.ts';
import { cpu, cpuWith } from './cpu/node.ts';

const spec: TrainerSpec = {
  cell: 'rnn',
  nonlinearity: 'tanh',
  vocabulary: 5,
  hiddens: 4,
  steps: 3,
  batch: 2,
  reduction: 'mean',
  optimizer: { id: 'sgd', alpha: 0.1 },
  clip: 5,
};
const trialOf = (of: TrainerSpec) => () => ({
  parameters: initialNumbers(of, 1),
  batch: { inputs: [0, 1, 2, 3, 4, 0], targets: [1, 2, 3, 4, 0, 1] },
  state: new Float64Array(stateSize(of)),
});

/** What a fake backend costs, ms, and what it says and does. */
interface Ways {
  readonly words?: string;
  readonly software?: boolean;
  /** Of making a trainer and its first call. */
  readonly compile?: number;
  /** Of each later call. */
  readonly step?: number;
  readonly atOnce?: number;
  readonly refuses?: string;
  /** Thrown by `load`, `describe`, `create` or the step. */
  readonly load?: Error;
  readonly broken?: Error;
  /** Its first call never ends. */
  readonly hangs?: boolean;
  readonly wrong?: boolean;
}
const gpuError = (code: string, message: string) =>
  Object.assign(new Error(message), { name: 'GpuError', code });

function bench(ways: Partial<Record<BackendId, Ways>>, stored = new Map<string, unknown>()) {
  let clock = 1000;
  let alarms: { at: number; ring: () => void }[] = [];
  const counts = { created: 0, calls: 0, alive: 0, trials: 0 };
  const pass = (ms: number) => {
    clock += ms;
    const due = alarms.filter(({ at }) => at <= clock);
    alarms = alarms.filter(({ at }) => at > clock);
    for (const { ring } of due) ring();
  };
  const backendOf = (id: BackendId, way: Ways): Backend => ({
    ...reference,
    id,
    describe: () => ({ words: way.words ?? `words of ${id}`, software: way.software ?? false }),
    refuses: () => way.refuses ?? null,
    async create(...of) {
      counts.created++;
      const { stepsAtOnce: _, ...trainer } = await reference.create(...of);
      counts.alive++;
      let first = true;
      const cost = async () => {
        counts.calls++;
        if (way.broken) throw way.broken;
        if (way.hangs) {
          // a while later, when nobody is at work
          setImmediate(() => pass(60_000));
          await new Promise(() => undefined);
        }
        pass(first ? (way.compile ?? 0) : (way.step ?? 1));
        first = false;
      };
      const trainStep: typeof trainer.trainStep = async (...args) => {
        await cost();
        const result = await trainer.trainStep(...args);
        return way.wrong ? { ...result, loss: result.loss * 1.01 } : result;
      };
      const { atOnce } = way;
      const trainSteps = async (batches: readonly NextBatch[], state: Float64Array | Float32Array) => {
        expect(batches).toHaveLength(atOnce!);
        await cost();
        const results: TrainResult[] = [];
        for (const { batch } of batches) results.push(await trainer.trainStep(batch, state));
        return results;
      };
      return {
        ...trainer,
        trainStep,
        ...(atOnce ? { stepsAtOnce: atOnce, trainSteps } : {}),
        dispose: () => void counts.alive--,
      };
    },
  });
  const world: ChooserWorld = {
    candidates: Object.keys(ways) as BackendId[],
    async load(id) {
      const way = ways[id]!;
      if (way.load) throw way.load;
      return backendOf(id, way);
    },
    now: () => clock,
    alarm(ms, ring) {
      const mine = { at: clock + ms, ring };
      alarms.push(mine);
      return () => void (alarms = alarms.filter((one) => one !== mine));
    },
    breathe: async () => undefined,
    store: {
      read: async (key) => structuredClone(stored.get(key)),
      write: async (key, record) => void stored.set(key, structuredClone(record)),
    },
  };
  const chooser = new Chooser(world);
  const choose = (of = spec, options: ChooseOptions = {}): Promise<Choice> =>
    chooser.choose(of, () => (counts.trials++, trialOf(of)()), options);
  return { choose, counts, stored, now: () => clock, alarms: () => alarms };
}
const reasons = ({ measured }: Choice) => measured.map(({ reason }) => reason?.code ?? null);

describe('the choice', () => {
  it('takes the fastest, and tells what each took; compiling counts for nobody', async () => {
    const { choose, counts } = bench({ cpu: { step: 21 }, gpu: { step: 9, compile: 4000 } });
    const heard: string[] = [];
    expect(await choose(spec, { heard: (what) => heard.push(what) })).toEqual({
      chosen: 'gpu',
      measured: [
        { id: 'cpu', words: 'words of cpu', msPerStep: 21, reason: null },
        { id: 'gpu', words: 'words of gpu', msPerStep: 9, reason: null },
      ],
    });
    expect(heard).toEqual(['Timing a step on words of cpu.', 'Compiling for words of gpu …']);
    expect(counts.alive).toBe(0);
  });

  it('of two as fast takes the first', async () => {
    expect((await bench({ cpu: { step: 5 }, gpu: { step: 5 } }).choose()).chosen).toBe('cpu');
  });

  it.each([0.01, 1, 20, 70])('measures 300 ms in all, with steps of %f ms', async (step) => {
    const { choose, now } = bench({ cpu: { step }, gpu: { step } });
    const before = now();
    await choose();
    // the last step of each may pass its share
    expect(now() - before).toBeLessThanOrEqual(budget + 2 * step);
  });

  it('times a step longer than the budget once', async () => {
    const { choose, counts } = bench({ cpu: { step: 800 }, gpu: { step: 500 } });
    expect((await choose()).measured.map(({ msPerStep }) => msPerStep)).toEqual([800, 500]);
    expect(counts.calls).toBe(4);
  });

  it('counts several updates in one call as so many steps', async () => {
    const { choose } = bench({ cpu: { step: 9 }, gpu: { step: 50, atOnce: 10 } });
    expect(await choose()).toMatchObject({ chosen: 'gpu', measured: [{ msPerStep: 9 }, { msPerStep: 5 }] });
  });
});

describe('passed over', () => {
  it('a software GPU, unmeasured; asked for, it is timed and still not taken', async () => {
    const ways = {
      cpu: { step: 9 },
      gpu: { step: 1, software: true, words: 'WebGPU, SwiftShader (software)' },
    };
    const { choose, counts } = bench(ways);
    const choice = await choose();
    expect([choice.chosen, reasons(choice)]).toEqual(['cpu', [null, 'software']]);
    expect(choice.measured[1]).toMatchObject({ words: ways.gpu.words, msPerStep: null });
    expect(counts.created).toBe(1);
    const asked = await choose(spec, { software: true });
    expect([asked.chosen, reasons(asked)]).toEqual(['cpu', [null, 'software']]);
    expect(asked.measured[1]!.msPerStep).toBe(1);
  });

  it('what refuses, with its sentence, and what is forbidden', async () => {
    const { choose } = bench({ cpu: {}, gpu: { refuses: 'Eight layers are too many.' } });
    const choice = await choose();
    expect(choice.chosen).toBe('cpu');
    expect(choice.measured[1]!.reason).toEqual({ code: 'refused', sentence: 'Eight layers are too many.' });
    const forbids = (backend: Backend) => (backend.id === 'cpu' ? 'Too large.' : null);
    const { choose: other } = bench({ cpu: {}, gpu: {} });
    expect((await other(spec, { forbids })).chosen).toBe('gpu');
  });

  it.each([
    [{ load: new Error('could not be loaded') }, 'unavailable', 'could not be loaded.'],
    [{ broken: gpuError('unavailable', 'no adapter') }, 'unavailable', 'no adapter.'],
    [{ broken: gpuError('fell-back', 'asked for webgpu, but gpu.js ran cpu.') }, 'unavailable', 'asked for webgpu, but gpu.js ran cpu.'],
    [{ broken: gpuError('out-of-memory', 'no room') }, 'refused', 'no room.'],
    [{ broken: gpuError('context-lost', 'it went away') }, 'failed', 'it went away.'],
    [{ broken: new Error('what?') }, 'failed', 'what?'],
    [{ hangs: true }, 'too-slow', 'It was not ready within 10 s.'],
    [{ compile: 10_001, step: 1 }, 'too-slow', 'It was not ready within 10 s.'],
    [{ wrong: true, step: 0.1 }, 'wrong', /^Its first loss was \d\.\d{3}, where the one before it had \d\.\d{3}\.$/],
  ] as const)('%o', async (way, code, sentence) => {
    const { choose, counts, alarms } = bench({ cpu: { step: 9 }, gpu: way });
    const choice = await choose();
    expect([choice.chosen, reasons(choice)]).toEqual(['cpu', [null, code]]);
    const said = choice.measured[1]!.reason!.sentence;
    if (typeof sentence === 'string') expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
    await new Promise((resolve) => setImmediate(resolve));
    // what hangs cannot be given back
    expect(counts.alive).toBe('hangs' in way ? 1 : 0);
    expect(alarms()).toEqual([]);
  }); // prettier-ignore

  it('a compilation just within its patience is waited for', async () => {
    expect((await bench({ cpu: { step: 9 }, gpu: { compile: 9_999, step: 1 } }).choose()).chosen).toBe('gpu');
  });

  it('where none is left the reference runs, unmeasured; one that was only slow to be ready goes before', async () => {
    const without = { refuses: 'This browser has no WebAssembly SIMD.' };
    expect((await bench({ cpu: without, gpu: { software: true } }).choose()).chosen).toBe('reference');
    expect((await bench({ cpu: { compile: 20_000 }, gpu: { software: true } }).choose()).chosen).toBe('cpu');
  });
});

describe('a choice is kept', () => {
  it('in memory and on the shelf, by shape and device; other numbers of the same shape are the same', async () => {
    const ways = { cpu: { step: 9 }, gpu: { step: 3 } };
    const { choose, counts, stored } = bench(ways);
    const first = await choose();
    expect(await choose({ ...spec, optimizer: { id: 'sgd', alpha: 2 }, clip: 1 })).toEqual(first);
    expect(counts).toMatchObject({ created: 2, trials: 1 });
    // another page: measured differently now, but what is kept stands
    const later = bench({ cpu: { step: 1 }, gpu: { step: 3 } }, stored);
    expect(await later.choose()).toEqual(first);
    expect(later.counts).toMatchObject({ created: 0, trials: 0 });
    for (const other of [{ hiddens: 6 }, { cell: 'gru' }, { optimizer: { id: 'momentum', alpha: 0.1, mu: 0.9 } }] as const)
      expect((await later.choose({ ...spec, ...other })).chosen).toBe('cpu');
    const elsewhere = bench({ cpu: { step: 1, words: 'WASM SIMD, 8 threads' }, gpu: { step: 3 } }, stored);
    expect((await elsewhere.choose()).chosen).toBe('cpu');
  }); // prettier-ignore

  it('two asked for at once are measured once', async () => {
    const { choose, counts } = bench({ cpu: {} });
    expect(await Promise.all([choose(), choose()])).toHaveLength(2);
    expect(counts.created).toBe(1);
  });

  it('not on the shelf where something failed, which may come only once', async () => {
    const { choose, counts, stored } = bench({ cpu: {}, gpu: { broken: new Error('gone') } });
    await choose();
    await choose();
    expect([counts.created, stored.size]).toEqual([2, 0]);
  });

  it('damaged, of another version or impossible it is measured anew and replaced', async () => {
    const { choose, stored } = bench({ cpu: { step: 9 }, gpu: { step: 3 } });
    const good = await choose();
    const [[key, record]] = [...stored] as [[string, { measured: object[] }]];
    for (const bad of [
      null,
      'gpu',
      7,
      {},
      { ...record, version: 2 },
      { ...record, format: 'choice' },
      { ...record, key: 'another' },
      { ...record, chosen: 'cpu' },
      { ...record, chosen: 'abacus' },
      { ...record, measured: 'fast' },
      { ...record, measured: [null, null] },
      { ...record, measured: record.measured.slice(1) },
      { ...record, measured: [...record.measured].reverse() },
      { ...record, measured: record.measured.map((one) => ({ ...one, msPerStep: NaN })) },
      { ...record, measured: record.measured.map((one) => ({ ...one, msPerStep: '3' })) },
      { ...record, measured: record.measured.map((one) => ({ ...one, reason: { code: 'mood' } })) },
    ]) {
      const shelf = new Map<string, unknown>([[key, bad]]);
      const again = bench({ cpu: { step: 9 }, gpu: { step: 3 } }, shelf);
      expect(await again.choose(), JSON.stringify(bad)).toEqual(good);
      expect(again.counts.created, JSON.stringify(bad)).toBe(2);
      expect(shelf.get(key)).toEqual(record);
    }
  });

  it('a shelf that is shut stops nobody', async () => {
    const shut = new Map<string, unknown>();
    shut.get = () => {
      throw new Error('shut');
    };
    shut.set = shut.get as never;
    expect((await bench({ cpu: {} }, shut).choose()).chosen).toBe('cpu');
  });
});

describe('the real backends', () => {
  it('say what they compute with', async () => {
    expect(reference.describe!(spec)).toEqual({ words: 'TypeScript, float64', software: false });
    expect(cpu.describe!(spec)).toEqual({ words: 'WASM SIMD, 1 thread', software: false });
    const wide = { ...spec, cell: 'lstm', hiddens: 128, steps: 32, batch: 32 } as const;
    expect(cpuWith({ threads: 2 }).describe!(wide)).toEqual({
      words: 'WASM SIMD, 2 threads',
      software: false,
    });
    expect(cpuWith({ threads: 2 }).describe!(spec)).toEqual({
      words: 'WASM SIMD, 1 thread',
      software: false,
    });
  });

  it('are measured by the real clock, within the time there is', async () => {
    const chooser = new Chooser({
      candidates: ['cpu'],
      load: async () => cpu,
      now: () => performance.now(),
      alarm(ms, ring) {
        const timer = setTimeout(ring, ms);
        return () => clearTimeout(timer);
      },
      breathe: async () => undefined,
      store: { read: async () => null, write: async () => undefined },
    });
    const { chosen, measured } = await chooser.choose(spec, trialOf(spec));
    expect([chosen, measured.length, measured[0]!.reason]).toEqual(['cpu', 1, null]);
    expect(measured[0]!.msPerStep).toBeGreaterThan(0);
  });
});
