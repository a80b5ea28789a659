// What a run leaves behind: results/latest.json.
import type { Shape } from './job.ts';
import type { SystemId } from './plan.ts';
import type { Spread } from './statistics.ts';

/** One system at one shape. A ratio is that system's time over ours on one thread: above 1, ours is faster. */
export interface Row extends Shape, SystemId {
  /** A training step. */
  readonly msMedian: number;
  readonly ratioMedian: number;
  readonly ratioMin: number;
  readonly ratioMax: number;
}

/**
 * As a row's ratio, of the time that a processor worked for the busiest thread of one and the other: near what the clock would show if
 * nothing else ran on the machine. Only where Linux tells it.
 */
export interface BusyRow extends Shape, SystemId {
  /** As a row's, of processor time. */
  readonly msMedian: number;
  readonly ratio: Spread;
}

/** Losses compared with ours from the same start: index 0 before any update. */
export interface Check extends Shape, SystemId {
  /** Updates after which the last compared loss was. */
  readonly updates: number;
  /** Nats. */
  readonly loss: number;
  readonly ours: number;
  /** Largest of all compared, nats. */
  readonly difference: number;
  readonly same: boolean;
}

/** Bytes held for the job, and of the WebAssembly memory; null where it cannot be known. */
export interface MemoryRow extends Shape, SystemId {
  readonly held: number | null;
  readonly wasm: number | null;
}

/** From the import of the system's code to the first loss. PyTorch is imported already. */
export interface FirstStep extends Shape, SystemId {
  readonly ms: number;
}

/** What a page must load, bytes after gzip. */
export interface Shipped {
  readonly name: string;
  readonly js: number;
  readonly wasm: number;
}

/** Share of the measured peak that a training step of ours reaches on one thread, counting only matrix products. */
export interface Share extends Shape {
  readonly share: Spread;
  /** The same of processor time; null where it is not known. */
  readonly busyShare: Spread | null;
}

export interface Growth {
  /** What is varied, the rest being LSTM, H = 128, T = 32, B = 32. */
  readonly of: 'hiddens' | 'steps' | 'batch';
  readonly system: SystemId['system'];
  readonly sizes: readonly number[];
  /** Of processor time where it is known. */
  readonly ms: readonly number[];
  /** Of a power law through the points. */
  readonly exponent: number;
}

export interface Bar {
  readonly bar: string;
  /** What was measured, in words. */
  readonly got: string;
  /** By the clock. null: nothing was measured that would say. */
  readonly met: boolean | null;
  /** The same by processor time; null where that is not known or says nothing. */
  readonly busy: { readonly got: string; readonly met: boolean } | null;
}

/** The gpu backend at one shape on one route, in alternation with TensorFlow.js on the same API and `cpu` on one thread. */
export interface GpuRow extends Shape {
  readonly route: 'webgpu' | 'webgl2';
  /** Medians of a training step; null where it did not run. */
  readonly ms: number;
  readonly tfjsMs: number | null;
  readonly cpuMs: number | null;
  /** Our time over TensorFlow.js's, of each round: below 1, ours is faster. */
  readonly ratio: Spread | null;
  /** From the import of the code to the first loss, everything compiled: ours and TensorFlow.js's. */
  readonly firstMs: number | null;
  readonly tfjsFirstMs: number | null;
}

/** The gpu backend on one machine's devices. */
export interface GpuRun {
  readonly machine: string;
  readonly browser: string;
  /** ISO 8601. */
  readonly date: string;
  readonly quick: boolean;
  /** In the browser's words; null where there is none. */
  readonly devices: Readonly<Record<GpuRow['route'], string | null>>;
  readonly software: Readonly<Record<GpuRow['route'], boolean>>;
  readonly rows: readonly GpuRow[];
  readonly notes: readonly string[];
}

export interface Results {
  readonly machine: string;
  readonly browser: string;
  /** PyTorch's version. */
  readonly torch: string | null;
  /** What WebGL ran on, in the browser's words. */
  readonly webgl: string | null;
  /** ISO 8601. */
  readonly date: string;
  readonly quick: boolean;
  /** How much the same work of ours differed between neighbouring windows: 1 on a quiet machine. */
  readonly unrest: Spread;
  /** Load average over a minute when it began and when it ended. */
  readonly load: readonly [number, number];
  /** Best window of the yardstick. */
  readonly peakGflops: number;
  readonly rows: readonly Row[];
  readonly busy: readonly BusyRow[];
  readonly shares: readonly Share[];
  readonly checks: readonly Check[];
  readonly growth: readonly Growth[];
  readonly memory: readonly MemoryRow[];
  readonly firstSteps: readonly FirstStep[];
  readonly shipped: readonly Shipped[];
  /** One for each pair of devices; a new run replaces that on the same ones. */
  readonly gpu: readonly GpuRun[];
  readonly bars: readonly Bar[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}
