// The page's run as the GPU library takes it, and how its answer is held against the reference.
import type { ForwardProblem, ForwardValues } from '../../backends/gpu/types.ts';
import type { Matrix } from '../../engine/matrix.ts';
import { forwardPass } from '../../engine/network.ts';
import { batchOf, networkOf } from '../../engine/record.ts';
import type { SymbolId } from '../../engine/symbols.ts';
import { quantity, valueOf } from '../../engine/trace.ts';
import type { Run } from '../shared/run/build.ts';

/** Sizes, weights and inputs of the run's forward pass; its faults, loss and truncation play no part. */
export function problemOf({ trace: { spec }, parameters, sequence }: Run): ForwardProblem {
  const { steps, inputs, hiddens, outputs, nonlinearity } = spec;
  const data = (id: SymbolId) => parameters[id]!.data;
  return {
    steps,
    inputs,
    hiddens,
    outputs,
    nonlinearity,
    U: data('rnn.U'),
    W: data('rnn.W'),
    V: data('readout.V'),
    b: data('rnn.b'),
    c: data('readout.c'),
    x: sequence.inputs.flatMap((x) => Array.from(x.data)),
    h0: new Float64Array(hiddens),
  };
}

/** Equal for two runs whose forward passes are the same. */
export const forwardKey = ({ settings: { word, hiddens, seed, nonlinearity, edits } }: Run): string =>
  JSON.stringify([word, hiddens, seed, nonlinearity, Object.entries(edits).sort()]);

/** What is compared, in the order of the forward pass. */
const compared = { a: 'rnn.a', h: 'rnn.h', o: 'readout.o', yHat: 'readout.yHat' } as const;

/**
 * Largest difference that counts as the same, relative to max(1, |value|). float32 keeps seven digits: one rounding is 6e-8,
 * a sum has at most 6 + 13 + 1 terms, and some eight of a dozen steps' roundings survive the next one: 6e-8 · 20 · 8 ≈ 1e-5.
 */
export const tolerance = 1e-5;

/** The value in which two runs of one forward pass differ most. */
export interface Largest {
  /** |got − reference| / max(1, |reference|). */
  readonly difference: number;
  readonly symbol: SymbolId;
  /** 1 … τ. */
  readonly step: number;
  readonly row: number;
}

/** Holds every a, h, o and ŷ against the reference. A value that is not a number differs infinitely. */
export function largestDifference(run: Run, got: ForwardValues): Largest {
  let largest: Largest = { difference: 0, symbol: 'rnn.a', step: 1, row: 0 };
  for (const [name, symbol] of Object.entries(compared) as [keyof typeof compared, SymbolId][]) {
    for (let step = 1; step <= run.trace.spec.steps; step++) {
      valueOf(run.trace, quantity(symbol, step)).data.forEach((reference, row) => {
        const away =
          Math.abs((got[name][step - 1]?.[row] ?? NaN) - reference) / Math.max(1, Math.abs(reference));
        const difference = Number.isNaN(away) ? Infinity : away;
        if (difference > largest.difference) largest = { difference, symbol, step, row };
      });
    }
  }
  return largest;
}

/** The reference's hidden states side by side: [hiddens, steps]. */
export const referenceStates = ({ trace }: Run): Matrix =>
  sideBySide(
    Array.from({ length: trace.spec.steps }, (_, t) => valueOf(trace, quantity('rnn.h', t + 1)).data),
  );

/** Columns, one a step, as one matrix. */
export function sideBySide(columns: readonly ArrayLike<number>[]): Matrix {
  const rows = columns[0]!.length;
  const data = new Float64Array(rows * columns.length);
  columns.forEach((column, t) => {
    for (let i = 0; i < rows; i++) data[i * columns.length + t] = column[i]!;
  });
  return { rows, columns: columns.length, data };
}

/**
 * Median milliseconds of the reference's own forward pass, on this thread.
 * @param clock milliseconds, rising
 * @param calls odd, so that the median is one of them
 */
export function timeReference({ trace, parameters, sequence }: Run, clock: () => number, calls = 21): number {
  const network = networkOf(trace.spec);
  const batch = batchOf(sequence);
  const times = Array.from({ length: calls }, () => {
    const start = clock();
    forwardPass(network, parameters, batch);
    return clock() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(calls / 2)]!;
}
