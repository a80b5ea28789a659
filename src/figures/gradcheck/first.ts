// The first state: checked in full at build time, and written into the page in short, so that coming alive computes nothing.
import { buildRun } from '../shared/run/build.ts';
import { defaults } from '../shared/run/settings.ts';
import { defaultStop, differencesOf, epsilons, type Differences } from './check.ts';
import { curveOf, fingerprintsOf, type Curve, type Fingerprints } from './verdict.ts';

/** The check of the default settings: differences at the default ε, and what was read off all the other ones. */
export interface First {
  readonly numeric: readonly number[];
  readonly curve: Curve;
  readonly fingerprints: Fingerprints;
}

const short = (errors: readonly number[]) => errors.map((e) => Number(e.toPrecision(3)));

/** At build time only: some five thousand forward passes. */
export function firstCheck(): First {
  const run = buildRun(defaults);
  const stops: Record<number, Differences> = { ...epsilons.map((epsilon) => differencesOf(run, epsilon)) };
  const { worst, median } = curveOf({ run, stops });
  return {
    numeric: Array.from(stops[defaultStop]!.numeric),
    curve: { worst: short(worst), median: short(median) },
    fingerprints: fingerprintsOf(defaults),
  };
}

/** What the build wrote into the figure; null where there is no such figure (then the worker's answer comes first). */
export function writtenCheck(figureId: string): First | null {
  const text = document.getElementById(figureId)?.dataset['first'];
  return text === undefined ? null : (JSON.parse(text) as First);
}
