// Wrong ways to clip that people write, each with the belief behind it.
import type { DrillMistake } from '../../../src/exercises/drills/contract.ts';

const lesson = '/lessons/06-back-propagation-through-time/';
const direction = `${lesson}#sum-or-mean`;

const factor = 'norm > limit ? limit / norm : 1';
const root = 'Math.sqrt(squares(dV) + squares(dW) + squares(dU) + squares(db) + squares(dc))';
const sumOfSquares = root.slice('Math.sqrt('.length, -1);
const names = ['dV', 'dW', 'dU', 'db', 'dc'] as const;
const inEach = (by: (name: string) => string) =>
  names.map((name) => [`scale(factor, ${name})`, by(name)] as const);

export const mistakes: readonly DrillMistake[] = [
  {
    id: 'each-by-its-own',
    when: 'every gradient is clipped by its own norm',
    misconception:
      'One factor for all keeps the direction of the step. A factor for each parameter turns it, and five norms at the limit are together more than twice the limit.',
    paragraph: direction,
    edits: inEach(
      (g) => `scale(Math.sqrt(squares(${g})) > limit ? limit / Math.sqrt(squares(${g})) : 1, ${g})`,
    ),
  },
  {
    id: 'by-value',
    when: 'every entry is cut to the limit',
    misconception:
      'That is clipping by value. It bounds each entry, turns the direction, and lets a long gradient of many small entries through.',
    paragraph: direction,
    edits: inEach(
      (g) =>
        `${g}.map((r) => (r.map ? r.map((v) => Math.max(-limit, Math.min(limit, v))) : Math.max(-limit, Math.min(limit, r))))`,
    ),
  },
  {
    id: 'always-rescaled',
    when: 'the gradients are brought to the limit even where they lie below it',
    misconception:
      'A limit is not a target. Gradients whose norm does not exceed it are left as they are; and where all are zero, limit / norm would divide by zero.',
    paragraph: direction,
    edits: [[factor, 'limit / norm']],
  },
  {
    id: 'rescaled-unless-zero',
    when: 'all gradients but those that are zero are brought to the limit',
    misconception:
      'A small gradient is small near a minimum, and ought to be. Clipping shortens what is too long and lengthens nothing.',
    paragraph: direction,
    edits: [[factor, 'norm > 0 ? limit / norm : 1']],
  },
  {
    id: 'no-root',
    when: 'the square root is left out, so that the norm is its own square',
    misconception:
      'The norm is the length of the gradient, √Σ g². Its square is compared with the square of the limit, not with the limit.',
    paragraph: direction,
    edits: [[root, `(${sumOfSquares})`]],
  },
  {
    id: 'root-in-test-only',
    when: 'the square of the norm is compared with the limit',
    misconception: 'Two lengths are compared, or their squares; not the square of one with the other.',
    paragraph: direction,
    edits: [[factor, 'norm * norm > limit ? limit / norm : 1']],
  },
  {
    id: 'norms-added',
    when: 'the norms of the five gradients are added',
    misconception:
      'Lengths at right angles add by their squares: the global norm is the root of the sum of all squares, and is smaller than the sum of the norms.',
    paragraph: direction,
    edits: [[root, names.map((g) => `Math.sqrt(squares(${g}))`).join(' + ')]],
  },
  {
    id: 'sizes-added',
    when: 'the absolute values of the entries are added in place of their squares',
    misconception: 'That is another norm, Σ |g|. It is larger than the Euclidean one, so it clips too much.',
    paragraph: direction,
    edits: [
      ['v * v', 'Math.abs(v)'],
      [root, `(${sumOfSquares})`],
    ],
  },
  {
    id: 'biases-not-counted',
    when: 'the gradients of the biases are left out of the norm',
    misconception:
      'The biases take the same step as the weights. All parameters are one long vector, and it is the length of that which is bounded.',
    paragraph: direction,
    edits: [[' + squares(db) + squares(dc)', '']],
  },
  {
    id: 'biases-not-clipped',
    when: 'the gradients of the biases are returned as they were',
    misconception:
      'Every gradient is multiplied by the one factor. If some are left out, the direction turns and the norm is still too large.',
    paragraph: direction,
    edits: [
      ['scale(factor, db)', 'db'],
      ['scale(factor, dc)', 'dc'],
    ],
  },
  {
    id: 'upside-down',
    when: 'the factor is norm / limit instead of limit / norm',
    misconception:
      'A gradient of twice the limit must be halved. The factor is the limit divided by the norm, below 1 whenever it is used.',
    paragraph: direction,
    edits: [['limit / norm', 'norm / limit']],
  },
  {
    id: 'to-length-one',
    when: 'long gradients are brought to norm 1 whatever the limit is',
    misconception:
      'Dividing by the norm gives length 1. Times the limit gives the length that was asked for.',
    paragraph: direction,
    edits: [['limit / norm', '1 / norm']],
  },
  {
    id: 'thrown-away',
    when: 'a gradient above the limit is replaced by zero',
    misconception:
      'Clipping keeps the direction of a long gradient and shortens it. A step that is skipped teaches nothing.',
    paragraph: direction,
    edits: [['limit / norm', '0']],
  },
  {
    id: 'mean-of-squares',
    when: 'the mean of the squares is taken in place of their sum',
    misconception:
      'The root mean square says how large an entry typically is. The norm is the length of them all together, and grows with their number.',
    paragraph: direction,
    edits: [[root, `Math.sqrt((${sumOfSquares}) / [dV, dW, dU, db, dc].flat(2).length)`]],
  },
  {
    id: 'largest-entry',
    when: 'the largest entry is taken for the norm',
    misconception:
      'A gradient may be long without any large entry. Its length is the root of the sum of all squares.',
    paragraph: direction,
    edits: [[root, 'Math.max(...[dV, dW, dU, db, dc].flat(2).map(Math.abs))']],
  },
];
