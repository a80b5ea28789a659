// Runs side by side whose GPU breaks off: the one that it happens to goes on on `cpu`, with the numbers of an unbroken run, while the others
// go on where they are; and all get the backend that was chosen for the largest.
import { describe, expect, it } from 'vitest';
import type { Backend, BackendId } from '../../src/backends/backend.ts';
import type { Choice } from '../../src/backends/choose.ts';
import { PoolHost } from '../../src/training/poolHost.ts';
import type { PoolHostEvent, PoolRequest } from '../../src/training/poolProtocol.ts';
import type { RunOptions } from '../../src/training/options.ts';
import { createSession } from '../../src/training/session.ts';
import { sha256OfText } from '../../src/training/sha256.ts';
import { tokenise } from '../../src/training/vocabulary.ts';
import { failing, lost } from './support/failing.ts';
import { quick, rhyme } from './support.ts';

const cells = ['rnn', 'lstm', 'gru'] as const;
const startOn = (backend: RunOptions['backend']): PoolRequest => ({
  kind: 'start',
  source: { from: 'site', kind: 'prose', title: 'a rhyme', url: '/rhyme.txt', sha256: sha256OfText(rhyme) },
  runs: cells.map((cell) => ({ run: cell, options: { ...quick, goal: 100, backend, cell } })),
  limit: Infinity,
});

function hostOn(
  backends: Partial<Record<BackendId, Backend>>,
  choice: Choice = { chosen: 'gpu', measured: [] },
) {
  let clock = 0;
  const events: PoolHostEvent[] = [];
  const asked: number[] = [];
  const host = new PoolHost(
    {
      send: (event) => void events.push(structuredClone(event)),
      loadBackend: async (id) => backends[id] ?? Promise.reject(new Error(`no ${id}`)),
      chooser: {
        async choose(spec) {
          asked.push(cells.indexOf(spec.cell));
          return choice;
        },
      },
      now: () => (clock += 1),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      fetchText: async () => rhyme,
    },
    5,
  );
  const finished = async (): Promise<void> => {
    for (let turn = 0; turn < 50_000; turn++) {
      const ended = events.filter((e) => e.kind === 'state' && e.state === 'finished');
      if (ended.length === cells.length) return;
      if (events.some((e) => e.kind === 'refused' || (e.kind === 'state' && e.state === 'failed'))) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error(`it never came; the last was ${JSON.stringify(events.at(-1))}`);
  };
  return { host, events, asked, finished };
}
/** As the page keeps it. */
function curveOf(events: readonly PoolHostEvent[], run: string) {
  let points: { step: number; heldOut: number }[] = [];
  for (const event of events) {
    if (event.kind === 'opened') points = event.pool.runs.find((one) => one.run === run)!.curve.map(({ step, heldOut }) => ({ step, heldOut }));
    if (event.kind === 'points' && event.run === run) points.push(...event.points.map(({ step, heldOut }) => ({ step, heldOut })));
    if (event.kind === 'moved' && event.run === run) points = points.filter(({ step }) => step <= event.move.step);
  }
  return points;
} // prettier-ignore
async function alone(cell: (typeof cells)[number]) {
  const session = await createSession(failing('cpu', () => null).backend, tokenise(rhyme), { ...quick, goal: 100, cell });
  await session.begin();
  while (session.step < 100) await session.advance();
  return session.curve.map(({ step, heldOut }) => ({ step, heldOut }));
} // prettier-ignore

describe('a pool on a GPU that breaks off once', () => {
  it.each([
    ['in a step of one of them', 'trainStep', 100],
    ['in a look', 'evaluate', 9],
  ] as const)('%s: that one moves, all have the numbers of runs alone', async (_, call, nth) => {
    const gpu = failing('gpu', (what, n) => (what === call && n === nth ? lost : null));
    const cpu = failing('cpu', () => null);
    const { host, events, finished } = hostOn({ gpu: gpu.backend, cpu: cpu.backend });
    await host.handle(startOn('gpu'));
    await finished();
    const moves = events.flatMap((event) => (event.kind === 'moved' ? [event.move] : []));
    expect(moves).toEqual([expect.objectContaining({ from: 'gpu', to: 'cpu', why: lost.message })]);
    for (const cell of cells) expect(curveOf(events, cell), cell).toEqual(await alone(cell));
    expect([gpu.calls.alive, cpu.calls.alive]).toEqual([2, 1]);
  });

  it('lost for good, each moves by itself; as it is made, that is told when it is opened', async () => {
    let gone = false;
    const gpu = failing('gpu', (call, n) => {
      gone ||= call === 'trainStep' && n === 30;
      return gone && call === 'trainStep' ? lost : null;
    });
    const { host, events, finished } = hostOn({ gpu: gpu.backend, cpu: failing('cpu', () => null).backend });
    await host.handle(startOn('gpu'));
    await finished();
    expect(events.filter(({ kind }) => kind === 'moved')).toHaveLength(3);
    for (const cell of cells) expect(curveOf(events, cell), cell).toEqual(await alone(cell));
    const made = failing('gpu', (call, n) => (call === 'create' && n === 2 ? lost : null));
    const later = hostOn({ gpu: made.backend, cpu: failing('cpu', () => null).backend });
    await later.host.handle(startOn('gpu'));
    await later.finished();
    const opened = later.events.find((event) => event.kind === 'opened');
    expect(opened?.pool.runs.map(({ moves }) => moves.length)).toEqual([0, 1, 0]);
    expect(later.events.filter(({ kind }) => kind === 'moved')).toEqual([]);
  });
});

describe('the backend of a pool', () => {
  it('is chosen with the largest network, once, and told with what was measured', async () => {
    const choice: Choice = {
      chosen: 'cpu',
      measured: [{ id: 'cpu', words: 'WASM SIMD, 1 thread', msPerStep: 2, reason: null }],
    };
    const { host, events, asked, finished } = hostOn({ cpu: failing('cpu', () => null).backend }, choice);
    await host.handle(startOn('auto'));
    await finished();
    expect(asked).toEqual([cells.indexOf('lstm')]);
    expect(events.find((event) => event.kind === 'opened')?.pool).toMatchObject({
      backend: 'cpu (a fake)',
      choice,
    });
  });

  it('is cpu where the GPU refuses, for all, with its reason', async () => {
    const gpu = failing('gpu', () => null, {
      refuses: ({ cell }) => (cell === 'lstm' ? 'No LSTM here.' : null),
    });
    const { host, events, finished } = hostOn({ gpu: gpu.backend, cpu: failing('cpu', () => null).backend });
    await host.handle(startOn('gpu'));
    await finished();
    const opened = events.find((event) => event.kind === 'opened');
    expect(opened?.pool).toMatchObject({ backend: 'cpu (a fake)', choice: { chosen: 'cpu' } });
    expect(opened?.pool.choice?.measured[0]?.reason?.sentence).toBe('No LSTM here.');
    expect(gpu.calls.created).toBe(0);
  });
});
