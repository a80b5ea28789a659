// What the page and the worker of a pool say to each other: plain data only. Whatever is about one run carries its name.
import type { Choice } from '../backends/choose.ts';
import type { RunOptions } from './options.ts';
import type { RunState, Source, TextFacts } from './protocol.ts';
import type { CurvePoint, Move } from './sessionTypes.ts';

/** A run as it is asked for; its name is the page's. */
export interface PoolRun {
  readonly run: string;
  readonly options: RunOptions;
}

export type PoolRequest =
  /** Reads the text, makes all networks and trains them side by side. Once that can be done, it ends the runs before. */
  | {
      readonly kind: 'start';
      readonly source: Exclude<Source, { readonly from: 'held' }>;
      /** All on the same backend. */
      readonly runs: readonly PoolRun[];
      /** Of its own time, ms, after which each finishes. */
      readonly limit: number;
    }
  /** Without a name: all of them. */
  | { readonly kind: 'pause'; readonly run?: string }
  /** Trains on, to a further limit if one is given. */
  | { readonly kind: 'resume'; readonly run?: string; readonly limit?: number }
  /** Ends runs and gives their memory back. Also ends a start that is still on its way, where no name is given. */
  | { readonly kind: 'cancel'; readonly run?: string };

/** A point of a learning curve, with when it was reached. */
export interface TimedPoint extends CurvePoint {
  /** Time that the run had used by then, ms; its looks at the held-out text count, the time of others does not. */
  readonly used: number;
}

/** A run as it is opened. */
export interface PoolRunFacts extends PoolRun {
  readonly parameters: number;
  /** Bytes of network and optimiser, estimated. */
  readonly bytes: number;
  readonly curve: readonly TimedPoint[];
  /** Where it went on elsewhere, and why. */
  readonly moves: readonly Move[];
}

export interface PoolFacts {
  readonly text: TextFacts;
  readonly backend: string;
  /** What was measured, with the largest of the networks, or why it is not what the reader named; null where it is. */
  readonly choice: Choice | null;
  readonly runs: readonly PoolRunFacts[];
  readonly limit: number;
}

export interface PoolProgress {
  readonly run: string;
  readonly step: number;
  /** Time used since the beginning, ms. */
  readonly used: number;
  /** Over all steps so far, looks at held-out text included; null before the first. */
  readonly msPerStep: number | null;
}

export type PoolHostEvent =
  /** What is being done before the runs are there. */
  | { readonly kind: 'opening'; readonly what: string }
  | { readonly kind: 'opened'; readonly pool: PoolFacts }
  | {
      readonly kind: 'state';
      readonly run: string;
      readonly state: RunState;
      readonly message: string | null;
    }
  /** It goes on elsewhere, from that step on: what it had beyond it counts no more. */
  | { readonly kind: 'moved'; readonly run: string; readonly move: Move }
  /** Every run, whichever has gone further. */
  | { readonly kind: 'progress'; readonly runs: readonly PoolProgress[] }
  | { readonly kind: 'points'; readonly run: string; readonly points: readonly TimedPoint[] }
  | { readonly kind: 'cancelled'; readonly runs: readonly string[] }
  /** The text or the sizes cannot be used: nothing was begun, and what there was still is. */
  | { readonly kind: 'refused'; readonly message: string };
