// Wrong checkers that people write. The judge knows each by what it asks of the loss and by what it accuses; the ids are its own.
import type { DrillMistake } from '../../../src/exercises/drills/contract.ts';

const check = '/lessons/06-back-propagation-through-time/#check-it-before-you-trust-it';

const size = 'Math.max(Math.abs(analytic) + Math.abs(numeric), 1e-8)';
const below = 'p[i][j] = kept - epsilon;\n      const below = loss(parameters);';
const restored = '      p[i][j] = kept;\n';
const quotient = '(above - below) / (2 * epsilon)';
const strict = 'error > 1e-4';
const step = 'const epsilon = 1e-5;';

export const mistakes: readonly DrillMistake[] = [
  {
    id: 'compares-to-itself',
    when: 'the loss is never asked at moved parameters',
    misconception:
      'A check needs a second opinion. The measured slope must come from the loss alone; a gradient that is compared with itself is always right.',
    paragraph: check,
    edits: [
      [quotient, 'analytic'],
      ['const above = loss(parameters);', ''],
      ['const below = loss(parameters);', ''],
      ['const analytic = gradients[name][i][j];\n', ''],
      [restored, '      p[i][j] = kept;\n      const analytic = gradients[name][i][j];\n'],
    ],
  },
  {
    id: 'not-restored',
    when: 'an entry is not put back before the next one is moved',
    misconception:
      'A partial derivative moves one entry and holds all others. Each entry must be put back, or the slopes are taken somewhere else.',
    paragraph: check,
    edits: [[restored, '']],
  },
  {
    id: 'epsilon-too-small',
    when: 'ε is so small that the two losses agree in almost all their digits',
    misconception:
      'A smaller ε is not a better one. The difference of two nearly equal losses keeps few digits, and dividing by ε magnifies what is left.',
    paragraph: check,
    edits: [[step, 'const epsilon = 1e-12;']],
  },
  {
    id: 'epsilon-too-large',
    when: 'ε is so large that the loss curves between the two points',
    misconception: 'Then the quotient is the slope of a chord. Its error grows with ε².',
    paragraph: check,
    edits: [[step, 'const epsilon = 0.1;']],
  },
  {
    id: 'one-sided',
    when: 'the loss is asked on one side only',
    misconception:
      'The error of a one-sided difference shrinks with ε, that of a central one with ε². At this ε one side is not exact enough.',
    paragraph: check,
    edits: [
      [below, 'p[i][j] = kept;\n      const below = loss(parameters);'],
      ['(2 * epsilon)', 'epsilon'],
      [step, 'const epsilon = 1e-3;'],
    ],
  },
  {
    id: 'first-row-only',
    when: 'only the first row of each parameter is checked',
    misconception: 'A fault may sit in any entry. A check of some entries says nothing about the others.',
    paragraph: check,
    edits: [['i < p.length', 'i < 1']],
  },
  {
    id: 'not-all-entries',
    when: 'some parameters are not checked at all',
    misconception:
      'The five gradients come from five different lines of the backward pass. Each can be wrong alone, those of the biases too.',
    paragraph: check,
    edits: [['Object.keys(parameters)', "['U', 'W', 'V']"]],
  },
  {
    id: 'no-absolute-value',
    when: 'the difference is compared without its absolute value',
    misconception:
      'A gradient may be too small as well as too large. Without the absolute value one of the two counts as no error at all.',
    paragraph: check,
    edits: [['Math.abs(analytic - numeric)', '(analytic - numeric)']],
  },
  {
    id: 'absolute-error',
    when: 'the error is measured absolutely, not in proportion',
    misconception:
      'Gradients differ in size by factors of thousands. In a small one, an entry of twice its value is off by next to nothing in absolute terms.',
    paragraph: check,
    edits: [
      [size, '1'],
      [strict, 'error > 1e-3'],
    ],
  },
  {
    id: 'tolerance-too-wide',
    when: 'the tolerance is so wide that an error of one per cent passes',
    misconception:
      'Central differences in 64-bit numbers know a slope to many digits. An error that can be seen in the second digit is a fault, not noise.',
    paragraph: check,
    edits: [[strict, 'error > 0.1']],
  },
  {
    id: 'zero-over-zero',
    when: 'an entry whose gradients are both 0 is called wrong',
    misconception:
      'Its relative error is 0 / 0, which is no number and fails every comparison. Two zeros agree; a floor under the divisor says so.',
    paragraph: check,
    edits: [
      [size, 'Math.abs(analytic) + Math.abs(numeric)'],
      ['if (error > 1e-4)', 'if (!(error <= 1e-4))'],
    ],
  },
  {
    id: 'wrong-quotient',
    when: 'the difference is not divided by how far apart the two points are',
    misconception:
      'The points at +ε and −ε lie 2ε apart. Divided by ε, every slope comes out twice too large.',
    paragraph: check,
    edits: [['(2 * epsilon)', 'epsilon']],
  },
  {
    id: 'tolerance-too-strict',
    when: 'the tolerance is stricter than central differences are exact',
    misconception:
      'The measured slope is itself only an approximation. No ε makes it exact to ten digits, so a right gradient will not agree to ten.',
    paragraph: check,
    edits: [[strict, 'error > 1e-10']],
  },
];
