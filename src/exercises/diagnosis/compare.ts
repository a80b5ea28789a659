// A recorded run beside the reference: is it right, and if not, which quantity at which step is the first to differ. What a right
// program may do differently (order, names, things overwritten once they are used) is never called a difference.
import { conventions, type ConventionId } from '../../engine/conventions.ts';
import { toRows, transpose } from '../../engine/matrix.ts';
import { isWeightMatrix, symbolOf, type SymbolId } from '../../engine/symbols.ts';
import { keyOf, type QuantityRef, type Trace } from '../../engine/trace.ts';
import type { Place } from '../../notebook/record/positions.ts';
import type { Recording } from '../../notebook/record/steps.ts';
import { gradientSums, outcomesOf, type Outcome } from './outcomes.ts';
import { alignSteps, findingsOf, fitsReference, runningSums, type Finding } from './series.ts';
import { firstDifference, shapeText, type Read } from './values.ts';

/** The first quantity that is not what it should be. */
export interface Divergence {
  readonly symbol: SymbolId;
  /** 1 … τ; null for what has no time. For a gradient's sum: the step down to which it was added up, 1 at the end. */
  readonly step: number | null;
  /** As the program calls it. */
  readonly name: string;
  /** Zero-based, as the textbook stores it; null where the shape is wrong. */
  readonly row: number | null;
  readonly column: number | null;
  readonly expected: number | null;
  readonly got: number | null;
  /** "[4, 3]" and "[4, 4]", as the program stores it, where the shape is wrong. */
  readonly shape: { readonly expected: string; readonly got: string } | null;
  /** The statement that assigned it. */
  readonly place: Place | null;
  /** It was found in what the program returned, not on the way. */
  readonly returned: boolean;
}

/** Where a value first became NaN or infinite. */
export interface NotFinite {
  readonly name: string;
  readonly value: string;
  readonly place: Place | null;
}

/** A quantity that the program computed, held against the reference. */
export interface Laid {
  readonly at: QuantityRef;
  readonly right: boolean;
  readonly read: Read;
}

export interface Comparison {
  /** Every quantity that decides is there and right. */
  readonly right: boolean;
  readonly divergence: Divergence | null;
  /** Required quantities that the program neither returns nor keeps. */
  readonly missing: readonly SymbolId[];
  readonly notFinite: NotFinite | null;
  /** What decided, for matching against faults. */
  readonly outcomes: readonly Outcome[];
  /** Nothing known was assigned or returned. */
  readonly empty: boolean;
  /** Everything that could be compared, in the order of the micro-steps; what the program did not name is not there. */
  readonly laid: readonly Laid[];
}

/** Who reads a quantity, by key: indices of micro-steps, the update left out. */
function readersOf(trace: Trace): Map<string, number[]> {
  const readers = new Map<string, number[]>();
  trace.steps.forEach(({ reads, phase }, i) => {
    if (phase !== 'update')
      for (const key of new Set(reads.map(keyOf))) readers.set(key, [...(readers.get(key) ?? []), i]);
  });
  return readers;
}

