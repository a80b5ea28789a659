// The tiny library that the printed TypeScript listing leans on: vectors are lists, matrices are lists of rows, scalars are numbers.

type Value = number | Value[];

const zip = (a: Value, b: Value, f: (x: number, y: number) => number): Value =>
  Array.isArray(a) ? a.map((x, i) => zip(x, (b as Value[])[i]!, f)) : f(a, b as number);
const map = (a: Value, f: (x: number) => number): Value =>
  Array.isArray(a) ? a.map((x) => map(x, f)) : f(a);

/** By the names under which the listing calls them. `sumOverTime` knows τ. */
export const helpers = (tau: number) => ({
  add: (...terms: Value[]): Value => terms.reduce((a, b) => zip(a, b, (x, y) => x + y)),
  sub: (a: Value, b: Value): Value => zip(a, b, (x, y) => x - y),
  mul: (a: Value, b: Value): Value => zip(a, b, (x, y) => x * y),
  scale: (by: number, a: Value): Value => map(a, (x) => by * x),
  matVec: (m: number[][], v: number[]): Value =>
    m.map((row) => row.reduce((sum, x, j) => sum + x * v[j]!, 0)),
  T: (m: number[][]): Value => m[0]!.map((_, j) => m.map((row) => row[j]!)),
  outer: (a: number[], b: number[]): Value => a.map((x) => b.map((y) => x * y)),
  tanh: (a: Value): Value => map(a, Math.tanh),
  relu: (a: Value): Value => map(a, (x) => Math.max(0, x)),
  softmax: (a: number[]): Value => {
    const total = a.reduce((sum, x) => sum + Math.exp(x), 0);
    return a.map((x) => Math.exp(x) / total);
  },
  oneHot: (index: number, length: number): Value => Array.from({ length }, (_, i) => (i === index ? 1 : 0)),
  oneMinusSquare: (a: Value): Value => map(a, (x) => 1 - x * x),
  positive: (a: Value): Value => map(a, (x) => (x > 0 ? 1 : 0)),
  sumOverTime: (f: (t: number) => Value): Value =>
    Array.from({ length: tau }, (_, i) => f(i + 1)).reduce((a, b) => zip(a, b, (x, y) => x + y)),
});
