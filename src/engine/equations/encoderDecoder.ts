// What joins an encoder to a decoder, forward and backward, for every cell: the state handed over, and dot-product attention.
// Sutskever, Vinyals and Le 2014; Luong, Pham and Manning 2015 (arXiv:1508.04025), equations 7–8 with the "dot" score.
import { addEquations } from '../equations.ts';
import {
  add,
  apply,
  concat,
  diagonal,
  matVec,
  outer,
  part,
  ref,
  refAtStep,
  scale,
  subtract,
  transpose,
  type Ref,
} from '../expression/tree.ts';
import { attentionSymbols } from '../symbols/attention.ts';
import type { SymbolId } from '../symbols.ts';
import { defineCopy, type Define, type Equation, type EquationId } from './define.ts';
import type { NetLetters } from './nets.ts';

const q = (letter: string, offset = 0) => ref(attentionSymbols[`attention.${letter}`]!.id, offset);
const [M, s, e, beta, kappa] = [q('M'), q('s'), q('e'), q('beta'), q('kappa')];
const [dkappa, dbeta, de] = [q('dkappa'), q('dbeta'), q('de')];
const ofHalf = (symbol: SymbolId, half: 'encoder' | 'decoder', step: number | 'last'): Ref => ({
  ...refAtStep(symbol, step),
  half,
});

export const attentionEquations = addEquations((define) => {
  define(
    'attention.e',
    matVec(transpose(M), s),
    'Score every state of the encoder by its dot product with {attention.s}.',
  );
  define(
    'attention.beta',
    apply('softmax', e),
    'Turn the scores into weights {attention.beta} that add up to 1.',
  );
  define(
    'attention.kappa',
    matVec(M, beta),
    'The context {attention.kappa} is the weighted sum of the encoder’s states.',
  );
  define(
    'attention.dbeta',
    matVec(transpose(M), dkappa),
    'The gradient of each weight: how far its state points where the context should go.',
  );
  define(
    'attention.mean',
    matVec(transpose(beta), dbeta),
    'The mean of those gradients, weighted: what raising all scores together would bring.',
  );
  define(
    'attention.de',
    subtract(diagonal(beta, dbeta), scale(q('mean'), beta)),
    'Back through the softmax: a score gains as far as its weight’s gradient is above the mean.',
  );
  define('attention.dsFromScores', matVec(M, de), 'Second share: what the scores want of {attention.s}.');
  define(
    'attention.ds',
    add(q('dsFromReadout'), q('dsFromScores')),
    '{attention.s} was used twice: read out, and to ask.',
  );
  define(
    'attention.dMFromContext',
    outer(dkappa, beta),
    'What this step’s context wants of the encoder’s states, by weight.',
  );
  define('attention.dMFromScores', outer(s, de), 'What this step’s scores want of the encoder’s states.');
  define(
    'attention.dM/first',
    add(q('dMFromContext'), q('dMFromScores')),
    'Begin the sum for the memory: the last step of the decoder.',
  );
  define(
    'attention.dM',
    add(q('dM', 1), q('dMFromContext'), q('dMFromScores')),
    'Every step of the decoder read the same memory: its shares add up.',
  );
});

/** For one cell: what it hands over and gets back, what asks and is read, and the memory. */
function defineHalves(
  define: Define,
  { cell, logits, dLogits, bias }: NetLetters,
  states: readonly string[],
): void {
  for (const letter of states) {
    const state = `${cell}.${letter}`;
    const own = letter === 'c' ? `${cell}.dcFromHidden` : `${cell}.d${letter}FromOutput`;
    define(
      `${state}/handed`,
      ofHalf(state, 'encoder', 'last'),
      `The decoder starts from the state {${state}} that the encoder ended in.`,
      refAtStep(state, 0),
    );
    define(
      `${cell}.d${letter}/handed`,
      add(ref(own), ofHalf(`${cell}.d${letter}`, 'decoder', 0)),
      `{${state}} is the encoder’s last state: besides its own step, the decoder started from it.`,
    );
  }
  const h = `${cell}.h`;
  define(
    `attention.M/${cell}`,
    { op: 'columns', of: ref(h) },
    'Keep the states of the encoder side by side.',
  );
  define(`attention.s/${cell}`, ref(h), 'The decoder’s state asks.');
  const read = concat(s, kappa);
  define(
    `${logits}/${cell}-attention`,
    add(ref(bias), matVec(ref('readout.V'), read)),
    `Read an output {${logits}} off the state and its context.`,
  );
  defineCopy(define, 'readout.V', outer(ref(dLogits), read), `/${cell}-attention`);
  const back = matVec(transpose(ref('readout.V')), ref(dLogits));
  define(
    `attention.dsFromReadout/${cell}`,
    part(back, 0, 2),
    'First share: what the output wants of {attention.s}.',
  );
  define(
    `attention.dkappa/${cell}`,
    part(back, 1, 2),
    'What the output wants of the context {attention.kappa}.',
  );
  define(`${cell}.dhFromOutput/asking`, q('ds'), `What came back to {${h}} as the state that asked.`);
  define(
    `${cell}.dhFromOutput/asked`,
    { op: 'column', of: refAtStep('attention.dM', 1) },
    `What all steps of the decoder want of {${h}}: its column of the memory’s gradient.`,
  );
}

const gated = { logits: 'readout.q', dLogits: 'readout.dq', bias: 'readout.d' } as const;

const define = {
  rnn: (d: Define) =>
    defineHalves(d, { cell: 'rnn', logits: 'readout.o', dLogits: 'readout.do', bias: 'readout.c' }, ['h']),
  lstm: (d: Define) => defineHalves(d, { cell: 'lstm', ...gated }, ['h', 'c']),
  gru: (d: Define) => defineHalves(d, { cell: 'gru', ...gated }, ['h']),
};
const loaded: Partial<Record<keyof typeof define, Readonly<Record<EquationId, Equation>>>> = {};

/** Those of one cell, whose own vocabulary must be loaded; taken in on the first call. */
export const halvesEquations = (cell: keyof typeof define): Readonly<Record<EquationId, Equation>> =>
  (loaded[cell] ??= addEquations(define[cell]));
