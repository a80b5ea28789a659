// Drawings of 12 × 12 pixels as the set of glyphs writes them: twelve rows of three hexadecimal digits, the left pixel the highest bit. Pure.

/** Pixels of a side. */
export const SIZE = 12;

/** Row by row from the top left, [144]; true is ink. */
export type Bitmap = readonly boolean[];

/** @throws Error for anything but 36 hexadecimal digits in lower case */
export function bitmapOf(hex: string): Bitmap {
  if (!/^[\da-f]{36}$/.test(hex))
    throw new Error(`bitmapOf: got ${JSON.stringify(hex)}, expected 36 hexadecimal digits`);
  return [...hex].flatMap((digit) => [8, 4, 2, 1].map((bit) => (Number.parseInt(digit, 16) & bit) !== 0));
}
