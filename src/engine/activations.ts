// Nonlinearities, each value beside its derivative.
import { map, type Matrix } from './matrix.ts';

export type NonlinearityName = 'tanh' | 'relu';

/** `value` maps pre-activations; `slope` is the derivative with respect to them, [same shape]. */
export interface Nonlinearity {
  readonly value: (a: Matrix) => Matrix;
  /** dh/da, given both a and h = value(a): tanh is cheapest from h, ReLU is read off a. */
  readonly slope: (a: Matrix, h: Matrix) => Matrix;
}

export const nonlinearities: Record<NonlinearityName, Nonlinearity> = {
  tanh: {
    value: (a) => map(a, Math.tanh),
    slope: (_, h) => map(h, (v) => 1 - v * v),
  },
  relu: {
    value: (a) => map(a, (v) => Math.max(0, v)),
    // at the kink a = 0 the derivative is taken as 0, as PyTorch does
    slope: (a) => map(a, (v) => (v > 0 ? 1 : 0)),
  },
};
