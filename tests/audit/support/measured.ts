// What an audit measures of a set, and what is made of its figures over the seeds. Pure.

/** One figure of a set, once for each seed. */
export interface Measured {
  /** In words for the sheet: `top-5 accuracy, held-out`. Unlike all others of the set. */
  readonly quantity: string;
  /** In the order of the seeds; one figure alone where nothing is drawn, as of a baseline that counts. */
  readonly bySeed: readonly number[];
  /** What the median has to reach; null where nothing is asked. */
  readonly bar: number | null;
  readonly higherIsBetter: boolean;
  /** What it was measured with, in a sentence. */
  readonly note?: string;
}

/** A file of this folder: what `npm run audit <set>` runs. */
export interface Audit {
  /** Trains and measures once for each seed; the same figures each time, but for what it says is cut by the clock. */
  audit(seeds: readonly number[]): Promise<readonly Measured[]>;
  /** Why it cannot be done here, in a sentence; null where it can. Absent: it always can. */
  missing?(): string | null;
}

export const seeds: readonly number[] = [1, 2, 3, 4, 5];

/** Decimals that are kept: the last of them is finer than what one held-out example of the largest set weighs. */
const decimals = 4;
export const rounded = (value: number): number => Number(value.toFixed(decimals));

/** A {@link Measured} as it is written down. */
export interface Result extends Measured {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Whether the median reaches the bar; null without one. */
  readonly met: boolean | null;
}

/** @throws RangeError where there is no figure, or one that is not finite */
export function resultOf({ quantity, bySeed, bar, higherIsBetter, note }: Measured): Result {
  if (bySeed.length === 0 || !bySeed.every(Number.isFinite))
    throw new RangeError(
      `resultOf: ${quantity} is ${bySeed.join(' ') || 'nothing'}, expected finite numbers`,
    );
  const figures = bySeed.map(rounded);
  const sorted = figures.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = rounded(sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2);
  return {
    quantity,
    bySeed: figures,
    median,
    min: sorted[0]!,
    max: sorted.at(-1)!,
    bar: bar === null ? null : rounded(bar),
    higherIsBetter,
    met: bar === null ? null : higherIsBetter ? median >= rounded(bar) : median <= rounded(bar),
    ...(note === undefined ? {} : { note }),
  };
}
