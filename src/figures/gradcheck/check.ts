// The numbers behind the gradient check, without an opinion on them: entries in one flat order, central differences at
// each ε of the slider, kinks. Runs in the worker, and at build time for the first state.
import { forwardPass } from '../../engine/network.ts';
import { defaultEpsilon, kinkCrossings, numericalGradients } from '../../engine/gradcheck.ts';
import type { Values } from '../../engine/cells/cell.ts';
import { zeros, zerosLike } from '../../engine/matrix.ts';
import { batchOf, networkOf } from '../../engine/record.ts';
import { gradientIds, parameterIds, type SymbolId } from '../../engine/symbols.ts';
import { unroll } from '../../engine/unroll.ts';
import { valueOf, type Trace } from '../../engine/trace.ts';
import type { Run } from '../shared/run/build.ts';

/** Every ε that the slider can take: four a decade from 1e-12 to 1e-1; the one nearest to the default is the default itself. */
export const epsilons: readonly number[] = Array.from({ length: 45 }, (_, k) =>
  k === 27 ? defaultEpsilon : 10 ** (-12 + k / 4),
);
/** Index of the default ε, ∛(2⁻⁵²) ≈ 6.06e-6. */
export const defaultStop = 27;

/** One number of one parameter. */
export interface Entry {
  readonly id: SymbolId;
  readonly row: number;
  readonly column: number;
}

/** Every entry of every parameter, V W U b c, row by row: the order of all flat arrays of this figure. */
export function entriesOf(parameters: Values): Entry[] {
  return parameterIds.flatMap((id) => {
    const { columns, data } = parameters[id]!;
    return Array.from(data, (_, i) => ({ id, row: Math.floor(i / columns), column: i % columns }));
  });
}

const flat = (values: (id: SymbolId) => Float64Array): Float64Array =>
  Float64Array.from(parameterIds.flatMap((id) => Array.from(values(id))));

/** The gradients that a run's backward pass ended with, flat. */
export const analyticOf = (trace: Trace): Float64Array =>
  flat((id) => valueOf(trace, { symbol: gradientIds(id).sum, step: 1 }).data);

/** Central differences of a run's loss at one ε, flat. */
export interface Differences {
  readonly numeric: Float64Array;
  /** 1 where the difference straddles a kink of ReLU; null for tanh, which has none. */
  readonly kinks: Uint8Array | null;
}

/** Two forward passes an entry; with ReLU two more, of the recurrent layer alone. */
export function differencesOf(run: Run, epsilon: number): Differences {
  const network = networkOf(run.trace.spec);
  const batch = batchOf(run.sequence);
  const loss = (parameters: Values) => forwardPass(network, parameters, batch).loss;
  const numeric = numericalGradients(loss, run.parameters, epsilon);
  return { numeric: flat((id) => numeric[id]!.data), kinks: kinksOf(run, epsilon) };
}

function kinksOf({ trace: { spec }, parameters, sequence }: Run, epsilon: number): Uint8Array | null {
  if (spec.nonlinearity !== 'relu') return null;
  const { cell } = networkOf(spec);
  const initial = { 'rnn.h': zeros(spec.hiddens, 1) };
  // the read-out comes after every pre-activation: moving it moves none of them
  const own = Object.fromEntries(Object.entries(parameters).filter(([id]) => id.startsWith('rnn.')));
  const crossings = kinkCrossings(
    (moved) => unroll(cell, moved, sequence.inputs, initial).steps.map(({ values }) => values['rnn.a']!),
    own,
    epsilon,
  );
  return Uint8Array.from(flat((id) => crossings[id]?.data ?? zerosLike(parameters[id]!).data));
}
