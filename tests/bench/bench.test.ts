// The benchmark's pure parts, and that the README quotes the last results. No timing is asserted anywhere.
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { gatesOf, parameterShapes } from '../../src/backends/parameters.ts';
import { barLines, barsOf } from './bars.ts';
import { busiestBetween } from './processes.ts';
import { makeJob, productOperations, stack, torchOrder } from './job.ts';
import type { Measured } from './measure.ts';
import { cellNames, checksOf, peakOperations, plain, planOf, tfjsWasm, torch, usual } from './plan.ts';
import { busyOf, growthOf, peakOf, rowsOf, sharesOf } from './report.ts';
import type { GpuRun, Results, Row } from './results.ts';
import { busyRatios, exponent, firstDifference, median, ratios, spread, unrest } from './statistics.ts';
import { gpuPlanOf } from './gpuPlan.ts';
import { gpuBar, gpuRowsOf, withRun } from './gpuReport.ts';
import { gpuTables } from './gpuTable.ts';
import { short } from './short.ts';
import { begin, end, section, sectionIn, table, withSection } from './table.ts';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const shape = (cell: (typeof cellNames)[number], hiddens: number) => ({ cell, hiddens, ...usual });
const pair = (before: number, time: number, after: number, busyMs: number | null = null) => ({
  before: { ms: before, busyMs },
  time: { ms: time, busyMs: 5 },
  after: { ms: after, busyMs },
});
const pairs = [pair(1, 20, 3), pair(2, 30, 2, 2), pair(2, 50, 2)];
const measured = (cell: (typeof cellNames)[number], hiddens: number, yardstick = 2): Measured => ({
  measurement: { shape: shape(cell, hiddens), against: [torch], checkSteps: 3 },
  ours: [2, 4, 3].map((ms) => ({ ms, busyMs: null })),
  pairs: [
    { id: { system: 'torch', backend: 'cpu', threads: 1 }, pairs },
    { id: { system: 'plain', backend: 'float64 arrays', threads: 1 }, pairs: [] },
  ],
  yardstick: [pair(4, yardstick, 4)],
  checks: [],
  memory: [],
  firstSteps: [],
});

describe('statistics', () => {
  test('median', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(() => median([])).toThrow('median: no numbers');
    expect(spread([5, 1, 2])).toEqual({ median: 2, min: 1, max: 5 });
  });
  test('a ratio is over the mean of our windows before and after', () => {
    expect(ratios(pairs)).toEqual([10, 15, 25]);
    expect(busyRatios(pairs)).toEqual([2.5]);
    expect(unrest(pairs)).toEqual([3, 1, 1]);
  });
  test('the busiest thread, and none', () => {
    const before = new Map([['1', 5], ['2', 9]]); // prettier-ignore
    expect(busiestBetween(before, new Map([['1', 8], ['3', 2]]))).toBe(3); // prettier-ignore
    expect(busiestBetween(before, new Map())).toBeNull();
  });
  test('the exponent of a power law', () => {
    const points = [1, 2, 4].map((x) => [x, 3 * x ** 2] as const);
    expect(exponent(points)).toBeCloseTo(2, 12); // float64 logs of exact powers
  });
  test('losses that differ, NaN among them', () => {
    expect(firstDifference([4, 3, 2], [4, 3.0005, 2, 9])).toBe(-1);
    expect(firstDifference([4, 3.01, 2], [4, 3, 2])).toBe(1);
    expect(firstDifference([4, NaN], [4, NaN])).toBe(1);
  });
});

