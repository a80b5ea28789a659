// The small library of the reader's code: vectors are lists (or typed arrays), matrices lists of rows. Complete in itself,
// because the page reads this file as text and evaluates it in the worker before the reader's program (see prelude.ts).

export type Vector = ArrayLike<number>;
export type Rows = ArrayLike<Vector>;
export type Value = number | Vector | Rows;

/** The parameters of the network by the names of the textbook; a bias is a vector or one column. */
export interface Parameters {
  readonly U: Rows;
  readonly W: Rows;
  readonly V: Rows;
  readonly b: Vector | Rows;
  readonly c: Vector | Rows;
}

/** A sequence: x[1] … x[tau] and y[1] … y[tau]. */
export interface Task {
  readonly tau: number;
  readonly x: ArrayLike<Vector | null>;
  readonly y: ArrayLike<number | null>;
  readonly h0: Vector;
}

/** Thrown where shapes do not fit: names the function, what came and what was expected. */
class ShapeError extends Error {
  override name = 'ShapeError';
}

const isList = (v: unknown): v is ArrayLike<unknown> =>
  Array.isArray(v) || (ArrayBuffer.isView(v) && !(v instanceof DataView));

/** Sizes from the outside in: [] for a number, [4] for a vector, [4, 3] for a matrix. */
function shapeOf(v: unknown): number[] {
  if (!isList(v)) return [];
  return v.length ? [v.length, ...shapeOf(v[0])] : [0];
}

/** In words for an error: "a number", "shape [4, 3]", "undefined". */
function whatIs(v: unknown): string {
  if (typeof v === 'number') return 'a number';
  if (!isList(v)) return v == null ? String(v) : typeof v === 'object' ? 'an object' : `a ${typeof v}`;
  return `shape [${shapeOf(v).join(', ')}]`;
}

function fail(where: string, name: string, got: unknown, expected: string): never {
  const is = isList(got) ? 'has' : 'is';
  throw new ShapeError(`${where}: ${name} ${is} ${whatIs(got)}, expected ${expected}`);
}

function expectVector(where: string, name: string, v: unknown): asserts v is Vector {
  if (!isList(v) || (v.length > 0 && typeof v[0] !== 'number')) fail(where, name, v, 'a vector');
}

function expectMatrix(where: string, name: string, m: unknown): asserts m is Rows {
  if (!isList(m) || (m.length > 0 && !isList(m[0]))) fail(where, name, m, 'a matrix');
  for (let i = 1; i < m.length; i++) {
    const [width, first] = [(m[i] as Vector | undefined)?.length, (m[0] as Vector).length];
    if (width !== first)
      throw new ShapeError(`${where}: row ${i} of ${name} has ${width} entries, expected ${first}`);
  }
}

function map(where: string, v: unknown, f: (entry: number) => number): unknown {
  if (typeof v === 'number') return f(v);
  if (!isList(v)) return fail(where, 'the argument', v, 'a number, a vector or a matrix');
  return Array.from(v, (entry) => map(where, entry, f));
}

function zip(
  where: string,
  name: string,
  a: unknown,
  b: unknown,
  f: (p: number, q: number) => number,
): unknown {
  const [shape, other] = [shapeOf(a), shapeOf(b)];
  if (typeof b !== 'number' && !isList(b)) fail(where, name, b, `shape [${shape.join(', ')}]`);
  if (shape.length !== other.length || shape.some((size, i) => size !== other[i]))
    fail(where, name, b, shape.length ? `shape [${shape.join(', ')}]` : 'a number');
  if (typeof a === 'number') return f(a, b as number);
  return Array.from(a as ArrayLike<unknown>, (entry, i) =>
    zip(where, name, entry, (b as ArrayLike<unknown>)[i], f),
  );
}

const known = (where: string, name: string, v: unknown): void => {
  if (typeof v !== 'number' && !isList(v)) fail(where, name, v, 'a number, a vector or a matrix');
};

