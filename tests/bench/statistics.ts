// Medians and ratios: what is made of the rounds' times. Pure.

/** @throws RangeError where there is nothing to take it of */
export function median(numbers: readonly number[]): number {
  if (numbers.length === 0) throw new RangeError('median: no numbers, expected at least one');
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}
export const spread = (numbers: readonly number[]): Spread => ({
  median: median(numbers),
  min: Math.min(...numbers),
  max: Math.max(...numbers),
});

/** What one window measured, ms a step. */
export interface Window {
  /** By the clock. */
  readonly ms: number;
  /** That a processor worked for its busiest thread; null where it cannot be told. */
  readonly busyMs: number | null;
}

/** One system's window between two of ours. */
export interface Pair {
  readonly before: Window;
  readonly time: Window;
  readonly after: Window;
}

/** That system's time over ours, of each round: ours is the mean of its windows before and after, so that a drift of the machine cancels. */
export const ratios = (pairs: readonly Pair[]): number[] =>
  pairs.map(({ before, time, after }) => time.ms / ((before.ms + after.ms) / 2));

/** The same of processor time, which other programs disturb less: of the rounds where it is known. */
export const busyRatios = (pairs: readonly Pair[]): number[] =>
  pairs.flatMap(({ before, time, after }) =>
    before.busyMs && time.busyMs && after.busyMs ? [time.busyMs / ((before.busyMs + after.busyMs) / 2)] : [],
  );

/** The larger of ours before and after over the smaller, of each round: 1 on a quiet machine. */
export const unrest = (pairs: readonly Pair[]): number[] =>
  pairs.map(({ before, after }) => Math.max(before.ms, after.ms) / Math.min(before.ms, after.ms));

/** Slope of log time over log size: 1 is growth in proportion. NaN with fewer than two sizes. */
export function exponent(points: readonly (readonly [size: number, time: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, l) => sum + l[of], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

/** Where two losses, nats, lie too far apart to be of the same job, relative to the larger of 1 and their size. */
export const lossTolerance = 1e-3;
/** Index of the first loss that differs, −1 where none does. NaN differs from everything. */
export function firstDifference(got: readonly number[], wanted: readonly number[]): number {
  const count = Math.min(got.length, wanted.length);
  for (let n = 0; n < count; n++)
    if (!(Math.abs(got[n]! - wanted[n]!) <= lossTolerance * Math.max(1, Math.abs(wanted[n]!)))) return n;
  return -1;
}
