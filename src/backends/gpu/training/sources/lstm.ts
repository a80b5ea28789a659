// The LSTM. Tape: planes f, i, c̃, o, h, c. Going back: ∇a of f, i, c̃, o, then ∇h and ∇c as far as they come from later steps.
import type { Form } from './form.ts';
import { place, tanhOf } from './squash.ts';

/** Gates of step p from h⁽ᵗ⁻¹⁾: σ(a), for the candidate tanh(a); both are 1 − s + s tanh(s a), with s = ½ and s = 1. */
export const lstmGates = (
  form: Form,
): string => `function lstmGates(${form.before}, projected, P, ${form.at}) {
  ${place}${form.keep('before', 'this.thread.z !== p', `plane > 3.5`)}
  const row = plane * this.constants.hiddens + i;
  let a = projected[t][b][row];
  for (let j = 0; j < this.constants.hiddens; j++) {
    a += P[0][this.constants.inputs + j][row] * ${form.was}[4 * this.constants.batch + b][j];
  }
  let s = 0.5;
  if (plane > 1.5 && plane < 2.5) {
    s = 1;
  }
  return 1 - s + s * ${tanhOf('s * a')};
}`;

/** c⁽ᵗ⁾ = f c⁽ᵗ⁻¹⁾ + i c̃ and h⁽ᵗ⁾ = o tanh c⁽ᵗ⁾ into their planes of slice p. */
export const lstmState = (form: Form): string => `function lstmState(${form.both}, live, ${form.at}) {
  ${place}
  const batch = this.constants.batch;${form.keep('tape', 'this.thread.z !== p', `plane < 3.5`)}
  if (live[t][b] < 0.5) {
    return ${form.was}[this.thread.y][i];
  }
  const c = ${form.now}[b][i] * ${form.was}[5 * batch + b][i] + ${form.now}[batch + b][i] * ${form.now}[2 * batch + b][i];
  if (plane > 4.5) {
    return c;
  }
  return ${form.now}[3 * batch + b][i] * ${tanhOf('c')};
}`;

/** ∇a of the four gates at step p. */
export const lstmDelta = (
  form: Form,
): string => `function lstmDelta(back, ${form.both}, top, live, ${form.at}) {
  ${place}
  const batch = this.constants.batch;${form.keep('back', 'this.thread.z !== p', `plane > 3.5`)}
  if (live[t][b] < 0.5) {
    return 0;
  }
  const f = ${form.now}[b][i];
  const n = ${form.now}[batch + b][i];
  const candidate = ${form.now}[2 * batch + b][i];
  const o = ${form.now}[3 * batch + b][i];
  const cell = ${tanhOf(`${form.now}[5 * batch + b][i]`)};
  const dh = ${form.back}[4 * batch + b][i] + top[t][b][this.constants.topOffset + i];
  const dc = ${form.back}[5 * batch + b][i] + dh * o * (1 - cell * cell);
  if (plane < 0.5) {
    return dc * ${form.was}[5 * batch + b][i] * f * (1 - f);
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
export const lstmBack = (
  form: Form,
): string => `function lstmBack(back, ${form.both}, top, turned, live, ${form.at}) {
  ${place}
  const batch = this.constants.batch;${form.keep('none', 'this.thread.z !== p - 1', `plane < 3.5`)}
  if (live[t][b] < 0.5) {
    return ${form.back}[this.thread.y][i];
  }
  if (plane > 4.5) {
    const cell = ${tanhOf(`${form.now}[5 * batch + b][i]`)};
    const dh = ${form.back}[4 * batch + b][i] + top[t][b][this.constants.topOffset + i];
    return ${form.now}[b][i] * (${form.back}[5 * batch + b][i] + dh * ${form.now}[3 * batch + b][i] * (1 - cell * cell));
  }
  let d = 0;
  for (let g = 0; g < 4; g++) {
    for (let k = 0; k < this.constants.hiddens; k++) {
      d += turned[g * this.constants.hiddens + k][this.constants.inputs + i] * ${form.back}[g * batch + b][k];
    }
  }
  return d;
}`;
