// D3: ∇h and ∇a at every step, given the states and the gradients of the outputs.
import type { Trace } from '../../../src/engine/trace.ts';
import { expectedAt, given, givenOverTime, traceCases } from '../../../src/exercises/drills/cases.ts';
import type { Expected } from '../../../src/exercises/drills/contract.ts';
import type { Graded } from '../../../src/exercises/drills/registry.ts';

const inputs = (trace: Trace) => ({
  tau: trace.spec.steps,
  H: trace.spec.hiddens,
  K: trace.spec.outputs,
  V: given(trace, 'readout.V'),
  W: given(trace, 'rnn.W'),
  h: givenOverTime(trace, 'rnn.h', given(trace, 'rnn.h', 0)),
  do_: givenOverTime(trace, 'readout.do'),
});

/** From the last step back: first ∇h, then ∇a. */
const expected = (trace: Trace): Expected[] =>
  Array.from({ length: trace.spec.steps }, (_, i) => trace.spec.steps - i).flatMap((step) => [
    { ...expectedAt(trace, 'rnn.dh', 'dh', step), listed: true },
    { ...expectedAt(trace, 'rnn.da', 'da', step), listed: true },
  ]);

export const drill: Graded = {
  id: 'D3',
  kind: 'quantities',
  tolerance:
    'Numbers may differ by one part in ten thousand, so that 32-bit arithmetic and any order of summation pass.',
  cases: (options) =>
    traceCases(options, { inputs, expected }, { nonlinearity: options.fresh ? 'relu' : 'tanh' }),
  fresh: {
    statement:
      'The same backward pass for a network whose nonlinearity is ReLU, $h = \\max(0, a)$. Its slope is 1 where the unit is on and 0 where it is off.',
    start: [['gone back through tanh', 'gone back through ReLU']],
    solution: [['oneMinusSquare(h[t])', 'positive(h[t])']],
  },
};
