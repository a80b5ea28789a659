// What happens between the products of one step, for each cell, over a batch: rows are sequences, a row of pre-activations holds the
// gates side by side in PyTorch's order. Forward leaves activated gates where the pre-activations were; backward leaves ∇a there.

type A = Float64Array;

/** Arrays of the whole unrolled pass; `at` arguments below are places in them, of one step. */
export interface Tape {
  /** [steps, batch, gates · hiddens] */
  readonly a: A;
  /** [steps + 1, batch, hiddens], the state before the first step first. */
  readonly h: A;
  /** LSTM: as h. */
  readonly c: A;
  /** LSTM: tanh c, [steps, batch, hiddens]; GRU: the candidate's recurrent part W_h h + v_h. */
  readonly extra: A;
  /** [batch, hiddens]: ∇h of this step, from outputs and future; the backward step turns it into what goes to the step before directly. */
  readonly dh: A;
  /** LSTM: [batch, hiddens], ∇c. */
  readonly dc: A;
  /** GRU: [batch, gates · hiddens], ∇ of the recurrent products; else where ∇a is. */
  readonly dp: A;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** `p` [batch, gates · hiddens]: GRU's recurrent products; in the others they are in a already. */
export type Forward = (tape: Tape, t: number, B: number, H: number, p: A, v: A) => void;
export type Backward = (tape: Tape, t: number, B: number, H: number) => void;

const rnnForward: Forward = ({ a, h }, t, B, H) => {
  const n = B * H;
  for (let i = 0; i < n; i++) h[(t + 1) * n + i] = Math.tanh(a[t * n + i]!);
};
const rnnBackward: Backward = ({ a, h, dh }, t, B, H) => {
  const n = B * H;
  for (let i = 0; i < n; i++) {
    const y = h[(t + 1) * n + i]!;
    a[t * n + i] = dh[i]! * (1 - y * y);
    dh[i] = 0;
  }
};

const lstmForward: Forward = ({ a, h, c, extra }, t, B, H) => {
  const n = B * H;
  for (let b = 0; b < B; b++)
    for (let j = 0; j < H; j++) {
      const [g, s] = [(t * B + b) * 4 * H + j, b * H + j];
      const i = (a[g] = sigmoid(a[g]!));
      const f = (a[g + H] = sigmoid(a[g + H]!));
      const candidate = (a[g + 2 * H] = Math.tanh(a[g + 2 * H]!));
      const o = (a[g + 3 * H] = sigmoid(a[g + 3 * H]!));
      const next = (c[(t + 1) * n + s] = f * c[t * n + s]! + i * candidate);
      h[(t + 1) * n + s] = o * (extra[t * n + s] = Math.tanh(next));
    }
};
const lstmBackward: Backward = ({ a, c, extra, dh, dc }, t, B, H) => {
  const n = B * H;
  for (let b = 0; b < B; b++)
    for (let j = 0; j < H; j++) {
      const [g, s] = [(t * B + b) * 4 * H + j, b * H + j];
      const [i, f, candidate, o] = [a[g]!, a[g + H]!, a[g + 2 * H]!, a[g + 3 * H]!];
      const tanhC = extra[t * n + s]!;
      const d = dc[s]! + dh[s]! * o * (1 - tanhC * tanhC);
      a[g] = d * candidate * i * (1 - i);
      a[g + H] = d * c[t * n + s]! * f * (1 - f);
      a[g + 2 * H] = d * i * (1 - candidate * candidate);
      a[g + 3 * H] = dh[s]! * tanhC * o * (1 - o);
      dc[s] = d * f;
      dh[s] = 0;
    }
};

const gruForward: Forward = ({ a, h, extra }, t, B, H, p, v) => {
  const n = B * H;
  for (let b = 0; b < B; b++)
    for (let j = 0; j < H; j++) {
      const [g, q, s] = [(t * B + b) * 3 * H + j, b * 3 * H + j, b * H + j];
      const r = (a[g] = sigmoid(a[g]! + p[q]!));
      const z = (a[g + H] = sigmoid(a[g + H]! + p[q + H]!));
      const recurrent = (extra[t * n + s] = p[q + 2 * H]! + v[j]!);
      const candidate = (a[g + 2 * H] = Math.tanh(a[g + 2 * H]! + r * recurrent));
      h[(t + 1) * n + s] = (1 - z) * candidate + z * h[t * n + s]!;
    }
};
const gruBackward: Backward = ({ a, h, extra, dh, dp }, t, B, H) => {
  const n = B * H;
  for (let b = 0; b < B; b++)
    for (let j = 0; j < H; j++) {
      const [g, s] = [(t * B + b) * 3 * H + j, b * H + j];
      const [r, z, candidate] = [a[g]!, a[g + H]!, a[g + 2 * H]!];
      const d = dh[s]!;
      const dCandidate = d * (1 - z) * (1 - candidate * candidate);
      dp[g] = a[g] = dCandidate * extra[t * n + s]! * r * (1 - r);
      dp[g + H] = a[g + H] = d * (h[t * n + s]! - candidate) * z * (1 - z);
      a[g + 2 * H] = dCandidate;
      dp[g + 2 * H] = dCandidate * r;
      dh[s] = d * z;
    }
};

export const cells = {
  rnn: { forward: rnnForward, backward: rnnBackward },
  lstm: { forward: lstmForward, backward: lstmBackward },
  gru: { forward: gruForward, backward: gruBackward },
} as const;
