// What the equations of LSTM and GRU share: the read-out in its other letters, the affine map of each gate, what is read once.
import {
  add,
  apply,
  divide,
  matVec,
  outer,
  ref,
  subtract,
  transpose,
  type Expression,
} from '../expression/tree.ts';
import { addEquations } from '../equations.ts';
import { gatedReadout } from '../symbols/gated.ts';
import type { SymbolId } from '../symbols.ts';
import { defineParameter, type Define } from './define.ts';
import { defineUsedOnce } from './nets.ts';
import './readOnce.ts';

const [q, yHat] = [ref(gatedReadout['readout.q']!.id), ref('readout.yHat')];
const minusTarget = subtract(yHat, { op: 'oneHot', index: ref('loss.y'), like: yHat });

/** The letters of a gated cell's read-out. */
export const gatedLetters = { logits: 'readout.q', dLogits: 'readout.dq', bias: 'readout.d' } as const;

export const readoutEquations = addEquations((define) => {
  define('readout.yHat/q', apply('softmax', q), 'Turn the outputs into probabilities {readout.yHat} that add up to 1.'); // prettier-ignore
  define('readout.dq', minusTarget, 'The gradient of the output is the prediction minus the truth.');
  define(
    'readout.dq/mean',
    divide(minusTarget, ref('loss.count')),
    'The gradient of the output is the prediction minus the truth, divided by the number of targets.',
  );
  defineParameter(define, 'readout.d', ref('readout.dq'));
  defineUsedOnce(define, 'readout.d');
});

/** a_g = b_g + W_g h⁽ᵗ⁻¹⁾ + U_g x. */
export function defineGate(define: Define, cell: 'lstm' | 'gru', g: string): void {
  const [U, W, b] = ['U', 'W', 'b'].map((letter) => ref(`${cell}.${letter}_${g}`)) as [
    Expression,
    Expression,
    Expression,
  ];
  define(
    `${cell}.a_${g}`,
    add(b, matVec(W, ref(`${cell}.h`, -1)), matVec(U, ref(`${cell}.x`))),
    `Mix the state so far, {${cell}.h-1}, and the input {${cell}.x} into {${cell}.a_${g}}.`,
  );
}

/** The copies, sums and updates of U_g, W_g and b_g. */
export function defineGateParameters(define: Define, cell: 'lstm' | 'gru', g: string): void {
  const da = ref(`${cell}.da_${g}`);
  defineParameter(define, `${cell}.U_${g}`, outer(da, ref(`${cell}.x`)));
  defineParameter(define, `${cell}.W_${g}`, outer(da, ref(`${cell}.h`, -1)));
  defineParameter(define, `${cell}.b_${g}`, da);
}

/** A share of a state's gradient that comes from the step after: nothing at the end of the run and at cuts. */
export function defineFromFuture(
  define: Define,
  share: SymbolId,
  state: SymbolId,
  expression: Expression,
  words: string,
): void {
  const zero: Expression = { op: 'zero', like: share };
  define(share, expression, words);
  define(`${share}/end`, zero, `This is the last step: nothing comes back to {${state}} from the future.`);
  define(`${share}/cut`, zero, `Truncated here. {${state}} went on, but its gradient is not let back.`);
}

/** Wᵀ ∇a of the step after. */
export const throughGate = (cell: 'lstm' | 'gru', g: string): Expression =>
  matVec(transpose(ref(`${cell}.W_${g}`)), ref(`${cell}.da_${g}`, 1));

/** ∇x, the sum over the gates of Uᵀ ∇a. */
export const toInput = (cell: 'lstm' | 'gru', gates: readonly string[]): Expression =>
  add(...gates.map((g) => matVec(transpose(ref(`${cell}.U_${g}`)), ref(`${cell}.da_${g}`))));
