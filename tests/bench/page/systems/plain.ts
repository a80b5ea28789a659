// Plain batched JavaScript: typed arrays and loops, what the book could do without WebAssembly. Float64, because V8 computes in it
// anyway. One-hot input is a gather, as in ours.
import { stack, type Job } from '../../job.ts';
import type { Runner } from '../system.ts';
import { cells, type Tape } from './plain/cells.ts';
import { addOuter, addProduct, addRows, turn } from './plain/products.ts';

const names = ['U', 'W', 'b', 'v', 'V', 'c'] as const;
type Parameters = Readonly<Record<(typeof names)[number], Float64Array>>;

export function create(job: Job): Runner {
  const { cell, hiddens: H, steps: T, batch: B, vocabulary: K, optimizer, clip } = job.spec;
  const stacked = stack(job);
  const wide = stacked.gates * H;
  const each = (make: (name: (typeof names)[number]) => Float64Array): Parameters =>
    Object.fromEntries(names.map((name) => [name, make(name)])) as Parameters;
  const zeros = (name: (typeof names)[number]) => new Float64Array(stacked[name].length);
  const [p, g, m, v] = [
    each((name) => Float64Array.from(stacked[name])),
    each(zeros),
    each(zeros),
    each(zeros),
  ];
  const room = (...sizes: number[]) => new Float64Array(sizes.reduce((x, y) => x * y, 1));
  const a = room(T, B, wide);
  const tape: Tape = {
    a, h: room(T + 1, B, H), c: room(T + 1, B, H), extra: room(T, B, H), dh: room(B, H), dc: room(B, H),
    dp: cell === 'gru' ? room(T, B, wide) : a,
  }; // prettier-ignore
  const [o, dOut] = [room(T, B, K), room(T, B, H)];
  const [products, turnedW, turnedV] = [room(B, wide), room(wide, H), room(K, H)];
  const { forward, backward } = cells[cell];
  let updates = 0;

  function unroll(inputs: Int32Array): void {
    for (let n = 0; n < T * B; n++) {
      const from = inputs[n]! * wide;
      for (let j = 0; j < wide; j++) a[n * wide + j] = p.U[from + j]! + p.b[j]!;
    }
    for (let t = 0; t < T; t++) {
      const apart = cell === 'gru';
      if (apart) products.fill(0);
      addProduct(tape.h, t * B * H, p.W, apart ? products : a, apart ? 0 : t * B * wide, B, H, wide);
      forward(tape, t, B, H, products, p.v);
    }
    for (let n = 0; n < T * B; n++) for (let k = 0; k < K; k++) o[n * K + k] = p.c[k]!;
    addProduct(tape.h, B * H, p.V, o, 0, T * B, H, K);
  }

  /** Mean loss; the logits become its gradient. */
  function lossOf(targets: Int32Array): number {
    let loss = 0;
    for (let n = 0; n < T * B; n++) {
      const row = n * K;
      let largest = -Infinity;
      for (let k = 0; k < K; k++) largest = Math.max(largest, o[row + k]!);
      let sum = 0;
      for (let k = 0; k < K; k++) sum += o[row + k] = Math.exp(o[row + k]! - largest);
      const y = row + targets[n]!;
      loss -= Math.log(o[y]! / sum);
      for (let k = 0; k < K; k++) o[row + k] = o[row + k]! / sum / (T * B);
      o[y] = o[y]! - 1 / (T * B);
    }
    return loss / (T * B);
  }

  function back(inputs: Int32Array): void {
    for (const name of names) g[name].fill(0);
    turn(p.V, turnedV, H, K);
    turn(p.W, turnedW, H, wide);
    dOut.fill(0);
    tape.dh.fill(0);
    tape.dc.fill(0);
    addProduct(o, 0, turnedV, dOut, 0, T * B, K, H);
    for (let t = T - 1; t >= 0; t--) {
      for (let i = 0; i < B * H; i++) tape.dh[i] = tape.dh[i]! + dOut[t * B * H + i]!;
      backward(tape, t, B, H);
      addProduct(tape.dp, t * B * wide, turnedW, tape.dh, 0, B, wide, H);
    }
    addOuter(tape.h, 0, tape.dp, g.W, T * B, H, wide);
    addOuter(tape.h, B * H, o, g.V, T * B, H, K);
    addRows(o, g.c, T * B, K);
    addRows(a, g.b, T * B, wide);
    if (cell === 'gru')
      for (let n = 0; n < T * B; n++)
        for (let j = 0; j < H; j++) g.v[j] = g.v[j]! + tape.dp[n * wide + 2 * H + j]!;
    for (let n = 0; n < T * B; n++) {
      const to = inputs[n]! * wide;
      for (let j = 0; j < wide; j++) g.U[to + j] = g.U[to + j]! + a[n * wide + j]!;
    }
  }

  function update(): void {
    let squares = 0;
    for (const name of names) for (let i = 0; i < g[name].length; i++) squares += g[name][i]! ** 2;
    const scale = Math.min(1, clip / Math.sqrt(squares));
    const { alpha, beta1, beta2, epsilon } = optimizer;
    updates++;
    const [rate, correction] = [alpha / (1 - beta1 ** updates), 1 / (1 - beta2 ** updates)];
    for (const name of names) {
      const [P, G, M, V] = [p[name], g[name], m[name], v[name]];
      for (let i = 0; i < P.length; i++) {
        const d = G[i]! * scale;
        M[i] = beta1 * M[i]! + (1 - beta1) * d;
        V[i] = beta2 * V[i]! + (1 - beta2) * d * d;
        P[i] = P[i]! - (rate * M[i]!) / (Math.sqrt(V[i]! * correction) + epsilon);
      }
    }
  }

  const arrays = [p, g, m, v].flatMap((x) => Object.values(x));
  arrays.push(...Object.values(tape), o, dOut, products, turnedW, turnedV);
  return {
    step(n) {
      const { inputs, targets } = job.batches[n % job.batches.length]!;
      unroll(inputs);
      const loss = lossOf(targets);
      back(inputs);
      update();
      return loss;
    },
    memory: () => ({ held: [...new Set(arrays)].reduce((sum, x) => sum + x.byteLength, 0), wasm: null }),
  };
}
