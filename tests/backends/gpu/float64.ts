// The forward pass as a plain float64 loop, written apart from the engine and the kernels, with a bound on how far a
// float32 device may honestly stray; and random problems for it.
import type { ForwardProblem, ForwardShape } from '../../../src/backends/gpu/types.ts';

/** Half a unit in the last place of float32: the relative error of one rounding. */
const U32 = 2 ** -24;
/** What a device's own tanh may be off by, absolutely; SwiftShader and V8 stay under a third of it. */
const TANH_ERROR = 1e-6;

export interface Rows {
  a: number[][];
  h: number[][];
  o: number[][];
  yHat: number[][];
}

/** Numbers in [-1, 1), rounded to float32 so that upload loses nothing; a linear congruential generator, constants of MINSTD. */
export function uniform(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return Math.fround((state / 2147483647) * 2 - 1);
  };
}

/** A problem of the given shape: parameters in ±scale, one-hot inputs, h0 in ±1. */
export function randomProblem(shape: ForwardShape, seed: number, scale: number): ForwardProblem {
  const next = uniform(seed);
  const { steps, inputs, hiddens, outputs } = shape;
  const draw = (length: number, by: number): Float64Array => {
    return Float64Array.from({ length }, () => Math.fround(next() * by));
  };
  const x = new Float64Array(steps * inputs);
  for (let t = 0; t < steps; t++) x[t * inputs + Math.floor(((next() + 1) / 2) * inputs)] = 1;
  return {
    ...shape,
    U: draw(hiddens * inputs, scale),
    W: draw(hiddens * hiddens, scale),
    V: draw(outputs * hiddens, scale),
    b: draw(hiddens, scale),
    c: draw(outputs, scale),
    x,
    h0: draw(hiddens, 1),
  };
}

/**
 * Values of the pass in float64, and for each a bound on a float32 device's error, carried along by running error
 * analysis: n roundings of a sum of n terms cost at most n·2⁻²⁴·Σ|terms|, and what was already wrong in h⁽ᵗ⁻¹⁾ arrives
 * multiplied by |W|. (A fixed tolerance cannot do with weights of ±100: there tanh's slope and W amplify honest rounding.)
 */
export function float64Forward(problem: ForwardProblem): { values: Rows; bounds: Rows } {
  const { steps, inputs, hiddens, outputs, U, W, V, b, c, x } = problem;
  const values: Rows = { a: [], h: [], o: [], yHat: [] };
  const bounds: Rows = { a: [], h: [], o: [], yHat: [] };
  let h = Array.from(problem.h0);
  let hBound = h.map(() => 0);
  for (let t = 0; t < steps; t++) {
    const a: number[] = [];
    const aBound: number[] = [];
    for (let i = 0; i < hiddens; i++) {
      const terms = [b[i]!];
      let carried = 0;
      for (let j = 0; j < hiddens; j++) {
        terms.push(W[i * hiddens + j]! * h[j]!);
        carried += Math.abs(W[i * hiddens + j]!) * hBound[j]!;
      }
      for (let k = 0; k < inputs; k++) terms.push(U[i * inputs + k]! * x[t * inputs + k]!);
      a.push(total(terms));
      aBound.push(carried + rounding(terms));
    }
    const tanh = problem.nonlinearity === 'tanh';
    h = a.map((value) => (tanh ? Math.tanh(value) : Math.max(0, value)));
    hBound = a.map((value, i) => {
      const reach = aBound[i]!;
      // ReLU hides an error that cannot lift a above 0; tanh shrinks it by its steepest slope within reach of a
      if (!tanh) return value < -reach ? 0 : reach;
      const slope = 1 - Math.tanh(Math.max(0, Math.abs(value) - reach)) ** 2;
      return Math.min(2, slope * reach + TANH_ERROR);
    });
    const o: number[] = [];
    const oBound: number[] = [];
    for (let k = 0; k < outputs; k++) {
      const terms = [c[k]!];
      let carried = 0;
      for (let j = 0; j < hiddens; j++) {
        terms.push(V[k * hiddens + j]! * h[j]!);
        carried += Math.abs(V[k * hiddens + j]!) * hBound[j]!;
      }
      o.push(total(terms));
      oBound.push(carried + rounding(terms));
    }
    const largest = Math.max(...o);
    const sum = total(o.map((value) => Math.exp(value - largest)));
    const yHat = o.map((value) => Math.exp(value - largest) / sum);
    const oWorst = Math.max(...oBound);
    values.a.push(a);
    values.h.push(h);
    values.o.push(o);
    values.yHat.push(yHat);
    bounds.a.push(aBound);
    bounds.h.push(hBound);
    bounds.o.push(oBound);
    // exp turns its argument's absolute error into a relative one; at most 1, whatever happens
    bounds.yHat.push(
      o.map((value, k) => {
        const argument = 2 * oWorst + (4 * Math.abs(value - largest) + outputs + 8) * U32;
        return Math.min(1, Math.exp(Math.min(0, Math.log(yHat[k]!) + argument)) - yHat[k]!) + U32;
      }),
    );
  }
  return { values, bounds };
}

function total(terms: readonly number[]): number {
  return terms.reduce((sum, term) => sum + term, 0);
}

function rounding(terms: readonly number[]): number {
  return (terms.length + 1) * U32 * total(terms.map(Math.abs));
}
