// What a trainer is made for: the network's kind and sizes, the batch's, the optimiser. What is left out has the book's default.
import type { NonlinearityName } from '../engine/activations.ts';
import { checkOptimizer, type OptimizerSpec } from './optimizers.ts';

/** All that a backend may bake into compiled code: a change in any of it needs a new trainer. */
export interface TrainerSpec {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  /** Of the vanilla RNN; the gated cells have theirs. */
  readonly nonlinearity: NonlinearityName;
  /** GRU: whether the reset gate comes after the recurrent product, W h, as in PyTorch (default), or before it, W (r ∘ h). */
  readonly resetAfter?: boolean;
  /** GRU: whether z is the share of the old state, as in PyTorch (default), or of the candidate. */
  readonly updateWeighs?: 'old' | 'new';
  /** How a step's input comes: tokens as one-hot vectors (default), tokens through an embedding, or vectors as they are. */
  readonly input?: 'one-hot' | 'embedding' | 'dense';
  /** Different tokens. Of no meaning for dense input. */
  readonly vocabulary: number;
  /** Width of a dense input or of an embedding. Default: the vocabulary. */
  readonly inputs?: number;
  readonly hiddens: number;
  /** Recurrent layers, each reading the one below. Default 1. */
  readonly layers?: number;
  /** One direction (default), or both, whose states the read-out sees side by side or summed; layers above always see them side by side. */
  readonly directions?: 'forward' | 'concat' | 'sum';
  /** Classes that the read-out tells apart. Default: the vocabulary. */
  readonly outputs?: number;
  /** A target for each step (default), or one for each sequence, read at its own last step (going back: at its first). */
  readonly readout?: 'every-step' | 'last-step';
  /** τ, time steps in a batch; the gradient is cut at its borders, the state is carried across. */
  readonly steps: number;
  /** Sequences side by side. */
  readonly batch: number;
  /** Of the losses of counted targets, in nats. */
  readonly reduction: 'mean' | 'sum';
  /** k > 0 cuts the gradient every k steps within the batch too; 0, the default, does not. Of one direction only. */
  readonly truncate?: number;
  readonly optimizer: OptimizerSpec;
  /** Largest global norm of the gradient; a longer one is scaled back to it. Infinity: never. */
  readonly clip: number;
}

/** A spec with nothing left out. */
export type FullSpec = Required<TrainerSpec>;

export const fullSpec = (spec: TrainerSpec): FullSpec => ({
  resetAfter: true,
  updateWeighs: 'old',
  input: 'one-hot',
  layers: 1,
  directions: 'forward',
  outputs: spec.vocabulary,
  readout: 'every-step',
  truncate: 0,
  ...spec,
  inputs: (spec.input ?? 'one-hot') === 'one-hot' ? spec.vocabulary : (spec.inputs ?? spec.vocabulary),
});

/** Directions that a layer reads in. */
export const directionsOf = ({ directions = 'forward' }: Pick<TrainerSpec, 'directions'>): 1 | 2 =>
  directions === 'forward' ? 1 : 2;

/** States that are carried from step to step: the LSTM has h and c. */
export const statesOf = ({ cell }: Pick<TrainerSpec, 'cell'>): 1 | 2 => (cell === 'lstm' ? 2 : 1);

/** Numbers in a state, [states][layers · directions][batch][hiddens]: first all h, then all c; a layer's forward direction first. */
export const stateSize = (spec: TrainerSpec): number =>
  statesOf(spec) * (spec.layers ?? 1) * directionsOf(spec) * spec.batch * spec.hiddens;

/** @throws RangeError naming what does not fit: sizes that are no positive integers, an optimiser or a clip out of range. */
export function checkSpec(where: string, spec: TrainerSpec): void {
  const full = fullSpec(spec);
  for (const size of ['vocabulary', 'hiddens', 'steps', 'batch', 'inputs', 'outputs', 'layers'] as const)
    if (!Number.isInteger(full[size]) || full[size] < 1)
      throw new RangeError(`${where}: ${size} is ${full[size]}, expected an integer of at least 1`);
  if (!Number.isInteger(full.truncate) || full.truncate < 0)
    throw new RangeError(`${where}: truncate is ${full.truncate}, expected an integer of at least 0`);
  if (full.truncate > 0 && full.directions !== 'forward')
    throw new RangeError(`${where}: truncate is ${full.truncate} with both directions, expected 0`);
  checkOptimizer(where, spec.optimizer);
  if (!(spec.clip > 0)) throw new RangeError(`${where}: clip is ${spec.clip}, expected a number above 0`);
}
