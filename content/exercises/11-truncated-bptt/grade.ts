// D11: forward and backward with the gradient cut every k steps and the state carried across the cuts.
import { gradientIds, parameterIds, symbolOf } from '../../../src/engine/symbols.ts';
import type { Trace } from '../../../src/engine/trace.ts';
import {
  expectedAt,
  expectedOverTime,
  given,
  givenOverTime,
  hiddenTrace,
} from '../../../src/exercises/drills/cases.ts';
import type { CaseOptions, DrillCase, Expected } from '../../../src/exercises/drills/contract.ts';
import type { Graded } from '../../../src/exercises/drills/registry.ts';

/** Chunks that fill the sequence, that leave a rest, one of all steps, and of one step each; sizes as those of the other drills. */
const shapes = [
  { steps: 6, inputs: 2, hiddens: 3, outputs: 4, truncate: 2 },
  { steps: 1, inputs: 3, hiddens: 4, outputs: 2, truncate: 1 },
  { steps: 7, inputs: 4, hiddens: 2, outputs: 3, truncate: 3 },
  { steps: 5, inputs: 3, hiddens: 3, outputs: 3, truncate: 2 },
  { steps: 3, inputs: 2, hiddens: 4, outputs: 3, truncate: 5 },
  { steps: 4, inputs: 3, hiddens: 2, outputs: 4, truncate: 1 },
];

const code = (id: string): string => symbolOf(id).names.textbook.code;

const inputs = (trace: Trace) => ({
  tau: trace.spec.steps,
  k: trace.spec.truncate,
  H: trace.spec.hiddens,
  I: trace.spec.inputs,
  K: trace.spec.outputs,
  x: givenOverTime(trace, 'rnn.x'),
  y: givenOverTime(trace, 'loss.y'),
  h0: given(trace, 'rnn.h', 0),
  ...Object.fromEntries(parameterIds.map((id) => [code(id), given(trace, id)])),
});

const expected = (trace: Trace): Expected[] => [
  ...expectedOverTime(trace, 'rnn.h', 'h', 'forward'),
  expectedAt(trace, 'loss.total', 'loss', null),
  ...parameterIds.map((id) => expectedAt(trace, gradientIds(id).sum, `d${code(id)}`, 1)),
];

const titleOf = ({ spec: { steps, truncate, inputs: I, hiddens, outputs } }: Trace): string =>
  `a hidden problem of ${steps === 1 ? 'one step' : `${steps} steps`} with k = ${truncate}, ${I} inputs, ${hiddens} hidden units and ${outputs} outputs`;

function cases({ seed, shown, fresh }: CaseOptions): DrillCase[] {
  const reduction = fresh ? 'mean' : 'sum';
  const fits =
    shown !== null &&
    shown.spec.truncate > 0 &&
    shown.spec.faults.length === 0 &&
    shown.spec.nonlinearity === 'tanh' &&
    shown.spec.reduction === reduction;
  const hidden = shapes.map(({ truncate, ...shape }, i) => {
    const trace = hiddenTrace(shape, (seed * 64 + i) % 2 ** 32, { truncate, reduction });
    return { trace, title: titleOf(trace), shown: false };
  });
  const page = fits ? [{ trace: shown, title: 'the run that the stepper shows', shown: true }] : [];
  return [...page, ...hidden].map((c) => ({ ...c, inputs: inputs(c.trace), expected: expected(c.trace) }));
}

export const drill: Graded = {
  id: 'D11',
  kind: 'quantities',
  tolerance:
    'Numbers may differ by one part in ten thousand, so that 32-bit arithmetic and any order of summation pass.',
  cases,
  fresh: {
    statement:
      'The same with the mean loss: $L = \\frac{1}{\\tau} \\sum_t L^{(t)}$, over all $\\tau$ targets of the sequence, not over those of a chunk.',
    start: [['// loss: the sum over all steps.', '// loss: the mean over all steps.']],
    solution: [
      ['loss -= Math.log(yHat[t][y[t]]);', 'loss -= Math.log(yHat[t][y[t]]) / tau;'],
      ['sub(yHat[t], oneHot(y[t], K))', 'scale(1 / tau, sub(yHat[t], oneHot(y[t], K)))'],
    ],
  },
};
