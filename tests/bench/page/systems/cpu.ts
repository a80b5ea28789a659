// Our `cpu` backend, as the book loads it, on so many threads whatever the size. `task: 'forward'` does only the forward pass, for what offers no more.
import { cpuBackend } from '../../../../src/backends/cpu/backend.ts';
import { browserWorld } from '../../../../src/backends/cpu/browser.ts';
import type { Job } from '../../job.ts';
import type { Runner } from '../system.ts';

/** Sizes of the WebAssembly memories that the backend makes; the contract does not tell them. */
const memories: WebAssembly.Memory[] = [];
WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
  construct(target, args: [WebAssembly.MemoryDescriptor]) {
    const memory = new target(...args);
    memories.push(memory);
    return memory;
  },
});

export async function create(
  { spec, parameters, batches, state }: Job,
  { threads = 1, task = 'train' }: { threads?: number; task?: string },
): Promise<Runner> {
  const backend = cpuBackend({ ...browserWorld, exactly: threads });
  const refusal = await backend.refuses(spec);
  if (refusal !== null) throw new Error(refusal);
  const trainer = await backend.create(spec, parameters);
  const batch = (n: number) => batches[n % batches.length]!;
  const lossOf = <T>(result: T | Promise<T>, loss: (result: T) => number) =>
    result instanceof Promise ? result.then(loss) : loss(result);
  return {
    step: (n) =>
      task === 'forward'
        ? lossOf(trainer.evaluate(batch(n), state), ({ loss, count }) => loss / count)
        : lossOf(trainer.trainStep(batch(n), state), ({ loss }) => loss),
    memory: () => ({
      held: backend.bytes(spec),
      wasm: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    }),
  };
}
