// D4: the gradients of U, W, b, V and c, summed over time, given the gradients of the pre-activations and of the outputs.
import type { Trace } from '../../../src/engine/trace.ts';
import {
  expectedAt,
  expectedOverTime,
  given,
  givenOverTime,
  traceCases,
} from '../../../src/exercises/drills/cases.ts';
import type { Expected } from '../../../src/exercises/drills/contract.ts';
import type { Graded } from '../../../src/exercises/drills/registry.ts';

const inputs = (trace: Trace) => {
  const { steps, inputs: I, hiddens: H, outputs: K } = trace.spec;
  return {
    tau: steps,
    I,
    H,
    K,
    x: givenOverTime(trace, 'rnn.x'),
    h: givenOverTime(trace, 'rnn.h', given(trace, 'rnn.h', 0)),
    da: givenOverTime(trace, 'rnn.da'),
    do_: givenOverTime(trace, 'readout.do'),
  };
};

/** The backward pass ends at t = 1: there the sums are whole. */
const sums = (trace: Trace): Expected[] => [
  expectedAt(trace, 'readout.dV', 'dV', 1),
  expectedAt(trace, 'readout.dc', 'dc', 1),
  expectedAt(trace, 'rnn.dW', 'dW', 1),
  expectedAt(trace, 'rnn.dU', 'dU', 1),
  expectedAt(trace, 'rnn.db', 'db', 1),
];

const further = {
  inputs: (trace: Trace) => ({ ...inputs(trace), U: given(trace, 'rnn.U'), W: given(trace, 'rnn.W') }),
  expected: (trace: Trace): Expected[] => [
    ...sums(trace),
    ...expectedOverTime(trace, 'rnn.dx', 'dx', 'backward'),
    expectedAt(trace, 'rnn.dh', 'dh0', 0),
  ],
};

export const drill: Graded = {
  id: 'D4',
  kind: 'quantities',
  tolerance:
    'Numbers may differ by one part in ten thousand, so that 32-bit arithmetic and any order of summation pass.',
  cases: (options) => traceCases(options, options.fresh ? further : { inputs, expected: sums }),
  fresh: {
    statement:
      'You are also given $U$ and $W$. Return the five sums, and with them two further gradients that no update needs: `dx[t]`, the gradient of every input for $t = 1 \\ldots \\tau$, and `dh0`, that of the initial state $h^{(0)}$, which has no output of its own.',
    start: [
      ['{ tau, I, H, K, x,', '{ tau, I, H, K, U, W, x,'],
      [
        'return { dU, dW, db, dV, dc };',
        '// dx: a list over time. dh0: a vector.\nreturn { dU, dW, db, dV, dc };',
      ],
    ],
    solution: [
      ['{ tau, I, H, K, x,', '{ tau, I, H, K, U, W, x,'],
      ['let db = zeros(H);', 'let db = zeros(H);\nconst dx: number[][] = [];'],
      ['  db = add(db, da[t]);', '  db = add(db, da[t]);\n  dx[t] = matVec(T(U), da[t]);'],
      [
        'return { dU, dW, db, dV, dc }',
        'const dh0 = matVec(T(W), da[1]);\nreturn { dU, dW, db, dV, dc, dx, dh0 }',
      ],
    ],
  },
};
