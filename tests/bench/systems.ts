// A running system as the measurement sees it, whether in a worker of the page or in PyTorch's process.
import type { Page } from '@playwright/test';
import type { Job, Shape } from './job.ts';
import type { Memory, Timed } from './page/system.ts';
import type { Bench } from './page/main.ts';
import { busiestBetween, busyOf } from './processes.ts';
import type { Candidate } from './plan.ts';
import type { TorchProcess } from './torch.ts';

/** A window with how long a processor worked for its busiest thread, ms; null where it cannot be told. */
export interface Busy extends Timed {
  readonly busyMs: number | null;
}

export interface RunningSystem {
  /** Takes the job and does the first step; ms from the import of its code to the loss. */
  start(limitMs: number): Promise<{ loss: number; ms: number }>;
  /** Of the next `count` steps, fewer where `limitMs` is over before. */
  losses(count: number, limitMs: number): Promise<number[]>;
  /** Steps until the window is over, at least one. */
  run(windowMs: number): Promise<Busy>;
  memory(): Promise<Memory>;
  end(): Promise<void>;
}

/** One step may take so long after the first one has answered in time. */
const stepMs = 120_000;
let made = 0;

export const aboutPage = (
  page: Page,
): Promise<{ isolated: boolean; webgl: string | null; webgpu: string | null }> =>
  page.evaluate(async () => {
    const { bench } = window as unknown as { bench: Bench };
    return { isolated: bench.isolated, webgl: bench.webgl(), webgpu: await bench.webgpu() };
  });

/** @param renderer the page's process, where all of its workers are; null where it is not known */
export function inPage(
  page: Page,
  renderer: number | null,
  candidate: Candidate,
  shape: Shape,
): RunningSystem {
  const key = `${++made}`;
  const ask = <T>(command: string, args: unknown[], limitMs = stepMs): Promise<T> =>
    page.evaluate(
      ([key, command, args, limitMs]) =>
        (window as unknown as { bench: Bench }).bench.ask(key, command as never, args, limitMs),
      [key, command, args, limitMs] as const,
    ) as Promise<T>;
  return {
    start: (limitMs) => ask('start', [candidate.module, shape, candidate.options ?? {}], limitMs),
    losses: (count, limitMs) => ask('losses', [count, limitMs], limitMs + stepMs),
    async run(windowMs) {
      // what a GPU's own process works for it is not known
      const pid = /^web(gl|gpu)/.test(candidate.backend) ? null : renderer;
      const before = busyOf(pid);
      const timed = await ask<Timed>('run', [windowMs], windowMs + stepMs);
      return { ...timed, busyMs: busiestBetween(before, busyOf(pid)) };
    },
    memory: () => ask('memory', []),
    end: () => page.evaluate((key) => (window as unknown as { bench: Bench }).bench.end(key), key),
  };
}

export function inTorch(torch: TorchProcess, job: Job): RunningSystem {
  return {
    start: (limitMs) => torch.start(job, limitMs),
    losses: (count, limitMs) => torch.ask('losses', { count, limitMs }, limitMs + stepMs),
    run: (windowMs) => torch.ask('run', { windowMs }, windowMs + stepMs),
    memory: () => torch.ask('memory', {}, stepMs),
    end: () => torch.ask('end', {}, stepMs),
  };
}
