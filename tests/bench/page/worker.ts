// One system in a worker of its own, told what to do by messages: { id, command, … } → { id, answer } or { id, error }.
import { makeJob, type Shape } from '../job.ts';
import type { Runner, SystemModule, Timed } from './system.ts';

type Options = Readonly<Record<string, string | number>>;

const modules: Readonly<Record<string, () => Promise<SystemModule>>> = {
  cpu: () => import('./systems/cpu.ts'),
  peak: () => import('./systems/peak.ts'),
  plain: () => import('./systems/plain.ts'),
  tfjs: () => import('./systems/tfjs.ts'),
  gpu: () => import('./systems/gpu.ts') as Promise<unknown> as Promise<SystemModule>,
};

let runner: Runner | undefined;
let next = 0;

const step = (): number | Promise<number> => {
  if (!runner) throw new Error('worker: nothing was started');
  return runner.step(next++);
};

/** What a worker can be asked. */
export const commands = {
  /** Loads the system, gives it the job and does the first step. `ms` is from the import to the first loss. */
  async start(system: string, shape: Shape, options: Options): Promise<{ loss: number; ms: number }> {
    const job = makeJob(shape);
    const begin = performance.now();
    const load = modules[system];
    if (!load) throw new Error(`worker: no system ${system}`);
    runner = await (await load()).create(job, options);
    const loss = await step();
    return { loss, ms: performance.now() - begin };
  },
  /** The losses of the next `count` steps, fewer where `limitMs` is over before. */
  async losses(count: number, limitMs: number): Promise<number[]> {
    const losses: number[] = [];
    const end = performance.now() + limitMs;
    while (losses.length < count && performance.now() < end) losses.push(await step());
    return losses;
  },
  /** Steps for `windowMs`, at least one: one window of a measurement. */
  async run(windowMs: number): Promise<Timed> {
    const begin = performance.now();
    let steps = 0;
    let ms: number;
    do {
      if (runner?.several) {
        const done = await runner.several(next);
        next += done;
        steps += done;
      } else {
        const loss = step();
        // awaiting a number would cost a small network a part of its time
        if (typeof loss !== 'number') await loss;
        steps++;
      }
      ms = performance.now() - begin;
    } while (ms < windowMs);
    return { ms, steps };
  },
  memory: () => runner?.memory() ?? { held: null, wasm: null },
};
export type Commands = typeof commands;

addEventListener('message', ({ data }: MessageEvent<{ id: number; command: keyof Commands; args: unknown[] }>) => {
  const { id, command, args } = data;
  const reply = (message: object) => (postMessage as (m: object) => void)({ id, ...message });
  Promise.resolve()
    .then(() => (commands[command] as (...a: unknown[]) => unknown)(...args))
    .then(
      (answer) => reply({ answer }),
      (error: unknown) => reply({ error: error instanceof Error ? error.message : String(error) }),
    );
}); // prettier-ignore
