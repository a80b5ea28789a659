// gpu.js's own webasm pipeline, as the book builds it in src/backends/gpu: the forward pass of the vanilla RNN, one sequence at a time,
// since that pipeline knows no batch. It trains nothing; it is held against our own forward pass.
import { GPU, Input } from 'gpu.js';
import { buildForward } from '../../../../src/backends/gpu/pipeline.ts';
import { confirmBackend } from '../../../../src/backends/gpu/probe.ts';
import type { Job } from '../../job.ts';
import type { Runner } from '../system.ts';

export function create({ spec, parameters, batches }: Job): Runner {
  const { hiddens, steps: T, batch: B, vocabulary: K } = spec;
  const shape = { steps: T, inputs: K, hiddens, outputs: K, nonlinearity: 'tanh' } as const;
  const { pipeline } = buildForward(new GPU({ mode: 'webasm' }), shape);
  const sized = (data: Float32Array, size: number[]) => new Input(data as never, size as never);
  const of = (name: string) => parameters[name]!;
  const fixed = [
    sized(of('rnn.U'), [K, hiddens]),
    sized(of('rnn.W'), [hiddens, hiddens]),
    sized(of('readout.V'), [hiddens, K]),
    sized(of('rnn.b'), [hiddens]),
    sized(of('readout.c'), [K]),
  ] as const;
  const zeros = sized(new Float32Array(hiddens), [hiddens]);
  let confirmed = false;
  return {
    async step(n) {
      const { inputs, targets } = batches[n % batches.length]!;
      let loss = 0;
      for (let b = 0; b < B; b++) {
        const x = new Float32Array(T * K);
        for (let t = 0; t < T; t++) x[t * K + inputs[t * B + b]!] = 1;
        const { yHat } = (await pipeline(...fixed, sized(x, [K, T]), zeros)) as unknown as {
          yHat: ArrayLike<ArrayLike<number>>;
        };
        for (let t = 0; t < T; t++) loss -= Math.log(yHat[t]![targets[t * B + b]!]!);
      }
      if (!confirmed) confirmBackend('webasm', pipeline);
      confirmed = true;
      return loss / (T * B);
    },
    memory: () => ({ held: null, wasm: null }),
  };
}
