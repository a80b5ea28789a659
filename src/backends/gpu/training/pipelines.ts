// A trainer's pipelines on its device: each kind of call is compiled when it is first made, and again after the device was lost.
import type { Device } from '../device.ts';
import { confirmBackend } from '../probe.ts';
import type { FullSpec } from '../../spec.ts';
import { describeDevice, deviceOf, lossOf, onDevice, type GpuRoute } from './device.ts';
import { slices, stacked } from './sources/form.ts';
import { buildPlan, type DeviceArray, type DeviceResults, type Plan, type Purpose } from './plan.ts';

/** How a trainer's latest call was run. */
export interface CallReport {
  /** What really ran it, asked of every kernel afterwards. */
  readonly backend: GpuRoute;
  readonly executorKind: string;
  readonly fallbackReason: string | null;
  readonly device: string;
  readonly software: boolean;
  readonly passes: number;
  /** Milliseconds that tracing, compiling and the first run took, of this kind of call. */
  readonly compileMs: number;
}

/** A pipeline belongs to the device that it was compiled for: a fresh device needs fresh ones. */
interface Compiled {
  readonly device: Device;
  readonly plans: Map<string, { plan: Plan; compileMs: number }>;
}

export class Pipelines {
  readonly #route: GpuRoute;
  #compiled: Compiled | null = null;
  #report: CallReport | null = null;

  constructor(route: GpuRoute) {
    this.#route = route;
  }

  /** How the latest call was run; null before the first. */
  get report(): CallReport | null {
    return this.#report;
  }

  /**
   * Runs a pipeline, compiled if it is the first of its kind; what really ran it is asked each time. Where a NaN goes in, NaN is all that
   * comes out: on its way through a device's minimum or maximum it may have become a number.
   * @throws GpuError
   */
  async run(spec: FullSpec, purpose: Purpose, arrays: readonly DeviceArray[]): Promise<DeviceResults> {
    // a loss between two calls has harmed no number, but the reader is to hear of it as of one in the middle
    if (this.#compiled?.device.isLost()) {
      this.#compiled = null;
      throw lossOf(this.#route);
    }
    const device = await deviceOf(this.#route);
    return onDevice(this.#route, device, async () => {
      const { plans } = await this.#compiledOn(device);
      const key = JSON.stringify([purpose, spec.steps, spec.batch]);
      const known = plans.get(key);
      const start = performance.now();
      const plan =
        known?.plan ?? buildPlan(device.gpu, spec, purpose, this.#route === 'webgpu' ? slices : stacked);
      try {
        const results = await plan.run(arrays);
        const backend = confirmBackend(this.#route, plan.pipeline) as GpuRoute;
        const compileMs = known?.compileMs ?? performance.now() - start;
        if (!known) plans.set(key, { plan, compileMs });
        const { words, software } = describeDevice(this.#route, device);
        const { executorKind, fallbackReason } = plan.pipeline;
        this.#report = { backend, executorKind, fallbackReason, device: words, software, passes: plan.passes, compileMs }; // prettier-ignore
        if (arrays.some(({ data }) => hasNaN(data)))
          for (const result of Object.values(results)) result.fill(NaN);
        return results;
      } catch (error) {
        plans.delete(key);
        if (!device.isLost()) void destroy(plan);
        throw error;
      }
    }).catch((error: unknown) => {
      if (device.isLost()) this.#compiled = null;
      throw error;
    });
  }

  async #compiledOn(device: Device): Promise<Compiled> {
    if (this.#compiled?.device === device) return this.#compiled;
    const gone = this.#compiled;
    this.#compiled = { device, plans: new Map() };
    if (gone) await release(gone);
    return this.#compiled;
  }

  /** Gives back what they hold on the device. */
  dispose(): void {
    const gone = this.#compiled;
    this.#compiled = null;
    if (gone) void release(gone);
  }
}

async function release({ device, plans }: Compiled): Promise<void> {
  if (device.isLost()) return;
  for (const { plan } of plans.values()) await destroy(plan);
}

/** A pipeline whose device is going away may fail to be freed, and no one is helped by hearing of it. */
const destroy = (plan: Plan): Promise<void> => plan.destroy().catch(() => undefined);

// a plain loop: it looks at every parameter in each call, and a callback for each takes ten times as long
function hasNaN(numbers: Float32Array): boolean {
  for (let n = 0; n < numbers.length; n++) if (Number.isNaN(numbers[n]!)) return true;
  return false;
}
