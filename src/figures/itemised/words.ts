// Shares in words: for speech, the line under the figure and its caption.
import { formatNumber } from '../shared/format.ts';
import type { Share, TriangleLayout } from './layout.ts';

export const number = (value: number, digits = 3): string =>
  value === 0 ? '0' : formatNumber(value, digits);

/** `(0.12, −0.05)`. */
export const vector = ({ value }: Share): string =>
  `(${Array.from(value.data, (v) => number(v, 2)).join(', ')})`;

/** The share's part of all lengths in its column, 0 … 1; null for the sum or where nothing arrives. */
export function partOfColumn({ rows }: Pick<TriangleLayout, 'rows'>, share: Share): number | null {
  const all = rows
    .flatMap((row) => row.shares.filter((s) => s.t === share.t))
    .reduce((sum, s) => sum + s.norm, 0);
  return share.k === null || all === 0 ? null : share.norm / all;
}

/** `7 %`; what is there never reads as 0 %. */
export const percent = (part: number): string =>
  part > 0 && part < 0.005 ? 'under 1 %' : `${Math.round(part * 100)} %`;

/** What a cell says to a screen reader. */
export function spoken(layout: Pick<TriangleLayout, 'rows'>, share: Share): string {
  if (share.k === null)
    return `Gradient of the state at step ${share.t}, the sum of its column: ${vector(share)}, length ${number(share.norm)}`;
  const part = partOfColumn(layout, share);
  return `From the loss of step ${share.k} to the state at step ${share.t}: ${vector(share)}, length ${number(share.norm)}${part === null ? '' : `, ${percent(part)} of the column`}`;
}
