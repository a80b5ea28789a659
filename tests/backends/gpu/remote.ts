// The gpu backend for tests in Node: a page built as the book is, whose module worker holds it, in a Chromium with software GPUs; every
// call goes there. What ran is looked at after each one, so that a silent fallback is a failure.
import { chromium, type Page } from '@playwright/test';
import type {
  Backend,
  Description,
  NumbersByName,
  Trainer,
  TrainResult,
} from '../../../src/backends/backend.ts';
import type { GpuRoute } from '../../../src/backends/gpu/training/device.ts';
import type { CallReport } from '../../../src/backends/gpu/training/pipelines.ts';
import type { GpuTrainer } from '../../../src/backends/gpu/training/trainer.ts';
import type { TrainerSpec } from '../../../src/backends/spec.ts';
import { buildWasm } from '../../../src/tools/wasm.ts';
import { softwareGpuFlags, usualFlags } from '../../browser-flags.ts';
import { findBrowser, thisMachine } from '../../browser-path.ts';
import { buildServed, from } from '../built-page.ts';
import { checkReport } from './report.ts';
import { decode, encode, type Answer, type Call, type Made } from './wire.ts';

/** A backend that is asked from afar: everything about it is answered later. */
export interface RemoteBackend extends Omit<Backend, 'bytes' | 'create'> {
  bytes(spec: TrainerSpec): Promise<number>;
  create(spec: TrainerSpec, parameters: NumbersByName): Promise<RemoteTrainer>;
  describe(): Promise<Description>;
}
export interface RemoteTrainer extends Omit<Trainer, 'stepsAtOnce'>, Pick<GpuTrainer, 'stepsAtOnce'> {
  trainSteps(...args: Parameters<GpuTrainer['trainSteps']>): Promise<readonly TrainResult[]>;
  /** Of the last call that ran something; null before it. */
  lastReport(): CallReport | null;
}

export interface RemoteGpu {
  on(route: GpuRoute): Promise<RemoteBackend>;
  /** Runs a function in the worker itself, which its text is sent to. */
  inWorker<T>(work: (given: T) => unknown, given: T): Promise<unknown>;
  close(): Promise<void>;
}

/** Calls that run something on the device. */
const running = ['trainStep', 'trainSteps', 'gradients', 'evaluate', 'states', 'sample'] as const;
/** Calls that read or write what it holds. */
const reading = ['parameters', 'loadParameters', 'optimizerState', 'loadOptimizerState'] as const;

let opened: Promise<RemoteGpu> | undefined;

/** The process's one browser with its page, built and started when first asked for; whoever asks closes it at the end. */
export const remoteGpu = (): Promise<RemoteGpu> => (opened ??= open());

async function open(): Promise<RemoteGpu> {
  const found = process.env['UNROLLED_BROWSER'] ?? findBrowser(await thisMachine())?.path;
  if (found === undefined) throw new Error('remoteGpu: no Chromium found; `npm run test:gpu` installs one');
  await buildWasm();
  const main = `
    const waiting = new Map();
    let asked = 0;
    let dead = null;
    const worker = new Worker(new URL(${from('tests/backends/gpu/worker.ts')}, import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => { waiting.get(data.id).resolve(data.answer); waiting.delete(data.id); };
    worker.onerror = (event) => {
      dead = new Error('the worker failed: ' + event.message);
      for (const one of waiting.values()) one.reject(dead);
    };
    window.ask = (call) => new Promise((resolve, reject) => {
      if (dead) return reject(dead);
      waiting.set(++asked, { resolve, reject });
      worker.postMessage({ id: asked, call });
    });`;
  const served = await buildServed('gpu', { 'main.ts': main });
  const browser = await chromium
    .launch({ executablePath: found, headless: true, args: [...usualFlags, ...softwareGpuFlags] })
    .catch(async (error: unknown) => {
      await served.close();
      throw error;
    });
  const close = async (): Promise<void> => {
    opened = undefined;
    await browser.close();
    await served.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(served.url);
    await page.waitForFunction(() => 'ask' in window);
    const inWorker = <T>(work: (given: T) => unknown, given: T) =>
      page.workers()[0]!.evaluate(work as (given: unknown) => unknown, given);
    return { on: (route) => backendOn(page, route), inWorker, close };
  } catch (error) {
    await close();
    throw error;
  }
} // prettier-ignore

async function ask(page: Page, call: Call): Promise<Answer & { ok: true }> {
  const text = await page.evaluate(
    (asked) => (window as unknown as { ask(call: string): Promise<string> }).ask(asked),
    encode(call),
  );
  const answer = decode(text) as Answer;
  if (answer.ok) return answer;
  const { name, message, code, stack } = answer;
  // its own place is of use to whoever mends it, the place where it arrived is to no one
  throw Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }), ...(stack ? { stack } : {}) });
} // prettier-ignore

async function backendOn(page: Page, route: GpuRoute): Promise<RemoteBackend> {
  const own = async <T>(method: string, ...args: unknown[]): Promise<T> =>
    (await ask(page, { route, method, args })).value as T;
  const about = await own<Pick<Backend, 'id' | 'name' | 'precision' | 'tolerance'>>('about');
  return {
    ...about,
    describe: () => own('describe'),
    refuses: (spec) => own('refuses', spec),
    bytes: (spec) => own('bytes', spec),
    create: async (spec, parameters) =>
      trainerOn(page, route, spec, await own<Made>('create', spec, parameters)),
  };
}

function trainerOn(
  page: Page,
  route: GpuRoute,
  spec: TrainerSpec,
  { trainer, stepsAtOnce }: Made,
): RemoteTrainer {
  let last: CallReport | null = null;
  const one = (method: string) => async (...args: readonly unknown[]) => {
    const { value, report } = await ask(page, { route, trainer, method, args });
    if ((running as readonly string[]).includes(method)) checkReport(route, method, report);
    last = report ?? last;
    return value;
  }; // prettier-ignore
  const methods = Object.fromEntries([...running, ...reading].map((method) => [method, one(method)]));
  return {
    ...(methods as unknown as Omit<RemoteTrainer, 'spec' | 'dispose' | 'stepsAtOnce' | 'lastReport'>),
    spec,
    stepsAtOnce,
    lastReport: () => last,
    // no one waits for it; the next call comes after it anyway, and closing the page ends it
    dispose: () => void one('dispose')().catch(() => undefined),
  };
}
