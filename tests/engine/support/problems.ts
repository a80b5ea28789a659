// Random problems for property tests: fast-check draws sizes, switches and a seed; the engine's own generator draws the numbers,
// so that a failing case shrinks to small sizes and is reproduced by what is printed.
import fc from 'fast-check';
import { rnnCell } from '../../../src/engine/cells/rnn.ts';
import type { Values } from '../../../src/engine/cells/cell.ts';
import type { FaultId } from '../../../src/engine/faults.ts';
import { column, matrix, type Matrix } from '../../../src/engine/matrix.ts';
import type { Batch, NetworkSpec } from '../../../src/engine/network.ts';
import { randomInteger, seededRandom, uniform, type Random } from '../../../src/engine/random.ts';
import type { Sequence } from '../../../src/engine/record.ts';
import type { TraceSpec } from '../../../src/engine/trace.ts';

/** Property tests draw the same cases on every run: a red build can be repeated. */
export const repeatable = { seed: 20260611 };

export const drawMatrix = (random: Random, rows: number, columns: number, bound = 1): Matrix =>
  matrix(
    rows,
    columns,
    Array.from({ length: rows * columns }, () => uniform(random, -bound, bound)),
  );

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** All parameters of an RNN with its read-out. */
export const drawParameters = (random: Random, { inputs, hiddens, outputs }: Sizes, bound = 1): Values => ({
  'rnn.U': drawMatrix(random, hiddens, inputs, bound),
  'rnn.W': drawMatrix(random, hiddens, hiddens, bound),
  'rnn.b': drawMatrix(random, hiddens, 1, bound),
  'readout.V': drawMatrix(random, outputs, hiddens, bound),
  'readout.c': drawMatrix(random, outputs, 1, bound),
});

export interface Sizes {
  readonly steps: number;
  readonly inputs: number;
  readonly hiddens: number;
  readonly outputs: number;
}

const sizes = {
  steps: fc.integer({ min: 1, max: 5 }),
  inputs: fc.integer({ min: 1, max: 3 }),
  hiddens: fc.integer({ min: 1, max: 4 }),
  outputs: fc.integer({ min: 2, max: 4 }),
};
const switches = {
  seed: fc.integer({ min: 0, max: 1e6 }),
  nonlinearity: fc.constantFrom('tanh' as const, 'relu' as const),
  reduction: fc.constantFrom('sum' as const, 'mean' as const),
};

export interface NetworkSetting extends Sizes {
  readonly seed: number;
  readonly nonlinearity: 'tanh' | 'relu';
  readonly reduction: 'sum' | 'mean';
  readonly batch: number;
  readonly tokens: boolean;
  readonly ragged: boolean;
  readonly lastStep: boolean;
}

export const networkSettings: fc.Arbitrary<NetworkSetting> = fc.record({
  ...sizes,
  ...switches,
  batch: fc.integer({ min: 1, max: 3 }),
  tokens: fc.boolean(),
  ragged: fc.boolean(),
  lastStep: fc.boolean(),
});

/** A network, its parameters and a batch; some targets are not counted, and the initial state is given. */
export function networkProblem(
  s: NetworkSetting,
  truncate = 0,
): { spec: NetworkSpec; parameters: Values; batch: Batch } {
  const random = seededRandom(s.seed);
  const vocabulary = 3;
  const parameters: Values = {
    ...drawParameters(random, s),
    ...(s.tokens ? { 'embedding.E': drawMatrix(random, vocabulary, s.inputs) } : {}),
  };
  const lengths = times(s.batch, (b) => (s.ragged && b > 0 ? 1 + randomInteger(random, s.steps) : s.steps));
  const counted = (t: number, b: number): boolean =>
    t < lengths[b]! && (s.lastStep ? t === lengths[b]! - 1 : t === 0 || random() < 0.8);
  return {
    spec: {
      cell: rnnCell(s.nonlinearity),
      inputs: s.inputs,
      hiddens: s.hiddens,
      outputs: s.outputs,
      ...(s.tokens ? { vocabulary } : {}),
      reduction: s.reduction,
      truncate,
    },
    parameters,
    batch: {
      inputs: s.tokens
        ? times(s.steps, () => times(s.batch, () => randomInteger(random, vocabulary)))
        : times(s.steps, () => drawMatrix(random, s.inputs, s.batch)),
      targets: times(s.steps, (t) =>
        times(s.batch, (b) => (counted(t, b) ? randomInteger(random, s.outputs) : -1)),
      ),
      lengths,
      initial: { 'rnn.h': drawMatrix(random, s.hiddens, s.batch) },
    },
  };
}

export interface TraceSetting extends Sizes {
  readonly seed: number;
  readonly nonlinearity: 'tanh' | 'relu';
  readonly reduction: 'sum' | 'mean';
  readonly truncate: number;
}

export const traceSettings: fc.Arbitrary<TraceSetting> = fc.record({
  ...sizes,
  ...switches,
  truncate: fc.integer({ min: 0, max: 3 }),
});

export interface TraceProblem {
  readonly spec: TraceSpec;
  readonly parameters: Values;
  readonly sequence: Sequence;
}

/** One sequence through a vanilla RNN. */
export function traceProblem(
  setting: Partial<TraceSetting> = {},
  faults: readonly FaultId[] = [],
): TraceProblem {
  const s: TraceSetting = {
    seed: 1,
    steps: 3,
    inputs: 3,
    hiddens: 3,
    outputs: 3,
    nonlinearity: 'tanh',
    reduction: 'sum',
    truncate: 0,
    ...setting,
  };
  const random = seededRandom(s.seed);
  return {
    spec: { cell: 'rnn', alpha: 0.1, faults, ...s },
    parameters: drawParameters(random, s),
    sequence: {
      inputs: times(s.steps, () => column(Array.from({ length: s.inputs }, () => uniform(random, -1, 1)))),
      targets: times(s.steps, () => randomInteger(random, s.outputs)),
    },
  };
}
