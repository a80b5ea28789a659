// The pool's side of the worker without a worker: what it opens, tells and refuses, and that it ends one set of runs before the next.
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backends/backend.ts';
import { maxTrainerBytes, specOf } from '../../src/training/options.ts';
import { PoolHost, tooLargeTogether } from '../../src/training/poolHost.ts';
import { createPoolClient, type PoolClientEvent } from '../../src/training/poolClient.ts';
import type { PoolHostEvent, PoolRequest, PoolRun } from '../../src/training/poolProtocol.ts';
import { createSession } from '../../src/training/session.ts';
import { sha256OfText } from '../../src/training/sha256.ts';
import { tokenise } from '../../src/training/vocabulary.ts';
import { cpu } from '../backends/cpu/node.ts';
import { quick, rhyme } from './support.ts';

const runsOf = (more = {}): PoolRun[] =>
  (['rnn', 'lstm', 'gru'] as const).map((cell) => ({
    run: cell,
    options: { ...quick, backend: 'cpu', cell, ...more },
  }));
const startOf = (runs = runsOf(), limit = Infinity): PoolRequest => ({
  kind: 'start',
  source: { from: 'site', kind: 'prose', title: 'a rhyme', url: '/rhyme.txt', sha256: sha256OfText(rhyme) },
  runs,
  limit,
});

interface World {
  readonly host: PoolHost;
  readonly events: PoolHostEvent[];
  alive: number;
}
function testHost(backend: Backend = cpu): World {
  let clock = 0;
  const events: PoolHostEvent[] = [];
  const counting: Backend = {
    ...backend,
    async create(...of) {
      const trainer = await backend.create(...of);
      world.alive++;
      const dispose = trainer.dispose.bind(trainer);
      trainer.dispose = () => {
        world.alive--;
        dispose();
      };
      return trainer;
    },
  };
  const host = new PoolHost(
    {
      send: (event) => void events.push(structuredClone(event)),
      loadBackend: async () => counting,
      chooser: { choose: async () => ({ chosen: 'cpu', measured: [] }) },
      now: () => (clock += 1),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      fetchText: async (url) => (url === '/rhyme.txt' ? rhyme : Promise.reject(new Error(`no ${url}`))),
    },
    5,
  );
  const world: World = { host, events, alive: 0 };
  return world;
}
async function until(
  world: World,
  fits: (event: PoolHostEvent) => boolean,
  since = 0,
): Promise<PoolHostEvent> {
  for (let turn = 0; turn < 50_000; turn++) {
    const found = world.events.slice(since).find(fits);
    if (found) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`until: it never came; the last was ${JSON.stringify(world.events.at(-1))}`);
}
const isState = (run: string, state: string) => (event: PoolHostEvent) =>
  event.kind === 'state' && event.run === run && event.state === state;
const allFinish = (world: World, since = 0) =>
  Promise.all(['rnn', 'lstm', 'gru'].map((run) => until(world, isState(run, 'finished'), since)));
const pointsOf = ({ events }: World, run: string) =>
  events.flatMap((event) => (event.kind === 'points' && event.run === run ? event.points : []));

