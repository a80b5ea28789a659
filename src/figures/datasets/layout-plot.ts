// From counts to what the two plots show: shares of each file, so that a small one can be held against a large one. Pure.

export interface Bar {
  readonly from: number;
  readonly to: number;
  /** Share of the file, 0 to 1. */
  readonly share: number;
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/** The bins of one file. */
export function barsOf(start: number, step: number, counts: readonly number[]): Bar[] {
  const all = sum(counts) || 1;
  return counts.map((count, n) => ({
    from: start + n * step,
    to: start + (n + 1) * step,
    share: count / all,
  }));
}

export interface Corner {
  readonly at: number;
  readonly share: number;
}

/** The outline over bars: two corners to each, from the ground up and down to it again. */
export function outlineOf(bars: readonly Bar[]): Corner[] {
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last) return [];
  return [
    { at: first.from, share: 0 },
    ...bars.flatMap(({ from, to, share }) => [
      { at: from, share },
      { at: to, share },
    ]),
    { at: last.to, share: 0 },
  ];
}

export interface LabelShare {
  readonly value: string;
  readonly share: number;
}

/**
 * Shares of the values among all that are counted.
 * @param samples by which to divide, where a sample may have several values; default: all values together
 */
export const sharesOf = (
  values: readonly string[],
  counts: readonly number[],
  samples = sum(counts),
): LabelShare[] => values.map((value, n) => ({ value, share: counts[n]! / (samples || 1) }));
