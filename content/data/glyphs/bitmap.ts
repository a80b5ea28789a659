// From strokes to a bitmap of 12 × 12 pixels and to its text: twelve rows of three hexadecimal digits, the left pixel the highest bit.
import { SIZE, bitmapOf, type Bitmap } from '../../../src/training/datasets/glyphs.ts';
import type { Stroke } from './shapes.ts';

export { SIZE, bitmapOf, type Bitmap };

/** Distance of a point from the piece of line between two points. */
function distance(x: number, y: number, [ax, ay]: readonly number[], [bx, by]: readonly number[]): number {
  const [dx, dy] = [bx! - ax!, by! - ay!];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax!) * dx + (y - ay!) * dy) / square));
  return Math.sqrt((x - ax! - along * dx) ** 2 + (y - ay! - along * dy) ** 2);
}

/** Ink where a pixel's middle lies within half the pen's width of a stroke. Strokes and width in pixels. */
export const draw = (strokes: readonly Stroke[], width: number): Bitmap =>
  Array.from({ length: SIZE * SIZE }, (_, pixel) => {
    const [x, y] = [(pixel % SIZE) + 0.5, Math.floor(pixel / SIZE) + 0.5];
    return strokes.some((stroke) =>
      stroke.some((point, n) => n > 0 && distance(x, y, stroke[n - 1]!, point) <= width / 2),
    );
  });

/** `1f8204…`: 36 digits. */
export const hexOf = (bitmap: Bitmap): string =>
  Array.from({ length: SIZE }, (_, row) =>
    bitmap
      .slice(row * SIZE, (row + 1) * SIZE)
      .reduce((bits, ink) => 2 * bits + Number(ink), 0)
      .toString(16)
      .padStart(3, '0'),
  ).join('');

/** Whether fewer than `limit` pixels differ. */
export function alike(a: Bitmap, b: Bitmap, limit: number): boolean {
  let count = 0;
  for (let pixel = 0; pixel < a.length; pixel++) if (a[pixel] !== b[pixel] && ++count >= limit) return false;
  return true;
}
