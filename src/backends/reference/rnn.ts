// A whole batch of text through the vanilla RNN and back: the engine's equations (src/engine/cells/rnn.ts, losses.ts) over flat
// arrays that are allocated once. One-hot inputs are gathered, never built. A test holds it to src/engine/network.ts.
import type { Batch } from '../backend.ts';
import { momentsOf } from '../optimizers.ts';
import type { TrainerSpec } from '../spec.ts';
import { addProductOfRows, transposeInto } from './product.ts';

type Arrays = Record<'rnn.U' | 'rnn.W' | 'rnn.b' | 'readout.V' | 'readout.c', Float64Array>;

/** Everything a step needs to keep; rows are (step, example), so row t · batch + b. */
export interface Workspace {
  /** The state before the first step and after each one, [steps + 1, batch, hiddens]. */
  readonly h: Float64Array;
  /** Pre-activations, [steps, batch, hiddens]. */
  readonly a: Float64Array;
  /** Logits, then ŷ, then ∇o: [steps, batch, vocabulary]. */
  readonly o: Float64Array;
  /** ∇h from the outputs, then the whole ∇h, then ∇a: [steps, batch, hiddens]. */
  readonly d: Float64Array;
  readonly gradients: Arrays;
  readonly turned: Record<'W' | 'V' | 'o' | 'd' | 'h', Float64Array>;
}

/** Numbers in a workspace and a trainer of this size: the estimate before anything is allocated. */
export function countNumbers(spec: TrainerSpec): number {
  const { hiddens: H, vocabulary: K, steps: T, batch: B } = spec;
  const parameters = 2 * H * K + H * H + H + K;
  const kept = (T + 1) * B * H + 2 * T * B * H + T * B * K;
  const turned = H * H + H * K + T * B * (K + 2 * H);
  // the parameters, their gradients and the optimiser's moments
  return (2 + momentsOf[spec.optimizer.id].length) * parameters + kept + turned;
}

export function createWorkspace({ hiddens: H, vocabulary: K, steps: T, batch: B }: TrainerSpec): Workspace {
  const room = (size: number) => new Float64Array(size);
  return {
    h: room((T + 1) * B * H),
    a: room(T * B * H),
    o: room(T * B * K),
    d: room(T * B * H),
    gradients: {
      'rnn.U': room(H * K),
      'rnn.W': room(H * H),
      'rnn.b': room(H),
      'readout.V': room(K * H),
      'readout.c': room(K),
    },
    turned: { W: room(H * H), V: room(H * K), o: room(K * T * B), d: room(H * T * B), h: room(H * T * B) },
  };
}

/** Forward: fills h, a and log ŷ (in o). Returns the summed loss in nats and the number of counted targets. */
export function forward(
  spec: TrainerSpec,
  parameters: Arrays,
  { inputs, targets }: Batch,
  state: ArrayLike<number>,
  work: Workspace,
): { loss: number; count: number } {
  const { hiddens: H, vocabulary: K, steps: T, batch: B } = spec;
  const { h, a, o } = work;
  const { 'rnn.U': U, 'rnn.b': b } = parameters;
  h.set(state);
  for (let t = 0; t < T; t++) {
    const aNow = a.subarray(t * B * H, (t + 1) * B * H);
    const hNow = h.subarray((t + 1) * B * H, (t + 2) * B * H);
    aNow.fill(0);
    addProductOfRows(aNow, h.subarray(t * B * H, (t + 1) * B * H), parameters['rnn.W'], B, H, H);
    for (let e = 0; e < B; e++) {
      const token = inputs[t * B + e]!;
      for (let i = 0; i < H; i++) aNow[e * H + i]! += U[i * K + token]! + b[i]!;
    }
    if (spec.nonlinearity === 'tanh') for (let n = 0; n < B * H; n++) hNow[n] = Math.tanh(aNow[n]!);
    else for (let n = 0; n < B * H; n++) hNow[n] = Math.max(0, aNow[n]!);
  }
  o.fill(0);
  addProductOfRows(o, h.subarray(B * H), parameters['readout.V'], T * B, K, H);
  return toLogProbabilities(o, parameters['readout.c'], targets, T * B, K);
}

