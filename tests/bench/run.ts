// `npm run bench`: the cpu backend against TensorFlow.js, gpu.js, plain JavaScript and PyTorch, in one run of headless Chromium.
// `-- --quick`: two sizes, few rounds, under two minutes. Writes results/latest.json and the README's table, but for
// `-- --only lstm-128-32-32`, a pattern of cell-H-T-B, which measures only what fits it and writes nothing.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { serve } from '../../src/tools/serve.ts';
import { ensureBrowser } from '../browser-install.ts';
import { thisMachine } from '../browser-path.ts';
import { runCommand } from '../process.ts';
import { barLines, barsOf } from './bars.ts';
import { buildPage } from './build.ts';
import { install } from './install.ts';
import { makeJob } from './job.ts';
import { measure, nameOf, type Measured } from './measure.ts';
import { ours, planOf, usual, type Plan } from './plan.ts';
import { growthOf, peakOf, rowsOf, sharesOf } from './report.ts';
import type { Results, Shipped } from './results.ts';
import { spread, unrest } from './statistics.ts';
import { inPage, inTorch } from './systems.ts';
import { section, withSection } from './table.ts';
import { startTorch } from './torch.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const resultsFile = fileURLToPath(new URL('results/latest.json', import.meta.url));
const readmeFile = fileURLToPath(new URL('../../README.md', import.meta.url));
const chromiumFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const notes: string[] = [];
const note = (text: string): void => {
  notes.push(text);
  console.log(`  note: ${text}`);
};
const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(0)} s`;

function say({ measurement: { shape }, ...one }: Measured): void {
  const { cell, hiddens, steps, batch } = shape;
  console.log(`${seconds()}: ${cell} H ${hiddens} T ${steps} B ${batch}`);
  for (const row of rowsOf([{ measurement: { shape, against: [], checkSteps: 0 }, ...one }])) {
    const { msMedian, ratioMedian, ratioMin, ratioMax } = row;
    const ratio = `${ratioMedian.toFixed(2)} (${ratioMin.toFixed(2)}–${ratioMax.toFixed(2)})`;
    console.log(`  ${nameOf(row).padEnd(30)} ${msMedian.toFixed(3).padStart(10)} ms  ${ratio}`);
  }
  for (const { same, updates, difference, loss, ...id } of one.checks)
    console.log(
      `  ${same ? 'same loss' : 'ANOTHER LOSS'}: ${nameOf(id)} after ${updates} updates ${loss.toFixed(5)}, at most ${difference.toExponential(1)} apart`,
    );
}

async function measureAll(plan: Plan, shipped: Shipped[], folder: string): Promise<Results> {
  const load = loadavg()[0]!;
  const found = await ensureBrowser(await thisMachine(), process.getuid?.() === 0, (c) => runCommand(c, 600), console.log);
  const server = await serve({ root: folder, port: 0, host: '127.0.0.1' });
  const browser = await chromium.launch({ executablePath: found.path, headless: true, args: chromiumFlags });
  const torch = await startTorch();
  if (!torch) note('PyTorch is left out: /usr/bin/python3 has no torch');
  const all: Measured[] = [];
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not cross-origin isolated');
    const yardstick = inPage(page, { ...ours, module: 'peak' }, { cell: 'rnn', hiddens: 1, ...usual });
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
          candidate.module ? inPage(page, candidate, shape) : torch && job ? inTorch(torch, job) : null,
      });
      say(one);
      all.push(one);
    }
  } finally {
    torch?.close();
    await browser.close();
    await server.close();
  }
  const rows = rowsOf(all);
  const shares = sharesOf(all);
  const checks = all.flatMap((one) => one.checks);
  return {
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    browser: found.version,
    torch: torch?.version ?? null,
    date: new Date().toISOString(),
    quick: plan.quick,
    unrest: spread(all.flatMap(({ yardstick }) => unrest(yardstick))),
    load: [load, loadavg()[0]!],
    peakGflops: peakOf(all),
    rows,
    shares,
    checks,
    growth: growthOf(rows),
    memory: all.flatMap((one) => one.memory),
    firstSteps: all.flatMap((one) => one.firstSteps),
    shipped,
    bars: barsOf(rows, shares, checks),
    notes,
  };
} // prettier-ignore

/** What is not in the table, for whoever runs it. */
function sayRest({ shares, growth, shipped, firstSteps, memory, unrest, load, peakGflops, bars }: Results): void {
  const of = ({ cell, hiddens }: { cell: string; hiddens: number }): boolean => cell === 'lstm' && hiddens === 128;
  const mega = (bytes: number | null): string => (bytes === null ? '?' : `${(bytes / 1e6).toFixed(1)} MB`);
  console.log(`\nSIMD peak ${peakGflops.toFixed(1)} GFLOP/s a core. Share of it, matrix products only:`);
  for (const { cell, hiddens, steps, batch, share } of shares)
    console.log(`  ${cell} H ${hiddens} T ${steps} B ${batch}: ${share.median.toFixed(2)} (${share.min.toFixed(2)}–${share.max.toFixed(2)})`);
  console.log('Growth of the time, as a power:');
  for (const one of growth) console.log(`  ${one.system} with ${one.of} ${one.sizes.join(', ')}: ${one.exponent.toFixed(2)}`);
  console.log('First step from the import of the code, LSTM H 128:');
  for (const one of firstSteps.filter(of).slice(0, 8)) console.log(`  ${nameOf(one)}: ${one.ms.toFixed(0)} ms`);
  console.log('Memory, LSTM H 128 (held for the job; WebAssembly memory):');
  for (const one of memory.filter(of).slice(0, 8)) console.log(`  ${nameOf(one)}: ${mega(one.held)}; ${mega(one.wasm)}`);
  console.log('Shipped, gzip:');
  for (const { name, js, wasm } of shipped) console.log(`  ${name}: ${(js / 1000).toFixed(1)} kB js, ${(wasm / 1000).toFixed(1)} kB wasm`);
  console.log(`Neighbouring windows of the same work differ by ${unrest.median.toFixed(2)} times (at most ${unrest.max.toFixed(2)}); load ${load.map((x) => x.toFixed(1)).join(' → ')}`);
  console.log(`\n${barLines(bars).join('\n')}`);
} // prettier-ignore

await install();
const begun = performance.now();
const whole = planOf(values.quick);
const wanted = new RegExp(values.only ?? '');
const chosen = whole.measurements.filter(({ shape: { cell, hiddens, steps, batch } }) =>
  wanted.test(`${cell}-${hiddens}-${steps}-${batch}`),
);
const folder = await mkdtemp(join(tmpdir(), 'unrolled-bench-'));
try {
  const shipped = await buildPage(folder);
  console.log(`${seconds()}: the page is built`);
  const results = await measureAll({ ...whole, measurements: chosen }, shipped, folder);
  sayRest(results);
  if (values.only === undefined) {
    await writeFile(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
    await writeFile(readmeFile, withSection(await readFile(readmeFile, 'utf8'), await section(results)));
    console.log(`\nWritten: tests/bench/results/latest.json and the README's table (${seconds()})`);
  }
  const others = results.checks.filter(({ same }) => !same);
  if (others.length > 0) {
    console.error(
      `\n${others.length} systems have another loss than ours after the same steps: not the same job`,
    );
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
