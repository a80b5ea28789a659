// Random training problems for the tests of backends, and how their numbers are compared: strictly, so that no NaN passes for a number.
import fc from 'fast-check';
import type { Backend, Batch, NumbersByName } from '../../src/backends/backend.ts';
import { optimizerSpec, type OptimizerSpec } from '../../src/backends/optimizers.ts';
import type { TrainerSpec } from '../../src/backends/spec.ts';
import type { Values } from '../../src/engine/cells/cell.ts';
import { networkOf } from '../../src/backends/network.ts';
import { matrix, transpose, type Matrix } from '../../src/engine/matrix.ts';
import { initialParameters, type NetworkSpec } from '../../src/engine/network.ts';
import { randomInteger, seededRandom } from '../../src/engine/random.ts';

/** Sizes with every remainder of four and eight, so that no kernel gets away with whole tiles. */
export const anySizes = fc.record({
  nonlinearity: fc.constantFrom('tanh' as const, 'relu' as const),
  vocabulary: fc.integer({ min: 2, max: 19 }),
  hiddens: fc.integer({ min: 1, max: 19 }),
  steps: fc.integer({ min: 1, max: 6 }),
  batch: fc.integer({ min: 1, max: 9 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
  clip: fc.constantFrom(0.05, 5, Infinity),
});
export type Drawn = typeof anySizes extends fc.Arbitrary<infer T> ? T : never;

export const adamSpec = optimizerSpec('adam', 0.01);

/** Each optimiser by name: with the engine's defaults, and with other options. */
export const anyOptimizer: readonly (readonly [string, OptimizerSpec])[] = [
  ['sgd', optimizerSpec('sgd', 0.05)],
  ['momentum', optimizerSpec('momentum', 0.02)],
  ['momentum, µ = 0', { id: 'momentum', alpha: 0.05, mu: 0 }],
  ['rmsProp', optimizerSpec('rmsProp', 0.005)],
  ['rmsProp, ρ = ½', { id: 'rmsProp', alpha: 0.01, rho: 0.5, epsilon: 1e-4 }],
  ['adam', adamSpec],
  ['adam, β₁ = ½, β₂ = ¾', { id: 'adam', alpha: 0.02, beta1: 0.5, beta2: 0.75, epsilon: 1e-4 }],
];

/** Float32 backends start from numbers that float32 holds, so that only their arithmetic is judged. */
const rounder = ({ precision }: Pick<Backend, 'precision'>) =>
  precision === 'float32' ? Math.fround : (x: number) => x;

export interface Problem {
  readonly spec: TrainerSpec;
  readonly network: NetworkSpec;
  readonly values: Values;
  /** For the engine, and for the backend. */
  readonly batch: { inputs: Matrix[]; targets: number[][]; initial: Values };
  readonly tokens: Batch;
  readonly state: Float64Array;
}

/** A character model of these sizes with random parameters, tokens and state, for a backend and for the engine. */
export function problem(
  backend: Pick<Backend, 'precision'>,
  {
    seed,
    clip,
    cell = 'rnn',
    resetAfter = true,
    optimizer = adamSpec,
    ...sizes
  }: Drawn & Partial<Pick<TrainerSpec, 'cell' | 'resetAfter' | 'optimizer'>>,
): Problem {
  const random = seededRandom(seed);
  const round = rounder(backend);
  const spec: TrainerSpec = { cell, resetAfter, ...sizes, reduction: 'mean', optimizer, clip };
  const { vocabulary: K, hiddens: H, steps: T, batch: B } = spec;
  const network = networkOf(spec);
  const values = Object.fromEntries(
    Object.entries(initialParameters(network, random)).map(([id, m]) => [
      id,
      matrix(m.rows, m.columns, m.data.map(round)),
    ]),
  );
  const inputs = Int32Array.from({ length: T * B }, () => randomInteger(random, K));
  const targets = Int32Array.from({ length: T * B }, () => randomInteger(random, K + 1) - 1);
  targets[0] = 0; // the mean over no target at all is no number
  const states = network.cell.states.map(({ value }) => value);
  const state = Float64Array.from({ length: states.length * B * H }, () => round(random() - 0.5));
  const at = (t: number) => Array.from({ length: B }, (_, b) => t * B + b);
  const oneHot = (t: number): Matrix => {
    const x = new Float64Array(K * B);
    at(t).forEach((n, b) => (x[inputs[n]! * B + b] = 1));
    return matrix(K, B, x);
  };
  const batch = {
    inputs: Array.from({ length: T }, (_, t) => oneHot(t)),
    targets: Array.from({ length: T }, (_, t) => at(t).map((n) => targets[n]!)),
    initial: Object.fromEntries(
      states.map((id, s) => [id, transpose(matrix(B, H, state.slice(s * B * H, (s + 1) * B * H)))]),
    ),
  };
  return { spec, network, values, batch, tokens: { inputs, targets }, state };
}

export const flat = (values: Values): NumbersByName =>
  Object.fromEntries(Object.entries(values).map(([id, m]) => [id, m.data]));

/** Each number within `within` of the wanted one, relative to the larger of 1 and its size. */
export function expectClose(
  got: ArrayLike<number>,
  want: ArrayLike<number>,
  what: string,
  within: number,
): void {
  if (got.length !== want.length) throw new Error(`${what}: ${got.length} numbers, expected ${want.length}`);
  for (let n = 0; n < want.length; n++)
    if (!(Math.abs(got[n]! - want[n]!) <= within * Math.max(1, Math.abs(want[n]!))))
      throw new Error(`${what}[${n}] is ${got[n]}, expected ${want[n]}`);
}
