// The LSTM's equations. Goodfellow et al. 2016, equations 10.40–10.44, with tanh for the candidate; backward as in Greff et al. 2017
// (arXiv:1503.04069), section II.B, without peepholes, each path into ∇h and ∇c apart.
import { addEquations } from '../equations.ts';
import { add, apply, diagonal, matVec, ref, refAtStep, slope, transpose } from '../expression/tree.ts';
import { lstmGates, lstmGateValue, lstmSymbols } from '../symbols/lstm.ts';
import {
  defineFromFuture,
  defineGate,
  defineGateParameters,
  gatedLetters,
  throughGate,
  toInput,
} from './gated.ts';
import { defineNet, defineReadout } from './nets.ts';

const q = (letter: string, offset = 0) => ref(lstmSymbols[`lstm.${letter}`]!.id, offset);
const [f, i, cTilde, o, c, cPrev] = [q('f'), q('i'), q('cTilde'), q('o'), q('c'), q('c', -1)];
const [dh, dc] = [q('dh'), q('dc')];
const squashed = apply('tanh', c);
const words = { f: 'forget gate', i: 'input gate', c: 'candidate', o: 'output gate' };
const letters = { cell: 'lstm', ...gatedLetters } as const;

export const lstmEquations = addEquations((define) => {
  for (const gate of lstmGates) defineGate(define, 'lstm', gate);
  define(
    'lstm.f',
    apply('sigmoid', q('a_f')),
    'The forget gate {lstm.f}: how much of the cell state to keep, between 0 and 1.',
  );
  define(
    'lstm.i',
    apply('sigmoid', q('a_i')),
    'The input gate {lstm.i}: how much of the candidate to write.',
  );
  define('lstm.cTilde', apply('tanh', q('a_c')), 'The candidate {lstm.cTilde}: what might be written.');
  define(
    'lstm.o',
    apply('sigmoid', q('a_o')),
    'The output gate {lstm.o}: how much of the cell state to show.',
  );
  define(
    'lstm.c',
    add(diagonal(f, cPrev), diagonal(i, cTilde)),
    'Keep some of the old cell state {lstm.c-1}, write some of the candidate {lstm.cTilde}: the new cell state {lstm.c}.',
  );
  define(
    'lstm.h',
    diagonal(o, squashed),
    'Show some of the cell state: that is the new hidden state {lstm.h}.',
  );
  defineReadout(define, letters, '/lstm');

  define(
    'lstm.dhFromOutput',
    matVec(transpose(ref('readout.V')), ref('readout.dq')),
    'What this step’s own output wants of {lstm.h}, carried back through {readout.V}.',
  );
  for (const gate of lstmGates)
    defineFromFuture(
      define,
      `lstm.dhThrough_${gate}`,
      'lstm.h',
      throughGate('lstm', gate),
      `What the next step’s ${words[gate]} wants of {lstm.h}, sent back through {lstm.W_${gate}}.`,
    );
  define(
    'lstm.dh',
    add(q('dhFromOutput'), ...lstmGates.map((gate) => q(`dhThrough_${gate}`))),
    '{lstm.h} was read by its own output and by the four gates of the next step: its gradient is the sum of five.',
  );
  define('lstm.dh/end', q('dhFromOutput'), '{lstm.h} is the last state: only its own output used it.');
  define(
    'lstm.dcFromHidden',
    diagonal(o, diagonal(slope('tanh', squashed), dh)),
    'What {lstm.h} wants of {lstm.c}: through the output gate and the slope of tanh.',
  );
  defineFromFuture(
    define,
    'lstm.dcFromFuture',
    'lstm.c',
    diagonal(q('f', 1), q('dc', 1)),
    'What {lstm.c+1} wants of {lstm.c}: scaled by the forget gate, and by nothing else.',
  );
  define(
    'lstm.dc',
    add(q('dcFromHidden'), q('dcFromFuture')),
    '{lstm.c} was used twice: shown as {lstm.h}, and kept for {lstm.c+1}.',
  );
  define('lstm.dc/end', q('dcFromHidden'), '{lstm.c} is the last cell state: only {lstm.h} used it.');

  define(
    'lstm.do',
    diagonal(squashed, dh),
    'The gradient of the output gate: what it let through, times what was wanted.',
  );
  define(
    'lstm.df',
    diagonal(cPrev, dc),
    'The gradient of the forget gate: what it kept, times what was wanted.',
  );
  define(
    'lstm.di',
    diagonal(cTilde, dc),
    'The gradient of the input gate: what it wrote, times what was wanted.',
  );
  define(
    'lstm.dcTilde',
    diagonal(i, dc),
    'The gradient of the candidate: as far as the input gate let it in.',
  );
  for (const gate of lstmGates)
    define(
      `lstm.da_${gate}`,
      diagonal(
        slope(gate === 'c' ? 'tanh' : 'sigmoid', ref(lstmGateValue[gate])),
        q(gate === 'c' ? 'dcTilde' : `d${gate}`),
      ),
      `Pass it back through the ${gate === 'c' ? 'tanh' : 'sigmoid'} of the ${words[gate]}.`,
    );
  define('lstm.dx', toInput('lstm', lstmGates), 'The gradient of the input: it fed all four.');
  define(
    'lstm.dh0',
    add(...lstmGates.map((g) => matVec(transpose(q(`W_${g}`)), refAtStep(`lstm.da_${g}`, 1)))),
    'The gradient of the first hidden state.',
    refAtStep('lstm.dh', 0),
  );
  define(
    'lstm.dc0',
    diagonal(refAtStep('lstm.f', 1), refAtStep('lstm.dc', 1)),
    'The gradient of the first cell state.',
    refAtStep('lstm.dc', 0),
  );

  for (const gate of lstmGates) defineGateParameters(define, 'lstm', gate);
  defineNet(define, letters);
});
