// The one matrix product of the reference's bulk path: rows times rows, four by two at a time, so that the processor has eight
// independent sums to work on. Sums run in the order of k, as in src/engine/matrix.ts.

/**
 * out += A Bᵀ with A [m, k], B [n, k], out [m, n], all row-major. Mutates `out`.
 * Its time is 2mnk floating-point operations; at this size it is bound by them, not by memory.
 */
export function addProductOfRows(
  out: Float64Array,
  A: Float64Array,
  B: Float64Array,
  m: number,
  n: number,
  k: number,
): void {
  const m4 = m - (m % 4);
  const n2 = n - (n % 2);
  for (let i = 0; i < m4; i += 4) {
    const a0 = i * k;
    const a1 = a0 + k;
    const a2 = a1 + k;
    const a3 = a2 + k;
    for (let j = 0; j < n2; j += 2) {
      const b0 = j * k;
      const b1 = b0 + k;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      let s20 = 0;
      let s21 = 0;
      let s30 = 0;
      let s31 = 0;
      for (let p = 0; p < k; p++) {
        const u = B[b0 + p]!;
        const v = B[b1 + p]!;
        const x0 = A[a0 + p]!;
        const x1 = A[a1 + p]!;
        const x2 = A[a2 + p]!;
        const x3 = A[a3 + p]!;
        s00 += x0 * u;
        s01 += x0 * v;
        s10 += x1 * u;
        s11 += x1 * v;
        s20 += x2 * u;
        s21 += x2 * v;
        s30 += x3 * u;
        s31 += x3 * v;
      }
      const o = i * n + j;
      out[o]! += s00;
      out[o + 1]! += s01;
      out[o + n]! += s10;
      out[o + n + 1]! += s11;
      out[o + 2 * n]! += s20;
      out[o + 2 * n + 1]! += s21;
      out[o + 3 * n]! += s30;
      out[o + 3 * n + 1]! += s31;
    }
  }
  addRest(out, A, B, n, k, 0, m4, n2, n);
  addRest(out, A, B, n, k, m4, m, 0, n);
}

/** The same, entry by entry, for rows from … to and columns left … right that fill no tile. */
function addRest(
  out: Float64Array,
  A: Float64Array,
  B: Float64Array,
  n: number,
  k: number,
  from: number,
  to: number,
  left: number,
  right: number,
): void {
  for (let i = from; i < to; i++)
    for (let j = left; j < right; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += A[i * k + p]! * B[j * k + p]!;
      out[i * n + j]! += sum;
    }
}

/** [rows, columns] → [columns, rows] into `out`, which is overwritten. */
export function transposeInto(out: Float64Array, m: Float64Array, rows: number, columns: number): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = m[i * columns + j]!;
}
