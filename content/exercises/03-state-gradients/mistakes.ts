// Wrong backward passes that people write, each with the belief behind it.
import type { DrillMistake } from '../../../src/exercises/drills/contract.ts';

const lesson = '/lessons/06-back-propagation-through-time/';
const backwards = `${lesson}#backwards-one-frame-at-a-time`;
const both = 'add(matVec(T(V), do_[t]), matVec(T(W), daNext))';
const slope = 'oneMinusSquare(h[t])';

export const mistakes: readonly DrillMistake[] = [
  {
    id: 'no-slope',
    when: 'the slope of tanh, 1 − h², is left out',
    misconception:
      'A gradient does not pass through a nonlinearity unchanged: it is multiplied by the slope there, which is near 0 for a saturated unit.',
    paragraph: backwards,
    edits: [[`mul(${slope}, dh[t])`, 'dh[t]']],
  },
  {
    id: 'not-transposed',
    when: 'the gradient is sent back through W instead of Wᵀ',
    misconception:
      'Row i of W writes unit i, column j reads unit j. A gradient goes to the units that were read, so the matrix is used the other way round.',
    paragraph: backwards,
    edits: [['T(W)', 'W']],
  },
  {
    id: 'readout-not-transposed',
    when: 'the gradient of the output is sent back through V instead of Vᵀ',
    misconception:
      'V leads from the state to the output. The way back from the output to the state is its transpose.',
    paragraph: backwards,
    edits: [['T(V)', 'V']],
  },
  {
    id: 'no-future',
    when: 'the path from h⁽ᵗ⁺¹⁾ is left out',
    misconception:
      'A state has two readers: its own output, and the state after it. Both send a gradient, and the two are added.',
    paragraph: backwards,
    edits: [[both, 'matVec(T(V), do_[t])']],
  },
  {
    id: 'last-loss-only',
    when: 'only the last state is given the gradient of its output',
    misconception:
      'There is a loss at every step, not only at the last. Each sends its own gradient into the state of its step.',
    paragraph: `${lesson}#which-loss-sent-it`,
    edits: [[both, 't === tau ? matVec(T(V), do_[t]) : matVec(T(W), daNext)']],
  },
  {
    id: 'future-without-slope',
    when: '∇h⁽ᵗ⁺¹⁾ is sent back through Wᵀ without the slope there: ∇a⁽ᵗ⁺¹⁾ belongs in its place',
    misconception:
      'W was multiplied into the pre-activation. So what comes back through it is the gradient of a⁽ᵗ⁺¹⁾, after the slope, not that of h⁽ᵗ⁺¹⁾.',
    paragraph: backwards,
    edits: [['daNext = da[t]', 'daNext = dh[t]']],
  },
  {
    id: 'future-without-weights',
    when: 'the gradient comes back from the next step without passing through Wᵀ',
    misconception:
      'The next step read this state through W. On the way back W has to be passed again, transposed.',
    paragraph: backwards,
    edits: [['matVec(T(W), daNext)', 'daNext']],
  },
  {
    id: 'slope-of-previous',
    when: 'the slope of tanh is taken from the state before, h⁽ᵗ⁻¹⁾',
    misconception: 'h⁽ᵗ⁾ is the tanh of a⁽ᵗ⁾. The slope at a⁽ᵗ⁾ is therefore 1 − h² of the same step.',
    paragraph: backwards,
    edits: [[slope, 'oneMinusSquare(h[t - 1])']],
  },
  {
    id: 'slope-is-h',
    when: 'h stands where the slope of tanh, 1 − h², belongs',
    misconception: 'The value of tanh is not its slope. The slope is 1 − h², largest where h is 0.',
    paragraph: backwards,
    edits: [[slope, 'h[t]']],
  },
  {
    id: 'slope-not-squared',
    when: 'the slope of tanh is written 1 − h instead of 1 − h²',
    misconception:
      'The derivative of tanh a is 1 − tanh² a. Without the square, negative states would get slopes above 1.',
    paragraph: backwards,
    edits: [[slope, 'h[t].map((v) => 1 - v)']],
  },
  {
    id: 'sigmoid-slope',
    when: 'the slope of the sigmoid, h (1 − h), stands where that of tanh belongs',
    misconception:
      'h (1 − h) is the slope of the logistic sigmoid. This state went through tanh, whose slope is 1 − h².',
    paragraph: backwards,
    edits: [[slope, 'h[t].map((v) => v * (1 - v))']],
  },
  {
    id: 'forwards',
    when: 'the steps are taken from t = 1 to τ, as in the forward pass',
    misconception:
      'The gradient of a state needs the one after it. So the backward pass runs like the film reversed, from τ down to 1.',
    paragraph: backwards,
    edits: [['let t = tau; t >= 1; t--', 'let t = 1; t <= tau; t++']],
  },
  {
    id: 'stops-early',
    when: 'the backward pass stops at t = 2 and leaves the first step out',
    misconception: 'The first step has weights to learn too: its gradient is needed as much as any other.',
    paragraph: backwards,
    edits: [['t >= 1', 't > 1']],
  },
  {
    id: 'gradient-halved',
    when: 'the two gradients that meet in a state are averaged instead of added',
    misconception: 'A value that is used twice has the sum of both gradients, not their mean.',
    paragraph: backwards,
    edits: [[both, `scale(0.5, ${both})`]],
  },
];
