// Running a printed listing: what must stand before it and what it must have computed after it, by the names of a convention.
import { conventions, type ConventionId } from '../../../src/engine/conventions.ts';
import { listing, lineText, type ListingOptions } from '../../../src/engine/listing.ts';
import { toRows, transpose, type Matrix } from '../../../src/engine/matrix.ts';
import { gradientIds, parameterIds, symbolOf } from '../../../src/engine/symbols.ts';
import type { Trace } from '../../../src/engine/trace.ts';

export const text = (options: ListingOptions): string => listing(options).map(lineText).join('\n');

export type Rows = number[] | number[][];

/** As a reader of that convention would keep it: a vector as a list, a weight matrix the way round it is stored there. */
export function stored(id: string, m: Matrix, convention: ConventionId): Rows {
  if (symbolOf(id).shape[1] === '1') return [...m.data];
  return toRows(conventions[convention].transposedWeights ? transpose(m) : m);
}

const zeroed = (rows: Rows): Rows => rows.map((row) => (Array.isArray(row) ? row.map(() => 0) : 0)) as Rows;

export interface Setting {
  /** Values by name in code; lists over time start at 0. */
  readonly before: Readonly<Record<string, unknown>>;
  /** What the listing must end with, by name in code. */
  readonly after: Readonly<Record<string, unknown>>;
}

/** What a listing under a convention starts from, and ends with, for the run of a trace. */
export function settingOf(trace: Trace, convention: ConventionId, daNext: string): Setting {
  const { values, spec } = trace;
  const code = (id: string): string => symbolOf(id).names[convention].code;
  const overTime = (id: string, zero: unknown): unknown[] => [
    zero,
    ...Array.from({ length: spec.steps }, (_, i) => {
      const { data } = values[`${id}@${i + 1}`]!;
      return symbolOf(id).shape[0] === '1' ? data[0] : [...data];
    }),
  ];
  const hZero = new Array<number>(spec.hiddens).fill(0);
  const before: Record<string, unknown> = {
    tau: spec.steps, K: spec.outputs, N: spec.steps, alpha: spec.alpha,
    x: overTime('rnn.x', null), y: overTime('loss.y', null), h: [hZero], [daNext]: hZero,
  }; // prettier-ignore
  const after: Record<string, unknown> = {
    loss: values['loss.total']!.data[0],
    h: overTime('rnn.h', hZero),
    yHat: overTime('readout.yHat', null),
    L: overTime('loss.step', null),
  };
  for (const id of parameterIds) {
    const { sum, next } = gradientIds(id);
    before[code(id)] = stored(id, values[id]!, convention);
    before[code(sum)] = zeroed(stored(id, values[id]!, convention));
    after[code(id)] = stored(id, values[next]!, convention);
    after[code(sum)] = stored(id, values[`${sum}@1`]!, convention);
  }
  return { before, after };
}

/** All numbers of a value of nested lists, in order; null (the unused place 0) is left out. */
export const numbers = (value: unknown): number[] =>
  Array.isArray(value)
    ? value.flatMap(numbers)
    : value === null || value === undefined
      ? []
      : [value as number];
