// Numbers as a program keeps them, beside the reference's: shapes in words, and when two count as the same.
import type { Matrix } from '../../engine/matrix.ts';
import { matrix, transpose } from '../../engine/matrix.ts';

/** A value that came back from a program, read as rows; or why it cannot be. */
export type Read = { readonly matrix: Matrix } | { readonly shape: string };

const isNumbers = (v: unknown): v is readonly number[] =>
  Array.isArray(v) && v.every((entry) => typeof entry === 'number');

/** "[4, 3]", "a number", "nothing". Rows of different lengths are told. */
export function shapeText(v: unknown): string {
  if (typeof v === 'number') return 'a number';
  if (v === undefined || v === null) return 'nothing';
  if (!Array.isArray(v)) return `${typeof v === 'object' ? 'an object' : `a ${typeof v}`}`;
  const sizes: number[] = [];
  let at: unknown = v;
  while (Array.isArray(at)) {
    sizes.push(at.length);
    const lengths = new Set(at.map((entry) => (Array.isArray(entry) ? entry.length : -1)));
    if (lengths.size > 1) return `[${sizes.join(', ')}, …] with rows of different lengths`;
    at = at[0];
  }
  return `[${sizes.join(', ')}]`;
}

/**
 * Reads `v` as a `rows` × `columns` matrix. A vector may be a list, one column or one row; a scalar may stand in lists of one.
 * Where weights are stored the other way round, what comes back is as the textbook has it.
 */
export function readValue(v: unknown, rows: number, columns: number, transposed = false): Read {
  const wrong = { shape: shapeText(v) };
  if (rows === 1 && columns === 1) {
    let at = v;
    while (Array.isArray(at) && at.length === 1) at = at[0] as unknown;
    return typeof at === 'number' ? { matrix: matrix(1, 1, [at]) } : wrong;
  }
  if (columns === 1) {
    const flat = Array.isArray(v) && v.length === 1 && isNumbers(v[0]) && rows > 1 ? v[0] : v;
    const list: unknown = Array.isArray(flat)
      ? flat.map((entry: unknown) => (isNumbers(entry) && entry.length === 1 ? entry[0]! : entry))
      : flat;
    return isNumbers(list) && list.length === rows ? { matrix: matrix(rows, 1, list) } : wrong;
  }
  const [r, c] = transposed ? [columns, rows] : [rows, columns];
  if (!Array.isArray(v) || v.length !== r) return wrong;
  if (!v.every((row) => isNumbers(row) && row.length === c)) return wrong;
  const read = matrix(r, c, (v as number[][]).flat());
  return { matrix: transposed ? transpose(read) : read };
}

/**
 * Relative tolerance. Float32 keeps 6e-8 of each number; a few hundred sums and products of such numbers stay within 1e-5 of the
 * exact result's larger entries, while each classic fault moves some entry by a hundredth and more.
 */
export const tolerance = 1e-4;
/** Entries below this share of the largest are held to its scale: cancellation leaves them fewer digits than the others. */
const smallShare = 0.1;
/** What counts as zero where the whole quantity is: far below any gradient of the hidden problems. */
const nothing = 1e-9;

export interface Entry {
  readonly row: number;
  readonly column: number;
  readonly expected: number;
  readonly got: number;
}

/** Indices of the entries, row by row, in which `got` differs from `expected`; both of one shape. */
export function differingEntries(got: Matrix, expected: Matrix): number[] {
  const largest = expected.data.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const differs = (e: number, i: number): boolean => {
    const g = got.data[i]!;
    const room = Math.max(nothing, tolerance * Math.max(smallShare * largest, Math.abs(e)));
    return !(Math.abs(g - e) <= room) && !Object.is(g, e);
  };
  return Array.from(expected.data.keys()).filter((i) => differs(expected.data[i]!, i));
}

/** The first of them; undefined where none differs. */
export function firstDifference(got: Matrix, expected: Matrix): Entry | undefined {
  const [i] = differingEntries(got, expected);
  if (i === undefined) return undefined;
  return {
    row: Math.floor(i / expected.columns),
    column: i % expected.columns,
    expected: expected.data[i]!,
    got: got.data[i]!,
  };
}

export const same = (got: Matrix, expected: Matrix): boolean =>
  got.rows === expected.rows &&
  got.columns === expected.columns &&
  firstDifference(got, expected) === undefined;
