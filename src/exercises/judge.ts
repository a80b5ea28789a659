// The page's side of the judge: one sandbox for the reader's programs, one worker that judges them, both made at the first run
// and shared by all listings of the page.
import { proxy, wrap, type Remote } from 'comlink';
import { createSandbox, type Outcome, type Sandbox } from '../notebook/sandbox/host.ts';
import type { Run, RunReply } from './diagnosis/diagnose.ts';
import type { CaseOptions } from './drills/contract.ts';
import type { DrillReport } from './drills/report.ts';
import type { Report } from './report.ts';
import type { JudgeApi, ListingTask } from './worker.ts';

/** @returns the value that came back, or why there is none */
function replyOf(outcome: Outcome): RunReply {
  switch (outcome.status) {
    case 'done':
      return { kind: 'value', value: outcome.value };
    case 'timeout':
      return { kind: 'timeout' };
    case 'killed':
      return { kind: 'failed', message: outcome.message };
    case 'error':
      return { kind: 'failed', message: `${outcome.name}: ${outcome.message}` };
  }
}

interface Parts {
  readonly sandbox: Sandbox;
  readonly judge: Remote<JudgeApi>;
  /** Rejects when the worker dies; a call would else wait for ever. */
  readonly death: Promise<never>;
}

let parts: Parts | undefined;

function start(): Parts {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const death = new Promise<never>((_, fail) => {
    const die = (event: Event): void => {
      worker.terminate();
      parts = undefined; // the next run starts anew
      const why = event instanceof ErrorEvent && event.message ? event.message : 'it could not be loaded';
      fail(new Error(`The judge stopped: ${why}. Run again, or reload the page.`));
    };
    worker.addEventListener('error', die);
    worker.addEventListener('messageerror', die);
  });
  death.catch(() => undefined); // heard by whoever waits
  return { sandbox: createSandbox(), judge: wrap<JudgeApi>(worker), death };
}

export interface Hearing {
  /** Hears what the program logs on the first of its problems. */
  readonly hear: (line: string) => void;
  /** Ends the run. */
  readonly signal: AbortSignal;
}

function runner(sandbox: Sandbox, { hear, signal }: Hearing): Run {
  let runs = 0;
  return proxy(async (request) => {
    runs++;
    return replyOf(await sandbox.run({ ...request, signal }, runs === 1 ? hear : undefined));
  });
}

/** Runs a forward and backward pass and judges it. @throws {Error} (rejects) if the judge itself fails */
export async function judgeListing(source: string, task: ListingTask, hearing: Hearing): Promise<Report> {
  const { sandbox, judge, death } = (parts ??= start());
  return Promise.race([judge.listing(source, task, runner(sandbox, hearing)), death]);
}

/** Runs a gradient checker on gradients with planted faults. @throws {Error} (rejects) if the judge itself fails */
export async function judgeGradientChecker(source: string, hearing: Hearing): Promise<Report> {
  const { sandbox, judge, death } = (parts ??= start());
  return Promise.race([judge.checker(source, runner(sandbox, hearing)), death]);
}

/** Runs a drill's program on its cases and judges it. @throws {Error} (rejects) if the judge itself fails */
export async function judgeDrill(
  folder: string,
  source: string,
  options: CaseOptions,
  hearing: Hearing,
): Promise<DrillReport> {
  const { sandbox, judge, death } = (parts ??= start());
  return Promise.race([judge.drill(folder, source, options, runner(sandbox, hearing)), death]);
}
