// What a micro-step is about: the scalar in the foreground, the cells its arithmetic reads, the arrows that carry it. Pure.
import { baseId, shares } from '../../engine/equations.ts';
import { openScalar } from '../../engine/expression/expand.ts';
import { keyOf, valueOf, type MicroStep, type QuantityRef, type Trace } from '../../engine/trace.ts';
import type { Scalar } from '../shared/run/stores.ts';
import type { EdgeKind } from './layout-types.ts';
import { scalarsIn } from './tree.ts';

/** The scalar of a micro-step that the figure shows unasked: the largest in magnitude. */
export function leadingScalar(trace: Trace, step: MicroStep): Scalar {
  const m = valueOf(trace, step.writes);
  let best = 0;
  m.data.forEach((v, i) => {
    if (Math.abs(v) > Math.abs(m.data[best]!)) best = i;
  });
  return { ref: step.writes, row: Math.floor(best / m.columns), column: best % m.columns };
}

export const cellKey = (ref: QuantityRef, row: number, column: number): string =>
  `${keyOf(ref)}[${row},${column}]`;

/** Keys of the cells that a scalar's arithmetic reads, the scalar's own among them. */
export function cellsRead(trace: Trace, { ref, row, column }: Scalar): ReadonlySet<string> {
  const keys = new Set([cellKey(ref, row, column)]);
  const arithmetic = openScalar(trace, ref, row, column, shares);
  if (arithmetic) for (const q of scalarsIn(arithmetic)) keys.add(cellKey(q.ref, q.row, q.column));
  return keys;
}

/** The arrows that a micro-step travels, by kind, with the step at which each arrives. */
export function edgesLit(step: MicroStep): readonly { kind: EdgeKind; t: number }[] {
  const t = step.t ?? 0;
  const byEquation: Record<string, readonly EdgeKind[]> = {
    'rnn.a': ['U', 'W'],
    'rnn.h': ['f'],
    'readout.o': ['V'],
    'rnn.dhFromOutput': ['fromOutput'],
    'rnn.dhFromFuture': ['fromFuture'],
    'rnn.dh': ['fromOutput', 'fromFuture'],
    'rnn.da': ['slope'],
    'readout.dVStep': ['V'],
    'rnn.dWStep': ['W'],
    'rnn.dUStep': ['U'],
  };
  return (byEquation[baseId(step.equation)] ?? []).map((kind) => ({ kind, t }));
}

/** The equation to print for a micro-step, and the part of it that lights: a share of ∇h is shown inside ∇h's own equation. */
export function displayed(step: MicroStep): { equation: string; term: string | null } {
  const base = baseId(step.equation);
  if (step.equation in shares) return { equation: 'rnn.dh', term: base };
  return { equation: step.equation, term: null };
}

/** The time step to keep in sight. */
export const focusStep = (trace: Trace, step: MicroStep): number =>
  step.t ?? (step.phase === 'update' ? 1 : trace.spec.steps);
