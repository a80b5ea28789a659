// The GRU in its dialects. Tape: planes r, z, then m = v_h + W_h h (reset after the product) or h̃ (before it), then h. Going back: ∇a of r,
// z, h̃, then what passes through the product W_h, then ∇h as far as it comes from later steps.
import type { Form } from './form.ts';
import { place, sigmoidOf, tanhOf } from './squash.ts';

export interface GruDialect {
  readonly resetAfter: boolean;
  readonly updateWeighs: 'old' | 'new';
}

const keeps = ({ updateWeighs }: GruDialect): string => (updateWeighs === 'old' ? 'z' : '(1 - z)');
const renews = ({ updateWeighs }: GruDialect): string => (updateWeighs === 'old' ? '(1 - z)' : 'z');

/** r and z of step p; with the reset after the product also m. */
export const gruGates = (
  form: Form,
  { resetAfter }: GruDialect,
): string => `function gruGates(${form.before}, projected, P, ${form.at}) {
  ${place}${form.keep('before', 'this.thread.z !== p', `plane > ${resetAfter ? 2.5 : 1.5}`)}
  const row = plane * this.constants.hiddens + i;
  let a = projected[t][b][row];${
    resetAfter
      ? `
  if (plane > 1.5) {
    a = P[0][this.constants.inputs + this.constants.hiddens + 1][row];
  }`
      : ''
  }
  for (let j = 0; j < this.constants.hiddens; j++) {
    a += P[0][this.constants.inputs + j][row] * ${form.was}[3 * this.constants.batch + b][j];
  }${
    resetAfter
      ? `
  if (plane > 1.5) {
    return a;
  }`
      : ''
  }
  return ${sigmoidOf('a')};
}`;

/** a_h without the reset product, W_h (r ⊙ h⁽ᵗ⁻¹⁾), and with it. */
const candidate = (form: Form, { resetAfter }: GruDialect): string =>
  resetAfter
    ? `const a = projected[t][b][2 * this.constants.hiddens + i] + ${form.now}[b][i] * ${form.now}[2 * batch + b][i];`
    : `let a = projected[t][b][2 * this.constants.hiddens + i];
  for (let j = 0; j < this.constants.hiddens; j++) {
    a += P[0][this.constants.inputs + j][2 * this.constants.hiddens + i] * ${form.now}[b][j] * ${form.was}[3 * batch + b][j];
  }`;

/** h⁽ᵗ⁾, the old state and the candidate weighed by z, into slice p; with the reset before the product also h̃. */
export const gruState = (
  form: Form,
  dialect: GruDialect,
): string => `function gruState(${form.both}, projected, ${dialect.resetAfter ? '' : 'P, '}live, ${form.at}) {
  ${place}
  const batch = this.constants.batch;${form.keep('tape', 'this.thread.z !== p', `plane < ${dialect.resetAfter ? 2.5 : 1.5}`)}
  if (live[t][b] < 0.5) {
    return ${form.was}[this.thread.y][i];
  }
  ${candidate(form, dialect)}
  const n = ${tanhOf('a')};
  if (plane < 2.5) {
    return n;
  }
  const z = ${form.now}[batch + b][i];
  return ${renews(dialect)} * n + ${keeps(dialect)} * ${form.was}[3 * batch + b][i];
}`;

/** ∇a of z and h̃ at step p; with the reset after the product ∇a of r and ∇m too. */
export const gruDelta = (
  form: Form,
  dialect: GruDialect,
): string => `function gruDelta(back, ${form.both}, ${dialect.resetAfter ? 'projected, ' : ''}top, live, ${form.at}) {
  ${place}
  const batch = this.constants.batch;${form.keep('back', 'this.thread.z !== p', `plane > ${dialect.resetAfter ? 3.5 : 2.5}`)}
  if (live[t][b] < 0.5) {
    return 0;
  }
${dialect.resetAfter ? `  const r = ${form.now}[b][i];\n` : ''}  const z = ${form.now}[batch + b][i];
  const m = ${form.now}[2 * batch + b][i];
  const n = ${dialect.resetAfter ? tanhOf('projected[t][b][2 * this.constants.hiddens + i] + r * m') : 'm'};
  const dh = ${form.back}[4 * batch + b][i] + top[t][b][this.constants.topOffset + i];
  const da = dh * ${renews(dialect)} * (1 - n * n);
  if (plane < 0.5) {
    return ${dialect.resetAfter ? 'da * m * r * (1 - r)' : '0'};
  }
  if (plane < 1.5) {
    return dh * (${dialect.updateWeighs === 'old' ? `${form.was}[3 * batch + b][i] - n` : `n - ${form.was}[3 * batch + b][i]`}) * z * (1 - z);
  }
  if (plane < 2.5) {
    return da;
  }
  return da * ${dialect.resetAfter ? 'r' : '0'};
}`;

/** Reset before the product: W_hᵀ ∇a_h, what reaches r ⊙ h⁽ᵗ⁻¹⁾. */
export const gruThrough = (form: Form): string => `function gruThrough(back, turned${form.step}) {
  ${place}${form.keep('back', 'this.thread.z !== p', `plane < 2.5 || plane > 3.5`)}
  let d = 0;
  for (let k = 0; k < this.constants.hiddens; k++) {
    d += turned[2 * this.constants.hiddens + k][this.constants.inputs + i] * ${form.back}[2 * this.constants.batch + b][k];
  }
  return d;
}`;

/** Reset before the product: ∇a of r. */
export const gruReset = (form: Form): string => `function gruReset(back, ${form.both}, live, ${form.at}) {
  ${place}
  const batch = this.constants.batch;${form.keep('back', 'this.thread.z !== p', `plane > 0.5`)}
  if (live[t][b] < 0.5) {
    return 0;
  }
  const r = ${form.now}[b][i];
  return ${form.back}[3 * batch + b][i] * ${form.was}[3 * batch + b][i] * r * (1 - r);
}`;

/** ∇h⁽ᵗ⁻¹⁾: what z kept, and what came through r, z and the product, into slice p − 1. */
export const gruBack = (
  form: Form,
  dialect: GruDialect,
): string => `function gruBack(back, ${form.both}, top, turned, live, ${form.at}) {
  ${place}
  const batch = this.constants.batch;
  const hiddens = this.constants.hiddens;${form.keep('none', 'this.thread.z !== p - 1', `plane < 3.5`)}
  if (live[t][b] < 0.5) {
    return ${form.back}[this.thread.y][i];
  }
  const z = ${form.now}[batch + b][i];
  let d = ${keeps(dialect)} * (${form.back}[4 * batch + b][i] + top[t][b][this.constants.topOffset + i]);
  for (let k = 0; k < this.constants.hiddens; k++) {
    d += turned[k][this.constants.inputs + i] * ${form.back}[b][k];
    d += turned[hiddens + k][this.constants.inputs + i] * ${form.back}[batch + b][k];${
      dialect.resetAfter
        ? `
    d += turned[2 * hiddens + k][this.constants.inputs + i] * ${form.back}[3 * batch + b][k];`
        : ''
    }
  }
  return d${dialect.resetAfter ? '' : ` + ${form.back}[3 * batch + b][i] * ${form.now}[b][i]`};
}`;
