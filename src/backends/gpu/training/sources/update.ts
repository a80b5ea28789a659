// The global norm, clipping, and the rules of the optimisers. Parameters and their moments are planes of one array.
import type { OptimizerSpec } from '../../../optimizers.ts';

/** Of each row of a gradient: plane 0 its largest size, plane 1 the sum of squares of its entries as shares of that. */
export const rowNorms = `function rowNorms(gradient) {
  const row = this.thread.x;
  let largest = 0;
  for (let n = 0; n < this.constants.width; n++) {
    largest = Math.max(largest, Math.abs(gradient[row][n]));
  }
  if (this.thread.y === 0) {
    return largest;
  }
  const unit = Math.max(largest, this.constants.smallest);
  let sum = 0;
  for (let n = 0; n < this.constants.width; n++) {
    const share = gradient[row][n] / unit;
    sum += share * share;
  }
  return sum;
}`;

/** Of all gradients so far and one more: the largest entry's size, and the sum of squares as shares of it. */
export const joinNorms = `function joinNorms(before, rows) {
  let largest = before[0];
  for (let n = 0; n < this.constants.rows; n++) {
    largest = Math.max(largest, rows[0][n]);
  }
  if (this.thread.x === 0) {
    return largest;
  }
  const unit = Math.max(largest, this.constants.smallest);
  const share = before[0] / unit;
  let sum = before[1] * share * share;
  for (let n = 0; n < this.constants.rows; n++) {
    const own = rows[0][n] / unit;
    sum += rows[1][n] * own * own;
  }
  return sum;
}`;

/** A number as a literal that is surely not an integer to the compiler. */
const float = (x: number): string => (Number.isInteger(x) ? x.toFixed(1) : String(x));

function rule(spec: OptimizerSpec): string {
  const alpha = float(spec.alpha);
  const theta = 'P[0][y][x]';
  switch (spec.id) {
    case 'sgd':
      return `return ${theta} - ${alpha} * g;`;
    case 'momentum':
      return `const v = ${float(spec.mu)} * P[1][y][x] + g;
  if (this.thread.z === 1) {
    return v;
  }
  return ${theta} - ${alpha} * v;`;
    case 'rmsProp':
      return `const s = ${float(spec.rho)} * P[1][y][x] + ${float(1 - spec.rho)} * g * g;
  if (this.thread.z === 1) {
    return s;
  }
  return ${theta} - ${alpha} * g / (Math.sqrt(s) + ${float(spec.epsilon)});`;
    case 'adam':
      return `const m = ${float(spec.beta1)} * P[1][y][x] + ${float(1 - spec.beta1)} * g;
  if (this.thread.z === 1) {
    return m;
  }
  const v = ${float(spec.beta2)} * P[2][y][x] + ${float(1 - spec.beta2)} * g * g;
  if (this.thread.z === 2) {
    return v;
  }
  return ${theta} - ${alpha} * (m * facts[k][2]) / (Math.sqrt(v * facts[k][3]) + ${float(spec.epsilon)});`;
  }
}

/** One update of a block and its moments. `facts[k]` holds what Adam's moments are divided by, as factors. */
export const update = (
  spec: OptimizerSpec,
  clip: number,
): string => `function update(P, gradient, norm, facts, k) {
  const x = this.thread.x;
  const y = this.thread.y;
  ${
    Number.isFinite(clip)
      ? `const length = norm[0] * Math.sqrt(norm[1]);
  const g = gradient[y][x] * (${float(clip)} / Math.max(${float(clip)}, length));`
      : 'const g = gradient[y][x];'
  }
  ${rule(spec)}
}`;
