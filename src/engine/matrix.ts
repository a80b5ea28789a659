// Row-major float64 matrices with checked shapes. A vector is a matrix of one column;
// a batch of vectors is a matrix with one column an example, so a = b + W h + U x reads the same for both.

/** `rows × columns` numbers; entry (i, j) is `data[i * columns + j]`. Treated as immutable once made. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** Thrown where shapes do not fit: names the function, what came and what was expected. */
export class ShapeError extends Error {
  override name = 'ShapeError';
}

const shapeOf = (m: Matrix) => `[${m.rows}, ${m.columns}]`;

/** The same number of rows and columns, or a {@link ShapeError}. */
function expectSame(where: string, name: string, got: Matrix, like: Matrix): void {
  if (got.rows !== like.rows || got.columns !== like.columns)
    throw new ShapeError(`${where}: ${name} has shape ${shapeOf(got)}, expected ${shapeOf(like)}`);
}

/** A `rows × columns` matrix over `data` (zeros when absent). */
export function matrix(rows: number, columns: number, data?: ArrayLike<number>): Matrix {
  const size = rows * columns;
  if (data && data.length !== size)
    throw new ShapeError(`matrix: data has ${data.length} entries, expected ${rows} × ${columns} = ${size}`);
  return { rows, columns, data: data ? Float64Array.from(data) : new Float64Array(size) };
}

export const zeros = (rows: number, columns: number): Matrix => matrix(rows, columns);
export const zerosLike = (m: Matrix): Matrix => zeros(m.rows, m.columns);

/** One column: `[entries.length, 1]`. */
export const column = (entries: ArrayLike<number>): Matrix => matrix(entries.length, 1, entries);

/** From nested rows; every row as long as the first. */
export function fromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  rows.forEach((row, i) => {
    if (row.length !== columns)
      throw new ShapeError(`fromRows: row ${i} has ${row.length} entries, expected ${columns}`);
  });
  return matrix(rows.length, columns, rows.flat());
}

/** Nested rows, for JSON and for people. */
export const toRows = (m: Matrix): number[][] =>
  Array.from({ length: m.rows }, (_, i) => Array.from(m.data.subarray(i * m.columns, (i + 1) * m.columns)));

/** Entry (i, j), zero-based; throws outside the matrix. */
export function at(m: Matrix, i: number, j = 0): number {
  if (!(i >= 0 && i < m.rows && j >= 0 && j < m.columns))
    throw new ShapeError(`at: entry (${i}, ${j}) is outside shape ${shapeOf(m)}`);
  return m.data[i * m.columns + j]!;
}

/** A copy of `m` with entry (i, j) replaced. */
export function withEntry(m: Matrix, i: number, j: number, value: number): Matrix {
  at(m, i, j);
  const next = matrix(m.rows, m.columns, m.data);
  next.data[i * m.columns + j] = value;
  return next;
}

// of matrices made by `oneHot`, and of their transposes: in which row of each column, or column of each row, the 1 stands
const hotRows = new WeakMap<Matrix, readonly number[]>();
const hotColumns = new WeakMap<Matrix, readonly number[]>();

/**
 * One column for each index, 1 in that row: [size, indices.length]. Products with it are gathered, not multiplied out:
 * U x is a column of U, and ∇a xᵀ adds ∇a into one.
 */
export function oneHot(indices: readonly number[], size: number): Matrix {
  const out = zeros(size, indices.length);
  indices.forEach((index, j) => {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`oneHot: index ${index}, expected an integer from 0 to ${size - 1}`);
    out.data[index * indices.length + j] = 1;
  });
  hotRows.set(out, indices);
  return out;
}

/** Matrix product: `[r, n] · [n, c] → [r, c]`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows)
    throw new ShapeError(`multiply: right factor has shape ${shapeOf(b)}, expected [${a.columns}, any]`);
  const out = zeros(a.rows, b.columns);
  const [gather, scatter] = [hotRows.get(b), hotColumns.get(b)];
  if (gather || scatter) {
    for (let i = 0; i < a.rows; i++) {
      gather?.forEach((k, j) => (out.data[i * b.columns + j] = a.data[i * a.columns + k]!));
      scatter?.forEach((j, k) => (out.data[i * b.columns + j]! += a.data[i * a.columns + k]!));
    }
    return out;
  }
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < a.columns; k++) {
      const factor = a.data[i * a.columns + k]!;
      for (let j = 0; j < b.columns; j++) out.data[i * b.columns + j]! += factor * b.data[k * b.columns + j]!;
    }
  return out;
}

export function transpose(m: Matrix): Matrix {
  const out = zeros(m.columns, m.rows);
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.columns; j++) out.data[j * m.rows + i] = m.data[i * m.columns + j]!;
  const hot = hotRows.get(m);
  if (hot) hotColumns.set(out, hot);
  return out;
}

/** One matrix above the other: [r₁, c], [r₂, c] … → [r₁ + r₂ + …, c]. */
export function joinRows(...parts: readonly Matrix[]): Matrix {
  const columns = parts[0]!.columns;
  parts.forEach((m, n) => {
    if (m.columns !== columns)
      throw new ShapeError(`joinRows: part ${n} has shape ${shapeOf(m)}, expected [any, ${columns}]`);
  });
  return matrix(
    parts.reduce((rows, m) => rows + m.rows, 0),
    columns,
    parts.flatMap((m) => [...m.data]),
  );
}

