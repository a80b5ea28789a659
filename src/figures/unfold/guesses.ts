// What the network says at each step: its most probable next grapheme. Read from the trace, never computed here.
import { valueOf } from '../../engine/trace.ts';
import type { Run } from '../shared/run/build.ts';

export interface Guess {
  readonly grapheme: string;
  /** 0 … 1 */
  readonly probability: number;
}

/** For t = 1 … τ; of equals the first in the vocabulary. */
export const guessesOf = ({ trace, spelling }: Run): Guess[] =>
  spelling.inputs.map((_, i) => {
    const { data } = valueOf(trace, { symbol: 'readout.yHat', step: i + 1 });
    const probability = Math.max(...data);
    return { grapheme: spelling.vocabulary[data.indexOf(probability)]!, probability };
  });

export const percent = (probability: number): string => `${Math.round(100 * probability)}%`;

/** How many numbers each parameter holds, in the order in which a step uses them, and all of them. */
export function parameterCounts({
  parameters,
}: Run): { readonly id: string; readonly rows: number; readonly columns: number; readonly count: number }[] {
  return ['rnn.U', 'rnn.W', 'rnn.b', 'readout.V', 'readout.c'].map((id) => {
    const { rows, columns } = parameters[id]!;
    return { id, rows, columns, count: rows * columns };
  });
}
