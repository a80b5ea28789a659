// The gpu backend on both of its routes, built and minified, in a worker of a browser with software GPUs, through the suites that every
// backend passes; then PyTorch's fixtures. Each shape compiles for up to a second, hence a small share of the random problems.
// `npm run test:gpu` runs it, apart from the unit tests, since it needs a browser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Numbers } from '../../../src/backends/backend.ts';
import type { CallReport } from '../../../src/backends/gpu/training/pipelines.ts';
import { parseCase } from '../../oracle/cases.ts';
import { zeroCase } from '../../oracle/support.ts';
import { trainerAdapter } from '../../oracle/trainer.ts';
import { judge } from '../../oracle/verdict.ts';
import { optimizerNetworks } from '../shared/optimizerNetworks.ts';
import { optimizers } from '../shared/optimizers.ts';
import { parity } from '../shared/parity.ts';
import { states } from '../shared/states.ts';
import { strictness } from '../shared/strictness.ts';
import { torchTraining } from '../shared/torchTraining.ts';
import { every, fixed, type Suite } from '../suites.ts';
import { flat, problem } from '../support.ts';
import { remoteGpu } from './remote.ts';
import { checkReport } from './report.ts';

const gpu = await remoteGpu();
afterAll(() => gpu.close());

const routes = ['webgpu', 'webgl2'] as const;
const suites = await Promise.all(
  routes.map(async (route) => {
    const backend = await gpu.on(route);
    // an update is computed to a few roundings of 6e-8 of itself, as on cpu, and is at most 0.1 long
    const share = route === 'webgpu' ? 0.05 : 0.02;
    const suite: Suite = { name: route, backend, cells: every, share, update: 3e-8, copies: 2 };
    return { ...suite, route, backend };
  }),
);

const folder = new URL('../../fixtures/oracle/', import.meta.url);
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
/** The others are run by `npm run oracle -- --backend gpu tests/fixtures/oracle`. */
const some = fixtures.filter((_, n) => n % 5 === 1);

it('PyTorch’s fixtures that are taken are of all kinds', () => {
  const cases = some.map(({ text }) => parseCase(text));
  const kinds = [
    'cell', 'resetAfter', 'bidirectional', 'merge', 'readout', 'reduction', 'nonlinearity',
  ] as const; // prettier-ignore
  for (const kind of kinds) {
    const all = new Set(fixtures.map(({ text }) => parseCase(text)[kind]));
    expect(new Set(cases.map((c) => c[kind])), kind).toEqual(all);
  }
  expect(new Set(cases.map((c) => c.shape.layers)).size).toBeGreaterThan(1);
  expect(new Set(cases.map((c) => c.tokens === undefined)).size).toBe(2);
  expect(new Set(cases.map((c) => c.truncate > 0)).size).toBe(2);
  expect(cases.some((c) => c.lengths.some((length) => length < c.shape.steps))).toBe(true);
  expect(cases.some((c) => c.initial['h0'])).toBe(true);
});

it('a report of anything else than was asked for is a failure', () => {
  const report: CallReport = {
    backend: 'webgpu',
    executorKind: 'fused-encoder',
    fallbackReason: null,
    device: 'SwiftShader',
    software: true,
    passes: 9,
    compileMs: 1,
  };
  expect(() => checkReport('webgpu', 'trainStep', report)).not.toThrow();
  for (const wrong of [
    { executorKind: 'generic' },
    { backend: 'webgl2' as const },
    { fallbackReason: 'none' },
  ])
    expect(() => checkReport('webgpu', 'trainStep', { ...report, ...wrong })).toThrow(/trainStep on webgpu/);
  expect(() => checkReport('webgl2', 'trainStep', report)).toThrow(/backend is "webgpu", expected "webgl2"/);
  expect(() => checkReport('webgpu', 'trainStep', null)).toThrow(/backend is undefined/);
});

it('`npm run oracle` names the route in each line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  writeFileSync(join(folder, 'a.json'), JSON.stringify(zeroCase()));
  const script = fileURLToPath(new URL('../../oracle/run.ts', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, '--backend', 'gpu', folder], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  const lines = stdout.trimEnd().split('\n');
  expect(lines, stderr).toHaveLength(3);
  routes.forEach((route, n) => expect(lines[n]).toMatch(new RegExp(`^${route}  zero  rnn tanh.* passed$`)));
  expect(lines[2]).toBe('2 passed, 0 failed, 0 skipped');
  expect(status).toBe(0);
});

describe.each(suites)('$name', (suite) => {
  const { backend, route } = suite;

  it('is the gpu backend, on a software device that says so', async () => {
    expect(backend).toMatchObject({ id: 'gpu', precision: 'float32' });
    const { words, software } = await backend.describe();
    expect(words).toMatch(/swiftshader|llvmpipe/i);
    expect(software).toBe(true);
  });

  it('makes several updates in one call as it makes them one by one', async () => {
    const { spec, values, tokens, state } = problem(backend, { ...fixed, cell: 'lstm' });
    const [one, several] = [
      await backend.create(spec, flat(values)),
      await backend.create(spec, flat(values)),
    ];
    expect(several.stepsAtOnce).toBe(route === 'webgpu' ? 5 : 1);
    const other = { inputs: tokens.targets, targets: tokens.inputs } as typeof tokens;
    const inputs = Int32Array.from(other.inputs, (x) => Math.max(0, x));
    const batches = [tokens, { ...other, inputs }, tokens, { ...other, inputs }, tokens];
    // the second goes on from the first, the third begins at zero
    const bundled = batches.map((batch, n) => ({ batch, carry: n !== 2 }));
    const results = await several.trainSteps(bundled, state);
    let from: Numbers = state;
    for (const [n, { batch, carry }] of bundled.entries()) {
      const result = await one.trainStep(batch, carry ? from : new Float64Array(state.length));
      // the same kernels on the same numbers
      expect(results[n], `update ${n + 1}`).toEqual(result);
      from = result.state;
    }
    expect(await several.parameters()).toEqual(await one.parameters());
    expect(await several.optimizerState()).toEqual(await one.optimizerState());
    const most = several.lastReport()!.passes;
    expect(most).toBeGreaterThan((route === 'webgpu' ? 3 : 0) * one.lastReport()!.passes);
    for (const trainer of [one, several]) trainer.dispose();
  });

  parity(suite);
  states(suite);
  strictness(suite);
  optimizers(suite);
  optimizerNetworks(suite);
  torchTraining(suite);

  it.each(some)('PyTorch’s $file at the oracle’s tolerance', async ({ file, text }) => {
    const { status, line } = await judge(trainerAdapter(backend), file, text);
    expect(status, `${route}: ${line}`).toBe('passed');
  });
});
