// A gradient check of one number: the slope of the loss found by nudging, beside what the program says it is.
import { equationOf } from '../../engine/equations.ts';
import { evaluate } from '../../engine/expression/evaluate.ts';
import { defaultEpsilon } from '../../engine/gradcheck.ts';
import { environment } from '../../engine/interpret.ts';
import { withEntry, type Matrix } from '../../engine/matrix.ts';
import { symbolOf } from '../../engine/symbols.ts';
import { keyOf, type QuantityRef, type Trace } from '../../engine/trace.ts';

/** The loss of a run with `by` added to one entry of one quantity, wherever that stands in the forward pass. */
export function lossNudged(trace: Trace, of: QuantityRef, row: number, column: number, by: number): number {
  const nudged = keyOf(of);
  const add = (m: Matrix) => withEntry(m, row, column, m.data[row * m.columns + column]! + by);
  const written = new Set(trace.steps.map(({ writes }) => keyOf(writes)));
  const values = Object.fromEntries(
    Object.entries(trace.values)
      .filter(([key]) => !written.has(key))
      .map(([key, m]) => [key, key === nudged ? add(m) : m]),
  );
  if (!written.has(nudged) && !values[nudged]) throw new RangeError(`lossNudged: no ${nudged} in this run`);
  const env = environment(trace.spec, values);
  for (const { phase, equation, writes, t } of trace.steps) {
    if (phase !== 'forward') continue;
    const key = keyOf(writes);
    const value = evaluate(equationOf(equation).expression, env, t ?? 0);
    values[key] = key === nudged ? add(value) : value;
  }
  return values['loss.total']!.data[0]!;
}

export interface Slope {
  /** What was moved. */
  readonly of: QuantityRef;
  /** (L(θ + ε) − L(θ − ε)) / 2ε */
  readonly slope: number;
  readonly epsilon: number;
}

/**
 * The slope that a gradient's entry ought to be, by central differences; null for what is no gradient, for a share of one, and
 * where the gradient is cut on purpose, so that the slope of the loss is not what is asked for.
 */
export function slopeOf(
  trace: Trace,
  { symbol, step }: QuantityRef,
  row: number,
  column: number,
): Slope | null {
  const { role, of, kind } = symbolOf(symbol);
  const share = /From(Output|Future)$|Step$/.test(symbol);
  if (role !== 'gradient' || of === undefined || share || trace.spec.truncate > 0) return null;
  // the whole gradient of a shared parameter belongs to no step
  const what = { symbol: of, step: kind === 'sum' ? null : step };
  const [above, below] = [1, -1].map((sign) => lossNudged(trace, what, row, column, sign * defaultEpsilon));
  return { of: what, slope: (above! - below!) / (2 * defaultEpsilon), epsilon: defaultEpsilon };
}