/** The inverse: `parts` matrices of equally many rows. */
export function splitRows(m: Matrix, parts: number): Matrix[] {
  const rows = m.rows / parts;
  if (!Number.isInteger(rows))
    throw new ShapeError(`splitRows: ${m.rows} rows, expected a multiple of ${parts}`);
  const size = rows * m.columns;
  return Array.from({ length: parts }, (_, k) =>
    matrix(rows, m.columns, m.data.subarray(k * size, (k + 1) * size)),
  );
}

/** The columns of `count` equally wide matrices side by side: [r, c], [r, c] … → [r, c · count]. */
export const joinColumns = (...parts: readonly Matrix[]): Matrix =>
  transpose(joinRows(...parts.map(transpose)));

/** Sum of terms. A term of one column (a bias) is added to every column of the others. */
export function add(...terms: readonly Matrix[]): Matrix {
  const widest = terms.reduce((a, b) => (b.columns > a.columns ? b : a));
  const out = zerosLike(widest);
  terms.forEach((term, n) => {
    const broadcast = term.columns === 1 && term.rows === widest.rows;
    if (!broadcast) expectSame('add', `term ${n}`, term, widest);
    for (let i = 0; i < out.data.length; i++)
      out.data[i]! += term.data[broadcast ? Math.floor(i / out.columns) : i]!;
  });
  return out;
}

/** Entry by entry `f(a, b)` of two matrices of one shape. */
export function zip(where: string, a: Matrix, b: Matrix, f: (a: number, b: number) => number): Matrix {
  expectSame(where, 'right side', b, a);
  return { ...a, data: a.data.map((value, i) => f(value, b.data[i]!)) };
}

export const map = (m: Matrix, f: (value: number) => number): Matrix => ({
  ...m,
  data: m.data.map((v) => f(v)),
});
export const subtract = (a: Matrix, b: Matrix): Matrix => zip('subtract', a, b, (x, y) => x - y);
export const hadamard = (a: Matrix, b: Matrix): Matrix => zip('hadamard', a, b, (x, y) => x * y);
export const scale = (m: Matrix, factor: number): Matrix => map(m, (v) => v * factor);

/** `[r, c] → [r, 1]`: each row summed over the batch. */
export function sumColumns(m: Matrix): Matrix {
  return matrix(
    m.rows,
    1,
    toRows(m).map((row) => row.reduce((a, b) => a + b, 0)),
  );
}

/** Each column j of `m` times `weights[j]`: masks finished sequences of a padded batch. */
export function scaleColumns(m: Matrix, weights: readonly number[]): Matrix {
  if (weights.length !== m.columns)
    throw new ShapeError(`scaleColumns: ${weights.length} weights, expected ${m.columns}`);
  return { ...m, data: m.data.map((v, i) => v * weights[i % m.columns]!) };
}

/** Columns where `kept` is 1, zeros elsewhere: even in place of what is infinite or no number, which a product with 0 would keep. */
export function keepColumns(m: Matrix, kept: readonly number[]): Matrix {
  if (kept.length !== m.columns)
    throw new ShapeError(`keepColumns: ${kept.length} marks, expected ${m.columns}`);
  return { ...m, data: m.data.map((v, i) => (kept[i % m.columns] === 1 ? v : 0)) };
}

/** √Σ m², the Euclidean (Frobenius) norm; scaled so that it neither overflows nor underflows on the way. */
export function norm(...ms: readonly Matrix[]): number {
  const largest = ms.reduce((most, { data }) => data.reduce((l, v) => Math.max(l, Math.abs(v)), most), 0);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  return (
    largest * Math.sqrt(ms.reduce((sum, { data }) => data.reduce((s, v) => s + (v / largest) ** 2, sum), 0))
  );
}
