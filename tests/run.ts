// `npm test`: types, lint, format, unit tests, build, browser tests, the gpu backend's tests, in that order; the last line sums them all.
// `node tests/run.ts check|unit|browser|gpu` runs one part (browser: on a fresh build). Anything after it goes to the runner.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser-install.ts';
import { thisMachine, type Browser } from './browser-path.ts';
import { npmRun, runCommand } from './process.ts';
import { countPlaywright, countStage, countVitest, summaryLine, type Count } from './summary.ts';

// Run by this Node, not through node_modules/.bin: those are shell scripts on Windows.
const VITEST = [process.execPath, join('node_modules', 'vitest', 'vitest.mjs')];
const PLAYWRIGHT = [process.execPath, join('node_modules', '@playwright', 'test', 'cli.js')];
const reports = mkdtempSync(join(tmpdir(), 'unrolled-tests-'));
const counts: Count[] = [];
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

function reportAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // The runner crashed before it wrote one.
  }
}

async function stage(name: string, work: () => Promise<Count>): Promise<Count> {
  const start = performance.now();
  console.log(`\n== ${name}`);
  const count = await work().catch((error: unknown): Count => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`== ${name}: ${count.failed === 0 ? 'ok' : 'FAILED'}, ${seconds} s`);
  counts.push(count);
  return count;
}

/** A stage that is one check: it passes or fails as a whole. */
function check(name: string, script: string, limitSeconds: number): Promise<Count> {
  return stage(name, async () =>
    (await npmRun(script, limitSeconds)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
  );
}

async function vitest(
  config: string,
  extra: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Count> {
  const json = join(reports, `${config}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
  const command = [...VITEST, 'run', '--config', `tests/${config}.config.ts`, ...reporters, ...extra];
  const succeeded = await runCommand(command, 600, env);
  return countStage(reportAt(json), countVitest, succeeded);
}

const unit = (extra: readonly string[]): Promise<Count> => stage('unit tests', () => vitest('vitest', extra));

/** The browser of this machine, installed where there is none. */
async function theBrowser(): Promise<Browser> {
  const note = (message: string): void => console.log(`browser: ${message}`);
  const isRoot = process.getuid?.() === 0;
  const install = (command: readonly string[]): Promise<boolean> =>
    runCommand(command, 600, { DEBIAN_FRONTEND: 'noninteractive' });
  const found = await ensureBrowser(await thisMachine(), isRoot, install, note);
  note(`using ${found.path} (${found.version}), from ${found.source}`);
  return found;
}

/** These drive the browser from Vitest; they build a page of their own. */
const gpu = (extra: readonly string[]): Promise<Count> =>
  stage('gpu tests', async () => vitest('gpu', extra, { UNROLLED_BROWSER: (await theBrowser()).path }));

function browser(extra: readonly string[]): Promise<Count> {
  return stage('browser tests', async () => {
    const found = await theBrowser();
    const json = join(reports, 'browser.json');
    const command = [...PLAYWRIGHT, 'test', '--config', 'tests/browser/playwright.config.ts'];
    const succeeded = await runCommand([...command, '--reporter=list,json', ...extra], 1800, {
      UNROLLED_BROWSER: found.path,
      PLAYWRIGHT_JSON_OUTPUT_FILE: json,
    });
    return countStage(reportAt(json), countPlaywright, succeeded);
  });
}

async function checks(): Promise<void> {
  await check('types', 'check:types', 300);
  await check('lint', 'check:lint', 300);
  await check('format', 'check:format', 120);
}

async function buildAndBrowser(extra: readonly string[]): Promise<void> {
  const built = await check('build', 'build', 600);
  // Testing what an earlier build left behind would prove nothing.
  if (built.failed === 0) await browser(extra);
  else await stage('browser tests', () => Promise.reject(new Error('not run: the build failed')));
}

const [part, ...extra] = process.argv.slice(2);
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  check: checks,
  unit: () => unit(extra),
  browser: () => buildAndBrowser(extra),
  gpu: () => gpu(extra),
  all: async () => {
    await checks();
    await unit([]);
    await buildAndBrowser([]);
    await gpu([]);
  },
};
const chosen = parts[part ?? 'all'];
if (!chosen) {
  console.error(`tests/run.ts: no part called "${part}"; parts: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
await chosen();
console.log(`\n${summaryLine(counts)}`);
process.exitCode = counts.some((count) => count.failed > 0) ? 1 : 0;
