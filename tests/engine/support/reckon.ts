// Evaluates one equation on the values of a recorded trace.
import type { EquationId } from '../../../src/engine/equations.ts';
import { evaluate } from '../../../src/engine/expression/evaluate.ts';
import type { Expression } from '../../../src/engine/expression/tree.ts';
import { environment } from '../../../src/engine/interpret.ts';
import type { Matrix } from '../../../src/engine/matrix.ts';
import { keyOf, type QuantityRef, type Trace } from '../../../src/engine/trace.ts';
import { parameterIds, gradientIds } from '../../../src/engine/symbols.ts';

/** `e` read at step t of a trace. */
export const reckon = (trace: Trace, e: Expression, t: number): Matrix =>
  evaluate(e, environment(trace.spec, trace.values), t);

export interface Instance {
  readonly equation: EquationId;
  readonly t: number;
  /** What it must be equal to. */
  readonly writes: QuantityRef;
}

/** Every place where an equation holds in a trace: the micro-steps, and those that the program does not step through. */
export function instances(trace: Trace): Instance[] {
  const times = Array.from({ length: trace.spec.steps }, (_, i) => i + 1);
  return [
    ...trace.steps.map(({ equation, t, writes }) => ({ equation, t: t ?? 0, writes })),
    ...times.map((t) => ({ equation: 'rnn.dx', t, writes: { symbol: 'rnn.dx', step: t } })),
    { equation: 'rnn.dh0', t: 0, writes: { symbol: 'rnn.dh', step: 0 } },
    // a sum over all steps is the running sum when it has reached the first step
    ...parameterIds.map((id) => ({
      equation: `${gradientIds(id).sum}/total`,
      t: 0,
      writes: { symbol: gradientIds(id).sum, step: 1 },
    })),
  ];
}

export const valueAt = (trace: Trace, q: QuantityRef): Matrix => trace.values[keyOf(q)]!;
