// Which route runs: one that was named, or the first of webgpu → webgl2 → webasm → cpu that works, with the reason
// why each one before it did not. Pure, so that tests drive it with fakes.
import {
  GpuError,
  ROUTES,
  type GpuErrorCode,
  type PassedOver,
  type Route,
  type RouteChoice,
} from './types.ts';

/** Failures that no other route would mend: the caller's mistake, or the caller's wish. */
const FINAL: readonly GpuErrorCode[] = ['bad-input', 'terminated', 'cancelled'];

/** Failures that will come again as long as this page lives, so `auto` need not wait for them twice. */
const LASTING: readonly GpuErrorCode[] = ['unavailable', 'fell-back', 'timeout'];

/**
 * Runs `attempt` on the chosen route, or for `auto` on each in turn until one resolves.
 * @param known routes that failed lastingly before, with their reasons; added to in place and skipped by `auto`; asking
 *   for such a route by name tries it again, and success takes it off the list
 * @throws GpuError of the attempt; for `auto`, when every route failed, `unavailable` (or `not-finite`, if one ran) with
 *   all reasons in `passedOver`
 */
export async function tryRoutes<T>(
  choice: RouteChoice,
  attempt: (route: Route) => Promise<T>,
  known: Map<Route, string> = new Map(),
): Promise<{ readonly value: T; readonly passedOver: readonly PassedOver[] }> {
  if (choice !== 'auto') {
    const value = await attempt(choice);
    known.delete(choice);
    return { value, passedOver: [] };
  }
  const passedOver: PassedOver[] = [];
  let overflow: GpuError | null = null;
  for (const route of ROUTES) {
    const reason = known.get(route);
    if (reason !== undefined) {
      passedOver.push({ route, reason });
      continue;
    }
    try {
      return { value: await attempt(route), passedOver };
    } catch (error) {
      if (!(error instanceof GpuError) || FINAL.includes(error.code)) throw error;
      if (LASTING.includes(error.code)) known.set(route, error.message);
      if (error.code === 'not-finite') overflow ??= error;
      passedOver.push({ route, reason: error.message });
    }
  }
  // where a route did run, the numbers outgrew float32: that, not the missing GPU, is what the reader can mend
  if (overflow !== null) throw new GpuError('not-finite', overflow.message, passedOver);
  const reasons = passedOver.map(({ route, reason }) => `${route}: ${reason}`).join('; ');
  throw new GpuError('unavailable', `gpu.js runs on no route here. ${reasons}`, passedOver);
}

/** True for names of software renderers, as browsers report them. */
export function isSoftware(route: Route, device: string | null): boolean {
  if (route === 'webasm' || route === 'cpu') return true;
  return /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render|\bwarp\b/i.test(device ?? '');
}
