// Clipping by global norm and Adam, in place: the formulas of src/engine/clipping.ts and optimizers.ts in the same order of
// operations, so that equal gradients give equal bits.
import type { AdamSpec } from '../spec.ts';

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

/** One update with bias correction; `update` counts from 1. Mutates theta, m and v. */
export function adamInPlace(
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
