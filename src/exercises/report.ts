// What the page is told of a judged program: sentences, a place in the text, and the run laid beside the reference. Plain data.
import type { ConventionId } from '../engine/conventions.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { SymbolId } from '../engine/symbols.ts';
import { keyOf, type QuantityRef, type Trace } from '../engine/trace.ts';
import type { Place } from '../notebook/record/positions.ts';
import { describe } from './diagnosis/describe.ts';
import type { Diagnosis, Verdict } from './diagnosis/diagnose.ts';
import { describeChecker, type CheckerDiagnosis } from './diagnosis/judgeChecker.ts';
import { gradientSums } from './diagnosis/outcomes.ts';

/** The first quantity that is not what it should be, whole. */
export interface FirstDifference {
  readonly at: QuantityRef;
  /** Zero-based, as the textbook stores it; 0, 0 where the shape is wrong. */
  readonly row: number;
  readonly column: number;
  readonly expected: Matrix;
  /** null where its shape does not fit. */
  readonly got: Matrix | null;
}

/** One quantity over time. */
export interface LaidRow {
  readonly symbol: SymbolId;
  readonly phase: 'forward' | 'backward';
  /** For t = 1 … τ: agrees, differs, or null where the program gave it no name that is known. */
  readonly cells: readonly (boolean | null)[];
}

export interface Report {
  readonly verdict: Verdict;
  /** One sentence. */
  readonly headline: string;
  readonly details: readonly string[];
  /** The line to point at. */
  readonly place: Place | null;
  readonly first: FirstDifference | null;
  /** `first` and `rows` are about the problem that the page shows, not a hidden one. */
  readonly shown: boolean;
  /** Empty where nothing was recorded. */
  readonly rows: readonly LaidRow[];
}

/** Rows that are laid out whether the program named them or not. */
const always: ReadonlySet<SymbolId> = new Set([
  'rnn.a',
  'rnn.h',
  'readout.o',
  'readout.yHat',
  'loss.step',
  'loss.total',
  'readout.do',
  'rnn.dh',
  'rnn.da',
  ...gradientSums,
]);

function rowsOf(trace: Trace, { comparison }: Diagnosis): LaidRow[] {
  if (!comparison?.laid.length) return [];
  const laid = new Map(comparison.laid.map(({ at, right }) => [keyOf(at), right]));
  const named = new Set(comparison.laid.map(({ at }) => at.symbol));
  const cells = new Map<SymbolId, { phase: LaidRow['phase']; cells: (boolean | null)[] }>();
  for (const { writes, phase, t } of trace.steps) {
    if (phase === 'update' || !(always.has(writes.symbol) || named.has(writes.symbol))) continue;
    const row = cells.get(writes.symbol) ?? { phase, cells: Array(trace.spec.steps).fill(null) };
    cells.set(writes.symbol, row);
    // what belongs to no step is there when the last one is
    row.cells[(t ?? trace.spec.steps) - 1] = laid.get(keyOf(writes)) ?? null;
  }
  return [...cells].map(([symbol, row]) => ({ symbol, ...row }));
}

function firstOf({ divergence, comparison, trace }: Diagnosis): FirstDifference | null {
  if (!divergence || !trace) return null;
  const { symbol, step, row, column } = divergence;
  const key = keyOf({ symbol, step });
  const read = comparison?.laid.find(({ at }) => keyOf(at) === key)?.read;
  return {
    at: { symbol, step },
    row: row ?? 0,
    column: column ?? 0,
    expected: trace.values[key]!,
    got: read && 'matrix' in read ? read.matrix : null,
  };
}

/** @param onPage the problem that the page shows, for a program that is right: then the diagnosis is about none */
export function reportOf(d: Diagnosis, onPage: Trace, convention: ConventionId = 'textbook'): Report {
  const { headline, details, place } = describe(d, convention);
  const trace = d.trace ?? onPage;
  return {
    verdict: d.verdict,
    headline,
    details,
    place,
    first: firstOf(d),
    shown: d.trace === null || d.shown,
    rows: rowsOf(trace, d),
  };
}

export const checkerReport = (d: CheckerDiagnosis): Report => ({
  ...describeChecker(d),
  verdict: d.verdict,
  first: null,
  shown: false,
  rows: [],
});
