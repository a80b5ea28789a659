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

/** Those above and the gates' own: σ(a) = 1 / (1 + e⁻ᵃ), whose slope s (1 − s) is read off its value. */
export type ActivationName = NonlinearityName | 'sigmoid';
export const activations: Record<ActivationName, Nonlinearity> = {
  ...nonlinearities,
  sigmoid: {
    value: (a) => map(a, (v) => 1 / (1 + Math.exp(-v))),
    slope: (_, s) => map(s, (v) => v * (1 - v)),
  },
};
