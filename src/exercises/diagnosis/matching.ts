// Which mistakes explain a wrong program: those whose numbers are its numbers on every hidden problem.
import { equationOf } from '../../engine/equations.ts';
import { evaluate } from '../../engine/expression/evaluate.ts';
import { environment } from '../../engine/interpret.ts';
import { ShapeError, type Matrix } from '../../engine/matrix.ts';
import { keyOf, type Trace } from '../../engine/trace.ts';
import { mistakes, type Mistake } from './mistakes.ts';
import { outcomeKey, type Outcome } from './outcomes.ts';
import { same } from './values.ts';

/** What one hidden run came to: its deciding values, or that it broke off. */
export interface Evidence {
  readonly trace: Trace;
  readonly outcomes: readonly Outcome[];
  readonly failed: boolean;
}

/** The run with these mistakes in it; null where its shapes do not fit together. */
type Wrong = Readonly<Record<string, Matrix>> | null;

const cache = new WeakMap<Trace, Map<string, Wrong>>();

/** The values of a trace as computed with mistakes; kept, because the hidden problems are always the same. */
export function valuesWith(trace: Trace, made: readonly Mistake[]): Wrong {
  const known = cache.get(trace) ?? new Map<string, Wrong>();
  cache.set(trace, known);
  const id = made.map((m) => m.id).join(' ');
  const found = known.get(id);
  if (found !== undefined) return found;
  const values = compute(trace, made);
  known.set(id, values);
  return values;
}

function compute(trace: Trace, made: readonly Mistake[]): Wrong {
  const written = new Set(trace.steps.map(({ writes }) => keyOf(writes)));
  const values = Object.fromEntries(Object.entries(trace.values).filter(([key]) => !written.has(key)));
  const env = environment(trace.spec, values);
  try {
    for (const { phase, equation, writes, t } of trace.steps) {
      if (phase === 'update') continue;
      const replaced = made.map((m) => m.replaces[equation]).find((e) => e !== undefined);
      const value = evaluate(replaced ?? equationOf(equation).expression, env, t ?? 0);
      const [rows, columns] = env.shape(writes.symbol);
      if (value.rows !== rows || value.columns !== columns) return null;
      values[keyOf(writes)] = value;
    }
  } catch (thrown) {
    if (thrown instanceof ShapeError) return null;
    throw thrown;
  }
  return values;
}

/** Whether a mistake changes anything about a run: some cannot, such as those about a mean where the loss is a sum. */
const applies = (trace: Trace, { replaces }: Mistake): boolean =>
  trace.steps.some(({ equation }) => equation in replaces);

function explains({ trace, outcomes, failed }: Evidence, made: readonly Mistake[]): boolean {
  const values = valuesWith(trace, made);
  if (failed) return values === null;
  if (values === null) return outcomes.some(({ read }) => 'shape' in read);
  return outcomes.every((o) => {
    const expected = values[outcomeKey(o)];
    return expected !== undefined && 'matrix' in o.read && same(o.read.matrix, expected);
  });
}

/**
 * Every mistake, or failing that every pair of them, that explains all runs. At least one run must have come to an end: that
 * shapes do not fit says too little. Mistakes that cannot be told apart are all there.
 */
export function explanations(runs: readonly Evidence[]): readonly (readonly Mistake[])[] {
  const wrong = ({ trace, outcomes }: Evidence) =>
    outcomes.some(
      (o) => !('matrix' in o.read) || !same(o.read.matrix, trace.values[outcomeKey(o)] ?? o.read.matrix),
    );
  const ended = runs.filter(({ failed, outcomes }) => !failed && outcomes.length > 0);
  if (!ended.some(wrong) || runs.some(({ failed, outcomes }) => !failed && !outcomes.length)) return [];
  const possible = mistakes.filter((m) => runs.some(({ trace }) => applies(trace, m)));
  // a run that ended excludes most at once
  const order = runs.toSorted((a, b) => Number(a.failed) - Number(b.failed));
  const fitting = (made: readonly Mistake[]) => order.every((run) => explains(run, made));
  const single = possible.map((m) => [m]).filter(fitting);
  if (single.length) return single;
  const pairs = possible.flatMap((m, i) =>
    possible
      .slice(i + 1)
      .filter((n) => !Object.keys(n.replaces).some((id) => id in m.replaces))
      .map((n) => [m, n]),
  );
  return pairs.filter(fitting);
}
