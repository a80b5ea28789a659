// The ledger of one parameter as numbers: the copies ∇W⁽ᵗ⁾ of a run, their sum, and which of them are wrong.
import { add, norm, zerosLike, type Matrix } from '../../engine/matrix.ts';
import { gradientIds, type SymbolId } from '../../engine/symbols.ts';
import { quantity, valueOf, type Trace } from '../../engine/trace.ts';
import type { Run } from '../shared/run/build.ts';
import { differs } from '../shared/run/wrong.ts';

/** Row and column of an entry, zero-based. */
export interface Entry {
  readonly row: number;
  readonly column: number;
}

export interface Ledger {
  readonly parameter: SymbolId;
  /** Symbols of the copies ∇W⁽ᵗ⁾ and of their running sum. */
  readonly copy: SymbolId;
  readonly sum: SymbolId;
  /** τ … 1, the order in which the backward pass visits them. */
  readonly times: readonly number[];
  /** The copies in the order of `times`, and ∇W, from the shown run. */
  readonly copies: readonly Matrix[];
  readonly total: Matrix;
  /** The same from the right run. */
  readonly rightCopies: readonly Matrix[];
  readonly rightTotal: Matrix;
  /** Whether an entry of a copy, or of ∇W for t null, differs from the right run's. */
  readonly isWrong: (t: number | null, entry: Entry) => boolean;
  /** Whether the shown ∇W is what the shown copies add up to: two of the reader's faults spoil just that. */
  readonly additive: boolean;
  /** Steps k to whose state nothing comes back from k + 1: truncation cuts there. */
  readonly cuts: readonly number[];
}

/** The copies of `parameter` and their sum in both runs. Matrices stand as in the textbook under every convention. */
export function ledgerOf(run: Run, parameter: SymbolId): Ledger {
  const { trace, shown } = run;
  const { copy, sum } = gradientIds(parameter);
  const { steps, truncate } = shown.spec;
  const read = (from: Trace, symbol: SymbolId, t: number) => valueOf(from, quantity(symbol, t));
  const times = Array.from({ length: steps }, (_, i) => steps - i);
  const copies = times.map((t) => read(shown, copy, t));
  const total = read(shown, sum, 1);
  return {
    parameter,
    copy,
    sum,
    times,
    copies,
    total,
    rightCopies: times.map((t) => read(trace, copy, t)),
    rightTotal: read(trace, sum, 1),
    isWrong: (t, { row, column }) => differs(run, quantity(t === null ? sum : copy, t ?? 1), row, column),
    additive: sameMatrix(total, add(zerosLike(total), ...copies)),
    cuts: truncate > 0 ? times.filter((t) => t < steps && t % truncate === 0) : [],
  };
}

/** Sums of the same numbers in another order: they agree to a few units in the sixteenth digit. */
const sameMatrix = (a: Matrix, b: Matrix): boolean =>
  a.data.every((v, i) => Math.abs(v - b.data[i]!) <= 1e-9 * Math.max(1, Math.abs(v)));

/** Every entry of a matrix of this shape, row by row. */
export const entriesOf = ({ rows, columns }: { rows: number; columns: number }): Entry[] =>
  Array.from({ length: rows * columns }, (_, i) => ({ row: Math.floor(i / columns), column: i % columns }));

export const wrongCount = (ledger: Ledger, t: number | null): number =>
  entriesOf(ledger.total).filter((e) => ledger.isWrong(t, e)).length;

/** ‖∇W⁽ᵗ⁾‖ in the order of `times`, their sum, ‖∇W‖, and how far each copy reaches along ∇W: those add up to ‖∇W‖ exactly. */
export function lengthsOf({ copies, total }: Ledger): {
  lengths: number[];
  endToEnd: number;
  whole: number;
  along: number[];
} {
  const lengths = copies.map((m) => norm(m));
  const whole = norm(total);
  const along = copies.map((m) =>
    whole ? m.data.reduce((s, v, i) => s + v * (total.data[i]! / whole), 0) : 0,
  );
  return { lengths, endToEnd: lengths.reduce((a, b) => a + b, 0), whole, along };
}

export const entryOf = (m: Matrix, { row, column }: Entry): number => m.data[row * m.columns + column]!;

/**
 * The entry that says most about the sum: first one whose sign the last step alone would get wrong, then one where it is farthest off.
 * Judged on the right run, so that it stays put when faults are switched.
 */
export function tellingEntry({ rightCopies, rightTotal }: Ledger): Entry {
  const last = rightCopies[0]!;
  const score = (i: number) =>
    Math.abs(rightTotal.data[i]! - last.data[i]!) * (rightTotal.data[i]! * last.data[i]! < 0 ? 1e6 : 1);
  const best = Array.from(rightTotal.data.keys()).reduce((a, b) => (score(b) > score(a) ? b : a), 0);
  return { row: Math.floor(best / rightTotal.columns), column: best % rightTotal.columns };
}
