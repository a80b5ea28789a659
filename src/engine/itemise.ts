// Where a gradient came from: ∇h⁽ᵗ⁾ split by the loss L⁽ᵏ⁾ that it is the gradient of. Back-propagation is linear in ∇o,
// so one backward pass for each loss, over the same forward pass, gives shares that add up exactly to the whole.
import type { Values } from './cells/cell.ts';
import type { Matrix } from './matrix.ts';
import {
  backwardPass,
  type BackwardPass,
  type Batch,
  type ForwardPass,
  type NetworkSpec,
} from './network.ts';

/** One backward pass for each loss: item k holds every gradient of L⁽ᵏ⁺¹⁾ alone. */
export const itemiseByLoss = (
  spec: NetworkSpec,
  parameters: Values,
  batch: Batch,
  forward: ForwardPass,
): BackwardPass[] =>
  forward.losses.map((_, k) => backwardPass(spec, parameters, batch, forward, (t) => t === k));

/** `triangle[k][t]`: the share of ∇h⁽ᵗ⁺¹⁾ that came from L⁽ᵏ⁺¹⁾, [hiddens, batch]; zero for t > k. */
export const stateTriangle = (passes: readonly BackwardPass[], state: string): Matrix[][] =>
  passes.map((pass) => pass.run.steps.map((step) => step.dStates[state]!));
