// Wrong truncations that people write, each with the belief behind it.
import type { DrillMistake } from '../../../src/exercises/drills/contract.ts';

const lesson = '/lessons/06-back-propagation-through-time/';
const long = `${lesson}#when-the-film-is-too-long`;
const backwards = `${lesson}#backwards-one-frame-at-a-time`;
const shared = `${lesson}#one-matrix-many-uses`;

const forward = 'matVec(W, h[t - 1])';
const kept = 'daNext = firstOfChunk ? zeros(H) : da;';
const reaches = 'add(matVec(T(V), do_), matVec(T(W), daNext))';
const share = 'outer(da, h[t - 1])';
const isFirst = '(t - 1) % k === 0';
const returned = 'return { h, loss, dV, dW, dU, db, dc };';

export const mistakes: readonly DrillMistake[] = [
  {
    id: 'state-reset',
    when: 'the state begins again at zero after every cut',
    misconception:
      'Truncated BPTT does not cut the forward state. Only the gradient stops at a cut; the state is carried across unchanged.',
    paragraph: long,
    edits: [
      [forward, `matVec(W, ${isFirst} && t > 1 ? zeros(H) : h[t - 1])`],
      [share, `outer(da, ${isFirst} && t > 1 ? zeros(H) : h[t - 1])`],
    ],
  },
  {
    id: 'state-back-to-start',
    when: 'every chunk begins from h⁽⁰⁾',
    misconception:
      'h⁽⁰⁾ stands before the first step only. Each later chunk begins from the last state of the one before it, so that the network can still remember across the cut.',
    paragraph: long,
    edits: [
      [forward, `matVec(W, ${isFirst} ? h0 : h[t - 1])`],
      [share, `outer(da, ${isFirst} ? h0 : h[t - 1])`],
    ],
  },
  {
    id: 'first-share-dropped',
    when: 'the first step of a chunk gives no share to ∇W, as if it had read no state',
    misconception:
      'The state before a cut is still read by the step after it. No gradient is sent into it, but W was used on it, and has its share.',
    paragraph: shared,
    edits: [[share, `outer(da, ${isFirst} && t > 1 ? zeros(H) : h[t - 1])`]],
  },
  {
    id: 'never-cut',
    when: 'the gradient is cut nowhere',
    misconception:
      'This is full BPTT. With truncation, what the steps after a cut want never reaches the steps before it.',
    paragraph: long,
    edits: [[kept, 'daNext = da;']],
  },
  {
    id: 'cut-everywhere',
    when: 'the gradient is cut after every step, whatever k is',
    misconception: 'Within a chunk of k steps the gradient runs back as ever. Only between chunks it stops.',
    paragraph: long,
    edits: [[kept, 'daNext = zeros(H);']],
  },
  {
    id: 'one-step-off',
    when: 'the cut lies one step too early: before step k instead of after it',
    misconception:
      'The first chunk is t = 1 … k. So the gradient must not go from step k + 1 to step k; it stops where t − 1 is a multiple of k, not where t is one.',
    paragraph: long,
    edits: [[isFirst, 't % k === 0']],
  },
  {
    id: 'counted-from-the-end',
    when: 'the chunks are counted from the last step backwards',
    misconception:
      'A sequence is read from its beginning, and cut while it is read. The first chunk always has k steps; it is the last one that may be shorter.',
    paragraph: long,
    edits: [[isFirst, '(tau - t + 1) % k === 0']],
  },
  {
    id: 'last-chunk-only',
    when: 'only the last k steps are gone back over',
    misconception:
      'Truncation shortens how far a gradient goes, not which losses have one. Every chunk has a backward pass of its own, and all of them add to the same sums.',
    paragraph: long,
    edits: [['t >= 1', 't >= 1 && t > tau - k']],
  },
  {
    id: 'sums-reset',
    when: 'the sums are set back to zero at each cut, so that only the first chunk is left in them',
    misconception:
      'The cut is in what passes from step to step. The gradients of all chunks are added up: there is one W.',
    paragraph: shared,
    edits: [
      [
        'const firstOfChunk',
        'if ((t - 1) % k === 0 && t > 1) [dV, dW, dU, db, dc] = [zeros(K, H), zeros(H, H), zeros(H, I), zeros(H), zeros(K)];\n  const firstOfChunk',
      ],
    ],
  },
  {
    id: 'averaged-over-chunks',
    when: 'the gradients are divided by the number of chunks',
    misconception:
      'The shares of a shared weight are added, within a chunk and across chunks. A mean would be a mean in the loss itself.',
    paragraph: shared,
    edits: [
      [
        returned,
        'const by = 1 / Math.ceil(tau / k);\nreturn { h, loss, dV: scale(by, dV), dW: scale(by, dW), dU: scale(by, dU), db: scale(by, db), dc: scale(by, dc) };',
      ],
    ],
  },
  {
    id: 'output-cut-too',
    when: 'the last state of a chunk is also refused the gradient of its own output',
    misconception:
      'Only the path from the next step is cut. The output of the same step lies on this side of the cut, and sends its gradient.',
    paragraph: backwards,
    edits: [[reaches, `(t % k === 0 && t < tau ? zeros(H) : ${reaches})`]],
  },
  {
    id: 'readout-cut-too',
    when: 'V and c are given no share by the last step of a chunk',
    misconception:
      'The gradients of V and c do not pass through time at all. A cut changes nothing about them.',
    paragraph: long,
    edits: [
      ['dV = add(dV, outer(do_, h[t]));', 'if (t % k !== 0 || t === tau) dV = add(dV, outer(do_, h[t]));'],
      ['dc = add(dc, do_);', 'if (t % k !== 0 || t === tau) dc = add(dc, do_);'],
    ],
  },
  {
    id: 'k-steps-for-each-loss',
    when: 'every loss is followed back for k steps, wherever the chunks begin',
    misconception:
      'That is another truncation, k times as dear: each step would need a backward pass of its own. Here cuts lie between chunks, so a loss goes back to the first step of its chunk and no further.',
    paragraph: long,
    edits: [
      [
        'let daNext = zeros(H);',
        `const reach = (t: number, left: number): number[] => {
  const own = matVec(T(V), sub(yHat[t], oneHot(y[t], K)));
  return left === 0 || t === tau
    ? own
    : add(own, matVec(T(W), mul(oneMinusSquare(h[t + 1]), reach(t + 1, left - 1))));
};
let daNext = zeros(H);`,
      ],
      [reaches, 'reach(t, k - 1)'],
    ],
  },
  {
    id: 'no-slope',
    when: 'the slope of tanh, 1 − h², is left out',
    misconception:
      'A gradient does not pass through a nonlinearity unchanged: it is multiplied by the slope there, which is near 0 for a saturated unit.',
    paragraph: backwards,
    edits: [['mul(oneMinusSquare(h[t]), dh)', 'dh']],
  },
  {
    id: 'not-transposed',
    when: 'the gradient is sent back through W instead of Wᵀ',
    misconception:
      'Row i of W writes unit i, column j reads unit j. A gradient goes to the units that were read, so the matrix is used the other way round.',
    paragraph: backwards,
    edits: [['T(W)', 'W']],
  },
];
