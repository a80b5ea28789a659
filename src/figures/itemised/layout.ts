// Geometry of the itemised gradients, px: a triangle with one row for each loss, one column for each step, and the sums beneath.
import { norm, type Matrix } from '../../engine/matrix.ts';
import { largestOf } from '../shared/hinton.ts';

export interface Share {
  /** The loss that the share came from and the step whose state it reaches, 1 … τ; `k` null: the column's sum ∇h⁽ᵗ⁾. */
  readonly k: number | null;
  readonly t: number;
  /** [hiddens, 1]. */
  readonly value: Matrix;
  readonly norm: number;
}

export interface PlacedShare extends Share {
  /** Upper left corner of the cell that one can hit, and the centre of the marks. */
  readonly x: number;
  readonly y: number;
  readonly centre: { readonly x: number; readonly y: number };
}

export interface TriangleRow {
  readonly k: number;
  /** t = 1 … k. */
  readonly shares: readonly PlacedShare[];
  /** The ribbon that a loss draws behind it, from t = k back to 1: at each share as wide as the share is long. */
  readonly tail: string;
  /** Where the loss is named: over its own step, where the triangle is empty. */
  readonly label: { readonly x: number; readonly y: number };
}

export interface TriangleLayout {
  readonly width: number;
  readonly height: number;
  readonly column: number;
  readonly row: number;
  /** Half the width of a share's marks. */
  readonly half: number;
  /** Side of one mark; 0: too narrow for vectors, one disc by norm instead. */
  readonly cell: number;
  /** Magnitude of an entry that fills a mark, and norm that fills a disc. */
  readonly largest: number;
  readonly largestNorm: number;
  readonly rows: readonly TriangleRow[];
  readonly sums: readonly PlacedShare[];
  /** The rule above the sums. */
  readonly rule: number;
  /** Baseline of the names under the sums. */
  readonly names: number;
  /** Between which columns truncation cuts: x of each cut. */
  readonly cuts: readonly number[];
}

const labelRoom = 24;
const smallestMark = 7;
/** A cell is a touch target. */
const smallestCell = 24;

/**
 * Lays out `triangle[k][t]` (from `stateTriangle`, zero-based) and the gradients ∇h⁽ᵗ⁾ that its columns add up to.
 * @param truncate k > 0: nothing crosses from step k, 2k, … + 1 back
 */
export function triangleLayout(
  triangle: readonly (readonly Matrix[])[],
  sums: readonly Matrix[],
  width: number,
  truncate = 0,
): TriangleLayout {
  const steps = sums.length;
  const hiddens = sums[0]!.rows;
  const column = Math.max(smallestCell, Math.min(290, width / steps));
  const fitting = Math.floor((column - 14) / hiddens);
  const cell = fitting >= smallestMark ? Math.min(26, fitting) : 0;
  const marks = Math.max(cell + 10, smallestCell);
  const row = cell === 0 ? smallestCell + 2 : marks + (steps > 8 ? 0 : labelRoom - 10);
  const top = labelRoom;
  const half = cell === 0 ? smallestCell / 2 : (cell * hiddens) / 2 + 5;
  const share = (k: number | null, t: number, value: Matrix, y: number): PlacedShare => {
    const x = (t - 1) * column;
    return { k, t, value, norm: norm(value), x, y, centre: { x: x + column / 2, y: y + row / 2 } };
  };
  const placed = triangle.map((values, i) =>
    values.slice(0, i + 1).map((value, j) => share(i + 1, j + 1, value, top + i * row)),
  );
  const rule = top + steps * row + 8;
  const below = sums.map((value, i) => share(null, i + 1, value, rule + 8));
  const largestNorm = Math.max(...placed.flat().map((s) => s.norm), ...below.map((s) => s.norm)) || 1;
  const rows = placed.map((shares, i): TriangleRow => {
    const last = shares[i]!;
    return {
      k: i + 1,
      shares,
      tail: ribbon(shares, row / largestNorm, half, Math.min(half, column * 0.2)),
      label: { x: last.centre.x, y: last.y - (cell === 0 ? 8 : 5) },
    };
  });
  return {
    width,
    column,
    row,
    half,
    cell,
    largestNorm,
    rows,
    rule,
    sums: below,
    largest: largestOf(...triangle.flat(), ...sums),
    names: rule + 8 + row + 17,
    height: rule + 8 + row + (column < 44 ? 46 : 26),
    cuts:
      truncate > 0
        ? Array.from({ length: steps - 1 }, (_, i) => i + 1)
            .filter((t) => t % truncate === 0)
            .map((t) => t * column)
        : [],
  };
}

/**
 * A closed ribbon along a row: flat behind each share, eased in between.
 * @param unit px of width for a norm of 1; the largest norm nearly fills the row
 * @param half how far the ribbon goes beyond the centres at its ends
 * @param flat how far it stays level on either side of a centre in between
 */
function ribbon(shares: readonly PlacedShare[], unit: number, half: number, flat: number): string {
  const r = (v: number) => Math.round(v * 100) / 100;
  const edge = (points: readonly PlacedShare[], side: -1 | 1, direction: -1 | 1) =>
    points
      .map(({ centre, norm: n }, i) => {
        const y = r(centre.y + side * 0.44 * unit * n);
        const before = points[i - 1];
        const from = r(centre.x - direction * (before ? flat : half));
        const to = r(centre.x + direction * (i < points.length - 1 ? flat : half));
        if (!before) return `${from} ${y}H${to}`;
        const middle = r((before.centre.x + centre.x) / 2);
        return `C${middle} ${r(before.centre.y + side * 0.44 * unit * before.norm)} ${middle} ${y} ${from} ${y}H${to}`;
      })
      .join('');
  return `M${edge(shares.toReversed(), -1, -1)}L${edge(shares, 1, 1)}Z`;
}
