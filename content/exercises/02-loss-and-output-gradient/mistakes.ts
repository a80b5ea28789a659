// Wrong predictions, losses and output gradients that people write, each with the belief behind it.
import type { DrillMistake } from '../../../src/exercises/drills/contract.ts';

const lesson = '/lessons/06-back-propagation-through-time/';
const forward = `${lesson}#forward-and-nothing-thrown-away`;
const backwards = `${lesson}#backwards-one-frame-at-a-time`;
const reduction = `${lesson}#sum-or-mean`;
const shifted = 'Math.exp(v - top)';
const loss = '-Math.log(yHat[y])';
const gradient = 'sub(yHat, oneHot(y, o.length))';

export const mistakes: readonly DrillMistake[] = [
  {
    id: 'not-shifted',
    when: 'exp is taken of the outputs as they are, so that it overflows or all powers are 0',
    misconception:
      'In exact arithmetic a shift changes nothing; in 64-bit numbers exp(710) is infinite and exp(−750) is 0. Subtract the largest output first: softmax stays the same.',
    paragraph: forward,
    edits: [[shifted, 'Math.exp(v)']],
  },
  {
    id: 'not-normalised',
    when: 'the powers are not divided by their sum',
    misconception:
      'exp makes the outputs positive. Only the division makes them probabilities that add up to 1.',
    paragraph: forward,
    edits: [['p / total', 'p']],
  },
  {
    id: 'no-exponential',
    when: 'the outputs are divided by their sum, without exp',
    misconception:
      'Outputs are logarithms up to a constant, and may be negative. exp comes first, then the division.',
    paragraph: forward,
    edits: [[shifted, 'v']],
  },
  {
    id: 'sigmoid',
    when: 'each output goes through a sigmoid of its own instead of one softmax',
    misconception:
      'A sigmoid answers yes or no for each class alone. Here one of K symbols comes next, so the probabilities share a sum of 1.',
    paragraph: forward,
    edits: [
      [shifted, '1 / (1 + Math.exp(-v))'],
      ['p / total', 'p'],
    ],
  },
  {
    id: 'bits',
    when: 'the loss is taken with the logarithm to base 2',
    misconception:
      'Base 2 gives bits. The loss is in nats, and its gradient ŷ − 1 fits the natural logarithm only.',
    paragraph: forward,
    edits: [[loss, '-Math.log2(yHat[y])']],
  },
  {
    id: 'loss-sign',
    when: 'the minus sign of the loss is missing',
    misconception:
      'The logarithm of a probability is never positive. The loss is minus that, and falls as ŷ[y] rises.',
    paragraph: forward,
    edits: [[loss, 'Math.log(yHat[y])']],
  },
  {
    id: 'loss-of-the-likeliest',
    when: 'the loss is taken at the largest entry of ŷ, not at the target',
    misconception:
      'That number is small whenever the network is sure, right or wrong. The loss asks how likely it thought what really came.',
    paragraph: forward,
    edits: [[loss, '-Math.log(Math.max(...yHat))']],
  },
  {
    id: 'loss-of-all',
    when: '−log ŷ is summed over all entries, not taken at the target alone',
    misconception:
      'Only one symbol came. The cross-entropy with a one-hot truth has one term, that of the target.',
    paragraph: forward,
    edits: [[loss, '-sum(yHat.map((p: number) => Math.log(p)))']],
  },
  {
    id: 'squared-error',
    when: 'half the squared distance to the truth stands where the cross-entropy belongs',
    misconception:
      'With the squared error the slope of softmax would stay in ∇o, and a prediction that is sure and wrong would learn slowly. The loss here is −log ŷ[y].',
    paragraph: forward,
    edits: [[loss, '0.5 * sum(mul(sub(yHat, oneHot(y, o.length)), sub(yHat, oneHot(y, o.length))))']],
  },
  {
    id: 'counted-from-one',
    when: 'the classes are counted from 1, so that the entry before the target is taken',
    misconception: 'A target is an index, and indices begin at 0: y itself is the place in ŷ and in ∇o.',
    paragraph: forward,
    edits: [
      [loss, '-Math.log(yHat[y - 1])'],
      [gradient, 'yHat.map((p: number, k: number) => (k === y - 1 ? p - 1 : p))'],
    ],
  },
  {
    id: 'no-one-hot',
    when: 'the truth is not subtracted from the prediction in ∇o',
    misconception:
      'ŷ alone would push every output down, the right one too. The gradient is the prediction minus the truth.',
    paragraph: backwards,
    edits: [[gradient, 'copy(yHat)']],
  },
  {
    id: 'sign-flipped',
    when: '∇o has its sign flipped: the truth minus the prediction',
    misconception:
      'The gradient points uphill: at the right symbol it is negative, since raising that output lowers the loss.',
    paragraph: backwards,
    edits: [[gradient, 'sub(oneHot(y, o.length), yHat)']],
  },
  {
    id: 'target-only',
    when: 'only the entry of the target is given a gradient',
    misconception:
      'Every output is in the sum under the softmax, so raising any other one lowers ŷ[y]. All entries have a gradient, and they add up to zero.',
    paragraph: backwards,
    edits: [[gradient, 'mul(sub(yHat, oneHot(y, o.length)), oneHot(y, o.length))']],
  },
  {
    id: 'slope-once-more',
    when: 'ŷ − 1 is multiplied by the slope ŷ (1 − ŷ) once more',
    misconception:
      'The derivatives of the logarithm and of softmax have already been multiplied: ŷ minus the truth is what is left.',
    paragraph: backwards,
    edits: [
      [gradient, 'sub(yHat, oneHot(y, o.length)).map((g: number, k: number) => g * yHat[k] * (1 - yHat[k]))'],
    ],
  },
  {
    id: 'gradient-of-prediction',
    when: '∇ŷ is returned in place of ∇o: −1 / ŷ[y] at the target, 0 elsewhere',
    misconception:
      'That is the derivative with respect to the prediction. One step further back, through softmax, it becomes ŷ minus the truth.',
    paragraph: backwards,
    edits: [[gradient, 'scale(-1 / yHat[y], oneHot(y, o.length))']],
  },
  {
    id: 'divided',
    when: '∇o is divided by the number of steps, though the loss is a sum',
    misconception:
      'Sum or mean is a choice that moves every gradient by a factor N. With the sum, nothing is divided.',
    paragraph: reduction,
    edits: [[gradient, `scale(1 / inputs.N, ${gradient})`]],
  },
];
