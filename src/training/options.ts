// What a training run is set to, and whether it fits. Equal options, text, backend and machine give equal runs, bit for bit.
import type { Backend, BackendChoice } from '../backends/backend.ts';
import { optimizerSpec, type OptimizerId } from '../backends/optimizers.ts';
import { parameterShapes } from '../backends/parameters.ts';
import type { TrainerSpec } from '../backends/spec.ts';
import type { NonlinearityName } from '../engine/activations.ts';
import type { TaskNetwork } from './task.ts';
import { fewestSteps, networkFor, taskIds, type TaskId } from './tasks/registry.ts';

export interface RunOptions {
  /** What is learned. Absent, as in runs saved before there were several: `text`, the next character. */
  readonly task?: TaskId;
  /** What trains it, or `auto`: whatever measures fastest where it is opened. Runs saved before there was a choice have a backend's id. */
  readonly backend: BackendChoice;
  readonly cell: TrainerSpec['cell'];
  /** Of the vanilla RNN. */
  readonly nonlinearity: NonlinearityName;
  readonly hiddens: number;
  /** Recurrent layers. Absent: 1. */
  readonly layers?: number;
  /** Whether each layer reads both ways, and what the read-out sees of both. Absent: `forward`. */
  readonly directions?: NonNullable<TrainerSpec['directions']>;
  /** Width of the vectors that tokens become. Absent or 0: one-hot. */
  readonly embedding?: number;
  /** τ, steps that one gradient reaches back: characters of a text, or the longest sequence of another task. */
  readonly steps: number;
  /** Sequences read side by side: pieces of the text. */
  readonly batch: number;
  /** The update rule, with the engine's defaults for all but α. Absent in runs saved before there was a choice: those had Adam. */
  readonly optimizer?: OptimizerId;
  /** Its learning rate α. */
  readonly alpha: number;
  /** Largest global norm of a gradient. */
  readonly clip: number;
  readonly seed: number;
  /** Updates to make before it stops by itself; a multiple of {@link evaluateEvery}. */
  readonly goal: number;
  /** Looks at the held-out text without a fall of its loss before it stops early; 0: never. Absent in runs saved before it was there. */
  readonly patience?: number;
  /** Of the samples that are drawn along the way. */
  readonly temperature: number;
}

/**
 * A learning rate to begin with. Measured on the book's prose and code with the sizes below, each cell and two seeds, held-out loss after
 * 2,000 updates, where the character before pays 2.35 and 2.64 nats: SGD 1.84 … 2.66 (the LSTM learns slowly by it), momentum 1.74 … 2.24,
 * RMSProp 1.60 … 1.95, Adam 1.50 … 2.08 but for one GRU (4.34). Above these SGD's loss leaps, from 0.7 on with 128 hidden units, and momentum's
 * from 0.3 on; RMSProp at 0.001 is slow, at 0.003 soon learns by heart.
 */
export const defaultAlphas: Readonly<Record<OptimizerId, number>> = {
  sgd: 0.5,
  momentum: 0.1,
  rmsProp: 0.002,
  adam: 0.003,
};

export const defaultOptions: RunOptions = {
  backend: 'cpu',
  cell: 'rnn',
  nonlinearity: 'tanh',
  hiddens: 64,
  steps: 32,
  batch: 8,
  optimizer: 'adam',
  alpha: defaultAlphas.adam,
  clip: 5,
  seed: 1,
  goal: 2000,
  patience: 0,
  temperature: 0.7,
};

/** Updates between two looks at the held-out text, and between two samples. */
export const evaluateEvery = 25;
export const sampleEvery = 100;
/** Characters in a sample. */
export const sampleLength = 160;

/** Bytes that a network, its gradients and its optimiser may take: 256 MB. */
export const maxTrainerBytes = 256e6;

/** What stood for an option where it is absent: in runs that were saved before it was there. */
export const beforeThere = { patience: 0, optimizer: 'adam' } as const;

export const optimizerOf = ({ optimizer }: Pick<RunOptions, 'optimizer'>): OptimizerId =>
  optimizer ?? beforeThere.optimizer;

