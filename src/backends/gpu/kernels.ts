// The pipeline's kernels, once each, as source text: gpu.js parses a kernel's text, and a bundler's minifier rewrites
// functions (names, comma expressions, hoisted constants) but never the inside of a string. So what the reader is
// shown, what the tests evaluate and what the GPU compiles are the same characters. Rules for editing: no closures, no
// nested if/else, loop bounds from `this.constants` (gpu.js silently compiled minified nested branches wrongly).

/** a⁽ᵗ⁾ = b + W h⁽ᵗ⁻¹⁾ + U x⁽ᵗ⁾: W `[hiddens, hiddens]`, U `[hiddens, inputs]`, x `[steps, inputs]`; one thread a hidden unit. */
export const preActivation = `function preActivation(W, U, b, h, x, t) {
  const i = this.thread.x;
  let a = b[i];
  for (let j = 0; j < this.constants.hiddens; j++) {
    a += W[i][j] * h[j];
  }
  for (let k = 0; k < this.constants.inputs; k++) {
    a += U[i][k] * x[t][k];
  }
  return a;
}`;

/**
 * h⁽ᵗ⁾ = tanh a⁽ᵗ⁾. The argument is clamped because some GPUs compute tanh as a quotient of exponentials and return NaN
 * for tanh(100); beyond ±15 tanh is ±1 to within 2e-13, so float32 cannot tell the difference.
 */
export const tanhActivation = `function tanhActivation(a) {
  return Math.tanh(Math.max(-15, Math.min(15, a[this.thread.x])));
}`;

/** h⁽ᵗ⁾ = max(0, a⁽ᵗ⁾). */
export const reluActivation = `function reluActivation(a) {
  return Math.max(0, a[this.thread.x]);
}`;

/** A copy of tape `[steps, n]` with row t replaced: a kernel writes a whole array or none of it. */
export const record = `function record(tape, row, t) {
  let value = tape[this.thread.y][this.thread.x];
  if (this.thread.y === t) {
    value = row[this.thread.x];
  }
  return value;
}`;

/** o⁽ᵗ⁾ = c + V h⁽ᵗ⁾ for every t at once: V `[outputs, hiddens]`, h `[steps, hiddens]`; one thread an output and time step. */
export const readOut = `function readOut(V, c, h) {
  const k = this.thread.x;
  const t = this.thread.y;
  let o = c[k];
  for (let j = 0; j < this.constants.hiddens; j++) {
    o += V[k][j] * h[t][j];
  }
  return o;
}`;

/** ŷ⁽ᵗ⁾ = softmax o⁽ᵗ⁾ by log-sum-exp: with the largest o taken out, no exponential overflows. */
export const softmax = `function softmax(o) {
  const t = this.thread.y;
  let largest = o[t][0];
  for (let k = 1; k < this.constants.outputs; k++) {
    largest = Math.max(largest, o[t][k]);
  }
  let sum = 0;
  for (let k = 0; k < this.constants.outputs; k++) {
    sum += Math.exp(o[t][k] - largest);
  }
  return Math.exp(o[t][this.thread.x] - largest - Math.log(sum));
}`;

/** Every kernel's source by name, in the order of a pass: what a lesson shows is what runs. */
export const kernelSources: Readonly<Record<string, string>> = {
  preActivation,
  tanhActivation,
  reluActivation,
  record,
  readOut,
  softmax,
};
