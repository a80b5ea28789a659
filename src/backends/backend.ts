// The backend contract: what trains a recurrent network, wherever it runs. Only typed arrays cross it, so that a backend may keep
// its numbers in WebAssembly's memory or on a GPU. Everything may answer later (a promise) or at once.
import type { MomentName } from './optimizers.ts';
import { fullSpec, stateSize, type TrainerSpec } from './spec.ts';

export type MaybePromise<T> = T | Promise<T>;

/** Numbers as a backend keeps them: float64 in the reference, float32 in the fast ones. Row-major. */
export type Numbers = Float64Array | Float32Array;

/** By the names and with the shapes of `parameterShapes` in parameters.ts. */
export type NumbersByName = Readonly<Record<string, Numbers>>;

/** One batch of sequences. */
export interface Batch {
  /** Tokens [steps, batch], each 0 … vocabulary − 1; or, for dense input, numbers [steps, batch, inputs]. */
  readonly inputs: ArrayLike<number>;
  /** [steps, batch], or [batch] for a last-step read-out: the class that is right, −1 where it is not counted. */
  readonly targets: ArrayLike<number>;
  /** [batch], 1 … steps: where each sequence ends; what lies beyond counts for nothing. Default: all are full. */
  readonly lengths?: ArrayLike<number>;
}

export interface TrainResult {
  /** Before the update: mean or sum over the counted targets, as the spec says; nats. */
  readonly loss: number;
  /** Global norm of the gradient before clipping. */
  readonly norm: number;
  /** False where the loss or the norm was not finite: then no parameter and no memory of the optimiser was touched. */
  readonly updated: boolean;
  /** After each sequence's last step, laid out as `stateSize` says: [batch, hiddens] of one layer with one state. */
  readonly state: Numbers;
}

export interface EvaluateResult {
  /** Summed over the counted targets, nats. */
  readonly loss: number;
  readonly count: number;
  /** Counted targets whose class has the largest logit; where several share it, the first of them. */
  readonly correct: number;
  /** As in {@link TrainResult}. */
  readonly state: Numbers;
}

/** What a forward pass leaves at every step. */
export interface StatesResult {
  /** Every layer's h, [layers · directions, steps, batch, hiddens], a layer's forward direction first; zero where a sequence has ended. */
  readonly hidden: Numbers;
  /** The LSTM's c, laid out alike; null for the other cells. */
  readonly cell: Numbers | null;
  /**
   * [steps, batch, outputs], whether or not a target counts, zero where a sequence has ended; or [batch, outputs] for a last-step
   * read-out.
   */
  readonly logits: Numbers;
  /** As in {@link TrainResult}. */
  readonly state: Numbers;
}

export interface SampleResult {
  /** log ŷ of each character, [vocabulary]: exp gives the probabilities; a temperature divides these before it. */
  readonly logProbabilities: Numbers;
  /** As in {@link TrainResult}, of a batch of one. */
  readonly state: Numbers;
}

/** Every number of one forward and backward pass. */
export interface GradientResult {
  /** Mean or sum, as the spec says; nats. */
  readonly loss: number;
  readonly count: number;
  /** The last layer's states, [steps, batch, directions · hiddens], zero where a sequence has ended. */
  readonly hidden: Numbers;
  /** [steps, batch, outputs], zero where no target counts; or [batch, outputs] for a last-step read-out. */
  readonly logits: Numbers;
  readonly parameters: NumbersByName;
  /** ∂L/∂x, [steps, batch, inputs], of an embedding's output too; null for one-hot input. */
  readonly inputs: Numbers | null;
  /** With respect to the state before the first step. */
  readonly state: Numbers;
}

/** What the optimiser remembers: the moments that `momentsOf` in optimizers.ts names, no others; all zeros and 0 before the first update. */
export interface OptimizerNumbers extends Readonly<Partial<Record<MomentName, NumbersByName>>> {
  readonly updates: number;
}

/** One of several updates that are made in one call. */
export interface NextBatch {
  readonly batch: Batch;
  /** Whether it goes on from the state after the batch before it, the first one from the state that is handed in; else from zeros. */
  readonly carry: boolean;
}

