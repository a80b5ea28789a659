// The forward pass inside the worker: opens the route, compiles a pipeline per shape, runs it, times it, and checks
// that what came back is what was asked for. Only the worker imports this file.
import { Input } from 'gpu.js';
import { openDevice, type Device } from './device.ts';
import { checkProblem, packProblem, shapeKey, unpackResults } from './pack.ts';
import { buildForward, type BuiltForward } from './pipeline.ts';
import { confirmBackend, messageOf } from './probe.ts';
import { isSoftware } from './routes.ts';
import { GpuError, type ForwardProblem, type Route, type WorkerReply } from './types.ts';

/** An open device with its compiled pipelines, the longest unused first. */
interface OpenRoute {
  readonly device: Device;
  readonly compiled: Map<string, { built: BuiltForward; compileMs: number }>;
}

/** Calls timed after the first; odd, so that the median is one of them. */
const TIMED_RUNS = 5;
/** Compiled shapes kept per route: the reader goes back and forth between a few sizes. */
const KEPT_SHAPES = 16;

const openRoutes = new Map<Route, OpenRoute>();

/**
 * Runs one forward pass on exactly the given route and never on another.
 * Resolves to values and report, or to a code and a sentence; never rejects. The first call of a shape compiles.
 */
export async function forward(route: Route, problem: ForwardProblem): Promise<WorkerReply> {
  try {
    checkProblem(problem);
    const open = await openOnce(route);
    return await runOn(route, open, problem);
  } catch (error) {
    // a lost device makes itself known by a promise of its own, which may settle after the call that it broke
    await new Promise((resolve) => setTimeout(resolve));
    return failure(route, error);
  }
}

async function openOnce(route: Route): Promise<OpenRoute> {
  const known = openRoutes.get(route);
  if (known !== undefined && !known.device.isLost()) return known;
  if (known !== undefined) closeRoute(route);
  const open = { device: await openDevice(route), compiled: new Map() };
  openRoutes.set(route, open);
  return open;
}

async function runOn(route: Route, open: OpenRoute, problem: ForwardProblem): Promise<WorkerReply> {
  const { device, compiled } = open;
  const key = shapeKey(problem);
  const inputs = packProblem(problem).map(({ data, size }) => new Input(data as never, size));
  let entry = compiled.get(key);
  const fresh = entry === undefined;
  if (entry === undefined) {
    const start = performance.now();
    const built = buildForward(device.gpu, problem);
    await built.pipeline(...inputs);
    entry = { built, compileMs: performance.now() - start };
  }
  compiled.delete(key);
  compiled.set(key, entry);
  await forgetUnused(compiled);
  const { built, compileMs } = entry;
  const times: number[] = [];
  let results: unknown;
  for (let run = 0; run < TIMED_RUNS; run++) {
    const start = performance.now();
    results = await built.pipeline(...inputs);
    times.push(performance.now() - start);
  }
  if (device.isLost()) throw new GpuError('context-lost', 'the device was lost while it computed');
  const backend = confirmBackend(route, built.pipeline);
  const values = unpackResults(problem, results);
  const report = {
    backend,
    executorKind: built.pipeline.executorKind,
    fallbackReason: built.pipeline.fallbackReason,
    device: device.name,
    software: isSoftware(route, device.name),
    passes: built.passes,
    compileMs,
    compiled: fresh,
    runMs: median(times),
  };
  return { ok: true, values, report };
}

async function forgetUnused(compiled: OpenRoute['compiled']): Promise<void> {
  if (compiled.size <= KEPT_SHAPES) return;
  const [unused] = compiled;
  if (unused === undefined) return;
  compiled.delete(unused[0]);
  await unused[1].built.destroy();
}

/** Turns anything thrown into data, and closes the route: a lost or failed one starts afresh on the next request. */
function failure(route: Route, error: unknown): WorkerReply {
  const lost = openRoutes.get(route)?.device.isLost() ?? false;
  if (lost) {
    closeRoute(route);
    const what = route === 'webgl2' ? 'WebGL context' : 'WebGPU device';
    return {
      ok: false,
      code: 'context-lost',
      message: `The ${what} was lost; nothing of this run was kept. (${messageOf(error)})`,
    };
  }
  if (error instanceof GpuError) {
    // wrong input and numbers too large for float32 are no fault of the device
    if (error.code !== 'bad-input' && error.code !== 'not-finite') closeRoute(route);
    return { ok: false, code: error.code, message: error.message };
  }
  closeRoute(route);
  return { ok: false, code: 'failed', message: `gpu.js on ${route}: ${messageOf(error)}` };
}

function closeRoute(route: Route): void {
  const open = openRoutes.get(route);
  openRoutes.delete(route);
  // freeing what is already gone may fail, and no one is helped by hearing of it
  open?.device.gpu.destroy().catch(() => undefined);
}

function median(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)] ?? NaN;
}
