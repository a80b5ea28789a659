// PyTorch in a process of its own, asked line by line; see torch_steps.py.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stack, type Job } from './job.ts';

const script = fileURLToPath(new URL('torch_steps.py', import.meta.url));
const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

export interface TorchProcess {
  readonly version: string;
  start(job: Job, limitMs: number): Promise<{ loss: number; ms: number }>;
  /** @throws Error with what Python said, or where no answer came in time: the process is then gone */
  ask<T>(command: string, request: object, limitMs: number): Promise<T>;
  close(): void;
}

const text = (numbers: Float32Array | Int32Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');

function message(job: Job): object {
  const { cell, hiddens, steps, batch, vocabulary, optimizer, clip } = job.spec;
  const { gates, ...arrays } = stack(job);
  return {
    job: {
      cell, hiddens, steps, batch, vocabulary, optimizer, clip, gates,
      ...Object.fromEntries(Object.entries(arrays).map(([name, numbers]) => [name, text(numbers)])),
      batches: job.batches.map(({ inputs, targets }) => ({ inputs: text(inputs), targets: text(targets) })),
    },
  }; // prettier-ignore
}

/**
 * @param python default /usr/bin/python3
 * @returns null where there is no Python there, or no torch in it
 */
export async function startTorch(python = '/usr/bin/python3'): Promise<TorchProcess | null> {
  const child = spawn(python, [script], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...oneThread },
    detached: true, // leads a group: the process of a job is forked from this one
  });
  const lines = createInterface({ input: child.stdout });
  let waiting: { resolve(line: string): void; reject(error: Error): void } | undefined;
  const gone = () => {
    waiting?.reject(new Error('PyTorch’s process ended'));
    waiting = undefined;
  };
  lines.on('line', (line) => {
    waiting?.resolve(line);
    waiting = undefined;
  });
  child.on('exit', gone);
  child.on('error', gone);
  child.stdin.on('error', gone);
  const close = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it is gone already
    }
  };
  process.on('exit', close);

  const ask = async <T>(command: string, request: object, limitMs: number): Promise<T> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      throw new Error('PyTorch’s process ended');
    const answer = new Promise<string>((resolve, reject) => (waiting = { resolve, reject }));
    child.stdin.write(`${JSON.stringify({ command, ...request })}\n`);
    const timer = setTimeout(close, limitMs);
    const reply = JSON.parse(await answer.finally(() => clearTimeout(timer))) as {
      answer: T;
      error?: string;
    };
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.answer;
  };
  try {
    const { version } = await ask<{ version: string }>('about', {}, 60_000);
    return { version, ask, close, start: (job, limitMs) => ask('start', message(job), limitMs) };
  } catch {
    close();
    return null;
  }
}
