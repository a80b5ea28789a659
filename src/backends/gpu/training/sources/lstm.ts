// The LSTM. Tape: planes f, i, c̃, o, h, c. Going back: ∇a of f, i, c̃, o, then ∇h and ∇c as far as they come from later steps.
import { place, tanhOf } from './squash.ts';

/** Gates of step p from h⁽ᵗ⁻¹⁾: σ(a), for the candidate tanh(a); both are 1 − s + s tanh(s a), with s = ½ and s = 1. */
export const lstmGates = `function lstmGates(tape, projected, P, p, t) {
  ${place}
  if (this.thread.z !== p || plane > 3.5) {
    return tape[this.thread.z][this.thread.y][this.thread.x];
  }
  const row = plane * this.constants.hiddens + i;
  let a = projected[t][b][row];
  for (let j = 0; j < this.constants.hiddens; j++) {
    a += P[0][this.constants.inputs + j][row] * tape[p - 1][4 * this.constants.batch + b][j];
  }
  let s = 0.5;
  if (plane > 1.5 && plane < 2.5) {
    s = 1;
  }
  return 1 - s + s * ${tanhOf('s * a')};
}`;

/** c⁽ᵗ⁾ = f c⁽ᵗ⁻¹⁾ + i c̃ and h⁽ᵗ⁾ = o tanh c⁽ᵗ⁾ into their planes of slice p. */
export const lstmState = `function lstmState(tape, live, p, t) {
  ${place}
  const batch = this.constants.batch;
  if (this.thread.z !== p || plane < 3.5) {
    return tape[this.thread.z][this.thread.y][this.thread.x];
  }
  if (live[t][b] < 0.5) {
    return tape[p - 1][this.thread.y][i];
  }
  const c = tape[p][b][i] * tape[p - 1][5 * batch + b][i] + tape[p][batch + b][i] * tape[p][2 * batch + b][i];
  if (plane > 4.5) {
    return c;
  }
  return tape[p][3 * batch + b][i] * ${tanhOf('c')};
}`;

/** ∇a of the four gates at step p. */
export const lstmDelta = `function lstmDelta(back, tape, top, live, p, t) {
  ${place}
  const batch = this.constants.batch;
  if (this.thread.z !== p || plane > 3.5) {
    return back[this.thread.z][this.thread.y][this.thread.x];
  }
  if (live[t][b] < 0.5) {
    return 0;
  }
  const f = tape[p][b][i];
  const n = tape[p][batch + b][i];
  const candidate = tape[p][2 * batch + b][i];
  const o = tape[p][3 * batch + b][i];
  const cell = ${tanhOf('tape[p][5 * batch + b][i]')};
  const dh = back[p][4 * batch + b][i] + top[t][b][this.constants.topOffset + i];
  const dc = back[p][5 * batch + b][i] + dh * o * (1 - cell * cell);
  if (plane < 0.5) {
    return dc * tape[p - 1][5 * batch + b][i] * f * (1 - f);
  }
  if (plane < 1.5) {
    return dc * candidate * n * (1 - n);
  }
  if (plane < 2.5) {
    return dc * n * (1 - candidate * candidate);
  }
  return dh * cell * o * (1 - o);
}`;

/** ∇h⁽ᵗ⁻¹⁾ = Wᵀ ∇a over all gates, and ∇c⁽ᵗ⁻¹⁾ = f ∇c⁽ᵗ⁾, into slice p − 1. */
export const lstmBack = `function lstmBack(back, tape, top, turned, live, p, t) {
  ${place}
  const batch = this.constants.batch;
  if (this.thread.z !== p - 1 || plane < 3.5) {
    return back[this.thread.z][this.thread.y][this.thread.x];
  }
  if (live[t][b] < 0.5) {
    return back[p][this.thread.y][i];
  }
  if (plane > 4.5) {
    const cell = ${tanhOf('tape[p][5 * batch + b][i]')};
    const dh = back[p][4 * batch + b][i] + top[t][b][this.constants.topOffset + i];
    return tape[p][b][i] * (back[p][5 * batch + b][i] + dh * tape[p][3 * batch + b][i] * (1 - cell * cell));
  }
  let d = 0;
  for (let g = 0; g < 4; g++) {
    for (let k = 0; k < this.constants.hiddens; k++) {
      d += turned[g * this.constants.hiddens + k][this.constants.inputs + i] * back[p][g * batch + b][k];
    }
  }
  return d;
}`;
