// What the page and the training worker say to each other: plain data only.
import type { BackendId } from '../backends/backend.ts';
import type { Choice } from '../backends/choose.ts';
import type { Baselines } from './baselines.ts';
import type { RunOptions } from './options.ts';
import type { CurvePoint, Move, Sample } from './sessionTypes.ts';
import type { TextName } from './snapshots.ts';
import type { StatesOf, StepStates } from './stepStates.ts';
import type { Baseline } from './task.ts';

/** Where the text comes from: a file of this site, a file or pasted text of the reader's, or what the worker holds already. */
export type Source =
  | (TextName & { readonly from: 'site'; readonly url: string; readonly sha256: string })
  | (TextName & { readonly from: 'reader'; readonly blob: Blob })
  | { readonly from: 'held' };

/** A checkpoint of the reader's (checkpoints.ts). */
export interface WeightsFile {
  readonly title: string;
  readonly blob: Blob;
}

export type Request =
  /**
   * Reads the text, makes a network and trains it. Once that can be done, it ends the run before. With weights it goes on from those:
   * the whole network is the file's, whose task must be the options', and as many updates are made as the options say, on top of those that
   * made the file. Where the options name a task that is drawn, there is no text: the source is null. Such a run is not saved.
   */
  | {
      readonly kind: 'start';
      readonly source: Source | null;
      readonly options: RunOptions;
      readonly weights?: WeightsFile;
    }
  /** Reads a text and tells its facts; begins nothing. */
  | { readonly kind: 'read'; readonly source: Source; readonly options: RunOptions }
  /** Opens the saved run, and trains on if asked to. After a worker has died: not on the GPU again, if that was at work. */
  | { readonly kind: 'restore'; readonly train: boolean; readonly after?: Death }
  | { readonly kind: 'pause' }
  /** Trains on, to a further goal if one is given. */
  | { readonly kind: 'resume'; readonly goal?: number }
  | { readonly kind: 'temperature'; readonly temperature: number }
  /** Draws a sample now, by the network as it is; told as it grows, while training goes on. Leaves the one that is being drawn. */
  | { readonly kind: 'sample' }
  /** Leaves the sample that was asked for. */
  | { readonly kind: 'stop-sample' }
  /** What every unit does at every step, by the network as it is now; the answer bears the same id. */
  | { readonly kind: 'states'; readonly id: number; readonly of: StatesOf }
  /** Makes a file of the weights as they are. */
  | { readonly kind: 'weights' }
  | { readonly kind: 'save' }
  /** Deletes the saved run and its text; the run in memory stays. */
  | { readonly kind: 'forget' };

/** How a worker ended that trained a run. */
export interface Death {
  readonly on: BackendId;
  /** A sentence for the reader. */
  readonly why: string;
}

/** A text in numbers. */
export interface TextFacts extends TextName {
  readonly sha256: string;
  readonly characters: number;
  readonly training: number;
  readonly heldOut: number;
  /** Held-out characters that each look predicts: of a long text, only the first ones of each piece. */
  readonly looked: number;
  readonly vocabulary: number;
  /** Different characters that share the other sign, and how often one of them stands in the text. */
  readonly others: number;
  readonly otherCount: number;
  readonly baselines: Baselines;
}

/** A task in numbers. */
export interface TaskFacts {
  readonly id: string;
  /** Of a drawn task; a text has facts of its own. */
  readonly sequences: { readonly training: number; readonly heldOut: number } | null;
  /** What there is to beat. */
  readonly baseline: Baseline | null;
}

/** A run as it is opened. */
export interface RunFacts {
  /** Null where a drawn task is learned. */
  readonly text: TextFacts | null;
  readonly task: TaskFacts;
  readonly options: RunOptions;
  /** The name of what it runs on, and its id. */
  readonly backend: string;
  readonly on: BackendId;
  /** What that computes with: `WASM SIMD, 2 threads`. */
  readonly device: string;
  /** What was measured, or why it is not what the reader named; null where it is. */
  readonly choice: Choice | null;
  /** Where it went on elsewhere, and why. */
  readonly moves: readonly Move[];
  readonly parameters: number;
  /** Bytes of network and optimiser, estimated. */
  readonly bytes: number;
  readonly perEpoch: number;
  readonly step: number;
  readonly curve: readonly CurvePoint[];
  readonly samples: readonly Sample[];
  /** The step of the save that it was opened from; null: a new run. */
  readonly restoredFrom: number | null;
  /** The name of the file whose weights it began with; null: it began with none. */
  readonly weights: string | null;
  /** About the save, if something is to be said. */
  readonly remark: string | null;
}

/** A run on a text. */
export type TextRun = RunFacts & { readonly text: TextFacts };

export type RunState = 'running' | 'paused' | 'finished' | 'failed';

export interface Progress {
  readonly step: number;
  readonly epoch: number;
  /** Of the latest batch, nats. */
  readonly loss: number;
  /** Over the last steps, looks at held-out text and samples included. */
  readonly msPerStep: number;
  readonly charactersPerSecond: number;
  readonly secondsLeft: number;
}

export type Event =
  /** What is being done before a run is there, or goes on; empty: that is done. */
  | { readonly kind: 'opening'; readonly what: string }
  | { readonly kind: 'read'; readonly text: TextFacts }
  | { readonly kind: 'opened'; readonly run: RunFacts }
  | { readonly kind: 'state'; readonly state: RunState; readonly message: string | null }
  /** It goes on elsewhere; all about it is as it stands now, which may be a few steps back. */
  | { readonly kind: 'moved'; readonly move: Move; readonly run: RunFacts }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'points'; readonly points: readonly CurvePoint[] }
  /** A sample that is being drawn, as far as it has come; `sample` tells the whole one. */
  | { readonly kind: 'writing'; readonly sample: Sample; readonly kept: boolean }
  | { readonly kind: 'sample'; readonly sample: Sample; readonly kept: boolean }
  | { readonly kind: 'sample-stopped' }
  | { readonly kind: 'states'; readonly id: number; readonly states: StepStates }
  | { readonly kind: 'options'; readonly options: RunOptions }
  /** A whole checkpoint file, and a name for it. */
  | { readonly kind: 'weights'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'saved'; readonly step: number; readonly text: string }
  | { readonly kind: 'not-saved'; readonly reason: string }
  | { readonly kind: 'forgotten' }
  /** The text or the sizes cannot be used, or there is no saved run: nothing was begun, and what there was still is. */
  | { readonly kind: 'refused'; readonly message: string };
