// One update of all parameters at once, by the optimiser's own kernel. Nothing is allocated.
import type { OptimizerSpec } from '../optimizers.ts';
import type { Kernels } from './kernels.ts';
import type { SharedPlaces } from './places.ts';

/** What of a trainer's places an update reads. */
type UpdatePlaces = Pick<SharedPlaces, 'theta' | 'moments'> & {
  readonly packing: Pick<SharedPlaces['packing'], 'size'>;
};

/**
 * @param gradient where it lies, bytes
 * @param clip factor that the gradient is multiplied with
 * @param t updates made with this one, from 1 on
 */
export function updateParameters(
  k: Kernels,
  { theta, moments, packing: { size } }: UpdatePlaces,
  gradient: number,
  clip: number,
  t: number,
  spec: OptimizerSpec,
): void {
  const { alpha } = spec;
  const first = moments[0]!;
  switch (spec.id) {
    case 'sgd':
      return k.sgd(theta, gradient, size, clip, alpha);
    case 'momentum':
      return k.momentum(theta, gradient, first, size, clip, spec.mu, alpha);
    case 'rmsProp': {
      const { rho, epsilon } = spec;
      return k.rmsProp(theta, gradient, first, size, clip, rho, 1 - rho, alpha, epsilon);
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = spec;
      const rate = alpha / (1 - beta1 ** t);
      const correction = 1 / (1 - beta2 ** t);
      const second = moments[1]!;
      return k.adam(theta, gradient, first, second, size, clip, beta1, 1 - beta1, beta2, 1 - beta2, rate, correction, epsilon); // prettier-ignore
    }
  }
}
