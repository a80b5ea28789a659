// Every equation of the book, once, as an expression over the symbols. Goodfellow et al. 2016, section 10.2: 10.8–10.12 forward,
// 10.17–10.28 backward. What the page shows, the listing, the product trees and the faults are all read off these.
import {
  add,
  apply,
  diagonal,
  divide,
  matVec,
  outer,
  ref,
  refAtStep,
  slope,
  subtract,
  sumOverTime,
  transpose,
  type Ref,
} from './expression/tree.ts';
import {
  defineParameter,
  equationList,
  type Define,
  type Equation,
  type EquationId,
} from './equations/define.ts';

export { baseId, type Equation, type EquationId } from './equations/define.ts';

const x = ref('rnn.x');
const a = ref('rnn.a');
const h = ref('rnn.h');
const hPrev = ref('rnn.h', -1);
const o = ref('readout.o');
const yHat = ref('readout.yHat');
const y = ref('loss.y');
const [U, W, b, V, c] = ['rnn.U', 'rnn.W', 'rnn.b', 'readout.V', 'readout.c'].map((id) => ref(id)) as [
  Ref,
  Ref,
  Ref,
  Ref,
  Ref,
];
const count = ref('loss.count');
const [dO, dh, da] = [ref('readout.do'), ref('rnn.dh'), ref('rnn.da')];
const minusTarget = subtract(yHat, { op: 'oneHot', index: y, like: yHat });

const write = (define: Define): void => {
  define(
    'rnn.a',
    add(b, matVec(W, hPrev), matVec(U, x)),
    'Mix the state so far, {rnn.h-1}, and the input {rnn.x} into the pre-activation {rnn.a}.',
  );
  define('rnn.h', apply('tanh', a), 'Squash {rnn.a} between −1 and 1: that is the new hidden state {rnn.h}.');
  define(
    'rnn.h/relu',
    apply('relu', a),
    'Keep what is positive in {rnn.a}: that is the new hidden state {rnn.h}.',
  );
  define(
    'readout.o',
    add(c, matVec(V, h)),
    'Read an output {readout.o} off the state: one number for each symbol.',
  );
  define(
    'readout.yHat',
    apply('softmax', o),
    'Turn the outputs into probabilities {readout.yHat} that add up to 1.',
  );
  define(
    'loss.step',
    { op: 'negLog', of: yHat, index: y },
    'The loss {loss.step} is the surprise, in nats, at the symbol that really came next.',
  );
  define(
    'loss.total',
    sumOverTime(ref('loss.step')),
    'Add the losses of all steps: that one number is what the backward pass takes apart.',
  );
  define(
    'loss.total/mean',
    divide(sumOverTime(ref('loss.step')), count),
    'Take the mean of the losses of all steps: that one number is what the backward pass takes apart.',
  );

  define('readout.do', minusTarget, 'The gradient of the output is the prediction minus the truth.');
  define(
    'readout.do/mean',
    divide(minusTarget, count),
    'The gradient of the output is the prediction minus the truth, divided by the number of targets.',
  );
  define(
    'rnn.dhFromOutput',
    matVec(transpose(V), dO),
    'First share: what this step’s own output wants of {rnn.h}, carried back through {readout.V}.',
  );
  define(
    'rnn.dhFromFuture',
    matVec(transpose(W), ref('rnn.da', 1)),
    'Second share: what the next step, {rnn.h+1}, wants of {rnn.h}, sent back through {rnn.W}.',
  );
  define(
    'rnn.dhFromFuture/end',
    { op: 'zero', like: 'rnn.dhFromFuture' },
    'This is the last step. No later step uses {rnn.h}, so nothing comes back from the future.',
  );
  define(
    'rnn.dhFromFuture/cut',
    { op: 'zero', like: 'rnn.dhFromFuture' },
    'Truncated here. The state went on to {rnn.h+1}, but its gradient is not let back.',
  );
  define(
    'rnn.dh',
    add(ref('rnn.dhFromOutput'), ref('rnn.dhFromFuture')),
    '{rnn.h} was used twice, so its gradient is the sum of two: from its own output, and from what {rnn.h+1} sends back.',
  );
  define(
    'rnn.dh/end',
    ref('rnn.dhFromOutput'),
    '{rnn.h} is the last state: only its own output used it, so its gradient is that one share.',
  );
  define(
    'rnn.da',
    diagonal(slope('tanh', h), dh),
    'Pass the gradient back through tanh: each entry is scaled by the slope there, 1 − h².',
  );
  define(
    'rnn.da/relu',
    diagonal(slope('relu', a), dh),
    'Pass the gradient back through ReLU: it goes through where {rnn.a} is positive, and stops elsewhere.',
  );
  define(
    'rnn.dx',
    matVec(transpose(U), da),
    'The gradient of the input: how the loss would change with what was fed in.',
  );
  define(
    'rnn.dh0',
    matVec(transpose(W), refAtStep('rnn.da', 1)),
    'The gradient of the first state.',
    refAtStep('rnn.dh', 0),
  );

  defineParameter(define, 'readout.V', outer(dO, h));
  defineParameter(define, 'rnn.W', outer(da, hPrev));
  defineParameter(define, 'rnn.U', outer(da, x));
  defineParameter(define, 'rnn.b', da);
  defineParameter(define, 'readout.c', dO);
};

/** What every page has: the vanilla RNN. */
export const equations: Readonly<Record<EquationId, Equation>> = equationList(write);

const joined: Record<EquationId, Equation> = {};

/** Takes a cell's equations in; for the modules of `equations/`, once, as they are loaded. @returns them @throws RangeError where an id is taken */
export function addEquations(write: (define: Define) => void): Readonly<Record<EquationId, Equation>> {
  const added = equationList(write);
  for (const id of Object.keys(added))
    if (equations[id] ?? joined[id]) throw new RangeError(`addEquations: ${id} is taken, expected a new id`);
  Object.assign(joined, added);
  return added;
}

/** @throws RangeError for an id that no equation has. */
export function equationOf(id: EquationId): Equation {
  const found = equations[id] ?? joined[id];
  if (!found) throw new RangeError(`equationOf: no equation ${JSON.stringify(id)}`);
  return found;
}

/** The two shares of ∇h, printed inside its equation rather than as quantities of their own. */
export const shares = {
  'rnn.dhFromOutput': equations['rnn.dhFromOutput']!.expression,
  'rnn.dhFromFuture': equations['rnn.dhFromFuture']!.expression,
};
