// Pieces of kernel text that several kernels share. They are put into each kernel's text, since a kernel can call nothing outside it.

/**
 * tanh of an expression. Clamped, because some GPUs compute it as a quotient of exponentials and return NaN for tanh(100); beyond ±15
 * it is ±1 to within 2e-13, so float32 cannot tell the difference.
 */
export const tanhOf = (a: string): string => `Math.tanh(Math.max(-15, Math.min(15, ${a})))`;

/** σ(a) = ½ + ½ tanh(a / 2). */
export const sigmoidOf = (a: string): string => `(0.5 + 0.5 * ${tanhOf(`0.5 * (${a})`)})`;

/**
 * The plane, the sequence and the unit that a thread of a tape works on: a tape's rows are its planes one after another, each with
 * a row a sequence. Half a row is added before the division, whose rounding then cannot reach the next plane.
 */
export const place = `const i = this.thread.x;
  const plane = Math.floor((this.thread.y + 0.5) / this.constants.batch);
  const b = this.thread.y - plane * this.constants.batch;`;