/** Sum of terms of one shape, entry by entry. */
function add<V extends Value>(first: V, ...more: Value[]): V {
  known('add', 'term 1', first);
  return more.reduce<unknown>(
    (sum, term, i) => zip('add', `term ${i + 2}`, sum, term, (p, q) => p + q),
    map('add', first, (p) => p),
  ) as V;
}

/** a − b, entry by entry. */
function sub<V extends Value>(a: V, b: Value): V {
  known('sub', 'the left side', a);
  return zip('sub', 'the right side', a, b, (p, q) => p - q) as V;
}

/** a ⊙ b, entry by entry. */
function mul<V extends Value>(a: V, b: Value): V {
  known('mul', 'the left side', a);
  return zip('mul', 'the right side', a, b, (p, q) => p * q) as V;
}

/** Every entry of `v` times the number `by`. */
function scale<V extends Value>(by: number, v: V): V {
  if (typeof by !== 'number') fail('scale', 'the factor', by, 'a number');
  return map('scale', v, (p) => by * p) as V;
}

/** M v: [r, n] · [n] → [r]. */
function matVec(m: Rows, v: Vector): number[] {
  expectMatrix('matVec', 'the matrix', m);
  expectVector('matVec', 'the vector', v);
  const width = m[0]?.length ?? 0;
  if (v.length !== width) fail('matVec', 'the vector', v, `[${width}], the columns of the matrix`);
  return Array.from(m, (row) => dot(row, v));
}

/** A B: [r, n] · [n, c] → [r, c]. */
function matMul(a: Rows, b: Rows): number[][] {
  expectMatrix('matMul', 'the left factor', a);
  expectMatrix('matMul', 'the right factor', b);
  if (a[0]?.length !== b.length) fail('matMul', 'the right factor', b, `[${a[0]?.length ?? 0}, any]`);
  const columns = T(b);
  return Array.from(a, (row) => columns.map((column) => dot(row, column)));
}

/** The transpose: [r, c] → [c, r]. */
function T(m: Rows): number[][] {
  expectMatrix('T', 'the argument', m);
  return Array.from({ length: m[0]?.length ?? 0 }, (_, j) => Array.from(m, (row) => row[j] as number));
}

/** a bᵀ: [r], [c] → [r, c]. */
function outer(a: Vector, b: Vector): number[][] {
  expectVector('outer', 'the left vector', a);
  expectVector('outer', 'the right vector', b);
  return Array.from(a, (p) => Array.from(b, (q) => p * q));
}

/** Σ aᵢ bᵢ. */
function dot(a: Vector, b: Vector): number {
  expectVector('dot', 'the left vector', a);
  expectVector('dot', 'the right vector', b);
  if (a.length !== b.length) fail('dot', 'the right vector', b, `shape [${a.length}]`);
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] as number) * (b[i] as number);
  return total;
}

/** The sum of a vector's entries. */
function sum(v: Vector): number {
  expectVector('sum', 'the argument', v);
  return Array.from(v).reduce((total, entry) => total + entry, 0);
}

const tanh = <V extends Value>(v: V): V => map('tanh', v, Math.tanh) as V;
const relu = <V extends Value>(v: V): V => map('relu', v, (p) => (p > 0 || Number.isNaN(p) ? p : 0)) as V;
/** 1 − v², entry by entry: tanh's slope, from tanh's value. */
const oneMinusSquare = <V extends Value>(v: V): V => map('oneMinusSquare', v, (p) => 1 - p * p) as V;
/** 1 where an entry is above 0, else 0: ReLU's slope. */
const positive = <V extends Value>(v: V): V => map('positive', v, (p) => (p > 0 ? 1 : 0)) as V;

/** exp vᵢ / Σ exp vⱼ, shifted by the largest entry so that exp does not overflow. */
function softmax(v: Vector): number[] {
  expectVector('softmax', 'the argument', v);
  const entries = Array.from(v);
  const largest = Math.max(...entries);
  const powers = entries.map((p) => Math.exp(p - largest));
  const total = sum(powers);
  return powers.map((p) => p / total);
}

