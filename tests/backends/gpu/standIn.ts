// TEMPORARY: the cpu backend in the GPU's place, until that is there.
import { cpu } from '../../../src/backends/cpu/browser.ts';
export const gpuBackend = (route: string) => ({
  ...cpu,
  describe: () => ({ words: `stand-in ${route}`, software: true }),
  async create(...args: Parameters<typeof cpu.create>) {
    const trainer = await cpu.create(...args);
    return Object.assign(trainer, {
      report: () => ({
        route,
        backend: route,
        executorKind: route === 'webgpu' ? 'fused-encoder' : 'generic',
        fallbackReason:
          route === 'webgpu' ? null : 'pipeline backend is gpu; the fused executor requires webasm',
        device: 'SwiftShader',
        software: true,
        passes: 1,
        compileMs: 1,
      }),
    });
  },
});
