// Finds out what really ran: gpu.js falls back kernel by kernel with only a console warning. Loads no gpu.js, so that
// tests can ask it about fakes.
import { GpuError, type Route } from './types.ts';

/** What is asked of a gpu.js pipeline after it ran; `plan` is looked into, since nothing public names every kernel. */
export interface RanPipeline {
  readonly backend: string | null;
  readonly executorKind: string;
  readonly fallbackReason: string | null;
  readonly plan: object | null;
}

/** What one kernel of a plan really runs as. gpu.js calls both WebGLs 'gpu', so the context's class decides. */
interface PlanKernel {
  readonly kernel: {
    readonly constructor: { readonly mode: string };
    readonly context?: unknown;
    readonly fallbackReason?: string | null;
  };
}

/**
 * Names the back end that ran a pipeline's last call; throws a `fell-back` GpuError if any of its passes ran elsewhere
 * than on `route`. Every compiled kernel of the plan is asked, since each falls back on its own.
 */
export function confirmBackend(route: Route, pipeline: RanPipeline): Route {
  const ran = new Map<string, string | null>();
  if (pipeline.executorKind === 'generic') {
    const plan = pipeline.plan as { readonly genericClones?: ReadonlyMap<string, PlanKernel> } | null;
    for (const { kernel } of plan?.genericClones?.values() ?? []) {
      const mode = modeOf(kernel);
      ran.set(mode, ran.get(mode) ?? kernel.fallbackReason ?? null);
    }
  } else {
    ran.set(pipeline.backend ?? 'unknown', null);
  }
  const kinds = [...ran.keys()];
  // where gpu.js has a fused executor, one pass at a time is another, slower thing under the same name
  const demoted = (route === 'webgpu' || route === 'webasm') && pipeline.executorKind === 'generic';
  if (kinds.length === 1 && kinds[0] === route && !demoted) return route;
  const reason =
    [...ran.values()].find((value) => value !== null) ?? pipeline.fallbackReason ?? 'no reason given';
  const what = `${kinds.join(' and ') || 'nothing'}${demoted ? ', one pass at a time' : ''}`;
  throw new GpuError('fell-back', `asked for ${route}, but gpu.js ran ${what}: ${reason}`);
}

function modeOf(kernel: PlanKernel['kernel']): string {
  const { mode } = kernel.constructor;
  if (mode !== 'gpu') return mode;
  const two =
    typeof WebGL2RenderingContext !== 'undefined' && kernel.context instanceof WebGL2RenderingContext;
  return two ? 'webgl2' : 'webgl';
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
