// The GRU in its dialects. Tape: planes r, z, then m = v_h + W_h h (reset after the product) or h̃ (before it), then h. Going back: ∇a of r,
// z, h̃, then what passes through the product W_h, then ∇h as far as it comes from later steps.
import { place, sigmoidOf, tanhOf } from './squash.ts';

export interface GruDialect {
  readonly resetAfter: boolean;
  readonly updateWeighs: 'old' | 'new';
}

const keeps = ({ updateWeighs }: GruDialect): string => (updateWeighs === 'old' ? 'z' : '(1 - z)');
const renews = ({ updateWeighs }: GruDialect): string => (updateWeighs === 'old' ? '(1 - z)' : 'z');

/** r and z of step p; with the reset after the product also m. */
export const gruGates = ({ resetAfter }: GruDialect): string => `function gruGates(tape, projected, P, p, t) {
  ${place}
  if (this.thread.z !== p || plane > ${resetAfter ? 2.5 : 1.5}) {
    return tape[this.thread.z][this.thread.y][this.thread.x];
  }
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
    a += P[0][this.constants.inputs + j][row] * tape[p - 1][3 * this.constants.batch + b][j];
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
const candidate = ({ resetAfter }: GruDialect): string =>
  resetAfter
    ? `const a = projected[t][b][2 * this.constants.hiddens + i] + tape[p][b][i] * tape[p][2 * batch + b][i];`
    : `let a = projected[t][b][2 * this.constants.hiddens + i];
  for (let j = 0; j < this.constants.hiddens; j++) {
    a += P[0][this.constants.inputs + j][2 * this.constants.hiddens + i] * tape[p][b][j] * tape[p - 1][3 * batch + b][j];
  }`;

/** h⁽ᵗ⁾, the old state and the candidate weighed by z, into slice p; with the reset before the product also h̃. */
export const gruState = (
  dialect: GruDialect,
): string => `function gruState(tape, projected, ${dialect.resetAfter ? '' : 'P, '}live, p, t) {
  ${place}
  const batch = this.constants.batch;
  if (this.thread.z !== p || plane < ${dialect.resetAfter ? 2.5 : 1.5}) {
    return tape[this.thread.z][this.thread.y][this.thread.x];
  }
  if (live[t][b] < 0.5) {
    return tape[p - 1][this.thread.y][i];
  }
  ${candidate(dialect)}
  const n = ${tanhOf('a')};
  if (plane < 2.5) {
    return n;
  }
  const z = tape[p][batch + b][i];
  return ${renews(dialect)} * n + ${keeps(dialect)} * tape[p - 1][3 * batch + b][i];
}`;

/** ∇a of z and h̃ at step p; with the reset after the product ∇a of r and ∇m too. */
export const gruDelta = (
  dialect: GruDialect,
): string => `function gruDelta(back, tape, ${dialect.resetAfter ? 'projected, ' : ''}top, live, p, t) {
  ${place}
  const batch = this.constants.batch;
  if (this.thread.z !== p || plane > ${dialect.resetAfter ? 3.5 : 2.5}) {
    return back[this.thread.z][this.thread.y][this.thread.x];
  }
  if (live[t][b] < 0.5) {
    return 0;
  }
${dialect.resetAfter ? '  const r = tape[p][b][i];\n' : ''}  const z = tape[p][batch + b][i];
  const m = tape[p][2 * batch + b][i];
  const n = ${dialect.resetAfter ? tanhOf('projected[t][b][2 * this.constants.hiddens + i] + r * m') : 'm'};
  const dh = back[p][4 * batch + b][i] + top[t][b][this.constants.topOffset + i];
  const da = dh * ${renews(dialect)} * (1 - n * n);
  if (plane < 0.5) {
    return ${dialect.resetAfter ? 'da * m * r * (1 - r)' : '0'};
  }
  if (plane < 1.5) {
    return dh * (${dialect.updateWeighs === 'old' ? 'tape[p - 1][3 * batch + b][i] - n' : 'n - tape[p - 1][3 * batch + b][i]'}) * z * (1 - z);
  }
  if (plane < 2.5) {
    return da;
  }
  return da * ${dialect.resetAfter ? 'r' : '0'};
}`;

/** Reset before the product: W_hᵀ ∇a_h, what reaches r ⊙ h⁽ᵗ⁻¹⁾. */
export const gruThrough = `function gruThrough(back, turned, p) {
  ${place}
  if (this.thread.z !== p || plane < 2.5 || plane > 3.5) {
    return back[this.thread.z][this.thread.y][this.thread.x];
  }
  let d = 0;
  for (let k = 0; k < this.constants.hiddens; k++) {
    d += turned[2 * this.constants.hiddens + k][this.constants.inputs + i] * back[p][2 * this.constants.batch + b][k];
  }
  return d;
}`;

/** Reset before the product: ∇a of r. */
export const gruReset = `function gruReset(back, tape, live, p, t) {
  ${place}
  const batch = this.constants.batch;
  if (this.thread.z !== p || plane > 0.5) {
    return back[this.thread.z][this.thread.y][this.thread.x];
  }
  if (live[t][b] < 0.5) {
    return 0;
  }
  const r = tape[p][b][i];
  return back[p][3 * batch + b][i] * tape[p - 1][3 * batch + b][i] * r * (1 - r);
}`;

/** ∇h⁽ᵗ⁻¹⁾: what z kept, and what came through r, z and the product, into slice p − 1. */
export const gruBack = (
  dialect: GruDialect,
): string => `function gruBack(back, tape, top, turned, live, p, t) {
  ${place}
  const batch = this.constants.batch;
  const hiddens = this.constants.hiddens;
  if (this.thread.z !== p - 1 || plane < 3.5) {
    return back[this.thread.z][this.thread.y][this.thread.x];
  }
  if (live[t][b] < 0.5) {
    return back[p][this.thread.y][i];
  }
  const z = tape[p][batch + b][i];
  let d = ${keeps(dialect)} * (back[p][4 * batch + b][i] + top[t][b][this.constants.topOffset + i]);
  for (let k = 0; k < this.constants.hiddens; k++) {
    d += turned[k][this.constants.inputs + i] * back[p][b][k];
    d += turned[hiddens + k][this.constants.inputs + i] * back[p][batch + b][k];${
      dialect.resetAfter
        ? `
    d += turned[2 * hiddens + k][this.constants.inputs + i] * back[p][3 * batch + b][k];`
        : ''
    }
  }
  return d${dialect.resetAfter ? '' : ' + back[p][3 * batch + b][i] * tape[p][b][i]'};
}`;