describe('the job', () => {
  test.each(cellNames)('%s: the same each time, and stacked gate by gate', (cell) => {
    const one = { cell, hiddens: 5, steps: 4, batch: 3, vocabulary: 7 };
    const job = makeJob(one);
    expect(makeJob(one)).toEqual(job);
    for (const [name, [rows, columns]] of Object.entries(parameterShapes(job.spec)))
      expect(job.parameters[name]).toHaveLength(rows * columns);
    const { W, U, V, v, gates } = stack(job);
    const last = torchOrder[cell].at(-1)!;
    expect(torchOrder[cell].toSorted()).toEqual(gatesOf[cell].toSorted());
    expect(v).toHaveLength(cell === 'gru' ? 5 : 0);
    const of = (letter: string) => job.parameters[`${cell}.${letter}${last && `_${last}`}`]!;
    expect(W[2 * gates * 5 + (gates - 1) * 5 + 1]).toBe(of('W')[1 * 5 + 2]);
    expect(U[6 * gates * 5 + (gates - 1) * 5 + 4]).toBe(of('U')[4 * 7 + 6]);
    expect(V[3 * 7 + 2]).toBe(job.parameters['readout.V']![2 * 5 + 3]);
    for (const { inputs, targets } of job.batches) {
      expect([...inputs.subarray(3)]).toEqual([...targets.subarray(0, 9)]);
      expect(Math.max(...inputs, ...targets)).toBeLessThan(7);
    }
  });
  test('operations are those of the products alone', () => {
    expect(productOperations(shape('lstm', 128))).toBe(6 * 1024 * (4 * 128 * 128 + 128 * 64));
  });
});

test('a quick plan has two sizes, the whole one six; slow systems compare fewer losses', () => {
  const sizes = (quick: boolean) =>
    new Set(planOf(quick).measurements.flatMap((m) => (m.shape.steps === 32 ? [m.shape.hiddens] : [])));
  expect([...sizes(true)]).toEqual([32, 128]);
  expect([...sizes(false)]).toEqual([16, 32, 64, 128, 256, 512]);
  expect(checksOf(torch, shape('gru', 128), 100)).toBe(100);
  expect(checksOf(tfjsWasm, shape('gru', 128), 100)).toBe(3);
  expect(checksOf(plain, shape('gru', 32), 100)).toBe(100);
});

test('rows, shares and growth of what was measured', () => {
  const all = [32, 64, 128].map((hiddens) => measured('lstm', hiddens));
  const rows = rowsOf(all);
  expect(rows).toHaveLength(6);
  expect(rows[0]).toEqual({
    ...shape('lstm', 32), system: 'cpu', backend: 'wasm', threads: 1,
    msMedian: 3, ratioMedian: 1, ratioMin: 1, ratioMax: 1,
  }); // prettier-ignore
  expect(rows[1]).toMatchObject({
    system: 'torch',
    msMedian: 30,
    ratioMedian: 15,
    ratioMin: 10,
    ratioMax: 25,
  });
  expect(busyOf(all)[0]).toMatchObject({ system: 'torch', msMedian: 5, ratio: spread([2.5]) });
  expect(peakOf(all)).toBe(peakOperations / 2 / 1e6);
  const { share } = sharesOf(all)[2]!;
  const [ourSpeed, its] = [productOperations(shape('lstm', 128)) / 4, peakOperations / 2];
  expect(share.median).toBeCloseTo(ourSpeed / its, 12); // the same quotient in another order
  expect(growthOf(rows).map((one) => [one.of, one.system, one.exponent])).toEqual([
    ['hiddens', 'cpu', 0],
    ['hiddens', 'torch', 0],
  ]);
});

test('bars are met where every row is, and unmeasured without rows', () => {
  const row = (cell: (typeof cellNames)[number], ratioMedian: number): Row => ({
    ...shape(cell, 128), system: 'tfjs', backend: 'wasm', threads: 1,
    msMedian: 1, ratioMedian, ratioMin: 1, ratioMax: 99,
  }); // prettier-ignore
  const nothing = { busy: [], shares: [], checks: [], gpu: [] };
  const met = (...rows: Row[]) => barsOf({ ...nothing, rows }).map((bar) => bar.met);
  expect(met(row('rnn', 15), row('gru', 16))[0]).toBe(true);
  expect(met(row('rnn', 15), row('gru', 14.9))[0]).toBe(false);
  expect(met().every((one) => one === null)).toBe(true);
  expect(barLines(barsOf({ ...nothing, rows: [row('rnn', 14)] }))[0]).toMatch(/^missed: .*rnn 128: 14\.0/);
  const busy = [{ ...row('rnn', 14), msMedian: 1, ratio: spread([16]) }];
  const [line] = barLines(barsOf({ ...nothing, rows: [row('rnn', 14)], busy }));
  expect(line).toMatch(/^missed: .*; by processor time met \(rnn 128: 16\.0\)$/);
});

