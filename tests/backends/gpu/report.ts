// What a trainer on a GPU must say that it ran, so that a silent fallback is a failure.
import type { Report, Route } from './wire.ts';

/** gpu.js has no fused executor on WebGL2 and says so in these words; any others mean a real fallback. */
const expected = {
  webgpu: { route: 'webgpu', backend: 'webgpu', executorKind: 'fused-encoder', fallbackReason: null },
  webgl2: {
    route: 'webgl2',
    backend: 'webgl2',
    executorKind: 'generic',
    fallbackReason: 'pipeline backend is gpu; the fused executor requires webasm',
  },
} as const satisfies Record<Route, Partial<Report>>;

/** @throws Error where something else ran than was asked for */
export function checkReport(route: Route, method: string, report: Report | null | undefined): void {
  for (const [key, want] of Object.entries(expected[route])) {
    const got = report?.[key as keyof Report];
    if (got !== want)
      throw new Error(
        `${method} on ${route}: ${key} is ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`,
      );
  }
}
