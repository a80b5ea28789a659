// `npm run bench`: the cpu backend against TensorFlow.js, plain JavaScript and PyTorch, in one run of headless Chromium; then the gpu
// backend against TensorFlow.js on the same device. `-- --quick`: few sizes and rounds, about two minutes; `-- --gpu`: only the gpu
// backend, the rest stays as it was. Writes results/latest.json and the README's tables, but for `-- --only lstm-128-32-32`, a pattern
// of cell-H-T-B, which measures only what fits it and writes nothing.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { serve } from '../../src/tools/serve.ts';
import { ensureBrowser } from '../browser-install.ts';
import { usualFlags } from '../browser-flags.ts';
import { thisMachine, type Browser as Found } from '../browser-path.ts';
import { runCommand } from '../process.ts';
import { barLines, barsOf } from './bars.ts';
import { buildPage } from './build.ts';
import { measureGpu } from './gpu.ts';
import { withRun } from './gpuReport.ts';
import { install } from './install.ts';
import { makeJob, type Shape } from './job.ts';
import { measure, nameOf, type Measured } from './measure.ts';
import { ours, planOf, usual, type Plan } from './plan.ts';
import { busyOf, growthOf, peakOf, rowsOf, sharesOf } from './report.ts';
import type { Check, Results, Shipped } from './results.ts';
import { spread, unrest } from './statistics.ts';
import { threadNames } from './processes.ts';
import { aboutPage, inPage, inTorch } from './systems.ts';
import { section, withSection } from './table.ts';
import { startTorch } from './torch.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    gpu: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const resultsFile = fileURLToPath(new URL('results/latest.json', import.meta.url));
const readmeFile = fileURLToPath(new URL('../../README.md', import.meta.url));
const notes: string[] = [];
const note = (text: string): void => {
  notes.push(text);
  console.log(`  note: ${text}`);
};
const range = (middle: number, low: number, high: number): string =>
  `${middle.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(0)} s`;

function say({ measurement: { shape }, ...one }: Measured): void {
  const { cell, hiddens, steps, batch } = shape;
  console.log(`${seconds()}: ${cell} H ${hiddens} T ${steps} B ${batch}`);
  const whole = [{ measurement: { shape, against: [], checkSteps: 0 }, ...one }];
  const busy = new Map(busyOf(whole).map((row) => [nameOf(row), row]));
  for (const row of rowsOf(whole)) {
    const { msMedian, ratioMedian, ratioMin, ratioMax } = row;
    const its = busy.get(nameOf(row));
    console.log(
      `  ${nameOf(row).padEnd(30)} ${msMedian.toFixed(3).padStart(10)} ms  ${range(ratioMedian, ratioMin, ratioMax)}` +
        (its
          ? `; busy ${its.msMedian.toFixed(3)} ms ${range(its.ratio.median, its.ratio.min, its.ratio.max)}`
          : ''),
    );
  }
  for (const { same, updates, difference, loss, ...id } of one.checks)
    console.log(
      `  ${same ? 'same loss' : 'ANOTHER LOSS'}: ${nameOf(id)} after ${updates} updates ${loss.toFixed(5)}, at most ${difference.toExponential(1)} apart`,
    );
}

/** The process of the page, which its workers share: the only renderer that has a thread of that name. */
async function rendererOf(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
  return renderers.find((id) => threadNames(id).some((name) => name.startsWith('DedicatedWorker'))) ?? null;
}

async function measureAll(plan: Plan, shipped: Shipped[], url: string, found: Found, gpu: Results['gpu']): Promise<Results> {
  const load = loadavg()[0]!;
  const browser = await chromium.launch({ executablePath: found.path, headless: true, args: usualFlags });
  const torch = await startTorch();
  if (!torch) note('PyTorch is left out: /usr/bin/python3 has no torch');
  const all: Measured[] = [];
  let webgl: string | null;
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const about = await aboutPage(page);
    if (!about.isolated) throw new Error('the page is not cross-origin isolated');
    webgl = about.webgl;
    console.log(`WebGL runs on ${webgl ?? 'nothing'}`);
    const peak = { ...ours, module: 'peak' };
    const tiny = { cell: 'rnn', hiddens: 1, ...usual } as const;
    const first = inPage(page, null, peak, tiny);
    await first.start(plan.startMs);
    const renderer = await rendererOf(browser);
    await first.end();
    if (renderer === null) note('the time that processors work is not known here');
    const yardstick = inPage(page, renderer, peak, tiny);
    await yardstick.start(plan.startMs);
    const left = (): number => plan.totalMs - (performance.now() - begun);
    for (const measurement of plan.measurements) {
      const { shape } = measurement;
      if (left() <= 0) {
        note(`${shape.cell} H ${shape.hiddens} T ${shape.steps} B ${shape.batch} left out: time was up`);
        continue;
      }
      const job = torch ? makeJob(shape) : null;
      const one = await measure(measurement, plan, {
        yardstick,
        note,
        left,
        open: (candidate) =>
          candidate.module ? inPage(page, renderer, candidate, shape) : torch && job ? inTorch(torch, job) : null,
      });
      say(one);
      all.push(one);
    }
  } finally {
    torch?.close();
    await browser.close();
  }
  const rows = rowsOf(all);
  const checks = all.flatMap((one) => one.checks);
  const measured = { rows, busy: busyOf(all), shares: sharesOf(all), checks, gpu };
  return {
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    browser: found.version,
    torch: torch?.version ?? null,
    webgl,
    date: new Date().toISOString(),
    quick: plan.quick,
    unrest: spread(all.flatMap(({ yardstick }) => unrest(yardstick))),
    load: [load, loadavg()[0]!],
    peakGflops: peakOf(all),
    ...measured,
    growth: growthOf(measured.busy.length ? measured.busy : rows),
    memory: all.flatMap((one) => one.memory),
    firstSteps: all.flatMap((one) => one.firstSteps),
    shipped,
    bars: barsOf(measured),
    notes,
  };
} // prettier-ignore