describe('the gpu backend', () => {
  const [first, second] = gpuPlanOf(false, true).measurements;
  const one = (m: typeof first, time: number): Measured => ({
    ...measured('rnn', 16),
    measurement: m!,
    pairs: [{ id: m!.against[0]!, pairs: [pair(2, time, 2)] }],
    firstSteps: [{ ...m!.shape, ...m!.base!, ms: 9 }],
  });
  const devices = { webgpu: 'a', webgl2: 'b' };
  const run = (time: number, software: boolean): GpuRun => ({
    machine: 'a machine', browser: 'a browser', date: '2026-11-21T10:00:00Z', quick: false, notes: [], devices,
    software: { webgpu: software, webgl2: software }, rows: gpuRowsOf([one(first, time), one(second, 2 * time)]),
  }); // prettier-ignore

  test('each route is held against TensorFlow.js on the same API, small on software', () => {
    const { measurements } = gpuPlanOf(false, true);
    expect(first!.against[0]!.backend).toBe('webgpu');
    expect(second!.base!.backend).toBe('webgl2');
    expect(second!.against[0]!.backend).toBe('webgl');
    expect(measurements.every(({ shape }) => shape.hiddens <= 128)).toBe(true);
    expect(Math.max(...gpuPlanOf(false, false).measurements.map(({ shape }) => shape.hiddens))).toBe(1024);
  });
  test('its ratio is our time over the other’s', () => {
    const row = {
      route: 'webgpu',
      ms: 3,
      tfjsMs: 8,
      ratio: spread([0.25]),
      cpuMs: null,
      firstMs: 9,
      tfjsFirstMs: null,
    };
    expect(run(8, true).rows[0]).toEqual({ cell: 'rnn', hiddens: 16, ...usual, ...row });
  });
  test('its bar says nothing of software', () => {
    expect(gpuBar([run(8, true)])).toMatchObject({ met: null, got: 'software GPU only' });
    expect(gpuBar([run(8, false)]).met).toBe(true);
    expect(gpuBar([run(8, true), run(1, false)])).toMatchObject({
      met: false,
      got: 'webgpu rnn 16: 2.00, webgl2 rnn 16: 1.00',
    });
  });
  test('a new run replaces that on the same devices only', () => {
    const other = { ...run(1, false), devices: { webgpu: 'c', webgl2: null } };
    const next = run(9, true);
    expect(withRun([run(8, true), other], next)).toEqual([other, next]);
  });
  test('its table has a line for each size and names the devices', () => {
    const text = gpuTables([run(8, true), run(1, false)]);
    expect(text).toContain('| RNN | 16 | 3.0 | 8.0 | 0.25 (0.25–0.25) | 3.0 | 16 | 0.13 (0.13–0.13) |  |');
    expect(text).toContain('WebGPU: a; WebGL2: b, software GPU only.');
    expect(gpuTables([])).toBe('');
  });
});

describe('the table', () => {
  const results = (): Results => ({
    machine: 'a machine', browser: 'a browser', torch: null, webgl: 'SwiftShader', date: '2026-11-21T10:00:00Z', quick: true,
    unrest: spread([1, 2]), load: [1, 2], peakGflops: 50, rows: rowsOf([measured('gru', 32)]), busy: [], shares: [], checks: [],
    growth: [], memory: [], firstSteps: [], shipped: [], gpu: [], bars: [], notes: [],
  }); // prettier-ignore
  test('short numbers', () =>
    expect([0.123, 1.26, 12.6, 1234].map(short)).toEqual(['0.12', '1.3', '13', '1230']));
  test('has a line for each size', () => {
    expect(table(results())).toContain('| GRU | 32 | 3.0 |  | 15 (10–25) |  |  |  |');
    expect(table(results())).toContain('(quick run)');
    expect(table(results())).toContain('software renderer');
  });
  test('goes between the markers and nowhere else', async () => {
    const text = `before\n${begin}\nold\n${end}\nafter $& $1\n`;
    const next = await section(results());
    expect(withSection(text, next)).toBe(`before\n${next}\nafter $& $1\n`);
    expect(() => sectionIn('nothing')).toThrow('lacks');
  });
  test('in the README is that of the last results', async () => {
    const latest = JSON.parse(await read('results/latest.json')) as Results;
    expect(sectionIn(await read('../../README.md'))).toBe(await section(latest));
  });
});
