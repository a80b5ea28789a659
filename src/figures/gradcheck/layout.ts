// Geometry of the gradient check: cell sizes, and two log-scaled plots that share one axis of relative errors.
// Heights are px; widths are shares of the plot (0 … 1), because a plot is as wide as the page lets it be.
import type { Matrix } from '../../engine/matrix.ts';

/** Height of both plots, px. */
export const plotHeight = 264;
/** Relative errors are drawn from 1e-12 (and anything below, exact zeros among it) to 1. */
export const errorRange = [-12, 0] as const;
/** ε is drawn from 1e-12 to 1e-1. */
export const epsilonRange = [-12, -1] as const;
/** Free space above an error of 1 and below 1e-12, px, so that dots on the edge are whole. */
const inset = 8;

/** y of a relative error, px from the plot's top; what is not a number is drawn as 1. */
export function errorY(error: number): number {
  const [low, high] = errorRange;
  const exponent = Number.isNaN(error) ? high : Math.min(high, Math.max(low, Math.log10(error)));
  return inset + ((high - exponent) / (high - low)) * (plotHeight - 2 * inset);
}

/** x of an ε, as a share of the plot's width. */
export const epsilonX = (epsilon: number): number =>
  (Math.log10(epsilon) - epsilonRange[0]) / (epsilonRange[1] - epsilonRange[0]);

export interface Tick {
  /** The power of ten. */
  readonly exponent: number;
  /** px for errors, a share of the width for ε. */
  readonly at: number;
}
export const errorTicks: readonly Tick[] = [0, -3, -6, -9, -12].map((exponent) => ({
  exponent,
  at: errorY(10 ** exponent),
}));
export const epsilonTicks: readonly Tick[] = [-12, -10, -8, -6, -4, -2].map((exponent) => ({
  exponent,
  at: epsilonX(10 ** exponent),
}));

/** Width of the coordinate system that {@link curvePath} draws in; stretched to the plot's own width. */
export const curveWidth = 1000;

/** A line through (ε, error); values that are not numbers leave a gap. */
export function curvePath(epsilons: readonly number[], errors: readonly number[]): string {
  let pen = 'M';
  let path = '';
  errors.forEach((error, k) => {
    if (Number.isNaN(error)) {
      pen = 'M';
      return;
    }
    path += `${pen}${round(epsilonX(epsilons[k]!) * curveWidth)} ${round(errorY(error))}`;
    pen = 'L';
  });
  return path;
}

/** A dot of the strip: its place in its parameter's lane. */
export interface Dot {
  readonly index: number;
  /** px from the plot's top. */
  readonly y: number;
  /** px from the lane's middle. */
  readonly dx: number;
}

/** Diameter a dot takes up, px. */
export const dotSize = 7;

/**
 * Dots of one lane, side by side where they would overlap: each takes the free place nearest to the middle.
 * @param half px from the lane's middle to its edge; beyond it dots overlap after all
 */
export function dodge(errors: readonly number[], half: number): Dot[] {
  const placed: { y: number; dx: number }[] = [];
  const places = Math.max(0, Math.floor(half / dotSize));
  const order = errors
    .map((error, index) => ({ index, y: errorY(error) }))
    .sort((a, b) => a.y - b.y || a.index - b.index);
  const dots = order.map(({ index, y }) => {
    const near = placed.filter((p) => Math.abs(p.y - y) < dotSize);
    const free = Array.from(
      { length: 2 * places + 1 },
      (_, k) => (k % 2 ? 1 : -1) * Math.ceil(k / 2) * dotSize,
    );
    const dx = free.find((x) => near.every((p) => Math.hypot(p.y - y, p.dx - x) >= dotSize - 0.01)) ?? 0;
    placed.push({ y, dx });
    return { index, y: round(y), dx: dx || 0 };
  });
  return dots.sort((a, b) => a.index - b.index);
}

/** Side of a cell, px, the same for all matrices of a run: small ones are drawn larger. */
export const cellOf = (parameters: readonly Matrix[]): number =>
  Math.max(...parameters.map((m) => Math.max(m.rows, m.columns))) <= 7 ? 22 : 18;

/** The entry under a point of a matrix, px; null outside. */
export function entryAt(
  x: number,
  y: number,
  cell: number,
  { rows, columns }: Pick<Matrix, 'rows' | 'columns'>,
): { row: number; column: number } | null {
  const row = Math.floor(y / cell);
  const column = Math.floor(x / cell);
  return row >= 0 && row < rows && column >= 0 && column < columns ? { row, column } : null;
}

const round = (value: number) => Math.round(value * 100) / 100;
