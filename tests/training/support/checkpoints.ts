// Networks to write down and to read back.
import type { NumbersByName } from '../../../src/backends/backend.ts';
import { initialNumbers } from '../../../src/backends/network.ts';
import type { TrainerSpec } from '../../../src/backends/spec.ts';
import type { Checkpoint } from '../../../src/training/checkpoints.ts';
import { defaultOptions, specOf } from '../../../src/training/options.ts';

export const kinds = [
  { cell: 'rnn', nonlinearity: 'tanh' },
  { cell: 'rnn', nonlinearity: 'relu' },
  { cell: 'lstm', nonlinearity: 'tanh' },
  { cell: 'gru', nonlinearity: 'tanh' },
] as const;
export type Kind = Pick<Checkpoint, 'cell' | 'nonlinearity'>;
export const alphabet = [...' etaoinshrdlué😀\n'];

export const specFor = (kind: Kind, hiddens: number, K: number, steps: number): TrainerSpec =>
  specOf({ ...defaultOptions, ...kind, hiddens, steps, batch: 1 }, K);

/** A network as it is before training, in float64 or float32. */
export function made(kind: Kind, hiddens: number, K: number, single = false, seed = 1): Checkpoint {
  const drawn = initialNumbers(specFor(kind, hiddens, K, 1), seed);
  const parameters: NumbersByName = single
    ? Object.fromEntries(Object.entries(drawn).map(([id, v]) => [id, Float32Array.from(v)]))
    : drawn;
  return { ...kind, hiddens, characters: alphabet.slice(0, K), step: 7, parameters };
}
