// What a worker measures: a system that has taken a job and does one step after the other.
import type { Job } from '../job.ts';

/** Bytes, as far as they can be known. */
export interface Memory {
  /** Held for this job: parameters, the optimiser's memory, everything kept between forward and backward. */
  readonly held: number | null;
  /** The size of the system's WebAssembly memory. */
  readonly wasm: number | null;
}

export interface Runner {
  /** One step on batch `n`, counted around: the mean loss before the update, nats. */
  step(n: number): number | Promise<number>;
  /** Where the system makes several updates at once: does so from batch `n` on, and tells how many they were. */
  several?(n: number): Promise<number>;
  memory(): Memory;
}

/** A module under systems/. */
export interface SystemModule {
  /** @throws Error in words for the report where the system cannot do it here */
  create(job: Job, options: Readonly<Record<string, string | number>>): Runner | Promise<Runner>;
}

/** A window's steps by the clock, ms. */
export interface Timed {
  readonly ms: number;
  readonly steps: number;
}
