// Wrong forward steps that people write, each with the belief behind it.
import type { DrillMistake } from '../../../src/exercises/drills/contract.ts';

const forward = '/lessons/06-back-propagation-through-time/#forward-and-nothing-thrown-away';
const sum = 'add(b, matVec(W, hPrev), matVec(U, x))';
const state = 'matVec(W, hPrev)';
const nonlinearity = 'tanh(a)';

export const mistakes: readonly DrillMistake[] = (
  [
    {
      id: 'own-past-only',
      when: 'each unit is given its own past only, through the diagonal of W',
      misconception:
        'A unit sees more than its own past: row i of W weighs the previous state of every unit, and W mixes them all.',
      edits: [[state, 'hPrev.map((v: number, i: number) => W[i][i] * v)']],
    },
    {
      id: 'previous-output',
      when: 'W is multiplied with the prediction of the step before, not with the state',
      misconception:
        'A net that is fed its previous output is a Jordan network. Here what is carried from step to step is the hidden state.',
      edits: [[state, 'matVec(W, inputs.yHatPrev)']],
    },
    {
      id: 'h-is-output',
      when: 'softmax stands where tanh belongs',
      misconception:
        'The state h is not the output. It goes through tanh; the prediction is read off it afterwards, by V, c and softmax.',
      edits: [[nonlinearity, 'softmax(a)']],
    },
    {
      id: 'one-hot-assumed',
      when: 'the column of U at the largest entry of x is taken, as if x were one-hot',
      misconception:
        'For a one-hot x the product is that column, and nothing need be multiplied. For any other x all columns count, each by its entry.',
      edits: [['matVec(U, x)', 'U.map((row: number[]) => row[x.indexOf(Math.max(...x))])']],
    },
    {
      id: 'no-memory',
      when: 'the state before is left out',
      misconception:
        'Without W h⁽ᵗ⁻¹⁾ each step sees its own input only: a feed-forward net, which passes only where W is zero.',
      edits: [[sum, 'add(b, matVec(U, x))']],
    },
    {
      id: 'no-input',
      when: 'the input is left out',
      misconception: 'The state before is not all that a step reads: U brings in what arrives at this step.',
      edits: [[sum, `add(b, ${state})`]],
    },
    {
      id: 'no-bias',
      when: 'the bias is left out',
      misconception:
        'The bias does not come in with the weights. It is a term of its own, the same at every step.',
      edits: [[sum, `add(${state}, matVec(U, x))`]],
    },
    {
      id: 'bias-outside',
      when: 'the bias is added after tanh',
      misconception:
        'The bias shifts the pre-activation: it is inside tanh. Added outside, it could lift a state above 1.',
      edits: [[nonlinearity, 'add(b, tanh(sub(a, b)))']],
    },
    {
      id: 'no-nonlinearity',
      when: 'tanh is left out, so that h is a',
      misconception:
        'The sum is the pre-activation only. Without a nonlinearity the steps would fold into one linear map.',
      edits: [[nonlinearity, 'a']],
    },
    {
      id: 'sigmoid',
      when: 'the logistic sigmoid stands where tanh belongs',
      misconception:
        'The sigmoid gives values from 0 to 1. The state of this cell goes through tanh and lies between −1 and 1.',
      edits: [[nonlinearity, 'a.map((v: number) => 1 / (1 + Math.exp(-v)))']],
    },
    {
      id: 'transposed',
      when: 'Wᵀ is used going forward',
      misconception:
        'Row i of W writes unit i, so forward the product is W h⁽ᵗ⁻¹⁾. The transpose belongs to the way back.',
      edits: [['matVec(W, hPrev)', 'matVec(T(W), hPrev)']],
    },
    {
      id: 'weights-swapped',
      when: 'U and W are swapped: U is given the state and W the input',
      misconception:
        'U leads from the input into the cell, W from the cell’s last state. Only where both have one size does the swap run at all.',
      edits: [[sum, 'add(b, matVec(U, hPrev), matVec(W, x))']],
    },
    {
      id: 'state-squashed-twice',
      when: 'the state before goes through tanh once more before W',
      misconception: 'h⁽ᵗ⁻¹⁾ has been through tanh already, at its own step. W reads it as it is.',
      edits: [[state, 'matVec(W, tanh(hPrev))']],
    },
    {
      id: 'old-state-added',
      when: 'the old state is added to the new one',
      misconception:
        'The cell stores nothing verbatim: the new state replaces the old one, which lives on only through W inside tanh.',
      edits: [[nonlinearity, 'add(hPrev, tanh(a))']],
    },
    {
      id: 'a-after-tanh',
      when: 'a is returned after tanh instead of before',
      misconception: 'a and h are two quantities: a is the sum, h is what tanh makes of it.',
      edits: [['return { a, h }', 'return { a: tanh(a), h: tanh(a) }']],
    },
  ] as const
).map((m) => ({ ...m, paragraph: forward }));
