// The GRU's equations in its dialects: `/before` where the reset comes before the product, `/new` where z weighs the new state.
// Cho et al. 2014 (arXiv:1406.1078), equations 5–8; torch.nn.GRU for the reset after the product.
import { addEquations } from '../equations.ts';
import {
  add,
  apply,
  diagonal,
  matVec,
  oneMinus,
  outer,
  ref,
  refAtStep,
  slope,
  subtract,
  sumOverTime,
  transpose,
  type Expression,
} from '../expression/tree.ts';
import { gruGates, gruSymbols } from '../symbols/gru.ts';
import { defineParameter } from './define.ts';
import {
  defineFromFuture,
  defineGate,
  defineGateParameters,
  gatedLetters,
  throughGate,
  toInput,
} from './gated.ts';
import { defineNet, defineReadout } from './nets.ts';

const q = (letter: string, offset = 0) => ref(gruSymbols[`gru.${letter}`]!.id, offset);
const [x, hPrev, r, z, m, k, hTilde] = [q('x'), q('h', -1), q('r'), q('z'), q('m'), q('k'), q('hTilde')];
const [dh, dhTilde, da_h] = [q('dh'), q('dhTilde'), q('da_h')];
const [U_h, W_h, b_h, v_h] = [q('U_h'), q('W_h'), q('b_h'), q('v_h')];
const shares = ['dhFromOutput', 'dhKept', 'dhThrough_r', 'dhThrough_z', 'dhThrough_h'] as const;
const letters = { cell: 'gru', ...gatedLetters } as const;

/** What is read off z: how much of the old state stays, how much of the candidate comes in. */
const dialects = [
  { variant: '', keeps: (gate: Expression) => gate, renews: oneMinus },
  { variant: '/new', keeps: oneMinus, renews: (gate: Expression) => gate },
];

