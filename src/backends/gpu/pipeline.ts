// The forward pass as one gpu.js pipeline. The function given to createPipeline runs once, on handles instead of
// numbers; each kernel call that it makes becomes a step of the plan, so its loop over t is unrolled by being run.
import { Input, type GPU, type IKernelRunShortcut, type IPipelineRunShortcut } from 'gpu.js';
import * as kernels from './kernels.ts';
import type { ForwardShape } from './types.ts';

/** A traced pipeline and the kernels that it was traced over; nothing compiles before its first call. */
export interface BuiltForward {
  readonly pipeline: IPipelineRunShortcut;
  /** 4 passes a time step, and 2 for all the read-outs */
  readonly passes: number;
  /** Frees the plan and its kernels; the GPU instance stays usable. */
  destroy(): Promise<void>;
}

/**
 * Traces the forward pass for one shape on one gpu.js instance.
 * The pipeline takes (U `[hiddens, inputs]`, W `[hiddens, hiddens]`, V `[outputs, hiddens]`, b `[hiddens]`, c `[outputs]`,
 * x `[steps, inputs]`, h0 `[hiddens]`) and resolves to { a, h: `[steps, hiddens]`, o, yHat: `[steps, outputs]` }.
 */
export function buildForward(gpu: GPU, shape: ForwardShape): BuiltForward {
  const { steps, inputs, hiddens, outputs } = shape;
  const made: IKernelRunShortcut[] = [];
  const kernel = (source: string, output: number[]): IKernelRunShortcut => {
    // 'single', said out loud: left to itself gpu.js packs floats into bytes where it finds no float textures
    const settings = { output, precision: 'single', constants: { inputs, hiddens, outputs } } as const;
    const shortcut = gpu.createKernel(source, settings);
    made.push(shortcut);
    return shortcut;
  };
  const preActivation = kernel(kernels.preActivation, [hiddens]);
  const activation = kernel(shape.nonlinearity === 'tanh' ? kernels.tanhActivation : kernels.reluActivation, [
    hiddens,
  ]);
  const record = kernel(kernels.record, [hiddens, steps]);
  const readOut = kernel(kernels.readOut, [outputs, steps]);
  const softmax = kernel(kernels.softmax, [outputs, steps]);
  const blank = new Input(new Float32Array(steps * hiddens) as never, [hiddens, steps]);

  const pipeline = gpu.createPipeline(
    (U, W, V, b, c, x, h0) => {
      let h = h0;
      let allA = blank;
      let allH = blank;
      for (let t = 0; t < steps; t++) {
        const a = preActivation(W, U, b, h, x, t);
        h = activation(a);
        allA = record(allA, a, t) as never;
        allH = record(allH, h, t) as never;
      }
      const o = readOut(V, c, allH);
      return { a: allA, h: allH, o, yHat: softmax(o as never) };
    },
    // the arrays are far too small for a pool of workers to help
    { threads: false },
  );
  return {
    pipeline,
    passes: 4 * steps + 2,
    async destroy() {
      await pipeline.destroy();
      for (const shortcut of made) shortcut.destroy();
    },
  };
}
