// Makes the kernels of one pipeline, each source once for each size that it is asked for.
import type { GPU, IKernelRunShortcut } from 'gpu.js';

/** What stands for an array while a pipeline is traced. */
export type Handle = object;
/** A kernel call in an orchestration: arguments are handles, and integers that are baked in. */
export type Pass = (...args: (Handle | number)[]) => Handle;

export interface Kit {
  /**
   * @param source a kernel's text
   * @param output sizes of what it makes, fastest first
   */
  kernel(source: string, output: readonly number[], constants?: Readonly<Record<string, number>>): Pass;
  /** Frees the kernels. */
  destroy(): void;
}

/** @param common constants that every kernel of this kit may read */
export function createKit(gpu: GPU, common: Readonly<Record<string, number>>): Kit {
  const made = new Map<string, IKernelRunShortcut>();
  return {
    kernel(source, output, constants = {}) {
      const key = JSON.stringify([source, output, constants]);
      let kernel = made.get(key);
      if (kernel === undefined) {
        kernel = gpu.createKernel(source, {
          output: [...output],
          // 'single', said out loud: left to itself gpu.js packs floats into bytes where it finds no float textures
          precision: 'single',
          constants: { ...common, ...constants },
        });
        made.set(key, kernel);
      }
      return kernel as unknown as Pass;
    },
    destroy() {
      for (const kernel of made.values()) kernel.destroy();
    },
  };
}