/** What the network is when it is set to a task; what has its default is left out. */
function networkParts(options: RunOptions, { input, width, vocabulary, outputs, readout }: TaskNetwork) {
  const { layers = 1, directions = 'forward', embedding = 0 } = options;
  return {
    vocabulary,
    ...(input === 'dense' ? { input, inputs: width } : {}),
    ...(input === 'tokens' && embedding > 0 ? { input: 'embedding' as const, inputs: embedding } : {}),
    ...(layers === 1 ? {} : { layers }),
    ...(directions === 'forward' ? {} : { directions }),
    ...(outputs === vocabulary ? {} : { outputs }),
    ...(readout === 'every-step' ? {} : { readout }),
  };
}

/** The trainer for any task. */
export const specFor = (options: RunOptions, network: TaskNetwork): TrainerSpec => ({
  cell: options.cell,
  nonlinearity: options.nonlinearity,
  ...networkParts(options, network),
  hiddens: options.hiddens,
  steps: options.steps,
  batch: options.batch,
  reduction: 'mean',
  optimizer: optimizerSpec(optimizerOf(options), options.alpha),
  clip: options.clip,
});

/**
 * The trainer for the task that the options name.
 * @param vocabulary different characters of the text; of no meaning for other tasks
 * @throws RangeError where there is no such task
 */
export const specOf = (options: RunOptions, vocabulary: number): TrainerSpec =>
  specFor(options, networkFor(options.task, vocabulary));

/** Most layers, and the widest embedding, that a run takes: what is more is a typing error. */
export const mostLayers = 8;
export const widestEmbedding = 1024;

/** Why a run of these options is not begun, whatever it would take, in a sentence; null where they fit each other. */
export function misfit(options: RunOptions): string | null {
  const { task = 'text', layers = 1, directions = 'forward', embedding = 0, steps } = options;
  if (!taskIds.includes(task)) return `There is no task “${String(task)}”. Expected: ${taskIds.join(', ')}.`;
  const network = networkFor(task, 1);
  const whole = (n: number, low: number, high: number) => Number.isInteger(n) && n >= low && n <= high;
  if (!whole(layers, 1, mostLayers))
    return `The number of layers is ${layers}. Expected: a whole number from 1 to ${mostLayers}.`;
  if (!whole(embedding, 0, widestEmbedding))
    return `The width of the embedding is ${embedding}. Expected: a whole number from 0 (none) to ${widestEmbedding}.`;
  if (embedding > 0 && network.input === 'dense')
    return `The task “${task}” is read as numbers, not as tokens. It takes no embedding.`;
  if (!['forward', 'concat', 'sum'].includes(directions))
    return `The directions are “${String(directions)}”. Expected: forward, concat, sum.`;
  if (directions !== 'forward' && network.directions === 'forward')
    return 'A network that reads both ways would read the very characters that it is to predict. Choose one direction.';
  if (steps < fewestSteps(task))
    return `The number of steps is ${steps}. The task “${task}” needs at least ${fewestSteps(task)}.`;
  return null;
}

export const countParameters = (spec: TrainerSpec): number =>
  Object.values(parameterShapes(spec)).reduce((sum, [rows, columns]) => sum + rows * columns, 0);

/** Why a run of this size is not begun, in a sentence with the estimate; null where it fits. Nothing is allocated. */
export function tooLarge(backend: Pick<Backend, 'bytes'>, spec: TrainerSpec): string | null {
  const bytes = backend.bytes(spec);
  if (bytes <= maxTrainerBytes) return null;
  const parameters = countParameters(spec).toLocaleString('en-GB');
  const { layers = 1, directions = 'forward' } = spec;
  const more = `${layers > 1 ? ` in ${layers} layers` : ''}${directions === 'forward' ? '' : ' each way'}`;
  return (
    `With ${spec.hiddens} hidden units${more} and ${spec.steps} steps the network has ${parameters} parameters and needs about ` +
    `${Math.ceil(bytes / 1e6).toLocaleString('en-GB')} MB. At most ${maxTrainerBytes / 1e6} MB are taken. Choose fewer hidden units or fewer steps.`
  );
}
