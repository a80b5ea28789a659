// Hinton marks: filled square = positive, hollow = negative, area = magnitude. Geometry only.
import type { Matrix } from '../../engine/matrix.ts';

export interface Mark {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  /** Centre and side, px. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly sign: 'positive' | 'negative' | 'zero' | 'none';
}

/** Share of a cell that the largest mark fills: neighbours never touch. */
const fill = 0.84;
/** Side of the dot that stands for zero or for a value not there yet, px; the smallest mark is a little larger. */
const dot = 1.5;
const smallest = 2.5;

/** Side of a mark whose area is proportional to |value|; `largest` fills the cell. */
export function markSide(value: number, largest: number, cell: number): number {
  if (value === 0 || !Number.isFinite(value)) return dot;
  return Math.max(smallest, fill * cell * Math.sqrt(Math.min(1, Math.abs(value) / largest)));
}

/**
 * One mark for each entry, laid out row by row; with `across`, a column vector lies on its side.
 * @param largest magnitude that fills a cell (> 0); shared by all marks that are to be compared
 */
export function marks(
  m: Matrix,
  { cell, largest, across = false }: { cell: number; largest: number; across?: boolean },
): Mark[] {
  return Array.from(m.data, (value, index) => {
    const row = Math.floor(index / m.columns);
    const column = index % m.columns;
    const [i, j] = across ? [column, row] : [row, column];
    const sign = !Number.isFinite(value) ? 'none' : value > 0 ? 'positive' : value < 0 ? 'negative' : 'zero';
    return {
      row,
      column,
      value,
      x: (j + 0.5) * cell,
      y: (i + 0.5) * cell,
      side: markSide(value, largest, cell),
      sign,
    };
  });
}

/** The largest magnitude among matrices; 1 where all are zero. */
export const largestOf = (...ms: readonly Matrix[]): number =>
  ms.reduce(
    (largest, m) => m.data.reduce((a, v) => (Number.isFinite(v) ? Math.max(a, Math.abs(v)) : a), largest),
    0,
  ) || 1;
