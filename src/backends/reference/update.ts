// Clipping by global norm and the update rules, in place: the formulas of src/engine/clipping.ts and optimizers.ts in the same order of
// operations, so that equal gradients give equal bits.
import type { AdamSpec, MomentumSpec, OptimizerSpec, RmsPropSpec, SgdSpec } from '../optimizers.ts';

/** √Σ g² over all arrays; scaled by the largest entry so that it neither overflows nor underflows. NaN if any entry is. */
export function globalNormOf(gradients: Readonly<Record<string, Float64Array>>): number {
  let largest = 0;
  for (const g of Object.values(gradients))
    for (let n = 0; n < g.length; n++) largest = Math.max(largest, Math.abs(g[n]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const g of Object.values(gradients)) for (let n = 0; n < g.length; n++) sum += (g[n]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** Scales all gradients so that their norm is at most `threshold`. Mutates them. */
export function clipInPlace(
  gradients: Readonly<Record<string, Float64Array>>,
  norm: number,
  threshold: number,
): void {
  if (norm <= threshold) return;
  const factor = threshold / norm;
  for (const g of Object.values(gradients)) for (let n = 0; n < g.length; n++) g[n]! *= factor;
}

/** One update of one parameter; `moments` in the order of `momentsOf`, `update` counts from 1. Mutates theta and the moments. */
export function updateInPlace(
  theta: Float64Array,
  g: Float64Array,
  moments: readonly Float64Array[],
  update: number,
  spec: OptimizerSpec,
): void {
  const [first, second] = moments as [Float64Array, Float64Array];
  switch (spec.id) {
    case 'sgd':
      return sgd(theta, g, spec);
    case 'momentum':
      return momentum(theta, g, first, spec);
    case 'rmsProp':
      return rmsProp(theta, g, first, spec);
    case 'adam':
      return adam(theta, g, first, second, update, spec);
  }
}

function sgd(theta: Float64Array, g: Float64Array, { alpha }: SgdSpec): void {
  for (let n = 0; n < theta.length; n++) theta[n]! -= alpha * g[n]!;
}

function momentum(theta: Float64Array, g: Float64Array, v: Float64Array, { alpha, mu }: MomentumSpec): void {
  for (let n = 0; n < theta.length; n++) {
    const vNext = mu * v[n]! + g[n]!;
    v[n] = vNext;
    theta[n]! -= alpha * vNext;
  }
}

function rmsProp(
  theta: Float64Array,
  g: Float64Array,
  s: Float64Array,
  { alpha, rho, epsilon }: RmsPropSpec,
): void {
  for (let n = 0; n < theta.length; n++) {
    const gradient = g[n]!;
    const sNext = rho * s[n]! + (1 - rho) * gradient * gradient;
    s[n] = sNext;
    theta[n]! -= (alpha * gradient) / (Math.sqrt(sNext) + epsilon);
  }
}

function adam(
  theta: Float64Array,
  g: Float64Array,
  m: Float64Array,
  v: Float64Array,
  update: number,
  { alpha, beta1, beta2, epsilon }: AdamSpec,
): void {
  const mCorrection = 1 - beta1 ** update;
  const vCorrection = 1 - beta2 ** update;
  for (let n = 0; n < theta.length; n++) {
    const gradient = g[n]!;
    const mNext = beta1 * m[n]! + (1 - beta1) * gradient;
    const vNext = beta2 * v[n]! + (1 - beta2) * gradient * gradient;
    m[n] = mNext;
    v[n] = vNext;
    theta[n]! -= (alpha * (mNext / mCorrection)) / (Math.sqrt(vNext / vCorrection) + epsilon);
  }
}
