// Where a run with faults departs from the right one.
import { keyOf, type QuantityRef } from '../../../engine/trace.ts';
import type { Run } from './build.ts';

/**
 * Relative difference beyond which a value is called wrong. The two runs are computed along different code paths, which agree to
 * a few units in the sixteenth digit; a fault that changes less than a part in 1e9 would show no difference on the page.
 */
const tolerance = 1e-9;

/** Whether entry (row, column) of a quantity differs between the run shown and the right one. */
export function differs({ trace, shown }: Run, ref: QuantityRef, row: number, column: number): boolean {
  if (shown === trace) return false;
  const [a, b] = [shown.values[keyOf(ref)], trace.values[keyOf(ref)]];
  if (!a || !b) return false;
  const [got, right] = [a.data[row * a.columns + column]!, b.data[row * b.columns + column]!];
  return !(Math.abs(got - right) <= tolerance * Math.max(1, Math.abs(right)));
}

/** Whether any entry of it differs. */
export const anyDiffers = (run: Run, ref: QuantityRef): boolean => {
  const m = run.shown.values[keyOf(ref)];
  return (
    m !== undefined &&
    run.shown !== run.trace &&
    m.data.some((_, i) => differs(run, ref, Math.floor(i / m.columns), i % m.columns))
  );
};
