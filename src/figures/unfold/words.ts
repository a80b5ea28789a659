// What the figure says in words: to those who see it, and to those who do not.
import { plainLabel } from '../../engine/labels.ts';
import type { ConventionId } from '../../engine/conventions.ts';
import { valueOf } from '../../engine/trace.ts';
import { formatNumber } from '../shared/format.ts';
import type { Run } from '../shared/run/build.ts';
import { parameterCounts } from './guesses.ts';
import type { Pointed } from './lighting.ts';

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `used once`, `used 4 times` */
const used = (times: number): string => (times === 1 ? 'used once' : `used ${times} times`);

/** How far it is open, for a slider's value and a picture's name. */
export const stateOf = (fold: number): string =>
  fold === 0 ? 'folded' : fold === 1 ? 'unfolded' : `${Math.round(100 * fold)}% unfolded`;

export const pictureOf = (run: Run, fold: number): string => {
  const tau = run.trace.spec.steps;
  if (fold === 0)
    return 'Folded: one recurrent cell. U leads from the input to the state, V from the state to the output, and W loops from the state back to itself.';
  const copies = `${count(tau, 'copy', 'copies')} of the cell in a row, one for each character read`;
  return fold === 1
    ? `Unfolded: ${copies}. W leads from each state to the next; nothing loops.`
    : `${Math.round(100 * fold)}% unfolded: ${copies}; the loop W is being pulled straight between them.`;
};

/** One sentence on the symbol pointed at; null for symbols that the figure has nothing to say about. */
export function remark(run: Run, pointed: Pointed | null, convention: ConventionId): string | null {
  if (pointed === null) return null;
  const { id, step } = pointed;
  const tau = run.trace.spec.steps;
  const name = plainLabel(id, convention, null);
  switch (id) {
    case 'rnn.U':
    case 'rnn.W':
    case 'readout.V': {
      const { rows, columns } = parameterCounts(run).find((p) => p.id === id)!;
      return `${name}: one matrix, ${used(tau)}. It is ${rows} × ${columns}, and the same in every copy.`;
    }
    case 'rnn.h': {
      if (step === null || step > tau)
        return `${name}: the state, ${count(run.settings.hiddens, 'number')}. They change at every step; the matrices do not.`;
      const values = Array.from(valueOf(run.trace, { symbol: id, step }).data, (v) => formatNumber(v));
      return `${plainLabel(id, convention, { step })} = (${values.join(', ')})`;
    }
    case 'rnn.x':
      return `${name}: the input, one character of your word at each step.`;
    case 'readout.o':
      return `${name}: the output. Shown is the character it makes most probable to come next.`;
    default:
      return null;
  }
}

/** `Folded: 56 numbers. Unfolded over 4 steps: still 56.` */
export function sizeSentence(run: Run): string {
  const total = parameterCounts(run).reduce((sum, p) => sum + p.count, 0);
  return `Folded: ${count(total, 'number')}. Unfolded over ${count(run.trace.spec.steps, 'step')}: still ${total}.`;
}

/** What to notice while nothing is pointed at. */
export const notice = (run: Run): string => {
  const tau = run.trace.spec.steps;
  return `Watch the loop: pulled straight, it is the chain from each state to the next. The ${tau === 1 ? 'copy is' : `${tau} copies are`} one and the same cell.`;
};
