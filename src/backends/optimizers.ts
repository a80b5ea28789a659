// The optimisers that a trainer can have: their options, and what each remembers. The rules are those of src/engine/optimizers.ts, and
// so are names and defaults.
import { optimizerDefaults as defaults } from '../engine/optimizers.ts';

/** θ ← θ − α g. */
export interface SgdSpec {
  readonly id: 'sgd';
  /** Learning rate α, above 0. */
  readonly alpha: number;
}

/** v ← μ v + g; θ ← θ − α v. */
export interface MomentumSpec {
  readonly id: 'momentum';
  readonly alpha: number;
  /** Share of v that is kept, 0 … 1. */
  readonly mu: number;
}

/** s ← ρ s + (1 − ρ) g²; θ ← θ − α g / (√s + ε). */
export interface RmsPropSpec {
  readonly id: 'rmsProp';
  readonly alpha: number;
  readonly rho: number;
  /** Above 0, also once it is rounded to float32. */
  readonly epsilon: number;
}

/** m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; both corrected for their start at 0; θ ← θ − α m̂ / (√v̂ + ε). */
export interface AdamSpec {
  readonly id: 'adam';
  readonly alpha: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export type OptimizerSpec = SgdSpec | MomentumSpec | RmsPropSpec | AdamSpec;
export type OptimizerId = OptimizerSpec['id'];
export type MomentName = 'm' | 'v' | 's';

/**
 * What each remembers of every parameter, an array of the parameter's size for each name: how many moments it keeps is said here and
 * nowhere else.
 */
export const momentsOf: Readonly<Record<OptimizerId, readonly MomentName[]>> = {
  sgd: [],
  momentum: ['v'],
  rmsProp: ['s'],
  adam: ['m', 'v'],
};
export const optimizerIds = Object.keys(momentsOf) as readonly OptimizerId[];

/** With the engine's defaults for everything but the learning rate. */
export function optimizerSpec(id: OptimizerId, alpha: number): OptimizerSpec {
  switch (id) {
    case 'sgd':
      return { id, alpha };
    case 'momentum':
      return { id, alpha, ...defaults.momentum };
    case 'rmsProp':
      return { id, alpha, ...defaults.rmsProp };
    case 'adam':
      return { id, alpha, ...defaults.adam };
  }
}

/** An optimiser's moments by name, each made by `make`; `index` counts in the order of {@link momentsOf}. */
export const eachMoment = <T>(
  id: OptimizerId,
  make: (name: MomentName, index: number) => T,
): Partial<Record<MomentName, T>> =>
  Object.fromEntries(momentsOf[id].map((name, index) => [name, make(name, index)]));

/** @throws RangeError naming an option that is out of range, or an optimiser that there is none of. */
export function checkOptimizer(where: string, spec: OptimizerSpec): void {
  if (!Object.hasOwn(momentsOf, spec.id))
    throw new RangeError(`${where}: optimizer is ${spec.id}, expected ${optimizerIds.join(' or ')}`);
  const { id: _, ...options } = spec;
  for (const [name, value] of Object.entries(options) as [string, number][]) {
    if (name === 'alpha') {
      if (!(value > 0 && Number.isFinite(value)))
        throw new RangeError(`${where}: alpha is ${value}, expected a finite number above 0`);
    } else if (name === 'epsilon') {
      // where a gradient was always 0, as in padding, the rule divides by ε alone
      if (!(Math.fround(value) > 0 && Number.isFinite(value)))
        throw new RangeError(`${where}: epsilon is ${value}, expected a finite number above 0 in float32`);
    } else if (!(value >= 0 && value < 1))
      throw new RangeError(`${where}: ${name} is ${value}, expected a number from 0 to below 1`);
  }
}
