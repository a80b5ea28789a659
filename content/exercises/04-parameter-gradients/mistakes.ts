// Wrong sums of gradients that people write, each with the belief behind it.
import type { DrillMistake } from '../../../src/exercises/drills/contract.ts';

const lesson = '/lessons/06-back-propagation-through-time/';
const uses = `${lesson}#one-matrix-many-uses`;
const backwards = `${lesson}#backwards-one-frame-at-a-time`;
const needed = `${lesson}#what-has-to-be-learned`;
const loop = 'let t = tau; t >= 1; t--';
const shareOfW = 'outer(da[t], h[t - 1])';
const shareOfU = 'outer(da[t], x[t])';
const shareOfV = 'outer(do_[t], h[t])';
const result = 'return { dU, dW, db, dV, dc';
const scaled = (by: string) =>
  `return { dU: scale(${by}, dU), dW: scale(${by}, dW), db: scale(${by}, db), dV: scale(${by}, dV), dc: scale(${by}, dc)`;

export const mistakes: readonly DrillMistake[] = [
  {
    id: 'average',
    when: 'the gradients are averaged over the steps instead of summed',
    misconception:
      'A shared weight is used at every step, so a small change of it acts at every step. The effects add; nothing is divided.',
    paragraph: uses,
    edits: [[result, scaled('1 / tau')]],
  },
  {
    id: 'last-step-only',
    when: 'only the last step’s share of the gradients is kept',
    misconception:
      'The last copy of a weight gives one share of the sum. The copies of all other steps have theirs.',
    paragraph: uses,
    edits: [[loop, 'let t = tau; t >= tau; t--']],
  },
  {
    id: 'overwritten',
    when: 'the gradients are overwritten at each step instead of added up, so that only the share of t = 1 is left',
    misconception:
      'Each step has a share of its own. Assigning keeps the one that came last in the loop; adding keeps all.',
    paragraph: uses,
    edits: [
      [`add(dV, ${shareOfV})`, shareOfV],
      ['add(dc, do_[t])', 'do_[t]'],
      [`add(dW, ${shareOfW})`, shareOfW],
      [`add(dU, ${shareOfU})`, shareOfU],
      ['add(db, da[t])', 'da[t]'],
    ],
  },
  {
    id: 'wrong-previous',
    when: '∇W takes h⁽ᵗ⁾ where it needs h⁽ᵗ⁻¹⁾',
    misconception:
      'W read the state of the step before. Its share is ∇a⁽ᵗ⁾ times what it read, not what came of it.',
    paragraph: uses,
    edits: [[shareOfW, 'outer(da[t], h[t])']],
  },
  {
    id: 'readout-previous',
    when: '∇V takes h⁽ᵗ⁻¹⁾ where it needs h⁽ᵗ⁾',
    misconception: 'V reads the new state of its own step. Only W reads the one before.',
    paragraph: uses,
    edits: [[shareOfV, 'outer(do_[t], h[t - 1])']],
  },
  {
    id: 'readout-last-state',
    when: '∇V takes the last state at every step',
    misconception: 'V made an output at each step, from that step’s state. Its gradient needs each of them.',
    paragraph: uses,
    edits: [[shareOfV, 'outer(do_[t], h[tau])']],
  },
  {
    id: 'outer-swapped',
    when: 'the two factors of ∇W are swapped, so that it comes out transposed',
    misconception:
      'A gradient has the layout of its weights: rows for what is written, columns for what is read. The gradient ∇a goes first.',
    paragraph: uses,
    edits: [[shareOfW, 'outer(h[t - 1], da[t])']],
  },
  {
    id: 'input-swapped',
    when: 'the two factors of ∇U are swapped, so that it comes out transposed',
    misconception:
      'U has a row for each hidden unit and a column for each input, and so has ∇U: ∇a first, then x.',
    paragraph: uses,
    // the zeros take the swapped shape too, else the first addition breaks off
    edits: [
      ['let dU = zeros(H, I);', 'let dU = zeros(I, H);'],
      [shareOfU, 'outer(x[t], da[t])'],
    ],
  },
  {
    id: 'first-step-left-out',
    when: 'the first step is left out of all sums',
    misconception:
      'The first step has a state before it too, h⁽⁰⁾, and an input, an output and a loss. It has shares like any other.',
    paragraph: uses,
    edits: [[loop, 'let t = tau; t > 1; t--']],
  },
  {
    id: 'initial-state-ignored',
    when: 'the share of ∇W at the first step is left out, as if h⁽⁰⁾ were zero',
    misconception:
      'At t = 1 W reads h⁽⁰⁾. Where a state was carried over it is not zero, and that share counts.',
    paragraph: uses,
    edits: [[`dW = add(dW, ${shareOfW})`, `if (t > 1) dW = add(dW, ${shareOfW})`]],
  },
  {
    id: 'slope-twice',
    when: 'the slope of tanh is multiplied once more into ∇a',
    misconception: '∇a is what is left after the slope, which is in it already. U, W and b take it as it is.',
    paragraph: backwards,
    edits: [['da[t]', 'mul(oneMinusSquare(h[t]), da[t])', 3]],
  },
  {
    id: 'bias-not-summed',
    when: 'the biases are overwritten at each step, while the matrices are summed',
    misconception:
      'A bias reads a constant 1, but it reads it at every step. Its shares are summed like all others.',
    paragraph: uses,
    edits: [
      ['add(db, da[t])', 'da[t]'],
      ['add(dc, do_[t])', 'do_[t]'],
    ],
  },
  {
    id: 'bias-times-state',
    when: 'the share of ∇b is multiplied by the state',
    misconception:
      'A bias reads no state, it reads a constant 1. Its share is the gradient at what it wrote, ∇a itself.',
    paragraph: uses,
    edits: [['add(db, da[t])', 'add(db, mul(da[t], h[t]))']],
  },
  {
    id: 'sums-first',
    when: '∇W is the product of two sums over time, not the sum of the products',
    misconception:
      'Each gradient belongs with the state that was read at its own step. Summed first, every step would be paired with every other.',
    paragraph: uses,
    edits: [[result, `dW = outer(db, sumOverTime((t) => h[t - 1]));\n${result}`]],
  },
  {
    id: 'descent-direction',
    when: 'the gradients come out with a minus sign, ready to be added to the parameters',
    misconception:
      'The gradient points uphill. The minus sign belongs to the update, θ − α ∇θ, and is applied once.',
    paragraph: needed,
    edits: [[result, scaled('-1')]],
  },
];
