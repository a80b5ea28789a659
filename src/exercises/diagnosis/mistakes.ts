// Mistakes that a wrong program is matched against: the classic ones of the engine and further common ones, all as equations put
// in place of the right ones.
import type { EquationId } from '../../engine/equations.ts';
import { faultIds, faults, type FaultId } from '../../engine/faults.ts';
import {
  add,
  apply,
  diagonal,
  divide,
  matVec,
  outer,
  ref,
  slope,
  subtract,
  sumOverTime,
  transpose,
  type Expression,
} from '../../engine/expression/tree.ts';
import { gradientIds, parameterIds } from '../../engine/symbols.ts';

export interface Mistake {
  readonly id: string;
  /** Completes "This is what you get when …". */
  readonly when: string;
  readonly replaces: Readonly<Record<EquationId, Expression>>;
  /** One of the six that the stepper can switch on. */
  readonly classic: boolean;
}

const classicWords: Readonly<Record<FaultId, string>> = {
  'no-slope': 'the slope of tanh, 1 − h², is left out',
  'not-transposed': 'the gradient is sent back through W instead of Wᵀ',
  'no-future': 'the path from h⁽ᵗ⁺¹⁾ is left out',
  'last-step-only': 'only the last step’s share of the gradients is kept',
  'wrong-previous': '∇W takes h⁽ᵗ⁾ where it needs h⁽ᵗ⁻¹⁾',
  average: 'the gradients are averaged over the steps instead of summed',
};

const [x, a, h, hPrev] = [ref('rnn.x'), ref('rnn.a'), ref('rnn.h'), ref('rnn.h', -1)];
const [U, W, b] = [ref('rnn.U'), ref('rnn.W'), ref('rnn.b')];
const [V, c, yHat, y] = [ref('readout.V'), ref('readout.c'), ref('readout.yHat'), ref('loss.y')];
const [dO, dh, da] = [ref('readout.do'), ref('rnn.dh'), ref('rnn.da')];
const [dhNext, daNext, count] = [ref('rnn.dh', 1), ref('rnn.da', 1), ref('loss.count')];
const oneHot: Expression = { op: 'oneHot', index: y, like: yHat };
const sums = parameterIds.map((id) => gradientIds(id));

/** For both reductions: the mean divides by the number of targets. */
const bothReductions = (e: Expression) => ({ 'readout.do': e, 'readout.do/mean': divide(e, count) });
const slopeOf = (e: Expression) => ({ 'rnn.da': e });