/** A network with its optimiser, on a device. One call at a time. A call that throws has changed nothing. */
export interface Trainer {
  readonly spec: TrainerSpec;
  /** Forward, backward through time, clipping, the optimiser's update. `state` (`stateSize` numbers) is read, not changed. */
  trainStep(batch: Batch, state: Numbers): MaybePromise<TrainResult>;
  /**
   * As many updates as there are batches, at most {@link stepsAtOnce}, with the results of as many calls of `trainStep`: all of them,
   * or those until the first that was not updated, that one included; what comes after it is not done.
   */
  trainSteps?(batches: readonly NextBatch[], state: Numbers): MaybePromise<readonly TrainResult[]>;
  /** Updates that `trainSteps` makes best in one call, at least 1. Absent: 1. */
  readonly stepsAtOnce?: number;
  /** Forward and backward, unclipped. Changes nothing. */
  gradients(batch: Batch, state: Numbers): MaybePromise<GradientResult>;
  /** Forward only. Changes nothing. */
  evaluate(batch: Batch, state: Numbers): MaybePromise<EvaluateResult>;
  /** Forward only, and all of it told. Changes nothing. */
  states(batch: Batch, state: Numbers): MaybePromise<StatesResult>;
  /** One token further, from the state of a batch of one. Changes nothing. @throws RangeError for dense input */
  sample(token: number, state: Numbers): MaybePromise<SampleResult>;
  /** A copy of the parameters. */
  parameters(): MaybePromise<NumbersByName>;
  /** @throws RangeError where a name or a length does not fit. */
  loadParameters(parameters: NumbersByName): MaybePromise<void>;
  /** A copy of the optimiser's memory. */
  optimizerState(): MaybePromise<OptimizerNumbers>;
  /** @throws RangeError where a moment is missing, none of this optimiser's, or does not fit. */
  loadOptimizerState(state: OptimizerNumbers): MaybePromise<void>;
  /** Gives the device's memory back; the trainer must not be used again. */
  dispose(): void;
}

export type BackendId = 'reference' | 'cpu' | 'gpu';
/** What can be asked for: one of them, or the one that measures fastest (choose.ts). */
export type BackendChoice = BackendId | 'auto';

/** What a backend computes with here. */
export interface Description {
  /** For the reader: `WASM SIMD, 2 threads`, `WebGPU, SwiftShader (software)`. Another device, route or number of threads is called otherwise. */
  readonly words: string;
  /** Whether it is meant for a GPU, and the processor emulates one. */
  readonly software: boolean;
}

export interface Backend {
  readonly id: BackendId;
  /** For the reader: `reference (float64, TypeScript)`. */
  readonly name: string;
  readonly precision: 'float64' | 'float32';
  /** How far a loss and an entry of a gradient may lie from the engine's, relative to the larger of 1 and its size. */
  readonly tolerance: { readonly relative: number; readonly why: string };
  /** Why it cannot run here, or cannot run this, in a sentence for the reader; null where it can. */
  refuses(spec: TrainerSpec): MaybePromise<string | null>;
  /** What a trainer of this spec would compute with. Absent: what its name says. May throw where there is no such device. */
  describe?(spec: TrainerSpec): MaybePromise<Description>;
  /** Bytes that a trainer of this spec will hold, estimated before anything is allocated. */
  bytes(spec: TrainerSpec): number;
  create(spec: TrainerSpec, parameters: NumbersByName): MaybePromise<Trainer>;
}

/** @throws RangeError where a token, a target or a length is out of range, or an array does not hold as many as the spec says. */
export function checkBatch(where: string, given: TrainerSpec, { inputs, targets, lengths }: Batch): void {
  const spec = fullSpec(given);
  const size = spec.steps * spec.batch;
  const width = spec.input === 'dense' ? spec.inputs : 1;
  const wanted = spec.readout === 'last-step' ? spec.batch : size;
  if (inputs.length !== size * width || targets.length !== wanted)
    throw new RangeError(
      `${where}: ${inputs.length} inputs and ${targets.length} targets, expected ${spec.steps} × ${spec.batch}` +
        (width > 1 || wanted !== size ? `${width > 1 ? ` × ${width}` : ''} and ${wanted}` : ` = ${size}`),
    );
  if (spec.input !== 'dense') checkRange(where, 'input', inputs, 0, spec.vocabulary - 1);
  checkRange(where, 'target', targets, -1, spec.outputs - 1);
  if (!lengths) return;
  if (lengths.length !== spec.batch)
    throw new RangeError(`${where}: ${lengths.length} lengths, expected ${spec.batch}`);
  checkRange(where, 'length', lengths, 1, spec.steps);
}

function checkRange(
  where: string,
  what: string,
  numbers: ArrayLike<number>,
  low: number,
  high: number,
): void {
  for (let n = 0; n < numbers.length; n++)
    if (!(numbers[n]! >= low && numbers[n]! <= high))
      throw new RangeError(
        `${where}: ${what} ${n} is ${numbers[n]}, expected an integer from ${low < 0 ? '−1' : low} to ${high}`,
      );
}

/** @throws RangeError where the state does not hold `stateSize` numbers. */
export function checkState(where: string, spec: TrainerSpec, state: ArrayLike<number>): void {
  const size = stateSize(spec);
  if (state.length !== size)
    throw new RangeError(`${where}: the state has ${state.length} entries, expected ${size}`);
}
