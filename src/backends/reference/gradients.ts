// What the reference's step computes on the way and does not keep: logits, and the gradient at the state before the first step.
import type { Batch } from '../backend.ts';
import type { TrainerSpec } from '../spec.ts';
import type { Workspace } from './rnn.ts';

type Arrays = Workspace['gradients'];

/** o = c + V h after `forward`, [steps, batch, vocabulary]; zero where no target counts. */
export function logitsOf(
  { hiddens: H, vocabulary: K }: TrainerSpec,
  { 'readout.V': V, 'readout.c': c }: Arrays,
  { targets }: Batch,
  { h }: Workspace,
): Float64Array {
  const logits = new Float64Array(targets.length * K);
  for (let row = 0; row < targets.length; row++) {
    if (targets[row]! < 0) continue;
    // h begins with the state before the first step: one batch of rows further
    const at = h.length - targets.length * H + row * H;
    for (let k = 0; k < K; k++) {
      let sum = c[k]!;
      for (let i = 0; i < H; i++) sum += V[k * H + i]! * h[at + i]!;
      logits[row * K + k] = sum;
    }
  }
  return logits;
}

/** Wᵀ∇a of the first step after `backward`, [batch, hiddens]. */
export function stateGradient(
  { hiddens: H, batch: B }: TrainerSpec,
  { 'rnn.W': W }: Arrays,
  { d }: Workspace,
): Float64Array {
  const gradient = new Float64Array(B * H);
  for (let b = 0; b < B; b++)
    for (let i = 0; i < H; i++)
      for (let j = 0; j < H; j++) gradient[b * H + j]! += W[i * H + j]! * d[b * H + i]!;
  return gradient;
}
