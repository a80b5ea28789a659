// The backends of Node that the shared suites (shared/) run on, and with which cells. Those on a GPU are in gpu/parity.gpu.test.ts.
import type { Backend, MaybePromise, NumbersByName } from '../../src/backends/backend.ts';
import { reference } from '../../src/backends/reference.ts';
import type { TrainerSpec } from '../../src/backends/spec.ts';
import { cpu, cpuOnTwoThreads, cpuWithoutRelaxed } from './cpu/node.ts';
import type { Drawn } from './support.ts';

type Cell = readonly ['rnn' | 'lstm' | 'gru', boolean];
export const every: readonly Cell[] = [
  ['rnn', true],
  ['lstm', true],
  ['gru', true],
  ['gru', false],
];

/** A backend of which everything may be answered later, since it may be in another process. */
export interface TestedBackend extends Omit<Backend, 'bytes'> {
  bytes(spec: TrainerSpec): MaybePromise<number>;
}

export interface Suite {
  readonly name: string;
  readonly backend: TestedBackend;
  readonly cells: readonly Cell[];
  /** Share of the random problems: a thread takes longer to start than all of such a problem, a GPU's kernels a second to compile. */
  readonly share: number;
  /** Times that each moment is held: a GPU reads it in one place and writes it in another. */
  readonly copies: number;
  /** What one update may add to the tolerance of θ: moments are rounded to float32 before they are used. */
  readonly update: number;
}
export const suites: readonly Suite[] = [
  { name: 'reference', backend: reference, cells: every, update: 0, share: 1, copies: 1 },
  // an update here is at most 0.1 long and is computed to a few roundings of 6e-8 of itself
  { name: 'cpu', backend: cpu, cells: every, update: 3e-8, share: 1, copies: 1 },
  {
    name: 'cpu, without relaxed SIMD',
    backend: cpuWithoutRelaxed,
    cells: every,
    update: 3e-8,
    share: 1,
    copies: 1,
  },
  { name: 'cpu, two threads', backend: cpuOnTwoThreads, cells: every, update: 3e-8, share: 0.25, copies: 1 },
];

/** How many of so many random problems are this suite's; one at least. */
export const runsOf = ({ share }: Suite, of: number): number => Math.max(1, Math.round(of * share));

/** Below this share, what is done for each of several kinds is done for one of them. */
export const few = 0.1;

export const fixed: Drawn = {
  nonlinearity: 'tanh',
  vocabulary: 7,
  hiddens: 5,
  steps: 4,
  batch: 7,
  seed: 8,
  clip: 0.1,
};

/** Numbers as plain lists, rounded to float32: what a float32 backend can give back of them. */
export function plain(numbers: NumbersByName): Record<string, number[]> {
  return Object.fromEntries(Object.entries(numbers).map(([id, n]) => [id, Array.from(n, Math.fround)]));
}