export const gruEquations = addEquations((define) => {
  for (const gate of ['r', 'z']) defineGate(define, 'gru', gate);
  define(
    'gru.r',
    apply('sigmoid', q('a_r')),
    'The reset gate {gru.r}: how much of the old state the candidate sees.',
  );
  define('gru.z', apply('sigmoid', q('a_z')), 'The update gate {gru.z}: how much of the old state stays.');
  define(
    'gru.z/new',
    apply('sigmoid', q('a_z')),
    'The update gate {gru.z}: how much of the candidate comes in.',
  );
  define(
    'gru.m',
    add(v_h, matVec(W_h, hPrev)),
    'What the old state brings to the candidate, before the reset: {gru.m}.',
  );
  define(
    'gru.k',
    diagonal(r, hPrev),
    'What the reset gate lets the candidate see of the old state: {gru.k}.',
  );
  define(
    'gru.a_h',
    add(b_h, diagonal(r, m), matVec(U_h, x)),
    'Mix what passed the reset and the input {gru.x} into {gru.a_h}.',
  );
  define(
    'gru.a_h/before',
    add(b_h, matVec(W_h, k), matVec(U_h, x)),
    'Mix what passed the reset and the input {gru.x} into {gru.a_h}.',
  );
  define('gru.hTilde', apply('tanh', q('a_h')), 'The candidate {gru.hTilde}: what might come in.');
  for (const { variant, keeps, renews } of dialects)
    define(
      `gru.h${variant}`,
      add(diagonal(renews(z), hTilde), diagonal(keeps(z), hPrev)),
      'The new hidden state {gru.h} is a mixture of the candidate {gru.hTilde} and the old state {gru.h-1}.',
    );
  defineReadout(define, letters, '/gru');

  define(
    'gru.dhFromOutput',
    matVec(transpose(ref('readout.V')), ref('readout.dq')),
    'What this step’s own output wants of {gru.h}, carried back through {readout.V}.',
  );
  for (const { variant, keeps } of dialects)
    define(
      `gru.dhKept${variant}`,
      diagonal(keeps(q('z', 1)), q('dh', 1)),
      'What {gru.h+1} wants of {gru.h}: as far as it was kept.',
    );
  for (const ending of ['end', 'cut'])
    define(
      `gru.dhKept/${ending}`,
      { op: 'zero', like: 'gru.dhKept' },
      'Nothing comes back to {gru.h} from the future here.',
    );
  defineFromFuture(
    define,
    'gru.dhThrough_r',
    'gru.h',
    throughGate('gru', 'r'),
    'What the next step’s reset gate wants of {gru.h}.',
  );
  defineFromFuture(
    define,
    'gru.dhThrough_z',
    'gru.h',
    throughGate('gru', 'z'),
    'What the next step’s update gate wants of {gru.h}.',
  );
  defineFromFuture(
    define,
    'gru.dhThrough_h',
    'gru.h',
    matVec(transpose(W_h), q('dm', 1)),
    'What the next step’s candidate wants of {gru.h}, sent back through {gru.W_h}.',
  );
  define(
    'gru.dhThrough_h/before',
    diagonal(q('r', 1), q('dk', 1)),
    'What the next step’s candidate wants of {gru.h}, as far as the reset let it see.',
  );
  define(
    'gru.dh',
    add(...shares.map((share) => q(share))),
    '{gru.h} was read by its own output, kept, and read by three gates of the next step: its gradient is the sum of five.',
  );
  define('gru.dh/end', q('dhFromOutput'), '{gru.h} is the last state: only its own output used it.');

  define(
    'gru.dz',
    diagonal(subtract(hPrev, hTilde), dh),
    'The gradient of the update gate: the difference that it weighs, times what was wanted.',
  );
  define(
    'gru.dz/new',
    diagonal(subtract(hTilde, hPrev), dh),
    'The gradient of the update gate: the difference that it weighs, times what was wanted.',
  );
  for (const { variant, renews } of dialects)
    define(
      `gru.dhTilde${variant}`,
      diagonal(renews(z), dh),
      'The gradient of the candidate: as far as it came in.',
    );
  define(
    'gru.da_h',
    diagonal(slope('tanh', hTilde), dhTilde),
    'Pass it back through the tanh of the candidate.',
  );
  define(
    'gru.dm',
    diagonal(r, da_h),
    'What the candidate wants of {gru.m}: as far as the reset gate let it through.',
  );
  define(
    'gru.dk',
    matVec(transpose(W_h), da_h),
    'What the candidate wants of {gru.k}, back through {gru.W_h}.',
  );
  define(
    'gru.dr',
    diagonal(m, da_h),
    'The gradient of the reset gate: what it scaled, times what was wanted.',
  );
  define(
    'gru.dr/before',
    diagonal(hPrev, q('dk')),
    'The gradient of the reset gate: what it scaled, times what was wanted.',
  );
  define(
    'gru.da_z',
    diagonal(slope('sigmoid', z), q('dz')),
    'Pass it back through the sigmoid of the update gate.',
  );
  define(
    'gru.da_r',
    diagonal(slope('sigmoid', r), q('dr')),
    'Pass it back through the sigmoid of the reset gate.',
  );
  define('gru.dx', toInput('gru', gruGates), 'The gradient of the input: it fed all three.');

  const first = (letter: string) => refAtStep(`gru.${letter}`, 1);
  for (const { variant, keeps } of dialects)
    for (const [dialect, through] of [
      ['', matVec(transpose(W_h), first('dm'))],
      ['before', diagonal(first('r'), first('dk'))],
    ] as const)
      define(
        `gru.dh0${variant || (dialect && '/')}${variant && dialect && '-'}${dialect}`,
        add(
          diagonal(keeps(first('z')), first('dh')),
          matVec(transpose(q('W_r')), first('da_r')),
          matVec(transpose(q('W_z')), first('da_z')),
          through,
        ),
        'The gradient of the first state.',
        refAtStep('gru.dh', 0),
      );

  for (const gate of ['r', 'z']) defineGateParameters(define, 'gru', gate);
  defineParameter(define, 'gru.U_h', outer(da_h, x));
  defineParameter(define, 'gru.W_h', outer(q('dm'), hPrev));
  define(
    'gru.dW_hStep/before',
    outer(da_h, k),
    'The copy of {gru.W_h} used at this step: the gradient at its output times the value at its input.',
  );
  define(
    'gru.dW_h/total-before',
    sumOverTime(outer(da_h, k)),
    'The gradient of {gru.W_h} is the sum of its shares over all steps.',
  );
  defineParameter(define, 'gru.b_h', da_h);
  defineParameter(define, 'gru.v_h', q('dm'));
  defineNet(define, letters);
});
