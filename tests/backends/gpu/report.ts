// What a trainer on a GPU must say that it ran, so that a silent fallback is a failure.
import type { GpuRoute } from '../../../src/backends/gpu/training/device.ts';
import type { CallReport } from '../../../src/backends/gpu/training/pipelines.ts';

/** gpu.js has no fused executor on WebGL2 and says so in these words; any others mean a real fallback. */
const expected = {
  webgpu: { backend: 'webgpu', executorKind: 'fused-encoder', fallbackReason: null },
  webgl2: {
    backend: 'webgl2',
    executorKind: 'generic',
    fallbackReason: 'pipeline backend is gpu; the fused executor requires webasm',
  },
} as const satisfies Record<GpuRoute, Partial<CallReport>>;

/** @throws Error where something else ran than was asked for */
export function checkReport(route: GpuRoute, method: string, report: CallReport | null | undefined): void {
  for (const [key, want] of Object.entries(expected[route])) {
    const got = report?.[key as keyof CallReport];
    if (got !== want)
      throw new Error(
        `${method} on ${route}: ${key} is ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`,
      );
  }
}