/** What is not in the table, for whoever runs it. */
function sayRest({ shares, growth, shipped, firstSteps, memory, unrest, load, peakGflops }: Results): void {
  const of = ({ cell, hiddens, steps, batch }: Shape): boolean =>
    cell === 'lstm' && hiddens === 128 && steps === usual.steps && batch === usual.batch;
  const mega = (bytes: number | null): string => (bytes === null ? '?' : `${(bytes / 1e6).toFixed(1)} MB`);
  console.log(`\nSIMD peak ${peakGflops.toFixed(1)} GFLOP/s a core. Share of it, matrix products only:`);
  for (const { cell, hiddens, steps, batch, share, busyShare: busy } of shares)
    console.log(`  ${cell} H ${hiddens} T ${steps} B ${batch}: ${range(share.median, share.min, share.max)}${busy ? `, busy ${range(busy.median, busy.min, busy.max)}` : ''}`);
  console.log('Growth of the time, as a power:');
  for (const one of growth) console.log(`  ${one.system} with ${one.of} ${one.sizes.join(', ')}: ${one.exponent.toFixed(2)}`);
  console.log('First step from the import of the code, LSTM H 128:');
  for (const one of firstSteps.filter(of)) console.log(`  ${nameOf(one)}: ${one.ms.toFixed(0)} ms`);
  console.log('Memory, LSTM H 128 (held for the job; WebAssembly memory):');
  for (const one of memory.filter(of)) console.log(`  ${nameOf(one)}: ${mega(one.held)}; ${mega(one.wasm)}`);
  console.log('Shipped, gzip:');
  for (const { name, js, wasm } of shipped) console.log(`  ${name}: ${(js / 1000).toFixed(1)} kB js, ${(wasm / 1000).toFixed(1)} kB wasm`);
  console.log(`Neighbouring windows of the same work differ by ${unrest.median.toFixed(2)} times (at most ${unrest.max.toFixed(2)}); load ${load.map((x) => x.toFixed(1)).join(' → ')}`);
} // prettier-ignore

const previous = JSON.parse(await readFile(resultsFile, 'utf8')) as Results;
await install();
const begun = performance.now();
const whole = planOf(values.quick);
const pattern = new RegExp(values.only ?? '');
const wanted = ({ cell, hiddens, steps, batch }: Shape): boolean =>
  pattern.test(`${cell}-${hiddens}-${steps}-${batch}`);
const chosen = whole.measurements.filter(({ shape }) => wanted(shape));
if (chosen.length === 0 && !values.gpu)
  throw new Error(`bench: nothing fits --only ${values.only ?? ''}; for \`gpu\` alone add --gpu`);
const folder = await mkdtemp(join(tmpdir(), 'unrolled-bench-'));
try {
  const shipped = await buildPage(folder);
  console.log(`${seconds()}: the page is built`);
  const found = await ensureBrowser(
    await thisMachine(),
    process.getuid?.() === 0,
    (c) => runCommand(c, 600),
    console.log,
  );
  const server = await serve({ root: folder, port: 0, host: '127.0.0.1' });
  const checks: Check[] = [];
  let results = previous;
  try {
    if (!values.gpu) {
      const plan = { ...whole, measurements: chosen };
      results = await measureAll(plan, shipped, server.url, found, previous.gpu);
      checks.push(...results.checks);
    }
    const gpu = await measureGpu(server.url, found, values.quick, wanted);
    checks.push(...gpu.checks);
    results = { ...results, shipped, gpu: withRun(results.gpu, gpu.run) };
    results = { ...results, bars: barsOf(results) };
  } finally {
    await server.close();
  }
  if (!values.gpu) sayRest(results);
  console.log(`\n${barLines(results.bars).join('\n')}`);
  if (values.only === undefined) {
    await writeFile(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
    await writeFile(readmeFile, withSection(await readFile(readmeFile, 'utf8'), await section(results)));
    console.log(`\nWritten: tests/bench/results/latest.json and the README's tables (${seconds()})`);
  }
  const others = checks.filter(({ same }) => !same);
  if (others.length > 0) {
    console.error(
      `\n${others.length} systems have another loss than ours after the same steps: not the same job`,
    );
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
