// Matrix products in plain JavaScript, the way a careful programmer writes them without SIMD: the innermost loop runs along rows of both
// operands, and four terms are added at a time so that each result is loaded and stored a quarter as often. Row-major float64.

type A = Float64Array;

/** C [rows, columns] += A [rows, depth] · B [depth, columns]; `from` and `to` are where A and C begin. */
export function addProduct(a: A, from: number, b: A, c: A, to: number, rows: number, depth: number, columns: number): void {
  const whole = depth - (depth % 4);
  for (let r = 0; r < rows; r++) {
    const [ar, cr] = [from + r * depth, to + r * columns];
    for (let d = 0; d < whole; d += 4) {
      const a0 = a[ar + d]!, a1 = a[ar + d + 1]!, a2 = a[ar + d + 2]!, a3 = a[ar + d + 3]!;
      const b0 = d * columns, b1 = b0 + columns, b2 = b1 + columns, b3 = b2 + columns;
      for (let j = 0; j < columns; j++)
        c[cr + j] = c[cr + j]! + a0 * b[b0 + j]! + a1 * b[b1 + j]! + a2 * b[b2 + j]! + a3 * b[b3 + j]!;
    }
    for (let d = whole; d < depth; d++) {
      const a0 = a[ar + d]!;
      for (let j = 0; j < columns; j++) c[cr + j] = c[cr + j]! + a0 * b[d * columns + j]!;
    }
  }
} // prettier-ignore

/** C [left, right] += Aᵀ · B for A [rows, left], B [rows, right]: a weight's gradient over all rows; `from` is where A begins. */
export function addOuter(a: A, from: number, b: A, c: A, rows: number, left: number, right: number): void {
  const whole = rows - (rows % 4);
  for (let r = 0; r < whole; r += 4) {
    const a0 = from + r * left, a1 = a0 + left, a2 = a1 + left, a3 = a2 + left;
    const b0 = r * right, b1 = b0 + right, b2 = b1 + right, b3 = b2 + right;
    for (let i = 0; i < left; i++) {
      const x0 = a[a0 + i]!, x1 = a[a1 + i]!, x2 = a[a2 + i]!, x3 = a[a3 + i]!;
      const ci = i * right;
      for (let j = 0; j < right; j++)
        c[ci + j] = c[ci + j]! + x0 * b[b0 + j]! + x1 * b[b1 + j]! + x2 * b[b2 + j]! + x3 * b[b3 + j]!;
    }
  }
  for (let r = whole; r < rows; r++)
    for (let i = 0; i < left; i++) {
      const x0 = a[from + r * left + i]!;
      for (let j = 0; j < right; j++) c[i * right + j] = c[i * right + j]! + x0 * b[r * right + j]!;
    }
} // prettier-ignore

/** out [columns, rows] ← Aᵀ for A [rows, columns]. */
export function turn(a: A, out: A, rows: number, columns: number): void {
  for (let r = 0; r < rows; r++)
    for (let j = 0; j < columns; j++) out[j * rows + r] = a[r * columns + j]!;
} // prettier-ignore

/** sum [columns] += the rows of A [rows, columns]. */
export function addRows(a: A, sum: A, rows: number, columns: number): void {
  for (let r = 0; r < rows; r++)
    for (let j = 0; j < columns; j++) sum[j] = sum[j]! + a[r * columns + j]!;
} // prettier-ignore
