// The engine's own rule for an optimiser's spec.
import type { OptimizerSpec } from '../../../src/backends/optimizers.ts';
import { adam, momentum, rmsProp, sgd, type Optimizer } from '../../../src/engine/optimizers.ts';

export function engineRule(spec: OptimizerSpec): Optimizer {
  switch (spec.id) {
    case 'sgd':
      return sgd(spec);
    case 'momentum':
      return momentum(spec);
    case 'rmsProp':
      return rmsProp(spec);
    case 'adam':
      return adam(spec);
  }
}
