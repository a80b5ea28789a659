// The backend contract: what trains a character RNN, wherever it runs. Only typed arrays cross it, so that a backend may keep
// its numbers in WebAssembly's memory or on a GPU. Everything may answer later (a promise) or at once.
import type { NonlinearityName } from '../engine/activations.ts';

export type MaybePromise<T> = T | Promise<T>;

/** Numbers as a backend keeps them: float64 in the reference, float32 in the fast ones. Row-major. */
export type Numbers = Float64Array | Float32Array;

/** By symbol id: `rnn.U` [hiddens, vocabulary], `rnn.W` [hiddens, hiddens], `rnn.b` [hiddens], `readout.V` [vocabulary, hiddens], `readout.c` [vocabulary]. */
export type NumbersByName = Readonly<Record<string, Numbers>>;

/** Adam's options. Kingma and Ba 2015; defaults as in src/engine/optimizers.ts. */
export interface AdamSpec {
  readonly id: 'adam';
  /** Learning rate α, above 0. */
  readonly alpha: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** All that a backend may bake into compiled code: a change in any of it needs a new trainer. */
export interface TrainerSpec {
  readonly cell: 'rnn';
  readonly nonlinearity: NonlinearityName;
  /** Different characters: the width of the one-hot input and of the output. */
  readonly vocabulary: number;
  readonly hiddens: number;
  /** τ, time steps in a batch; the gradient is cut at its borders, the state is carried across. */
  readonly steps: number;
  /** Sequences side by side. */
  readonly batch: number;
  /** The loss is the mean over counted targets, in nats. */
  readonly reduction: 'mean';
  readonly optimizer: AdamSpec;
  /** Largest global norm of the gradient; a longer one is scaled back to it. Infinity: never. */
  readonly clip: number;
}

/** One batch of text. */
export interface TokenBatch {
  /** [steps, batch], each 0 … vocabulary − 1. */
  readonly inputs: ArrayLike<number>;
  /** [steps, batch], the character that came next; −1 where it is not counted. */
  readonly targets: ArrayLike<number>;
}

export interface TrainResult {
  /** Mean loss over the counted targets before the update, nats. */
  readonly loss: number;
  /** Global norm of the gradient before clipping. */
  readonly norm: number;
  /** False where the loss or the norm was not finite: then no parameter and no memory of the optimiser was touched. */
  readonly updated: boolean;
  /** The hidden state after the last step, [batch, hiddens]. */
  readonly state: Numbers;
}

export interface EvaluateResult {
  /** Summed over the counted targets, nats. */
  readonly loss: number;
  readonly count: number;
  /** [batch, hiddens]. */
  readonly state: Numbers;
}

export interface SampleResult {
  /** log ŷ of each character, [vocabulary]: exp gives the probabilities; a temperature divides these before it. */
  readonly logProbabilities: Numbers;
  /** [hiddens]. */
  readonly state: Numbers;
}

/** What the optimiser remembers; all zeros and 0 before the first update. */
export interface OptimizerNumbers {
  readonly updates: number;
  readonly m: NumbersByName;
  readonly v: NumbersByName;
}

/** A network with its optimiser, on a device. One call at a time. */
export interface Trainer {
  readonly spec: TrainerSpec;
  /** Forward, backward through time, clipping, Adam. `state` [batch, hiddens] is read, not changed. */
  trainStep(batch: TokenBatch, state: Numbers): MaybePromise<TrainResult>;
  /** Forward only. Changes nothing. */
  evaluate(batch: TokenBatch, state: Numbers): MaybePromise<EvaluateResult>;
  /** One character further: `state` [hiddens]. Changes nothing. */
  sample(token: number, state: Numbers): MaybePromise<SampleResult>;
  /** A copy of the parameters. */
  parameters(): MaybePromise<NumbersByName>;
  /** @throws RangeError where a name or a length does not fit. */
  loadParameters(parameters: NumbersByName): MaybePromise<void>;
  /** A copy of the optimiser's memory. */
  optimizerState(): MaybePromise<OptimizerNumbers>;
  loadOptimizerState(state: OptimizerNumbers): MaybePromise<void>;
  /** Gives the device's memory back; the trainer must not be used again. */
  dispose(): void;
}

export type BackendId = 'reference' | 'cpu' | 'gpu';

export interface Backend {
  readonly id: BackendId;
  /** For the reader: `reference (float64, TypeScript)`. */
  readonly name: string;
  readonly precision: 'float64' | 'float32';
  /** How far a loss and an entry of a gradient may lie from the engine's, relative to the larger of 1 and its size. */
  readonly tolerance: { readonly relative: number; readonly why: string };
  /** Why it cannot run here, or cannot run this, in a sentence for the reader; null where it can. */
  refuses(spec: TrainerSpec): MaybePromise<string | null>;
  /** Bytes that a trainer of this spec will hold, estimated before anything is allocated. */
  bytes(spec: TrainerSpec): number;
  create(spec: TrainerSpec, parameters: NumbersByName): MaybePromise<Trainer>;
}

/** [rows, columns] of each parameter, in the order in which the engine draws them. */
export const parameterShapes = ({
  hiddens: H,
  vocabulary: K,
}: Pick<TrainerSpec, 'hiddens' | 'vocabulary'>): Readonly<Record<string, readonly [number, number]>> => ({
  'rnn.U': [H, K],
  'rnn.W': [H, H],
  'rnn.b': [H, 1],
  'readout.V': [K, H],
  'readout.c': [K, 1],
});

/** @throws RangeError naming what does not fit: sizes that are no positive integers, an optimiser or a clip out of range. */
export function checkSpec(where: string, spec: TrainerSpec): void {
  for (const size of ['vocabulary', 'hiddens', 'steps', 'batch'] as const)
    if (!Number.isInteger(spec[size]) || spec[size] < 1)
      throw new RangeError(`${where}: ${size} is ${spec[size]}, expected an integer of at least 1`);
  if (!(spec.optimizer.alpha > 0) || !Number.isFinite(spec.optimizer.alpha))
    throw new RangeError(`${where}: alpha is ${spec.optimizer.alpha}, expected a finite number above 0`);
  if (!(spec.clip > 0)) throw new RangeError(`${where}: clip is ${spec.clip}, expected a number above 0`);
}

/** @throws RangeError where an array is missing, unknown or of another length. */
export function checkNumbers(where: string, spec: TrainerSpec, numbers: NumbersByName): void {
  const shapes = parameterShapes(spec);
  for (const [name, [rows, columns]] of Object.entries(shapes)) {
    const length = numbers[name]?.length;
    if (length !== rows * columns)
      throw new RangeError(
        `${where}: ${name} has ${length ?? 'no'} entries, expected ${rows} × ${columns} = ${rows * columns}`,
      );
  }
  const unknown = Object.keys(numbers).find((name) => !(name in shapes));
  if (unknown !== undefined) throw new RangeError(`${where}: ${unknown} is no parameter of this network`);
}

/** @throws RangeError where a token lies outside the vocabulary, or an array does not hold steps × batch of them. */
export function checkBatch(where: string, spec: TrainerSpec, { inputs, targets }: TokenBatch): void {
  const size = spec.steps * spec.batch;
  if (inputs.length !== size || targets.length !== size)
    throw new RangeError(
      `${where}: ${inputs.length} inputs and ${targets.length} targets, expected ${spec.steps} × ${spec.batch} = ${size}`,
    );
  for (let n = 0; n < size; n++) {
    if (!(inputs[n]! >= 0 && inputs[n]! < spec.vocabulary))
      throw new RangeError(
        `${where}: input ${n} is ${inputs[n]}, expected an integer from 0 to ${spec.vocabulary - 1}`,
      );
    if (!(targets[n]! >= -1 && targets[n]! < spec.vocabulary))
      throw new RangeError(
        `${where}: target ${n} is ${targets[n]}, expected an integer from −1 to ${spec.vocabulary - 1}`,
      );
  }
}