/** Lays a recorded run beside the reference. */
export function compareRun(
  recording: Recording,
  trace: Trace,
  convention: ConventionId = 'textbook',
): Comparison {
  const fits = fitsReference(trace);
  const { outcomes, missing } = outcomesOf(recording, trace, convention, fits);
  const wrong = outcomes.filter(({ at, read }) => !fits(at, read));
  const right = !missing.length && !wrong.length && recording.error === null;
  const common = {
    missing,
    outcomes,
    notFinite: notFiniteIn(recording),
    empty: !outcomes.length && !recording.assigned.length,
  };
  const stepped = alignSteps(recording, trace, convention);
  const findings = findingsOf(recording, stepped, trace, convention);
  const sumsRight = new Set(
    outcomes
      .filter(({ at, read }) => gradientSums.includes(at.symbol) && fits(at, read))
      .map(({ at }) => at.symbol),
  );
  const candidates = new Map<string, Finding & { returned?: boolean }>();
  for (const [key, finding] of findings) if (finding.status !== 'right') candidates.set(key, finding);
  const running = new Map<string, Finding>();
  for (const symbol of gradientSums)
    for (const finding of runningSums(recording, stepped, symbol, trace, convention)) {
      running.set(keyOf(finding.at), finding);
      // a sum that ends right was right on the way, whatever the way
      if (finding.status === 'wrong' && !sumsRight.has(symbol)) candidates.set(keyOf(finding.at), finding);
    }
  const totalRight = outcomes.some(({ at, read }) => at.symbol === 'loss.total' && fits(at, read));
  const statusOf = (key: string): 'right' | 'wrong' | undefined => {
    const symbol = key.split('@')[0]!;
    if (sumsRight.has(symbol) || (totalRight && key === 'loss.total')) return 'right';
    const found = running.get(key) ?? findings.get(key);
    return found && (found.status === 'right' ? 'right' : 'wrong');
  };
  const readers = readersOf(trace);
  /**
   * Something that is computed from it, directly or not, is right: then it was right where it was used, or was not used. What the
   * name holds at this step is then something else, such as the next quantity written over it.
   */
  const excused = (key: string, depth = 0): boolean =>
    (readers.get(key) ?? []).some((index) => {
      const written = keyOf(trace.steps[index]!.writes);
      if (statusOf(written) === 'right') return tells(trace, written);
      return (
        symbolOf(trace.steps[index]!.writes.symbol).kind !== 'sum' && depth < 4 && excused(written, depth + 1)
      );
    });

  /** It was right, and nothing that reads it went wrong after it was given up: the name was used again for something else. */
  const usedUp = ({ at, lostAt }: Finding): boolean =>
    lostAt !== null &&
    !(readers.get(keyOf(at)) ?? []).some((index) => {
      const reader = findings.get(keyOf(trace.steps[index]!.writes));
      return reader && reader.status !== 'right' && reader.order > lostAt;
    });

  // what was recorded on the way goes before what was returned: it knows its line
  for (const { at, read, name, returned, place } of wrong)
    if (!candidates.has(keyOf(at)))
      candidates.set(keyOf(at), {
        at,
        read,
        name,
        place,
        returned,
        status: 'wrong',
        order: Infinity,
        lostAt: null,
      });
  const settled = new Map(outcomes.filter(({ at, read }) => fits(at, read)).map((o) => [keyOf(o.at), o]));
  const laid: Laid[] = [];
  let divergence: Divergence | null = null;
  for (const { writes, phase } of trace.steps) {
    if (phase === 'update') continue;
    const key = keyOf(writes);
    // a program that threw never came to the end of its sums
    if (recording.error && gradientSums.includes(writes.symbol)) continue;
    const found = candidates.get(key);
    const good = settled.get(key) ?? [running.get(key), findings.get(key)].find((f) => f?.status === 'right');
    const forgiven =
      found && !found.returned && !gradientSums.includes(writes.symbol) && (usedUp(found) || excused(key));
    // of a right program nothing is called wrong, whatever its names held on the way
    if (found && !forgiven && !right) {
      laid.push({ at: writes, right: false, read: found.read });
      divergence ??= divergenceAt(found, trace, convention);
    } else if (good) laid.push({ at: writes, right: true, read: good.read });
  }
  return { ...common, right, divergence, laid };
}

/** Whether a right value of this quantity says anything: a product with h⁽⁰⁾ = 0 is right whatever the other factor. */
function tells(trace: Trace, key: string): boolean {
  const [symbol, step] = key.split('@') as [SymbolId, string | undefined];
  const { kind } = symbolOf(symbol);
  const copy = kind === 'sum' ? trace.values[`${symbol}Step@${step}`] : trace.values[key];
  return copy !== undefined && copy.data.some((v) => v !== 0);
}

function divergenceAt(
  { at, read, name, place, returned }: Finding & { returned?: boolean },
  trace: Trace,
  convention: ConventionId,
): Divergence | null {
  const expected = trace.values[keyOf(at)]!;
  const step = at.step;
  const common = { symbol: at.symbol, step, name, place, returned: returned ?? false };
  if ('shape' in read) {
    const stored =
      conventions[convention].transposedWeights && isWeightMatrix(at.symbol) ? transpose(expected) : expected;
    const rows = toRows(stored);
    const shape = stored.columns === 1 ? (stored.rows === 1 ? 0 : rows.flat()) : rows;
    return {
      ...common,
      row: null,
      column: null,
      expected: null,
      got: null,
      shape: { expected: shapeText(shape), got: read.shape },
    };
  }
  const entry = firstDifference(read.matrix, expected);
  return entry ? { ...common, ...entry, shape: null } : null;
}

/** The first value in the order of assignments that is not a finite number, in a variable of known name. */
function notFiniteIn({ assigned, variables }: Recording): NotFinite | null {
  for (const { value, variable, place } of assigned) {
    const found = firstNotFinite(value);
    if (found !== undefined) return { name: variables[variable]!.name, value: String(found), place };
  }
  return null;
}

function firstNotFinite(v: unknown): number | undefined {
  if (typeof v === 'number') return Number.isFinite(v) ? undefined : v;
  if (!Array.isArray(v)) return undefined;
  for (const entry of v) {
    const found = firstNotFinite(entry);
    if (found !== undefined) return found;
  }
  return undefined;
}
