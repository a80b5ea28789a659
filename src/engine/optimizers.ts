// Update rules: parameters, gradients and what the rule remembers → new parameters and new memory. Nothing is mutated.
import type { Values } from './cells/cell.ts';
import { add, map, scale, subtract, zerosLike, zip, type Matrix } from './matrix.ts';

/** Memory of one parameter: whatever matrices its rule keeps. Empty before the first update. */
type Memory = Readonly<Record<string, Matrix>>;

export interface OptimizerState {
  /** Updates made so far. */
  readonly updates: number;
  readonly memory: Readonly<Record<string, Memory>>;
}

export interface Optimizer {
  readonly id: string;
  /** @throws RangeError where a parameter has no gradient. */
  update(
    parameters: Values,
    gradients: Values,
    state: OptimizerState,
  ): { parameters: Values; state: OptimizerState };
}

export const freshState: OptimizerState = { updates: 0, memory: {} };

/** Options that a rule has where none are given, PyTorch's; the learning rate has no default. */
export const optimizerDefaults = {
  momentum: { mu: 0.9 },
  rmsProp: { rho: 0.99, epsilon: 1e-8 },
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
} as const;

type Rule = (theta: Matrix, g: Matrix, memory: Memory, update: number) => { theta: Matrix; memory: Memory };

/** Lifts a rule for one parameter to all of them. `update` counts from 1. */
const optimizer = (id: string, rule: Rule): Optimizer => ({
  id,
  update(parameters, gradients, state) {
    const updates = state.updates + 1;
    const results = Object.entries(parameters).map(([name, theta]) => {
      const g = gradients[name];
      if (!g) throw new RangeError(`${id}.update: no gradient for ${name}`);
      return [name, rule(theta, g, state.memory[name] ?? {}, updates)] as const;
    });
    return {
      parameters: Object.fromEntries(results.map(([name, r]) => [name, r.theta])),
      state: { updates, memory: Object.fromEntries(results.map(([name, r]) => [name, r.memory])) },
    };
  },
});

/** θ ← θ − α g. */
export const sgd = ({ alpha }: { alpha: number }): Optimizer =>
  optimizer('sgd', (theta, g, memory) => ({ theta: subtract(theta, scale(g, alpha)), memory }));

/** v ← μ v + g; θ ← θ − α v. The form of PyTorch and of Sutskever et al. 2013 up to a rescaled v. */
export const momentum = ({
  alpha,
  mu = optimizerDefaults.momentum.mu,
}: {
  alpha: number;
  mu?: number;
}): Optimizer =>
  optimizer('momentum', (theta, g, { v = zerosLike(theta) }) => {
    const next = add(scale(v, mu), g);
    return { theta: subtract(theta, scale(next, alpha)), memory: { v: next } };
  });

/** s ← ρ s + (1 − ρ) g²; θ ← θ − α g / (√s + ε). Tieleman and Hinton 2012, lecture 6.5. */
export const rmsProp = ({
  alpha,
  rho = optimizerDefaults.rmsProp.rho,
  epsilon = optimizerDefaults.rmsProp.epsilon,
}: {
  alpha: number;
  rho?: number;
  epsilon?: number;
}): Optimizer =>
  optimizer('rmsProp', (theta, g, { s = zerosLike(theta) }) => {
    const next = zip('rmsProp', s, g, (a, b) => rho * a + (1 - rho) * b * b);
    const step = zip('rmsProp', g, next, (a, b) => (alpha * a) / (Math.sqrt(b) + epsilon));
    return { theta: subtract(theta, step), memory: { s: next } };
  });

export interface AdamOptions {
  readonly alpha: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** Kingma and Ba 2015, algorithm 1, with bias correction. */
export const adam = ({
  alpha,
  beta1 = optimizerDefaults.adam.beta1,
  beta2 = optimizerDefaults.adam.beta2,
  epsilon = optimizerDefaults.adam.epsilon,
}: AdamOptions): Optimizer =>
  optimizer('adam', (theta, g, { m = zerosLike(theta), v = zerosLike(theta) }, update) => {
    const mNext = zip('adam', m, g, (a, b) => beta1 * a + (1 - beta1) * b);
    const vNext = zip('adam', v, g, (a, b) => beta2 * a + (1 - beta2) * b * b);
    const mHat = map(mNext, (a) => a / (1 - beta1 ** update));
    const vHat = map(vNext, (b) => b / (1 - beta2 ** update));
    const step = zip('adam', mHat, vHat, (a, b) => (alpha * a) / (Math.sqrt(b) + epsilon));
    return { theta: subtract(theta, step), memory: { m: mNext, v: vNext } };
  });
