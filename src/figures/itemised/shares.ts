// ∇h⁽ᵗ⁾ of the right run, itemised by the loss that each share came from. Linear in the losses, so the shares add up exactly.
import { forwardPass } from '../../engine/network.ts';
import { itemiseByLoss, stateTriangle } from '../../engine/itemise.ts';
import type { Matrix } from '../../engine/matrix.ts';
import { batchOf, networkOf } from '../../engine/record.ts';
import { quantity, valueOf } from '../../engine/trace.ts';
import type { Run } from '../shared/run/build.ts';

export interface Itemised {
  /** `triangle[k][t]`, zero-based: the share of ∇h⁽ᵗ⁺¹⁾ from L⁽ᵏ⁺¹⁾, [hiddens, 1]. */
  readonly triangle: readonly (readonly Matrix[])[];
  /** ∇h⁽ᵗ⁺¹⁾ of the trace. */
  readonly sums: readonly Matrix[];
}

/** One backward pass for each loss over one forward pass: τ times the work of a backward pass. */
export function itemise({ trace, parameters, sequence }: Run): Itemised {
  const network = networkOf(trace.spec);
  const batch = batchOf(sequence);
  const forward = forwardPass(network, parameters, batch);
  return {
    triangle: stateTriangle(itemiseByLoss(network, parameters, batch, forward), 'rnn.h'),
    sums: Array.from({ length: trace.spec.steps }, (_, i) => valueOf(trace, quantity('rnn.dh', i + 1))),
  };
}
