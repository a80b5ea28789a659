// Networks to write down and to read back, and what they compute.
import { expect } from 'vitest';
import type { Backend, NumbersByName } from '../../../src/backends/backend.ts';
import { initialNumbers } from '../../../src/backends/network.ts';
import { fullSpec, stateSize, type TrainerSpec } from '../../../src/backends/spec.ts';
import { specFor as specOf } from '../../../src/training/checkpointNetwork.ts';
import type { Checkpoint } from '../../../src/training/checkpoints.ts';

export const kinds = [
  { cell: 'rnn', nonlinearity: 'tanh' },
  { cell: 'rnn', nonlinearity: 'relu' },
  { cell: 'lstm', nonlinearity: 'tanh' },
  { cell: 'gru', nonlinearity: 'tanh' },
] as const;
export type Kind = Pick<Checkpoint, 'cell' | 'nonlinearity'>;
export const alphabet = [...' etaoinshrdlué😀\n'];

type Shape = Omit<Checkpoint, 'parameters'>;
/** Of a text: one layer, forward, one-hot, unless `more` says otherwise. */
const shape = (kind: Kind, hiddens: number, K: number, more: Partial<Shape> = {}): Shape => ({
  task: 'text', ...kind, hiddens, layers: 1, directions: 'forward', embedding: 0, characters: alphabet.slice(0, K), step: 7, ...more,
}); // prettier-ignore

/** A trainer's spec of that network, for one sequence of so many steps. */
export const specFor = (network: Shape, steps: number): TrainerSpec => ({ ...specOf(network), steps });

/** Networks on every task and through everything that a run can be set to: layers, both ways, embedding, dense input, read once. */
export const deep = (kind: Kind): readonly Shape[] => [
  shape(kind, 5, 9, { layers: 2, embedding: 4 }),
  shape(kind, 4, 0, {
    task: 'between-marks',
    characters: null,
    layers: 2,
    directions: 'concat',
    embedding: 3,
  }),
  shape(kind, 4, 0, { task: 'between-marks', characters: null, directions: 'sum' }),
  shape(kind, 3, 0, { task: 'first-mark', characters: null, layers: 3, directions: 'concat' }),
  shape(kind, 5, 0, { task: 'first-mark', characters: null, directions: 'sum', embedding: 2 }),
  shape(kind, 5, 0, { task: 'copy', characters: null, layers: 2 }),
  shape(kind, 4, 0, { task: 'waves', characters: null }),
  shape(kind, 4, 0, { task: 'waves', characters: null, layers: 2, directions: 'sum' }),
];

/** A network as it is before training, in float64 or float32. */
export function filled(network: Shape, single = false, seed = 1): Checkpoint {
  const drawn = initialNumbers(specFor(network, 1), seed);
  const parameters: NumbersByName = single
    ? Object.fromEntries(Object.entries(drawn).map(([id, v]) => [id, Float32Array.from(v)]))
    : drawn;
  return { ...network, parameters };
}

/** One of a text, of one layer. */
export const made = (kind: Kind, hiddens: number, K: number, single = false, seed = 1): Checkpoint =>
  filled(shape(kind, hiddens, K), single, seed);

/** As a backend computes them, from a state of zeros: [steps · outputs], or [outputs] of a network that is read once. */
export async function logitsOf(
  backend: Backend,
  checkpoint: Checkpoint,
  inputs: readonly number[],
): Promise<number[]> {
  const { input, inputs: width } = fullSpec(specOf(checkpoint));
  const steps = input === 'dense' ? inputs.length / width : inputs.length;
  const spec = specFor(checkpoint, steps);
  const trainer = await backend.create(spec, checkpoint.parameters);
  const targets = new Int32Array(fullSpec(spec).readout === 'last-step' ? 1 : steps);
  const batch = { inputs: input === 'dense' ? Float64Array.from(inputs) : Int32Array.from(inputs), targets };
  const { logits } = await trainer.gradients(batch, new Float64Array(stateSize(spec)));
  trainer.dispose();
  return [...logits];
}

export const furthest = (a: readonly number[], b: readonly number[]): number => {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((v, n) => Math.abs(v - b[n]!)));
};
/** Logits of about 1: float64 sums in another order; float32 rounds at 6e-8, over some steps. */
export const tolerance = { float64: 1e-12, float32: 2e-6 } as const;
