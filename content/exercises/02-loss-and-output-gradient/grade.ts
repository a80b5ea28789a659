// D2: ŷ, L and ∇o of one step, the last of a run, given its outputs and its target.
import type { Trace } from '../../../src/engine/trace.ts';
import { atLastStep, expectedAt, given, traceCases } from '../../../src/exercises/drills/cases.ts';
import type { Expected } from '../../../src/exercises/drills/contract.ts';
import type { Graded } from '../../../src/exercises/drills/registry.ts';

const inputs = (trace: Trace) => {
  const { steps, outputs: K } = trace.spec;
  return { K, N: steps, o: given(trace, 'readout.o', steps), y: given(trace, 'loss.y', steps) };
};

const expected = (trace: Trace): Expected[] => [
  expectedAt(trace, 'readout.yHat', 'yHat', trace.spec.steps),
  expectedAt(trace, 'loss.step', 'L', trace.spec.steps),
  expectedAt(trace, 'readout.do', 'do_', trace.spec.steps),
];

/** In 64-bit numbers exp overflows above 709 and is 0 below −745: at ±760 every entry does. */
const farOut = [760, -760].map((outputsNear) => ({
  steps: 3,
  inputs: 2,
  hiddens: 2,
  outputs: 5,
  outputsNear,
}));

export const drill: Graded = {
  id: 'D2',
  kind: 'quantities',
  tolerance:
    'Numbers may differ by one part in ten thousand, so that 32-bit arithmetic passes, also where the outputs are in the hundreds.',
  cases: (options) =>
    atLastStep(
      traceCases(options, { inputs, expected }, { reduction: options.fresh ? 'mean' : 'sum' }, farOut),
    ),
  fresh: {
    statement:
      'The loss of the run is now the *mean* over its $N$ steps: $\\frac{1}{N} \\sum_t L^{(t)}$. Return the same three: the prediction, this step’s own loss $L^{(t)}$, and the gradient of that mean with respect to this step’s output.',
    start: [
      ['{ o, y }', '{ o, y, N }'],
      ['the sum over N steps', 'the mean over N steps'],
    ],
    solution: [
      ['{ o, y }', '{ o, y, N }'],
      ['return { yHat, L, do_ }', 'return { yHat, L, do_: scale(1 / N, do_) }'],
    ],
  },
};