/** `size` entries: 1 at `index`, else 0. */
function oneHot(index: number, size: number): number[] {
  if (!Number.isInteger(index) || index < 0 || index >= size)
    throw new RangeError(`oneHot: the index is ${String(index)}, expected an integer from 0 to ${size - 1}`);
  return Array.from({ length: size }, (_, i) => (i === index ? 1 : 0));
}

/** A vector of `rows` zeros, or `rows` × `columns` of them. */
function zeros(rows: number): number[];
function zeros(rows: number, columns: number): number[][];
function zeros(rows: number, columns?: number): number[] | number[][] {
  for (const size of [rows, columns ?? 0])
    if (!Number.isInteger(size) || size < 0)
      throw new RangeError(`zeros: a size is ${String(size)}, expected an integer from 0`);
  if (columns === undefined) return new Array<number>(rows).fill(0);
  return Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
}

const zerosLike = <V extends Value>(v: V): V => map('zerosLike', v, () => 0) as V;
/** A copy that shares nothing with `v`. */
const copy = <V extends Value>(v: V): V => map('copy', v, (p) => p) as V;

/** For τ steps: `sumOverTime(f)` = f(1) + … + f(τ). */
const sumOverTimeTo =
  (tau: number) =>
  <V extends Value>(f: (t: number) => V): V => {
    if (typeof f !== 'function')
      throw new TypeError(`sumOverTime: the argument is ${whatIs(f)}, expected a function of t`);
    const [first, ...more] = Array.from({ length: tau }, (_, i) => f(i + 1));
    return add(first as V, ...more);
  };

const asVector = (v: Vector | Rows): Vector =>
  Array.from(v as ArrayLike<number | Vector>, (p) => (typeof p === 'number' ? p : (p[0] as number)));

/** Σₜ −log ŷ⁽ᵗ⁾[y⁽ᵗ⁾] of the network with these parameters, in nats. */
function lossOf(task: Task, { U, W, V, b, c }: Parameters): number {
  let [h, loss] = [task.h0, 0];
  for (let t = 1; t <= task.tau; t++) {
    h = tanh(add(asVector(b), matVec(W, h), matVec(U, task.x[t] as Vector)));
    loss -= Math.log(softmax(add(asVector(c), matVec(V, h)))[task.y[t] as number] as number);
  }
  return loss;
}

/** One question to the loss: how many entries differed from the given parameters, and the first of them by how much. */
export interface LossCall {
  readonly changed: number;
  readonly first: readonly [name: string, row: number, column: number, by: number] | null;
}

/** `loss(parameters)` for a program that checks gradients. What it is asked is written into `calls`, up to 20,000 questions. */
function loggedLoss(
  { task, parameters }: { readonly task: Task; readonly parameters: Parameters },
  calls: LossCall[],
): (parameters: Parameters) => number {
  const entriesOf = (p: Parameters): [string, number, number, number][] =>
    Object.entries(p).flatMap(([name, rows]) =>
      Array.from(rows as Rows, (row, i) =>
        Array.from(row, (v, j): [string, number, number, number] => [name, i, j, v]),
      ).flat(),
    );
  const base = entriesOf(parameters);
  return (asked) => {
    const value = lossOf(task, asked);
    const changed = entriesOf(asked).flatMap(([name, i, j, v], n) =>
      v === base[n]?.[3] ? [] : [[name, i, j, v - (base[n]?.[3] ?? NaN)] as const],
    );
    if (calls.length < 20_000) calls.push({ changed: changed.length, first: changed[0] ?? null });
    return value;
  };
}

export {
  add,
  sub,
  mul,
  scale,
  matVec,
  matMul,
  T,
  outer,
  dot,
  sum,
  tanh,
  relu,
  oneMinusSquare,
  positive,
  softmax,
  oneHot,
  zeros,
  zerosLike,
  copy,
  sumOverTimeTo,
  lossOf,
  loggedLoss,
};