/** Rows of o become log softmax(o + c); the losses of the counted targets are summed. */
function toLogProbabilities(
  o: Float64Array,
  c: Float64Array,
  targets: ArrayLike<number>,
  rows: number,
  K: number,
): { loss: number; count: number } {
  let loss = 0;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const at = row * K;
    let largest = -Infinity;
    for (let k = 0; k < K; k++) {
      const logit = o[at + k]! + c[k]!;
      o[at + k] = logit;
      // a comparison would pass over NaN in silence
      largest = Math.max(largest, logit);
    }
    let sum = 0;
    for (let k = 0; k < K; k++) sum += Math.exp(o[at + k]! - largest);
    const total = largest + Math.log(sum);
    for (let k = 0; k < K; k++) o[at + k]! -= total;
    const y = targets[row]!;
    if (y >= 0) {
      loss -= o[at + y]!;
      count++;
    }
  }
  return { loss, count };
}

/** Backward through time after {@link forward}: fills `work.gradients` with those of the mean loss. */
export function backward(
  spec: TrainerSpec,
  parameters: Arrays,
  { inputs, targets }: Batch,
  count: number,
  work: Workspace,
): void {
  const { hiddens: H, vocabulary: K, steps: T, batch: B } = spec;
  const { h, a, o, d, gradients, turned } = work;
  for (const g of Object.values(gradients)) g.fill(0);

  // ∇o = (ŷ − 1_y) / count
  for (let row = 0; row < T * B; row++) {
    const y = targets[row]!;
    for (let k = 0; k < K; k++) {
      const n = row * K + k;
      o[n] = y < 0 ? 0 : (Math.exp(o[n]!) - (k === y ? 1 : 0)) / count;
      gradients['readout.c'][k]! += o[n]!;
    }
  }
  // the share of ∇h from its own output: Vᵀ∇o, for all steps at once
  transposeInto(turned.V, parameters['readout.V'], K, H);
  d.fill(0);
  addProductOfRows(d, o, turned.V, T * B, H, K);
  // and the share from the next state: Wᵀ∇a, step by step from the last; then ∇a = slope ∘ ∇h in its place
  transposeInto(turned.W, parameters['rnn.W'], H, H);
  for (let t = T - 1; t >= 0; t--) {
    const dNow = d.subarray(t * B * H, (t + 1) * B * H);
    if (t < T - 1) addProductOfRows(dNow, d.subarray((t + 1) * B * H, (t + 2) * B * H), turned.W, B, H, H);
    for (let n = 0; n < B * H; n++) {
      const hNow = h[(t + 1) * B * H + n]!;
      dNow[n]! *= spec.nonlinearity === 'tanh' ? 1 - hNow * hNow : a[t * B * H + n]! > 0 ? 1 : 0;
    }
  }
  // the shares of the shared weights, summed over steps and examples
  transposeInto(turned.o, o, T * B, K);
  transposeInto(turned.h, h.subarray(B * H), T * B, H);
  addProductOfRows(gradients['readout.V'], turned.o, turned.h, K, H, T * B);
  transposeInto(turned.d, d, T * B, H);
  transposeInto(turned.h, h.subarray(0, T * B * H), T * B, H);
  addProductOfRows(gradients['rnn.W'], turned.d, turned.h, H, H, T * B);
  for (let row = 0; row < T * B; row++) {
    const token = inputs[row]!;
    for (let i = 0; i < H; i++) {
      const share = d[row * H + i]!;
      gradients['rnn.U'][i * K + token]! += share;
      gradients['rnn.b'][i]! += share;
    }
  }
}
