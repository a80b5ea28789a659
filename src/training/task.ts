// What a network is trained on: batches to learn from, batches held out, and the kind of network that can read and answer them.
import type { Batch } from '../backends/backend.ts';
import type { TrainerSpec } from '../backends/spec.ts';
import type { BatchSizes } from './batching.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The part of a trainer's spec that is the task's to say; how tokens are fed (one-hot, embedded) is the run's. */
export interface TaskNetwork extends Required<Pick<TrainerSpec, 'vocabulary' | 'outputs' | 'readout'>> {
  /** Tokens of 0 … vocabulary − 1, or vectors of `width` numbers; of vectors the vocabulary is 1 and has no meaning. */
  readonly input: 'tokens' | 'dense';
  /** Numbers in a step's dense input; 0 for tokens. */
  readonly width: number;
  /** `forward` where a network that reads both ways would see the answers, or where the state is carried from batch to batch. */
  readonly directions: 'forward' | 'any';
}

/** What can be reached without a network. */
export interface Baseline {
  /** `guessing by frequency`. */
  readonly name: string;
  /** Mean over the held-out targets, nats. */
  readonly loss: number;
  /** Share of held-out targets that it gets right, 0 … 1. */
  readonly accuracy: number;
}

/**
 * All batches are [steps, batch] of the sizes that the task was made with, laid out as the backends take them: `Batch` in
 * src/backends/backend.ts. No batch is ever changed after it was given, and the same index gives the same batch.
 */
export interface Task {
  readonly id: string;
  readonly network: TaskNetwork;
  readonly sizes: BatchSizes;
  /** Batches in one walk through what is learned (an epoch), at least 1. */
  readonly perEpoch: number;
  /** To learn from. @param index 0 … perEpoch − 1 */
  batch(index: number): Batch;
  /** Batches of one evaluation, at least 1. */
  readonly heldOutBatches: number;
  /** Never trained on. @param index 0 … heldOutBatches − 1 */
  heldOutBatch(index: number): Batch;
  /** Whether each batch but the first goes on from the state after the one before it; else each begins with a state of zeros. */
  readonly carries: boolean;
  /** Whether the share of right answers is told beside the held-out loss. */
  readonly classifies: boolean;
  /** What its tokens stand for, where it is learned to write text; else null. */
  readonly characters: Vocabulary | null;
}
