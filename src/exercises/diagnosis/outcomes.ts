// What a program came to: the values that it returned, or left in its variables, for the quantities that decide.
import type { ConventionId } from '../../engine/conventions.ts';
import { conventions } from '../../engine/conventions.ts';
import { gradientIds, isWeightMatrix, parameterIds, symbolOf, type SymbolId } from '../../engine/symbols.ts';
import { keyOf, sizesOf, type QuantityRef, type Trace, type TraceSpec } from '../../engine/trace.ts';
import { meaningOf } from '../../notebook/record/names.ts';
import { depthOf, type Recording } from '../../notebook/record/steps.ts';
import type { Place } from '../../notebook/record/positions.ts';
import { readValue, type Read } from './values.ts';

/** The gradients that a program owes, in the order in which they are taken; `rnn.dW` and so on. */
export const gradientSums: readonly SymbolId[] = parameterIds.map((id) => gradientIds(id).sum);
/** Without these a program is not finished. */
export const required: readonly SymbolId[] = ['loss.total', ...gradientSums];

/** A value that decides. */
export interface Outcome {
  readonly at: QuantityRef;
  readonly read: Read;
  /** As the program calls it. */
  readonly name: string;
  readonly returned: boolean;
  readonly place: Place | null;
}

/** Reads a value of a symbol, in the orientation of the textbook. */
export function readAs(symbol: SymbolId, v: unknown, spec: TraceSpec, convention: ConventionId): Read {
  const sizes = sizesOf(spec);
  const [rows, columns] = symbolOf(symbol).shape;
  const transposed = conventions[convention].transposedWeights && isWeightMatrix(symbol);
  return readValue(v, sizes[rows], sizes[columns], transposed);
}

const isGradients = (key: string): boolean => /^(?:d|grads?|gradients?)$/i.test(key);

type Named = Map<SymbolId, { name: string; value: unknown }>;

/** Everything in a returned object that bears a known name; `{ gradients: { W } }` is read as dW. */
function named(returned: unknown, path = '', inGradients = false): Named {
  const found: Named = new Map();
  if (typeof returned !== 'object' || returned === null || Array.isArray(returned)) return found;
  for (const [key, value] of Object.entries(returned)) {
    const name = path + key;
    const symbol = meaningOf(key)?.symbol;
    const parameter = parameterIds.find((id) => id === symbol);
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (nested && path.length < 40)
      for (const [id, inner] of named(value, `${name}.`, inGradients || isGradients(key)))
        if (!found.has(id)) found.set(id, inner);
    if (inGradients && parameter) found.set(gradientIds(parameter).sum, { name, value });
    // one letter for the loss of a step and for the whole
    else if (symbol === 'loss.step' && typeof value === 'number') found.set('loss.total', { name, value });
    else if (symbol) found.set(symbol, { name, value });
  }
  return found;
}

/** The last value that a variable of the program held. */
function lastOf(recording: Recording, symbol: SymbolId) {
  const ids = symbol === 'loss.total' ? ['loss.total', 'loss.step'] : [symbol];
  return recording.assigned
    .filter(({ symbol: id, value }) => ids.includes(id) && (id !== 'loss.step' || depthOf(value) === 0))
    .filter(({ when, symbol: id }) => id !== 'loss.step' || when === null)
    .sort((a, b) => Number(b.symbol === symbol) - Number(a.symbol === symbol) || b.order - a.order)[0];
}

/** The statement that last assigned a quantity. */
const placeOf = (recording: Recording, symbol: SymbolId): Place | null =>
  recording.assigned.findLast(({ symbol: id, place }) => id === symbol && place)?.place ?? null;

/** Values over time as they were returned: from t = 0, or from t = 1 at index 0 or 1, whichever fits the reference better. */
function overTime(
  symbol: SymbolId,
  { name, value }: { name: string; value: unknown },
  trace: Trace,
  fits: (at: QuantityRef, read: Read) => boolean,
  convention: ConventionId,
): Outcome[] {
  if (!Array.isArray(value)) return [];
  const { steps } = trace.spec;
  const readings = [0, 1].map((base) =>
    Array.from({ length: steps }, (_, i): Outcome => {
      const at = { symbol, step: i + 1 };
      const read = readAs(symbol, value[i + 1 - base], trace.spec, convention);
      return { at, read, name, returned: true, place: null };
    }),
  );
  const [direct, shifted] = readings.map((list) => list.filter(({ at, read }) => fits(at, read)).length);
  return shifted! > direct! ? readings[1]! : readings[0]!;
}

/** What decides about a run, in the order of the micro-steps; and which required quantities are nowhere to be found. */
export function outcomesOf(
  recording: Recording,
  trace: Trace,
  convention: ConventionId,
  fits: (at: QuantityRef, read: Read) => boolean,
): { outcomes: Outcome[]; missing: SymbolId[] } {
  const returned = named(recording.returned);
  const outcomes: Outcome[] = [];
  const missing: SymbolId[] = [];
  for (const symbol of ['rnn.h', 'readout.yHat']) {
    const found = returned.get(symbol);
    if (found) outcomes.push(...overTime(symbol, found, trace, fits, convention));
  }
  for (const symbol of required) {
    const at = { symbol, step: symbol === 'loss.total' ? null : 1 };
    const found = returned.get(symbol);
    const last = found ? undefined : lastOf(recording, symbol);
    if (!found && !last) missing.push(symbol);
    else
      outcomes.push({
        at,
        read: readAs(symbol, found ? found.value : last!.value, trace.spec, convention),
        name: found?.name ?? recording.variables[last!.variable]!.name,
        returned: found !== undefined,
        place: placeOf(recording, symbol),
      });
  }
  return { outcomes, missing };
}

export const outcomeKey = ({ at }: Outcome): string => keyOf(at);
