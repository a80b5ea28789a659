// When a run stops by itself before its goal: the held-out loss has not fallen for so many looks. Prechelt 1998, "Early stopping –
// but when?", with the simplest of its criteria. Decided from the curve alone, so that a run resumed from its save decides the same.
import type { CurvePoint } from './session.ts';

/** Looks since the one with the lowest held-out loss, the first of them where several share it; 0 of an empty curve. */
export function looksSinceBest(curve: readonly Pick<CurvePoint, 'heldOut'>[]): number {
  let best = 0;
  for (let n = 1; n < curve.length; n++) if (curve[n]!.heldOut < curve[best]!.heldOut) best = n;
  return curve.length === 0 ? 0 : curve.length - 1 - best;
}

/**
 * Why the run stops at its latest look, in a sentence without its full stop; null where it goes on.
 * @param patience looks without a fall before it stops; 0: never. Told to go on, it stops again after as many more.
 */
export function stopsEarly(curve: readonly CurvePoint[], patience: number): string | null {
  const since = looksSinceBest(curve);
  if (patience <= 0 || since === 0 || since % patience !== 0) return null;
  const best = curve[curve.length - 1 - since]!;
  return (
    `stopped early: the held-out loss has not fallen for ${since} ${since === 1 ? 'look' : 'looks'}; ` +
    `the lowest was ${best.heldOut.toFixed(2)} at step ${best.step.toLocaleString('en-GB')}`
  );
}
