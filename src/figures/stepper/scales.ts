// What magnitude fills a mark, for each kind of quantity, so that marks of one kind can be compared across the figure.
import { valueOf, type Trace } from '../../engine/trace.ts';
import { gradientIds, parameterIds } from '../../engine/symbols.ts';
import { largestOf } from '../shared/hinton.ts';

/** Largest magnitude by symbol or kind, over the whole right run: faults do not rescale what they are compared with. */
export function largestByRole(trace: Trace): Record<string, number> {
  const over = (...symbols: string[]) =>
    largestOf(
      ...symbols.flatMap((symbol) =>
        Array.from({ length: trace.spec.steps }, (_, i) => valueOf(trace, { symbol, step: i + 1 })),
      ),
    );
  return {
    hidden: Math.max(1, over('rnn.h')),
    'rnn.a': over('rnn.a'),
    'readout.o': over('readout.o'),
    gradient: over('readout.do', 'rnn.dh', 'rnn.da'),
    parameter: largestOf(...parameterIds.map((id) => valueOf(trace, { symbol: id, step: null }))),
    copy: over(...parameterIds.flatMap((id) => [gradientIds(id).copy, gradientIds(id).sum])),
  };
}
