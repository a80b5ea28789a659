// D1: a and h of one step, the last of a run, given the state before it.
import type { Trace } from '../../../src/engine/trace.ts';
import { zeros } from '../../../src/engine/matrix.ts';
import { atLastStep, expectedAt, given, plain, traceCases } from '../../../src/exercises/drills/cases.ts';
import type { Expected } from '../../../src/exercises/drills/contract.ts';
import type { Graded } from '../../../src/exercises/drills/registry.ts';

const inputs = (trace: Trace) => {
  const { steps, inputs: I, hiddens: H, outputs: K } = trace.spec;
  return {
    I,
    H,
    x: given(trace, 'rnn.x', steps),
    hPrev: given(trace, 'rnn.h', steps - 1),
    // no step of the cell needs it, and some believe that it does
    yHatPrev: steps > 1 ? given(trace, 'readout.yHat', steps - 1) : plain(zeros(K, 1)),
    U: given(trace, 'rnn.U'),
    W: given(trace, 'rnn.W'),
    b: given(trace, 'rnn.b'),
  };
};

const expected = (trace: Trace): Expected[] => [
  expectedAt(trace, 'rnn.a', 'a', trace.spec.steps),
  expectedAt(trace, 'rnn.h', 'h', trace.spec.steps),
];

export const drill: Graded = {
  id: 'D1',
  kind: 'quantities',
  tolerance:
    'Numbers may differ by one part in ten thousand, so that 32-bit arithmetic and any order of summation pass.',
  cases: (options) =>
    atLastStep(traceCases(options, { inputs, expected }, { nonlinearity: options.fresh ? 'relu' : 'tanh' })),
  fresh: {
    statement:
      'The same step for a cell whose nonlinearity is ReLU, $h = \\max(0, a)$: what is negative becomes 0, what is positive stays as it is.',
    start: [['through tanh', 'through ReLU']],
    solution: [['tanh(a)', 'relu(a)']],
  },
};
