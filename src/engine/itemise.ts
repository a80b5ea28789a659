// Where a gradient came from: ∇h⁽ᵗ⁾ split by the loss L⁽ᵏ⁾ that it is the gradient of. Back-propagation is linear in ∇o,
// so one backward pass for each loss, over the same forward pass, gives shares that add up exactly to the whole.
import type { Values } from './cells/cell.ts';
import type { Matrix } from './matrix.ts';
import { firstPlace, type Place } from './place.ts';
import type { SymbolId } from './symbols.ts';
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

/**
 * `triangle[k][t]`: the share of ∇h⁽ᵗ⁺¹⁾ that came from L⁽ᵏ⁺¹⁾, [hiddens, batch]; zero for t > k (in a reverse run, for t < k).
 * @param state `rnn.h`, `lstm.c` …
 */
export const stateTriangle = (
  passes: readonly BackwardPass[],
  state: SymbolId,
  { layer, direction }: Place = firstPlace,
): Matrix[][] => {
  // ∇c of an LSTM is whole only within its step, once ∇h has been added
  const gradient = state.replace('.', '.d');
  return passes.map((pass) =>
    pass.runs[layer - 1]![direction === 'forward' ? 0 : 1]!.steps.map(
      ({ inner, dStates }) => inner[gradient] ?? dStates[state]!,
    ),
  );
};
