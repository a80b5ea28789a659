// Signed numbers stacked away from zero: positive shares to the right, negative ones to the left, the one visited first next to zero.
// Geometry only, px.

export interface Segment {
  readonly t: number;
  readonly value: number;
  readonly x: number;
  readonly width: number;
}

export interface Stack {
  readonly segments: readonly Segment[];
  /** Where zero and where the sum lie. */
  readonly zero: number;
  readonly net: number;
}

/** How far the positive and the negative shares of a set of stacks reach, as [negative ≤ 0, positive ≥ 0]. */
export function reach(stacks: readonly (readonly number[])[], ...extra: readonly number[]): [number, number] {
  const total = (values: readonly number[], part: (v: number) => number) =>
    values.filter(Number.isFinite).reduce((sum, v) => sum + part(v), 0);
  const seen = extra.filter(Number.isFinite);
  return [
    Math.min(0, ...seen, ...stacks.map((values) => total(values, (v) => Math.min(0, v)))),
    Math.max(0, ...seen, ...stacks.map((values) => total(values, (v) => Math.max(0, v)))),
  ];
}

/** Maps numbers to px: `from` … `to` holds the whole reach; an empty reach puts zero at the left. */
export interface Scale {
  readonly zero: number;
  /** px for one unit. */
  readonly unit: number;
}

export function scaleOf([low, high]: readonly [number, number], from: number, to: number): Scale {
  const unit = high > low ? (to - from) / (high - low) : 0;
  return { zero: high > low ? from - low * unit : (from + to) / 2, unit };
}

/** One stacked bar; the net tick stands at `sum`, which a faulty run may have put elsewhere than the shares end. */
export function stack(
  values: readonly number[],
  times: readonly number[],
  sum: number,
  { zero, unit }: Scale,
): Stack {
  let [left, right] = [zero, zero];
  const segments = values.map((value, i): Segment => {
    const width = Number.isFinite(value) ? Math.abs(value) * unit : 0;
    const x = value < 0 ? (left -= width) : right;
    if (value >= 0) right += width;
    return { t: times[i]!, value, x, width };
  });
  return { segments, zero, net: zero + (Number.isFinite(sum) ? sum * unit : 0) };
}
