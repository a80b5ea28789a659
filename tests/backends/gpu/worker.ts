// The worker of the test's page: holds the gpu backend on both routes with their trainers, and does what it is told, one call at a
// time. Built and minified as the book is.
import type { Backend } from '../../../src/backends/backend.ts';
import { gpuBackend } from '../../../src/backends/gpu/backend.ts';
import type { GpuRoute } from '../../../src/backends/gpu/training/device.ts';
import type { GpuTrainer } from '../../../src/backends/gpu/training/trainer.ts';
import { decode, encode, type Answer, type Call, type Made } from './wire.ts';

type Methods = Record<string, (...args: readonly unknown[]) => unknown>;

const backends = new Map<GpuRoute, Backend>();
const trainers = new Map<number, GpuTrainer>();
let made = 0;

function backendOn(route: GpuRoute): Backend {
  const backend = backends.get(route) ?? gpuBackend(route);
  backends.set(route, backend);
  return backend;
}

async function perform({ route, trainer: number, method, args }: Call): Promise<Answer> {
  const backend = backendOn(route);
  if (number === undefined) {
    if (method === 'about') {
      const { id, name, precision, tolerance } = backend;
      return { ok: true, value: { id, name, precision, tolerance } };
    }
    const value = await (backend as unknown as Methods)[method]!(...args);
    if (method !== 'create') return { ok: true, value };
    const one = value as GpuTrainer;
    trainers.set(++made, one);
    return { ok: true, value: { trainer: made, stepsAtOnce: one.stepsAtOnce } satisfies Made };
  }
  const trainer = trainers.get(number);
  if (!trainer) throw new Error(`worker: there is no trainer ${number}, or it was disposed of`);
  if (method === 'dispose') trainers.delete(number);
  const value = await (trainer as unknown as Methods)[method]!(...args);
  return { ok: true, value: value ?? null, report: trainer.report() };
}

addEventListener('message', ({ data }: MessageEvent<{ id: number; call: string }>) => {
  const { id, call } = data;
  const reply = (answer: Answer) =>
    (postMessage as (message: object) => void)({ id, answer: encode(answer) });
  perform(decode(call) as Call).then(reply, (error: unknown) => {
    const { name, message, code, stack } = error as Error & { code?: string };
    reply({ ok: false, name, message, ...(code === undefined ? {} : { code }), ...(stack ? { stack } : {}) });
  });
});
