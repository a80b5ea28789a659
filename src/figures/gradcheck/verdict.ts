// What the check says of each entry, and why. A check is only as sharp as its difference quotient, so "wrong" needs more
// than one missed threshold: the entry must miss it at every ε that can be trusted.
import { relativeError } from '../../engine/gradcheck.ts';
import { faultIds, type FaultId } from '../../engine/faults.ts';
import { parameterIds, type SymbolId } from '../../engine/symbols.ts';
import { buildRun, type Run } from '../shared/run/build.ts';
import type { Settings } from '../shared/run/settings.ts';
import { analyticOf, entriesOf, epsilons, type Differences } from './check.ts';

/**
 * `right`: within the threshold. `zero`: over it, but the two differ by less than a difference quotient can resolve.
 * `blurred`: fails at this ε, passes at a better one. `kink`: the quotient straddles a kink. `cut`: left out on purpose by
 * truncation. `wrong`: all that is left.
 */
export type Verdict = 'right' | 'zero' | 'blurred' | 'kink' | 'cut' | 'wrong';

/**
 * Relative error that still passes. At the default ε a right entry of ordinary size measures 1e-11 to 1e-7, and a mistake
 * in the backward pass makes 1e-2 to 1: the line between may stand anywhere in the gap, and stands a decade above the first.
 */
export const threshold = 1e-6;

/**
 * Smallest |a − n| that a central difference can resolve, for a loss in nats. One rounding of the loss, divided by 2ε, is
 * 2⁻⁵² · L / 1.2e-5 ≈ 2e-11 · L; a loss is the outcome of some tens of roundings. Measured with weights up to ±100: below 1e-9 · L.
 */
export const resolution = (loss: number): number => 1e-9 * Math.max(1, Math.abs(loss));

const agrees = (a: number, n: number, floor: number) =>
  relativeError(a, n) <= threshold || Math.abs(a - n) <= floor;

/** Where round-off and truncation are both small: only these may acquit an entry that fails at the reader's ε. */
const trusted = epsilons.flatMap((epsilon, k) => (epsilon > 0.9e-7 && epsilon < 1.1e-4 ? [k] : []));

/** All that is known of one run: differences by stop of the ε slider; a stop not computed yet is absent. */
export interface Known {
  readonly run: Run;
  readonly stops: Readonly<Record<number, Differences>>;
}

/** Relative error and verdict of every entry at one stop, in the flat order. */
export interface Judged {
  readonly analytic: Float64Array;
  readonly numeric: Float64Array;
  readonly errors: Float64Array;
  readonly verdicts: readonly Verdict[];
}

export function judge({ run, stops }: Known, stop: number): Judged {
  const { numeric, kinks } = stops[stop]!;
  const analytic = analyticOf(run.shown);
  const right = analyticOf(run.trace);
  const floor = resolution(run.trace.values['loss.total']!.data[0]!);
  const verdict = (a: number, i: number): Verdict => {
    const n = numeric[i]!;
    if (kinks?.[i]) return 'kink';
    if (relativeError(a, n) <= threshold) return 'right';
    if (Math.abs(a - n) <= floor) return 'zero';
    const elsewhere = trusted.flatMap((k) => stops[k] ?? []).filter((d) => !d.kinks?.[i]);
    if (elsewhere.some((d) => agrees(a, d.numeric[i]!, floor))) return 'blurred';
    return run.settings.truncate > 0 && agrees(a, right[i]!, 0) ? 'cut' : 'wrong';
  };
  return {
    analytic,
    numeric,
    errors: numeric.map((n, i) => relativeError(analytic[i]!, n)),
    verdicts: Array.from(analytic, verdict),
  };
}

/** Worst and median relative error at each ε of the slider, kinks left out; NaN where nothing is left. */
export interface Curve {
  readonly worst: readonly number[];
  readonly median: readonly number[];
}

export function curveOf(known: Known): Curve {
  const { run, stops } = known;
  const analytic = analyticOf(run.shown);
  const sorted = epsilons.map((_, k) => {
    const { numeric, kinks } = stops[k]!;
    const errors = Array.from(analytic, (a, i) => (kinks?.[i] ? NaN : relativeError(a, numeric[i]!)));
    return errors.filter((e) => !Number.isNaN(e)).sort((x, y) => x - y);
  });
  return {
    worst: sorted.map((errors) => errors.at(-1) ?? NaN),
    median: sorted.map((errors) => errors[Math.floor(errors.length / 2)] ?? NaN),
  };
}

/** For each fault alone: how many entries of each parameter it makes wrong in this run. */
export type Fingerprints = Readonly<Record<FaultId, Readonly<Record<SymbolId, number>>>>;

export function fingerprintsOf(settings: Settings): Fingerprints {
  const count = (fault: FaultId): Record<SymbolId, number> => {
    const run = buildRun({ ...settings, faults: [fault] });
    const [right, broken] = [analyticOf(run.trace), analyticOf(run.shown)];
    const floor = resolution(run.trace.values['loss.total']!.data[0]!);
    const counts = Object.fromEntries(parameterIds.map((id) => [id, 0]));
    entriesOf(run.parameters).forEach(({ id }, i) => {
      if (!agrees(broken[i]!, right[i]!, floor)) counts[id]! += 1;
    });
    return counts;
  };
  return Object.fromEntries(faultIds.map((fault) => [fault, count(fault)])) as Fingerprints;
}
