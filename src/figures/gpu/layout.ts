// Geometry of the hidden states as a roll: one row a unit, one column a time step, the letter that was read below it.
import type { Matrix } from '../../engine/matrix.ts';

export interface Roll {
  /** Side of a cell, px. */
  readonly cell: number;
  /** Of the whole drawing, px, the letters included. */
  readonly width: number;
  readonly height: number;
  /** Middle of each column and the letters' baseline, px. */
  readonly letters: readonly { readonly x: number; readonly y: number }[];
}

/** Room below the marks for the letters, px. */
const letterRoom = 24;
/** A phone of 320 px leaves this much for a figure, px. */
const narrowest = 276;

/** Twelve steps fit on the narrowest phone; fewer are drawn larger. */
export function rollOf({ rows, columns }: Pick<Matrix, 'rows' | 'columns'>): Roll {
  const cell = Math.min(26, Math.floor(narrowest / Math.max(columns, 10)));
  const letters = Array.from({ length: columns }, (_, t) => ({ x: (t + 0.5) * cell, y: rows * cell + 17 }));
  return { cell, width: columns * cell, height: rows * cell + letterRoom, letters };
}
