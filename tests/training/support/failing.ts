// A backend that computes as the reference does, is called what the test says, and breaks off when the test says.
import type { Backend, BackendId } from '../../../src/backends/backend.ts';
import { reference } from '../../../src/backends/reference.ts';

export const gpuError = (code: string, message: string): Error =>
  Object.assign(new Error(message), { name: 'GpuError', code });
export const lost = gpuError('context-lost', 'The WebGPU device was lost; nothing of this step was kept.');

export interface Failing {
  readonly backend: Backend;
  readonly calls: { trainStep: number; evaluate: number; sample: number; created: number; alive: number };
}

type Call = 'create' | 'trainStep' | 'evaluate' | 'sample' | 'parameters' | 'dispose';

/** @param when what is thrown at this call, the nth of its name (from 1); null: it works */
export function failing(
  id: BackendId,
  when: (call: Call, nth: number) => Error | null,
  more: Partial<Backend> = {},
): Failing {
  const calls = { trainStep: 0, evaluate: 0, sample: 0, created: 0, alive: 0 };
  const counts = new Map<Call, number>();
  const meet = (call: Call) => {
    counts.set(call, (counts.get(call) ?? 0) + 1);
    const error = when(call, counts.get(call)!);
    if (error) throw error;
  };
  const backend: Backend = {
    ...reference,
    id,
    name: `${id} (a fake)`,
    describe: () => ({ words: id === 'gpu' ? 'WebGPU, a fake' : `${id}, a fake`, software: false }),
    async create(...of) {
      calls.created++;
      meet('create');
      const trainer = await reference.create(...of);
      calls.alive++;
      return {
        ...trainer,
        trainStep: async (...args) => (calls.trainStep++, meet('trainStep'), trainer.trainStep(...args)),
        evaluate: async (...args) => (calls.evaluate++, meet('evaluate'), trainer.evaluate(...args)),
        sample: async (...args) => (calls.sample++, meet('sample'), trainer.sample(...args)),
        parameters: async () => (meet('parameters'), trainer.parameters()),
        dispose() {
          calls.alive--;
          meet('dispose');
        },
      };
    },
    ...more,
  };
  return { backend, calls };
}
