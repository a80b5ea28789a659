// Rows of numbers moved about: panels for the products, rows gathered by token and summed back, biases spread and summed.

/** Rows packed at a time: their cache lines serve the next panels too, also where rows lie a power of two apart. */
const PACK_ROWS: i32 = 16;

/** [depth, columns] row by row → panels of 8 columns, [panel][pitch][8]. `columns` is a multiple of 8. */
export function packEight(from: usize, stride: usize, depth: i32, columns: i32, to: usize, pitch: i32): void {
  for (let first = 0; first < depth; first += PACK_ROWS) {
    const rows = min(PACK_ROWS, depth - first);
    for (let j = 0; j < columns; j += 8) {
      let source = from + <usize>first * stride + (<usize>j << 2);
      let target = to + (<usize>j * <usize>pitch << 2) + (<usize>first << 5);
      for (let k = 0; k < rows; k++) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
        source += stride;
        target += 32;
      }
    }
  }
}

/** [depth, columns] row by row → panels of 4 columns, [panel][pitch][4]. `columns` is a multiple of 4. */
export function packFour(from: usize, stride: usize, depth: i32, columns: i32, to: usize, pitch: i32): void {
  for (let first = 0; first < depth; first += PACK_ROWS) {
    const rows = min(PACK_ROWS, depth - first);
    for (let j = 0; j < columns; j += 4) {
      let source = from + <usize>first * stride + (<usize>j << 2);
      let target = to + (<usize>j * <usize>pitch << 2) + (<usize>first << 4);
      for (let k = 0; k < rows; k++) {
        v128.store(target, v128.load(source));
        source += stride;
        target += 16;
      }
    }
  }
}

/** Half a panel's next four k from four rows of the source, turned: four loads, eight shuffles, four stores. */
// @ts-ignore: decorator
@inline
function turnFour(source: usize, stride: usize, target: usize): void {
  const a = v128.load(source);
  const b = v128.load(source + stride);
  const c = v128.load(source + 2 * stride);
  const d = v128.load(source + 3 * stride);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f64>(ab01, cd01, 0, 2));
  v128.store(target, v128.shuffle<f64>(ab01, cd01, 1, 3), 32);
  v128.store(target, v128.shuffle<f64>(ab23, cd23, 0, 2), 64);
  v128.store(target, v128.shuffle<f64>(ab23, cd23, 1, 3), 96);
}

/**
 * [columns, depth] row by row → panels of 8 columns of its transpose. `columns` is a multiple of 8; both the source's rows and
 * `pitch` hold `depth` rounded up to 4.
 */
export function packTurned(from: usize, stride: usize, depth: i32, columns: i32, to: usize, pitch: i32): void {
  for (let j = 0; j < columns; j += 8) {
    const source = from + <usize>j * stride;
    const target = to + (<usize>j * <usize>pitch << 2);
    for (let k = 0; k < depth; k += 4) {
      turnFour(source + (<usize>k << 2), stride, target + (<usize>k << 5));
      turnFour(source + 4 * stride + (<usize>k << 2), stride, target + (<usize>k << 5) + 16);
    }
  }
}

/** out[row] = table[index[row]], rows of `width` numbers (a multiple of 4). `index` holds int32. */
export function gatherRows(table: usize, tableStride: usize, index: usize, out: usize, stride: usize, rows: i32, width: i32): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    const source = table + <usize>load<u32>(index + (<usize>row << 2)) * tableStride;
    for (let x: usize = 0; x < bytes; x += 16) v128.store(out + x, v128.load(source + x));
    out += stride;
  }
}

/** table[index[row]] += rows[row]. */
export function scatterRows(table: usize, tableStride: usize, index: usize, from: usize, stride: usize, rows: i32, width: i32): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    const target = table + <usize>load<u32>(index + (<usize>row << 2)) * tableStride;
    for (let x: usize = 0; x < bytes; x += 16) v128.store(target + x, f32x4.add(v128.load(target + x), v128.load(from + x)));
    from += stride;
  }
}

/** out[row] = bias. */
export function spreadRow(bias: usize, out: usize, stride: usize, rows: i32, width: i32): void {
  for (let row = 0; row < rows; row++) {
    memory.copy(out, bias, <usize>width << 2);
    out += stride;
  }
}

/** out[row] = from[row] + bias. */
export function addRow(from: usize, bias: usize, out: usize, stride: usize, rows: i32, width: i32): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    for (let x: usize = 0; x < bytes; x += 16) v128.store(out + x, f32x4.add(v128.load(from + x), v128.load(bias + x)));
    from += stride;
    out += stride;
  }
}

/** sum += Σ rows. */
export function sumRows(from: usize, stride: usize, rows: i32, width: i32, sum: usize): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    for (let x: usize = 0; x < bytes; x += 16) v128.store(sum + x, f32x4.add(v128.load(sum + x), v128.load(from + x)));
    from += stride;
  }
}

/** out[row] = left[row] + right[row], each of its own stride. */
export function addRows(left: usize, right: usize, stride: usize, out: usize, outStride: usize, rows: i32, width: i32): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    for (let x: usize = 0; x < bytes; x += 16) v128.store(out + x, f32x4.add(v128.load(left + x), v128.load(right + x)));
    left += stride;
    right += stride;
    out += outStride;
  }
}

/** Sets `bytes` bytes to 0. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}