const further: readonly Omit<Mistake, 'classic'>[] = [
  {
    id: 'sign-flipped',
    when: 'the gradient of the output has its sign flipped: the truth minus the prediction',
    replaces: bothReductions(subtract(oneHot, yHat)),
  },
  {
    id: 'no-one-hot',
    when: 'the truth is not subtracted from the prediction in ∇o',
    replaces: bothReductions(yHat),
  },
  {
    id: 'divided',
    when: '∇o is divided by the number of targets, though the loss is a sum',
    replaces: { 'readout.do': divide(subtract(yHat, oneHot), count) },
  },
  {
    id: 'not-divided',
    when: '∇o is not divided by the number of targets, though the loss is their mean',
    replaces: { 'readout.do/mean': subtract(yHat, oneHot) },
  },
  {
    id: 'slope-is-h',
    when: 'h stands where the slope of tanh, 1 − h², belongs',
    replaces: slopeOf(diagonal(h, dh)),
  },
  {
    id: 'slope-of-a',
    when: 'the slope of tanh is taken as 1 − a², from the pre-activation',
    replaces: slopeOf(diagonal(slope('tanh', a), dh)),
  },
  {
    id: 'slope-of-previous',
    when: 'the slope of tanh is taken from the state before, h⁽ᵗ⁻¹⁾',
    replaces: slopeOf(diagonal(slope('tanh', hPrev), dh)),
  },
  {
    id: 'future-without-slope',
    when: '∇h⁽ᵗ⁺¹⁾ is sent back through Wᵀ without the slope there: ∇a⁽ᵗ⁺¹⁾ belongs in its place',
    replaces: { 'rnn.dhFromFuture': matVec(transpose(W), dhNext) },
  },
  {
    id: 'future-without-weights',
    when: 'the gradient comes back from the next step without passing through Wᵀ',
    replaces: { 'rnn.dhFromFuture': daNext },
  },
  {
    id: 'last-loss-only',
    when: 'the states before the last are given no gradient from their own output',
    replaces: { 'rnn.dh': ref('rnn.dhFromFuture') },
  },
  {
    id: 'readout-not-transposed',
    when: 'the gradient of the output is sent back through V instead of Vᵀ',
    replaces: { 'rnn.dhFromOutput': matVec(V, dO) },
  },
  {
    id: 'overwritten',
    when: 'the gradients are overwritten at each step instead of added up, so that only the share of t = 1 is left',
    replaces: Object.fromEntries(sums.map(({ copy, sum }) => [sum, ref(copy)])),
  },
  {
    id: 'outer-swapped',
    when: 'the two factors of ∇W are swapped, so that it comes out transposed',
    replaces: { 'rnn.dWStep': outer(hPrev, da) },
  },
  {
    id: 'outer-swapped-everywhere',
    when: 'the two factors of ∇W, ∇U and ∇V are swapped, so that they come out transposed',
    replaces: {
      'rnn.dWStep': outer(hPrev, da),
      'rnn.dUStep': outer(x, da),
      'readout.dVStep': outer(h, dO),
    },
  },
  {
    id: 'weights-from-dh',
    when: '∇W, ∇U and ∇b are taken from ∇h where they need ∇a',
    replaces: { 'rnn.dWStep': outer(dh, hPrev), 'rnn.dUStep': outer(dh, x), 'rnn.dbStep': dh },
  },
  {
    id: 'readout-previous',
    when: '∇V takes h⁽ᵗ⁻¹⁾ where it needs h⁽ᵗ⁾',
    replaces: { 'readout.dVStep': outer(dO, hPrev) },
  },
  {
    id: 'no-tanh',
    when: 'the state is not squashed by tanh on the way forward',
    replaces: { 'rnn.h': a },
  },
  {
    id: 'forward-transposed',
    when: 'the state goes forward through Wᵀ instead of W',
    replaces: { 'rnn.a': add(b, matVec(transpose(W), hPrev), matVec(U, x)) },
  },
  {
    id: 'no-memory',
    when: 'the state before is left out on the way forward',
    replaces: { 'rnn.a': add(b, matVec(U, x)) },
  },
  {
    id: 'no-hidden-bias',
    when: 'b is left out on the way forward',
    replaces: { 'rnn.a': add(matVec(W, hPrev), matVec(U, x)) },
  },
  {
    id: 'no-readout-bias',
    when: 'c is left out on the way forward',
    replaces: { 'readout.o': matVec(V, h) },
  },
  {
    id: 'mean-loss',
    when: 'the losses are averaged instead of summed',
    replaces: { 'loss.total': divide(sumOverTime(ref('loss.step')), count) },
  },
  {
    id: 'tanh-output',
    when: 'the output is squashed by tanh before the softmax',
    replaces: { 'readout.o': apply('tanh', add(c, matVec(V, h))) },
  },
];

export const mistakes: readonly Mistake[] = [
  ...faultIds.map((id) => ({ id, when: classicWords[id], replaces: faults[id].replaces, classic: true })),
  ...further.map((mistake) => ({ ...mistake, classic: false })),
];

/** @throws RangeError for an id that no mistake has. */
export function mistakeOf(id: string): Mistake {
  const found = mistakes.find((m) => m.id === id);
  if (!found) throw new RangeError(`mistakeOf: no mistake ${JSON.stringify(id)}`);
  return found;
}
