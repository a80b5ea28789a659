// Geometry of the ledger, px: the written-out sum, the lengths, and a stacked bar for each entry, from top to bottom.
import { largestOf } from '../shared/hinton.ts';
import { reach, scaleOf, stack, type Stack } from './layout-bars.ts';
import { placeMatrices, type MatricesLayout } from './layout-matrices.ts';
import { entriesOf, entryOf, lengthsOf, wrongCount, type Entry, type Ledger } from './layout-shares.ts';

export interface EntryBar extends Entry, Stack {
  /** The cell that the bar owns: what one can hit. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly value: number;
  /** Where the right sum lies. */
  readonly right: number;
}

export interface LedgerLayout {
  readonly width: number;
  readonly height: number;
  /** Magnitude that fills a cell. */
  readonly largest: number;
  readonly matrices: MatricesLayout;
  readonly lengths: {
    /** Upper left corner, and room to the right of it: beside the matrices where it fits, else below. */
    readonly x: number;
    readonly y: number;
    readonly width: number;
    /** Px for one unit. */
    readonly unit: number;
    readonly endToEnd: Stack;
    readonly whole: Stack;
  };
  readonly bars: {
    readonly y: number;
    readonly rowHeight: number;
    /** `grid`: as the matrix stands. `row`: the entries of one row, one below another. `list`: a vector. */
    readonly arrangement: 'grid' | 'row' | 'list';
    readonly items: readonly EntryBar[];
    /** Centre of each column of the grid, and right edge of what names the rows. */
    readonly columnX: readonly number[];
    readonly headX: number;
    /** Whether a cell is wide enough to print its number, and the number's right edge within the cell. */
    readonly numbers: boolean;
  };
}

export const barHeight = 14;
/** A row is also a touch target. */
const rowHeight = 30;
/** Longer bars say no more and are tiring to compare. */
const longest = 760;
const numberWidth = 50;
const sectionGap = 34;
/** From the top of the lengths: captions' baselines and bars' tops. */
export const lengthRows = {
  endToEnd: { text: 13, bar: 24 },
  whole: { text: 82, bar: 93 },
  height: 110,
} as const;
/** A grid with narrower cells would be unreadable. */
const narrowestCell = 84;

export function ledgerLayout(ledger: Ledger, width: number, row = 0): LedgerLayout {
  const { times, copies, total } = ledger;
  const wrong = [null, ...times].some((t) => wrongCount(ledger, t) > 0);
  const matrices = placeMatrices(total, times, width, wrong);

  const place = placeLengths(matrices, width);
  const { lengths, endToEnd, whole, along } = lengthsOf(ledger);
  const scale = scaleOf(
    reach([lengths, ledger.additive ? along : [whole]], endToEnd || whole ? 0 : 1),
    place.x + 1,
    place.x + place.width - 1,
  );

  const barsY = Math.max(matrices.height, place.y + lengthRows.height) + sectionGap + 40;
  const bars = placeBars(ledger, width, row, barsY);
  return {
    width,
    height: barsY + bars.lines * rowHeight + 6,
    largest: largestOf(...copies, total),
    matrices,
    lengths: {
      ...place,
      unit: scale.unit,
      endToEnd: stack(lengths, times, endToEnd, scale),
      // where the sum is not the shares' sum there is nothing to split it into
      whole: ledger.additive ? stack(along, times, whole, scale) : stack([whole], [0], whole, scale),
    },
    bars: { y: barsY, rowHeight, ...bars },
  };
}

/** Beside the matrices needs this much; text and bars would be cramped in less. */
const besideNeeds = { width: 330, gap: 64 } as const;

function placeLengths(matrices: MatricesLayout, width: number): { x: number; y: number; width: number } {
  const beside = matrices.width + besideNeeds.gap;
  const side = matrices.lines === 1 && width - beside >= besideNeeds.width;
  return side
    ? {
        x: beside,
        y: Math.max(0, (matrices.height - lengthRows.height) / 2 - 6),
        width: Math.min(longest, width - beside),
      }
    : { x: 0, y: matrices.height + sectionGap - 10, width: Math.min(longest, width) };
}

function placeBars(ledger: Ledger, width: number, row: number, top: number) {
  const { times, copies, total, rightTotal } = ledger;
  const head = 26;
  const gutter = width < 500 ? 10 : 22;
  const cellWidth = Math.min(270, (width - head - (total.columns - 1) * gutter) / total.columns);
  const arrangement =
    total.columns === 1
      ? 'list'
      : cellWidth >= narrowestCell || width / total.columns >= narrowestCell
        ? 'grid'
        : 'row';
  const grid = arrangement === 'grid';
  const cell = grid ? cellWidth : Math.min(width, longest) - head;
  const numbers = cell >= 132;
  const entries = entriesOf(total).filter(
    (e) => arrangement !== 'row' || e.row === Math.min(row, total.rows - 1),
  );
  const all = entriesOf(total);
  const values = (e: Entry) => copies.map((m) => entryOf(m, e));
  const scale = scaleOf(
    reach(all.map(values), ...total.data, ...rightTotal.data),
    5,
    cell - 5 - (numbers ? numberWidth : 0),
  );
  const items = entries.map((e, i): EntryBar => {
    const x = head + (grid ? e.column * (cell + gutter) : 0);
    const y = top + (grid ? e.row : i) * rowHeight;
    const at = { zero: x + scale.zero, unit: scale.unit };
    const value = entryOf(total, e);
    const placed = stack(values(e), times, value, at);
    return { ...e, ...placed, x, y, width: cell, value, right: at.zero + entryOf(rightTotal, e) * at.unit };
  });
  const columnX = grid
    ? Array.from({ length: total.columns }, (_, j) => head + j * (cell + gutter) + scale.zero)
    : [];
  return {
    arrangement,
    items,
    columnX,
    headX: head - 12,
    numbers,
    lines: grid ? total.rows : items.length,
  } as const;
}
