// The vanilla RNN. Tape: h alone. Going back the tape holds ∇h⁽ᵗ⁾ as far as it comes from later steps; ∇a⁽ᵗ⁾ is worked out from it where
// it is read, and once more for all steps at the end.
import type { Form } from './form.ts';
import { tanhOf } from './squash.ts';

const activation = { tanh: tanhOf('a'), relu: 'Math.max(0, a)' } as const;
/** f′(a) from h = f(a). */
const slope = (name: 'tanh' | 'relu', h: string): string =>
  name === 'tanh' ? `(1 - ${h} * ${h})` : `(${h} > 0 ? 1 : 0)`;

/** h⁽ᵗ⁾ = f(a⁽ᵗ⁾), a⁽ᵗ⁾ = b + U x⁽ᵗ⁾ + W h⁽ᵗ⁻¹⁾, into slice p; an ended sequence's state stands still. */
export const rnnState = (
  form: Form,
  name: 'tanh' | 'relu',
): string => `function rnnState(${form.before}, projected, P, live, ${form.at}) {${form.keep('tape', 'this.thread.z !== p', '')}
  const b = this.thread.y;
  const i = this.thread.x;
  if (live[t][b] < 0.5) {
    return ${form.was}[b][i];
  }
  let a = projected[t][b][i];
  for (let j = 0; j < this.constants.hiddens; j++) {
    a += P[0][this.constants.inputs + j][i] * ${form.was}[b][j];
  }
  return ${activation[name]};
}`;

/** ∇h⁽ᵗ⁻¹⁾ = Wᵀ ∇a⁽ᵗ⁾ into slice p − 1, with ∇a⁽ᵗ⁾ = f′ (∇h⁽ᵗ⁾ from later steps + from the output). */
export const rnnBack = (
  form: Form,
  name: 'tanh' | 'relu',
): string => `function rnnBack(back, ${form.both}, top, turned, live, ${form.at}) {${form.keep('back', 'this.thread.z !== p - 1', '')}
  const b = this.thread.y;
  const j = this.thread.x;
  if (live[t][b] < 0.5) {
    return ${form.back}[b][j];
  }
  let d = 0;
  for (let i = 0; i < this.constants.hiddens; i++) {
    const h = ${form.now}[b][i];
    d += turned[i][this.constants.inputs + j] * ${slope(name, 'h')} * (${form.back}[b][i] + top[t][b][this.constants.topOffset + i]);
  }
  return d;
}`;

/** ∇a of every step, [steps + 1][batch][hiddens] like the tape; slice 0 is of no meaning. */
export const rnnDelta = (name: 'tanh' | 'relu'): string => `function rnnDelta(back, tape, top, live) {
  const i = this.thread.x;
  const b = this.thread.y;
  const p = this.thread.z;
  const t = this.constants.firstTime + this.constants.timeSign * p;
  if (p === 0) {
    return 0;
  }
  if (live[t][b] < 0.5) {
    return 0;
  }
  const h = tape[p][b][i];
  return ${slope(name, 'h')} * (back[p][b][i] + top[t][b][this.constants.topOffset + i]);
}`;
