// Gradients of a cell's parameters, all in one block [columns][rows] as the parameters lie: U's columns, W's, the bias, and for the GRU
// that resets after the product v. And what goes on to the inputs.

/** Which plane of the tape of gradients a block's rows are read from; the candidate of a GRU has one for U x and one for the product. */
export interface DeltaPlanes {
  /** For W and v; `g` where it is the gate's own. */
  readonly recurrent: string;
  /** What W acted on: `h`, or with the reset before the product r ⊙ h for the candidate. */
  readonly resets: boolean;
  readonly hasV: boolean;
}

export const cellPlanes: Readonly<Record<'plain' | 'after' | 'before', DeltaPlanes>> = {
  plain: { recurrent: 'g', resets: false, hasV: false },
  after: { recurrent: '(g > 1.5 ? 3 : g)', resets: false, hasV: true },
  before: { recurrent: 'g', resets: true, hasV: false },
};

/** ∇U = Σ ∇a x ᵀ, ∇W = Σ ∇a h⁽ᵗ⁻¹⁾ᵀ, ∇b = Σ ∇a: sums over all steps and sequences. */
export const cellGradient = (
  tokens: boolean,
  { recurrent, resets, hasV }: DeltaPlanes,
): string => `function cellGradient(delta, tape, x) {
  const batch = this.constants.batch;
  const hiddens = this.constants.hiddens;
  const column = this.thread.y;
  const g = Math.floor((this.thread.x + 0.5) / hiddens);
  const i = this.thread.x - g * hiddens;
  let sum = 0;
  if (column < this.constants.inputs) {
    for (let p = 1; p < this.constants.steps + 1; p++) {
      const t = this.constants.firstTime + this.constants.timeSign * p;
      for (let b = 0; b < batch; b++) {
        sum += delta[p][g * batch + b][i] * ${tokens ? '(Math.abs(x[t][b] - column) < 0.5 ? 1 : 0)' : 'x[t][b][column]'};
      }
    }
    return sum;
  }
  if (column === this.constants.inputs + hiddens) {
    for (let p = 1; p < this.constants.steps + 1; p++) {
      for (let b = 0; b < batch; b++) {
        sum += delta[p][g * batch + b][i];
      }
    }
    return sum;
  }
  const q = ${recurrent};${
    hasV
      ? `
  if (column > this.constants.inputs + hiddens && g < 1.5) {
    return 0;
  }
  if (column > this.constants.inputs + hiddens) {
    for (let p = 1; p < this.constants.steps + 1; p++) {
      for (let b = 0; b < batch; b++) {
        sum += delta[p][q * batch + b][i];
      }
    }
    return sum;
  }`
      : ''
  }
  const j = column - this.constants.inputs;${
    resets
      ? `
  if (g > 1.5) {
    for (let p = 1; p < this.constants.steps + 1; p++) {
      for (let b = 0; b < batch; b++) {
        sum += delta[p][q * batch + b][i] * tape[p][b][j] * tape[p - 1][this.constants.firstState * batch + b][j];
      }
    }
    return sum;
  }`
      : ''
  }
  for (let p = 1; p < this.constants.steps + 1; p++) {
    for (let b = 0; b < batch; b++) {
      sum += delta[p][q * batch + b][i] * tape[p - 1][this.constants.firstState * batch + b][j];
    }
  }
  return sum;
}`;

/** ∇x⁽ᵗ⁾ = Uᵀ ∇a, of both directions where there are two: [steps][batch][inputs]. */
export const inputsBack = (directions: 1 | 2): string => `function inputsBack(${
  directions === 1 ? 'delta, turned' : 'delta, turned, deltaReverse, turnedReverse'
}) {
  const k = this.thread.x;
  const b = this.thread.y;
  const t = this.thread.z;
  let d = 0;
  for (let g = 0; g < this.constants.gates; g++) {
    for (let i = 0; i < this.constants.hiddens; i++) {
      d += turned[g * this.constants.hiddens + i][k] * delta[t + 1][g * this.constants.batch + b][i];${
        directions === 1
          ? ''
          : `
      d += turnedReverse[g * this.constants.hiddens + i][k] * deltaReverse[this.constants.steps - t][g * this.constants.batch + b][i];`
      }
    }
  }
  return d;
}`;

/** ∇E: each row the sum over where its token was read. */
export const embeddingGradient = `function embeddingGradient(dx, tokens) {
  let sum = 0;
  for (let t = 0; t < this.constants.steps; t++) {
    for (let b = 0; b < this.constants.batch; b++) {
      sum += dx[t][b][this.thread.x] * (Math.abs(tokens[t][b] - this.thread.y) < 0.5 ? 1 : 0);
    }
  }
  return sum;
}`;

/** ∇ of the states before the first step, [states · batch][hiddens]. */
export const initialBack = `function initialBack(back) {
  return back[0][this.thread.y + this.constants.firstBack * this.constants.batch][this.thread.x];
}`;
