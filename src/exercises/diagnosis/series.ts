// What a program assigned, laid along the steps of the reference: for each quantity whether it is right, was right once, or is wrong.
import type { ConventionId } from '../../engine/conventions.ts';
import { matrix } from '../../engine/matrix.ts';
import { symbolOf, type SymbolId } from '../../engine/symbols.ts';
import { keyOf, type QuantityRef, type Trace } from '../../engine/trace.ts';
import type { Place } from '../../notebook/record/positions.ts';
import type { Assigned, Recording } from '../../notebook/record/steps.ts';
import { readAs } from './outcomes.ts';
import { same, type Read } from './values.ts';

/** `lost`: it was right, then something else was put in its place. */
export type Status = 'right' | 'lost' | 'wrong';

export interface Finding {
  readonly at: QuantityRef;
  readonly status: Status;
  readonly name: string;
  readonly read: Read;
  /** Where the value that counts was first assigned. */
  readonly place: Place | null;
  /** When it was, in the order of assignments. */
  readonly order: number;
  /** When a right value was given up for it. */
  readonly lostAt: number | null;
}

interface Past {
  readonly read: Read;
  readonly place: Place | null;
  readonly order: number;
}

interface Stepped extends Assigned {
  readonly step: number;
}

export const fitsReference =
  (trace: Trace) =>
  (at: QuantityRef, read: Read): boolean => {
    const expected = trace.values[keyOf(at)];
    return expected !== undefined && 'matrix' in read && same(read.matrix, expected);
  };

/** Lists over time begin at index 0 or 1: for each list the reading under which more of it fits. */
export function alignSteps(recording: Recording, trace: Trace, convention: ConventionId): Stepped[] {
  const { steps } = trace.spec;
  const fits = fitsReference(trace);
  const groups = new Map<string, Assigned[]>();
  const stepped: Stepped[] = [];
  for (const a of recording.assigned) {
    if (a.when === null) continue;
    if ('step' in a.when) stepped.push({ ...a, step: a.when.step + a.offset });
    else {
      const key = a.when.of === null ? `counter ${a.variable}` : `list ${a.when.of}`;
      groups.set(key, [...(groups.get(key) ?? []), a]);
    }
  }
  for (const group of groups.values()) {
    const at = (base: number) =>
      group.map((a) => ({ ...a, step: (a.when as { index: number }).index + base + a.offset }));
    const score = (base: number) =>
      at(base).filter((a) =>
        fits({ symbol: a.symbol, step: a.step }, readAs(a.symbol, a.value, trace.spec, convention)),
      ).length;
    const [direct, shifted] = [score(0), score(1)];
    // where nothing fits either way, a list of τ entries that begins at 0 has no place for the initial state
    const indices = group.map((a) => (a.when as { index: number }).index);
    const fromZero = indices.includes(0) && Math.max(...indices) === steps - 1;
    stepped.push(...at(shifted > direct || (shifted === direct && fromZero) ? 1 : 0));
  }
  return stepped.filter(({ step }) => step >= 1 && step <= steps).sort((a, b) => a.order - b.order);
}

/** Values of one variable at one step, each with where and when it was first met; the last is the one that counts. */
function history(list: readonly Stepped[], read: (a: Stepped) => Read): Past[] {
  const out: Past[] = [];
  for (const a of list) {
    const value = read(a);
    const last = out.at(-1);
    const again = last && 'matrix' in last.read && 'matrix' in value && same(value.matrix, last.read.matrix);
    if (!again) out.push({ read: value, place: a.place, order: a.order });
  }
  return out;
}

/** Findings about everything but the sums of gradients, by key; the most favourable one where several variables bear one name. */
export function findingsOf(
  recording: Recording,
  stepped: readonly Stepped[],
  trace: Trace,
  convention: ConventionId,
): Map<string, Finding> {
  const fits = fitsReference(trace);
  const byVariable = Map.groupBy(
    stepped.filter(({ symbol }) => symbolOf(symbol).kind !== 'sum'),
    (a) => a.variable,
  );
  const best = new Map<string, Finding>();
  for (const [variable, list] of byVariable) {
    const { name, home } = recording.variables[variable]!;
    const findings: Finding[] = [];
    for (const [key, events] of Map.groupBy(list, (a) => keyOf({ symbol: a.symbol, step: a.step }))) {
      const at = { symbol: events[0]!.symbol, step: events[0]!.step };
      const past = history(events, (a) => readAs(a.symbol, a.value, trace.spec, convention));
      // a number in a variable named like a vector is something else, or an entry on its way
      const last = past.findLast(({ read }) => !('shape' in read && read.shape === 'a number'));
      if (!last || !trace.values[key]) continue;
      const good = (read: Read) => fits(at, read) || isLossSoFar(at, read, trace);
      const lastGood = past.findLastIndex((p) => good(p.read));
      const status = good(last.read) ? 'right' : lastGood >= 0 ? 'lost' : 'wrong';
      const lostAt = status === 'lost' ? past[lastGood + 1]!.order : null;
      findings.push({ at, status, name, lostAt, ...last });
    }
    // inside a helper a known letter may mean anything: it counts once it has been right somewhere
    if (home !== 'program' && !findings.some(({ status }) => status !== 'wrong')) continue;
    for (const f of findings) {
      const key = keyOf(f.at);
      const known = best.get(key);
      if (!known || ranks[f.status] < ranks[known.status]) best.set(key, f);
    }
  }
  return best;
}

/** One letter for the loss of a step and for the sum up to it. */
function isLossSoFar({ symbol, step }: QuantityRef, read: Read, trace: Trace): boolean {
  if (symbol !== 'loss.step' || step === null || !('matrix' in read)) return false;
  let sum = 0;
  for (let t = 1; t <= step; t++) sum += trace.values[`loss.step@${t}`]!.data[0]!;
  return same(read.matrix, matrix(1, 1, [sum]));
}

const ranks: Record<Status, number> = { right: 0, lost: 1, wrong: 2 };

/**
 * The running sum of a gradient at each step, where the program adds from t = τ down as the reference does: only then is a value
 * on the way comparable. A step at which nothing was added keeps the sum as it was.
 */
export function runningSums(
  recording: Recording,
  stepped: readonly Stepped[],
  symbol: SymbolId,
  trace: Trace,
  convention: ConventionId,
): Finding[] {
  const { steps } = trace.spec;
  const fits = fitsReference(trace);
  const visited = new Set(
    stepped.filter((a) => symbolOf(a.symbol).role === 'gradient').map(({ step }) => step),
  );
  const lists = Map.groupBy(
    stepped.filter((a) => a.symbol === symbol),
    (a) => a.variable,
  );
  for (const [variable, list] of lists) {
    const { name, home } = recording.variables[variable]!;
    const order = [...new Set(list.map(({ step }) => step))];
    if (order[0] !== steps || order.some((step, i) => i > 0 && step >= order[i - 1]!)) continue;
    let last = list[0]!;
    const findings: Finding[] = [];
    for (let step = steps; step >= 1; step--) {
      const here = list.filter((a) => a.step === step).at(-1);
      if (!here && !visited.has(step)) return findings;
      last = here ?? last;
      const at = { symbol, step };
      const read = readAs(symbol, last.value, trace.spec, convention);
      const status = fits(at, read) ? 'right' : 'wrong';
      findings.push({ at, status, name, read, place: last.place, order: last.order, lostAt: null });
    }
    if (home !== 'helper' || findings.some(({ status }) => status === 'right')) return findings;
  }
  return [];
}