describe('a pool', () => {
  it('opens with the facts of each run, tells each one’s points with its time, and each ends by itself', async () => {
    const world = testHost();
    await world.host.handle(startOf());
    await allFinish(world);
    const opened = world.events.find((event) => event.kind === 'opened');
    const K = new Set(rhyme).size;
    const H = quick.hiddens;
    // per gate H·K + H² + H; the GRU resets after the product, and so has a second bias in its candidate
    const gate = H * K + H * H + H;
    expect(opened?.pool.runs.map(({ run, parameters }) => [run, parameters - (K * H + K)])).toEqual([
      ['rnn', gate],
      ['lstm', 4 * gate],
      ['gru', 3 * gate + H],
    ]);
    expect(opened?.pool.text).toMatchObject({ title: 'a rhyme', vocabulary: K, characters: rhyme.length });
    for (const { run, options } of runsOf()) {
      const alone = await createSession(cpu, tokenise(rhyme), options);
      await alone.begin();
      while (alone.step < quick.goal) await alone.advance();
      const first = opened?.pool.runs.find((r) => r.run === run)?.curve[0];
      const points = [first!, ...pointsOf(world, run)];
      expect(points.map(({ step, train, heldOut }) => ({ step, train, heldOut }))).toEqual(alone.curve);
      expect(points.map(({ used }) => used)).toEqual(
        [...points.map(({ used }) => used)].sort((a, b) => a - b),
      );
      alone.dispose();
    }
    const last = world.events.findLast((event) => event.kind === 'progress');
    expect(last?.runs.map(({ step }) => step)).toEqual([quick.goal, quick.goal, quick.goal]);
    for (const { used, msPerStep } of last!.runs) expect(msPerStep).toBe(used / quick.goal);
  });

  it('with a limit of time, all have used the same within the step that passed it', async () => {
    const world = testHost();
    await world.host.handle(startOf(runsOf({ goal: 1e6 }), 60));
    await allFinish(world);
    const last = world.events.findLast((event) => event.kind === 'progress')!;
    // the clock of this test moves by 1 ms at each look: a step takes 1 ms
    for (const { used } of last.runs) expect(used).toBe(60);
    const since = world.events.length;
    await world.host.handle({ kind: 'resume', limit: 90 });
    await allFinish(world, since);
    expect(world.events.findLast((event) => event.kind === 'progress')!.runs.map(({ used }) => used)).toEqual(
      [90, 90, 90],
    );
    await world.host.handle({ kind: 'cancel' });
  });

  it('pauses one or all, and goes on', async () => {
    const world = testHost();
    await world.host.handle(startOf(runsOf({ goal: 1e6 })));
    await until(world, (event) => event.kind === 'points');
    await world.host.handle({ kind: 'pause', run: 'gru' });
    const stepOf = (run: string) =>
      world.events.findLast((event) => event.kind === 'progress')!.runs.find((r) => r.run === run)!.step;
    const at = [stepOf('gru'), stepOf('rnn')] as const;
    const since = world.events.length;
    await until(world, (event) => event.kind === 'points' && event.run === 'rnn', since);
    await world.host.handle({ kind: 'pause' });
    // a step that was under way when it was paused may still have been made
    expect(stepOf('gru') - at[0]).toBeLessThanOrEqual(1);
    expect(stepOf('rnn')).toBeGreaterThan(at[1]);
    await world.host.handle({ kind: 'resume' });
    await until(world, (event) => event.kind === 'points' && event.run === 'gru', world.events.length);
    await world.host.handle({ kind: 'cancel' });
  });

  it('gives its memory back: started over, in quick succession, cancelled while it opens', async () => {
    const world = testHost();
    const endless = startOf(runsOf({ goal: 1e6 }));
    void world.host.handle(endless);
    void world.host.handle(endless);
    await world.host.handle(startOf(runsOf({ goal: 50 })));
    await allFinish(world);
    expect(world.alive).toBe(3);
    await world.host.handle(endless);
    expect(world.events.findLast((event) => event.kind === 'cancelled')?.runs).toEqual([
      'rnn',
      'lstm',
      'gru',
    ]);
    expect(world.alive).toBe(3);
    await world.host.handle({ kind: 'cancel', run: 'lstm' });
    expect(world.alive).toBe(2);
    await world.host.handle({ kind: 'cancel' });
    expect(world.alive).toBe(0);
    const since = world.events.length;
    const opening = world.host.handle(endless);
    await until(world, (event) => event.kind === 'opening' && event.what === 'Making the networks.', since);
    await world.host.handle({ kind: 'cancel' });
    await opening;
    expect(world.alive).toBe(0);
    expect(world.events.slice(since).filter((event) => event.kind === 'opened')).toEqual([]);
  });

  it('one that blows up is told with its name, and the others finish', async () => {
    const world = testHost();
    const [rnn, ...others] = runsOf();
    const wild = { ...rnn!, options: { ...rnn!.options, nonlinearity: 'relu' as const, alpha: 1e100 } };
    await world.host.handle(startOf([wild, ...others]));
    const end = await until(world, isState('rnn', 'failed'));
    expect(end).toMatchObject({ message: expect.stringMatching(/^In step \d+ the (loss|gradient)/) });
    await Promise.all(['lstm', 'gru'].map((run) => until(world, isState(run, 'finished'))));
  });
});

describe('memory', () => {
  it('is counted for all runs together, in MB, before anything is allocated', async () => {
    const world = testHost();
    await world.host.handle(startOf(runsOf({ goal: 1e6 })));
    await until(world, (event) => event.kind === 'points');
    const specs = runsOf({ hiddens: 1200 }).map(({ options }) => specOf(options, 20));
    // each would fit alone; all together do not
    for (const spec of specs) expect(cpu.bytes(spec)).toBeLessThan(maxTrainerBytes);
    const since = world.events.length;
    const alive = world.alive;
    await world.host.handle(startOf(runsOf({ hiddens: 1200 })));
    const refusal = await until(world, (event) => event.kind === 'refused', since);
    expect(refusal).toMatchObject({
      message: expect.stringMatching(
        /^Together the 3 networks have [\d,]+ parameters and need about (\d{3}) MB \(\d+ \+ \d+ \+ \d+\)\. At most 256 MB are taken\./,
      ),
    });
    // what there was goes on
    expect(world.alive).toBe(alive);
    await until(world, (event) => event.kind === 'points', world.events.length);
    await world.host.handle({ kind: 'cancel' });
  });

  it('says the sum, and nothing where all fit', () => {
    const specs = runsOf().map(({ options }) => specOf(options, 30));
    expect(tooLargeTogether({ bytes: () => 80e6 }, specs)).toBeNull();
    expect(tooLargeTogether({ bytes: () => 90e6 }, specs)).toMatch(/need about 270 MB \(90 \+ 90 \+ 90\)/);
  });

  it('a text that is not the one the page knows is refused in a sentence', async () => {
    const world = testHost();
    const start = startOf() as PoolRequest & { kind: 'start' };
    const source = { ...start.source, sha256: 'f'.repeat(64) } as typeof start.source;
    await world.host.handle({ ...start, source });
    expect(world.events.at(-1)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^The text that arrived is not the one/),
    });
    expect(world.alive).toBe(0);
  });
});

it('the client starts its worker with the first request, and anew after a crash', () => {
  const heard: PoolClientEvent[] = [];
  const crashes: ((reason: string) => void)[] = [];
  const posted: PoolRequest[] = [];
  const client = createPoolClient(
    (event) => heard.push(event),
    (_, onCrash) => {
      crashes.push(onCrash);
      return { post: (request) => posted.push(request), end: () => undefined };
    },
  );
  expect(crashes).toHaveLength(0);
  client.post({ kind: 'pause' });
  crashes[0]!('out of memory');
  expect(heard).toEqual([{ kind: 'crashed', reason: 'out of memory' }]);
  client.post({ kind: 'pause' });
  expect([crashes.length, posted.length]).toEqual([2, 2]);
});
