// From the last layer's tape to the loss, and back to it.
import type { Form } from './form.ts';

/** h of every step, zero where a sequence has ended, both directions side by side: [steps][batch][directions · hiddens]. */
export const outputs = (
  directions: 1 | 2,
): string => `function outputs(${directions === 1 ? 'tape' : 'tape, reverse'}, live) {
  const t = this.thread.z;
  const b = this.thread.y;
  const row = this.constants.firstState * this.constants.batch + b;
  if (live[t][b] < 0.5) {
    return 0;
  }${
    directions === 1
      ? ''
      : `
  if (this.thread.x >= this.constants.hiddens) {
    return reverse[this.constants.steps - t][row][this.thread.x - this.constants.hiddens];
  }`
  }
  return tape[t + 1][row][this.thread.x];
}`;

/** What the read-out sees, [readings][batch][features], where that is not {@link outputs} as they are: a sum of both directions. */
export const summed = `function summed(h) {
  return h[this.thread.z][this.thread.y][this.thread.x] + h[this.thread.z][this.thread.y][this.thread.x + this.constants.hiddens];
}`;

/** The same, read once: each direction's state after its own last step. */
export const lastStates = (directions: 1 | 2, sum: boolean): string => `function lastStates(${
  directions === 1 ? 'tape' : 'tape, reverse'
}) {
  const row = this.constants.firstState * this.constants.batch + this.thread.y;${
    directions === 1
      ? ''
      : sum
        ? `
  return tape[this.constants.steps][row][this.thread.x] + reverse[this.constants.steps][row][this.thread.x];`
        : `
  if (this.thread.x >= this.constants.hiddens) {
    return reverse[this.constants.steps][row][this.thread.x - this.constants.hiddens];
  }`
  }${sum ? '' : '\n  return tape[this.constants.steps][row][this.thread.x];'}
}`;

/** o = c + V h, [readings][batch][outputs]. */
export const logits = `function logits(Q, h) {
  const k = this.thread.x;
  let o = Q[0][this.constants.features][k];
  for (let j = 0; j < this.constants.features; j++) {
    o += Q[0][j][k] * h[this.thread.z][this.thread.y][j];
  }
  return o;
}`;

/** Plane 0: log Σ exp o, with the largest o taken out so that none overflows. Plane 1: the loss, zero where no target counts. */
export const judge = `function judge(o, targets) {
  const b = this.thread.x;
  const t = this.thread.y;
  const y = targets[t][b];
  if (this.thread.z === 1 && y < -0.5) {
    return 0;
  }
  let largest = o[t][b][0];
  for (let k = 1; k < this.constants.outputs; k++) {
    largest = Math.max(largest, o[t][b][k]);
  }
  let sum = 0;
  for (let k = 0; k < this.constants.outputs; k++) {
    sum += Math.exp(o[t][b][k] - largest);
  }
  if (this.thread.z === 0) {
    return largest + Math.log(sum);
  }
  return largest - o[t][b][y] + Math.log(sum);
}`;

/** ∇o = (ŷ − 1_y) · scale, zero where no target counts. */
export const logitsBack = `function logitsBack(o, judged, targets, facts, k) {
  const b = this.thread.y;
  const t = this.thread.z;
  const y = targets[t][b];
  if (y < -0.5) {
    return 0;
  }
  let right = 0;
  if (Math.abs(y - this.thread.x) < 0.5) {
    right = 1;
  }
  return facts[k][1] * (Math.exp(o[t][b][this.thread.x] - judged[0][t][b]) - right);
}`;

/** Vᵀ ∇o, [readings][batch][features]. */
export const featuresBack = `function featuresBack(Q, dO) {
  let d = 0;
  for (let k = 0; k < this.constants.outputs; k++) {
    d += Q[0][this.thread.x][k] * dO[this.thread.z][this.thread.y][k];
  }
  return d;
}`;

/** Zeros of any shape: where a network is read once, nothing reaches its steps from above; where a gradient is cut, nothing goes on. */
export const zeros = `function zeros() {
  return 0;
}`;

/** The tape of gradients, or its slice, before the last step: zero, but for what a network that is read once sends into its last state. */
export const beginBack = ({ id }: Form): string => `function beginBack(last) {
  const b = this.thread.y - this.constants.firstBack * this.constants.batch;
  if (${id === 'stacked' ? 'this.thread.z !== this.constants.steps || ' : ''}b < 0 || b >= this.constants.batch) {
    return 0;
  }
  return this.constants.lastStep * last[0][b][this.constants.lastOffset + this.thread.x];
}`;

/** ∇V and ∇c as one block, [features + 1][outputs]. */
export const readoutGradient = `function readoutGradient(dO, h) {
  const k = this.thread.x;
  const j = this.thread.y;
  let sum = 0;
  if (j < this.constants.features) {
    for (let t = 0; t < this.constants.readings; t++) {
      for (let b = 0; b < this.constants.batch; b++) {
        sum += dO[t][b][k] * h[t][b][j];
      }
    }
    return sum;
  }
  for (let t = 0; t < this.constants.readings; t++) {
    for (let b = 0; b < this.constants.batch; b++) {
      sum += dO[t][b][k];
    }
  }
  return sum;
}`;

/** One state of every step, in the order of time, zero where a sequence has ended: [steps][batch][hiddens]. */
export const stateOverTime = `function stateOverTime(tape, live) {
  const t = this.thread.z;
  const b = this.thread.y;
  if (live[t][b] < 0.5) {
    return 0;
  }
  return tape[this.constants.firstStep + this.constants.stepSign * t][this.constants.plane * this.constants.batch + b][this.thread.x];
}`;
