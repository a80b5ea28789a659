// What goes into the recurrence: the arrays of one update out of those of several, the tape at its beginning, embedded tokens, and
// U x + b of every step at once, which no step has to wait for.
import type { Form } from './form.ts';

/** Rows from `from` on: one update's share of arrays that hold several updates' batches. */
export const takeRows = `function takeRows(all, from) {
  return all[this.thread.y + from][this.thread.x];
}`;

/** The same, of arrays with a depth. */
export const takePlanes = `function takePlanes(all, from) {
  return all[this.thread.z + from][this.thread.y][this.thread.x];
}`;

/** A copy, so that what comes with the call and what a pass before made are read by one compiled kernel. */
export const copy = `function copy(all) {
  return all[this.thread.z][this.thread.y][this.thread.x];
}`;

/** The tape [steps + 1][planes · batch][hiddens], or its slice, before the first step: the states in their planes of slice 0, all else zero. */
export const beginTape = ({ id }: Form): string => `function beginTape(state, facts, k) {
  const row = this.thread.y - this.constants.firstState * this.constants.batch;
  let value = 0;
  if (${id === 'stacked' ? 'this.thread.z === 0 && ' : ''}row >= 0) {
    value = facts[k][0] * state[row][this.thread.x];
  }
  return value;
}`;

/** The states after the last step, [states · batch][hiddens]. */
export const finalStates = `function finalStates(tape) {
  return tape[this.constants.steps][this.thread.y + this.constants.firstState * this.constants.batch][this.thread.x];
}`;

/** x⁽ᵗ⁾ = the token's row of E, [steps][batch][inputs]. */
export const embed = `function embed(E, tokens) {
  return E[0][tokens[this.thread.z][this.thread.y]][this.thread.x];
}`;

/** b + U x⁽ᵗ⁾ of every step and sequence, [steps][batch][rows]: picks U's column of the token. */
export const projectTokens = `function projectTokens(P, tokens) {
  const row = this.thread.x;
  return P[0][this.constants.inputs + this.constants.hiddens][row] + P[0][tokens[this.thread.z][this.thread.y]][row];
}`;

/** The same, of vectors x. */
export const projectVectors = `function projectVectors(P, x) {
  const row = this.thread.x;
  let a = P[0][this.constants.inputs + this.constants.hiddens][row];
  for (let k = 0; k < this.constants.inputs; k++) {
    a += P[0][k][row] * x[this.thread.z][this.thread.y][k];
  }
  return a;
}`;

/** The block without its moments and on its other side, [rows][columns], so that neighbouring threads going back read neighbours. */
export const turn = `function turn(P) {
  return P[0][this.thread.x][this.thread.y];
}`;
