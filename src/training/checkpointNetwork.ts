// What a checkpoint file is of: the task, the network's kind and sizes, and the tensors that PyTorch would have for it.
import { gatesOf } from '../backends/parameters.ts';
import { directionsOf, fullSpec, type TrainerSpec } from '../backends/spec.ts';
import type { NonlinearityName } from '../engine/activations.ts';
import { placesOf } from '../engine/place.ts';
import { suffixOf } from '../engine/torch.ts';
import { defaultOptions, misfit, specOf, type RunOptions } from './options.ts';
import { fewestSteps, type TaskId } from './tasks/registry.ts';

/** A trained network but for its numbers. */
export interface CheckpointNetwork {
  /** Says how a step's input comes, how many outputs there are, and when they are read. */
  readonly task: TaskId;
  readonly cell: TrainerSpec['cell'];
  /** Of the vanilla RNN; the gated cells have theirs. */
  readonly nonlinearity: NonlinearityName;
  /** Of each layer and direction. */
  readonly hiddens: number;
  readonly layers: number;
  readonly directions: NonNullable<TrainerSpec['directions']>;
  /** Width of the vectors that tokens become; 0: one-hot, or a task without tokens. */
  readonly embedding: number;
  /** By index, as in {@link Vocabulary}; 1 … 256 of them. Null for a task that is no text. */
  readonly characters: readonly string[] | null;
  /** Updates that made it. */
  readonly step: number;
}

/** What a file was found to be, and what was expected: a sentence for the reader. */
export class CheckpointError extends Error {
  override name = 'CheckpointError';
}

const titles = { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' } as const;

const optionsFor = ({ step: _step, characters: _characters, ...network }: CheckpointNetwork): RunOptions => ({
  ...defaultOptions,
  ...network,
  steps: fewestSteps(network.task),
  batch: 1,
});

/** A trainer's spec of that network: one sequence, of as few steps as the task allows. */
export const specFor = (network: CheckpointNetwork): TrainerSpec =>
  specOf(optionsFor(network), network.characters?.length ?? 1);

/** @throws CheckpointError where no run has such a network */
export function checkNetwork(network: CheckpointNetwork): void {
  const refusal = misfit(optionsFor(network));
  if (refusal !== null) throw new CheckpointError(refusal);
}

/** In words: `an LSTM of 3 hidden units in 2 layers each way (concat) for the task “copy”`. */
export function inWords(network: CheckpointNetwork): string {
  const { cell, hiddens, layers, directions, embedding, characters, task } = network;
  return (
    `${cell === 'gru' ? 'a' : 'an'} ${titles[cell]} of ${hiddens} hidden units` +
    (layers > 1 ? ` in ${layers} layers` : '') +
    (directions === 'forward' ? '' : ` each way (${directions})`) +
    (embedding > 0 ? ` with an embedding of width ${embedding}` : '') +
    (characters ? ` and ${characters.length} characters` : ` for the task “${task}”`)
  );
}

/**
 * Shapes as PyTorch has them, by its names: gates stacked as rows (i f g o; r z n), biases of one axis, each layer's forward
 * direction before its reverse one. Those of `torch.nn.Embedding` and `torch.nn.Linear` stand as `embedding.` and `readout.`.
 */
export function torchShapes(network: CheckpointNetwork): Readonly<Record<string, readonly number[]>> {
  const spec = specFor(network);
  const { cell, vocabulary, input, inputs, hiddens, layers, directions, outputs } = fullSpec(spec);
  const ways = directionsOf(spec);
  const rows = gatesOf[cell].length * hiddens;
  const shapes: Record<string, readonly number[]> = {};
  if (input === 'embedding') shapes['embedding.weight'] = [vocabulary, inputs];
  for (const place of placesOf(layers, ways === 2)) {
    const suffix = suffixOf(place);
    shapes[`weight_ih${suffix}`] = [rows, place.layer === 1 ? inputs : ways * hiddens];
    shapes[`weight_hh${suffix}`] = [rows, hiddens];
    shapes[`bias_ih${suffix}`] = [rows];
    shapes[`bias_hh${suffix}`] = [rows];
  }
  shapes['readout.weight'] = [outputs, directions === 'concat' ? 2 * hiddens : hiddens];
  shapes['readout.bias'] = [outputs];
  return shapes;
}
