// The matrix product: C += A B, tile by tile of 4 rows × 8 columns held in registers. B lies packed in panels of 8 columns
// ([panel][k][8]); A either row by row, or packed in panels of 4 columns of its transpose ([panel][k][4]).
import { madd } from './lanes';

/** Rows in a block of A, so that it stays in the cache while all panels of B pass by. */
const ROW_BLOCK: i32 = 64;
/** The same for panels of A, 256 deep: 128 KB of the second-level cache. */
const PANEL_BLOCK: i32 = 128;

// @ts-ignore: decorator
@inline
function storeRow(c: usize, left: v128, right: v128): void {
  v128.store(c, f32x4.add(v128.load(c), left));
  v128.store(c, f32x4.add(v128.load(c, 16), right), 16);
}

function rowsTile(a0: usize, aStride: usize, b: usize, c: usize, cStride: usize, depth: i32): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let a1 = a0 + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
  for (let k = 0; k < depth; k++) {
    const left = v128.load(b), right = v128.load(b, 16);
    let a = v128.load32_splat(a0);
    c00 = madd(a, left, c00);
    c01 = madd(a, right, c01);
    a = v128.load32_splat(a1);
    c10 = madd(a, left, c10);
    c11 = madd(a, right, c11);
    a = v128.load32_splat(a2);
    c20 = madd(a, left, c20);
    c21 = madd(a, right, c21);
    a = v128.load32_splat(a3);
    c30 = madd(a, left, c30);
    c31 = madd(a, right, c31);
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
    b += 32;
  }
  storeRow(c, c00, c01);
  storeRow(c + cStride, c10, c11);
  storeRow(c + 2 * cStride, c20, c21);
  storeRow(c + 3 * cStride, c30, c31);
}

function panelTile(a: usize, b: usize, c: usize, cStride: usize, depth: i32): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  for (let k = 0; k < depth; k++) {
    const left = v128.load(b), right = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(x, left, c00);
    c01 = madd(x, right, c01);
    x = v128.load32_splat(a, 4);
    c10 = madd(x, left, c10);
    c11 = madd(x, right, c11);
    x = v128.load32_splat(a, 8);
    c20 = madd(x, left, c20);
    c21 = madd(x, right, c21);
    x = v128.load32_splat(a, 12);
    c30 = madd(x, left, c30);
    c31 = madd(x, right, c31);
    a += 16;
    b += 32;
  }
  storeRow(c, c00, c01);
  storeRow(c + cStride, c10, c11);
  storeRow(c + 2 * cStride, c20, c21);
  storeRow(c + 3 * cStride, c30, c31);
}

/**
 * C += A B. A [rows, depth] row by row, B [depth, columns] in panels, C [rows, columns] row by row.
 * `rows` is a multiple of 4, `columns` of 8; strides are in bytes, from row to row. `pitch` is the panels' own depth, of which
 * `depth` are summed.
 */
export function addProduct(
  a: usize, aStride: usize, b: usize, c: usize, cStride: usize, rows: i32, columns: i32, depth: i32, pitch: i32,
): void {
  for (let top = 0; top < rows; top += ROW_BLOCK) {
    const end = min(rows, top + ROW_BLOCK);
    for (let j = 0; j < columns; j += 8) {
      const panel = b + (<usize>j * <usize>pitch << 2);
      for (let i = top; i < end; i += 4)
        rowsTile(a + <usize>i * aStride, aStride, panel, c + <usize>i * cStride + (<usize>j << 2), cStride, depth);
    }
  }
}

/**
 * C += Aᵀ B over a long common index: A [depth, rows] in panels of 4 columns, B [depth, columns] in panels of 8.
 * `rows` and `columns` are multiples of 4 and 8; `pitch` as above.
 */
export function addProductOfPanels(
  a: usize, b: usize, c: usize, cStride: usize, rows: i32, columns: i32, depth: i32, pitch: i32,
): void {
  for (let top = 0; top < rows; top += PANEL_BLOCK) {
    const end = min(rows, top + PANEL_BLOCK);
    for (let j = 0; j < columns; j += 8) {
      const panel = b + (<usize>j * <usize>pitch << 2);
      for (let i = top; i < end; i += 4)
        panelTile(a + (<usize>i * <usize>pitch << 2), panel, c + <usize>i * cStride + (<usize>j << 2), cStride, depth);
    }
  }
}
