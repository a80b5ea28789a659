// The record of a run: an immutable, serialisable list of micro-steps and every value they read or wrote.
// Figures draw traces, graders compare traces, workers send traces, fixtures are traces.
import type { NonlinearityName } from './activations.ts';
import { equationOf, type Equation, type EquationId } from './equations.ts';
import type { GruOptions } from './cells/gru.ts';
import { faultyExpression, type FaultId } from './faults.ts';
import type { Ref } from './expression/tree.ts';
import { fromRows, toRows, type Matrix } from './matrix.ts';
import type { Reduction } from './losses.ts';
import { placed, type Direction, type Half, type Place } from './place.ts';
import type { Merge } from './readout.ts';
import { symbolOf, type Dimension, type SymbolId } from './symbols.ts';

/**
 * A quantity of this run: a symbol, at a step where it has time (1 … τ; 0 is the initial state, τ + 1 that of a reverse
 * direction), else null; and where in a net of several layers or directions.
 */
export interface QuantityRef {
  readonly symbol: SymbolId;
  readonly step: number | null;
  /** From 1; absent in a net of one layer and direction, and for what belongs to no layer (read-out, loss). */
  readonly layer?: number;
  readonly direction?: Direction;
  readonly half?: Half;
}

export type Phase = 'forward' | 'backward' | 'update';

/** The smallest thing a reader steps through: one equation, at one time step, writing one quantity. */
export interface MicroStep {
  readonly phase: Phase;
  /** The time step t, 1 … τ; 0 for a state handed over before the first; null for what belongs to no step (the total loss, the update). */
  readonly t: number | null;
  readonly equation: EquationId;
  /** Where it happens, in a net of several layers or directions, or in an encoder–decoder. */
  readonly layer?: number;
  readonly direction?: Direction;
  readonly half?: Half;
  readonly reads: readonly QuantityRef[];
  readonly writes: QuantityRef;
}

export interface TraceSpec {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  /** Of the vanilla RNN; the others have tanh. */
  readonly nonlinearity: NonlinearityName;
  readonly reduction: Reduction;
  /** The GRU's dialect; PyTorch's when absent. */
  readonly resetAfter?: boolean;
  readonly updateWeighs?: GruOptions['updateWeighs'];
  /** Rows of the embedding; absent where the input is vectors. */
  readonly vocabulary?: number;
  /** Layers, one above the other; 1 when absent. */
  readonly layers?: number;
  /** How both directions are merged; absent: there is one. */
  readonly merge?: Merge;
  /** Every step when absent. */
  readonly readout?: 'every-step' | 'last-step';
  /** Of an encoder–decoder: the encoder's; `steps` and `inputs` are then the decoder's. */
  readonly source?: { readonly steps: number; readonly inputs: number };
  /** The decoder weighs the encoder's states. */
  readonly attention?: boolean;
  /** k > 0: gradients are cut every k steps. */
  readonly truncate: number;
  readonly steps: number;
  readonly inputs: number;
  readonly hiddens: number;
  readonly outputs: number;
  /** What the parameters were drawn from; edits are not in it. */
  readonly seed: number;
  /** Learning rate α. */
  readonly alpha: number;
  /** Mistakes made on purpose in the backward pass. */
  readonly faults: readonly FaultId[];
}

export interface Trace {
  readonly version: 1;
  readonly spec: TraceSpec;
  readonly steps: readonly MicroStep[];
  /** By {@link keyOf}. Every matrix has one column or is a weight matrix: a trace is of one sequence. */
  readonly values: Readonly<Record<string, Matrix>>;
}

/** What the sizes in symbols come to in a run of one layer; 0 for those it has not. */
export const sizesOf = (spec: TraceSpec): Readonly<Record<Dimension, number>> => ({
  I: spec.inputs,
  H: spec.hiddens,
  K: spec.outputs,
  N: spec.vocabulary ?? 0,
  S: spec.source?.steps ?? 0,
  '1': 1,
});

/** `rnn.h@3`, `rnn.W`; at a place of a larger net `lstm.h#2r@3`, `lstm.W_f#2r`. */
export const keyOf = ({ symbol, step, layer = 1, direction = 'forward', half }: QuantityRef): string => {
  const name = placed(symbol, { layer, direction, ...(half ? { half } : {}) });
  return step === null ? name : `${name}@${step}`;
};

/** Embedding, attention, read-out, loss and update stand above all layers. */
const belongsToNoLayer = (symbol: SymbolId): boolean =>
  /^(attention|embedding|readout|loss|time|update)\./.test(symbol);

/** A reference to `symbol` at `step`, which is dropped for a symbol without time, and at a place, likewise. */
export const quantity = (symbol: SymbolId, step: number | null = null, place?: Place): QuantityRef => ({
  symbol,
  step: symbolOf(symbol).timed ? step : null,
  ...(place && !belongsToNoLayer(symbol) ? place : {}),
});

/** Where a micro-step happens; undefined in a net of one layer and direction. */
export const placeOf = ({ layer, direction = 'forward', half }: MicroStep): Place | undefined =>
  layer === undefined ? undefined : { layer, direction, ...(half ? { half } : {}) };

/** Steps of a run: an encoder has its own. */
export const stepsOf = ({ steps, source }: Pick<TraceSpec, 'steps' | 'source'>, half?: Half): number =>
  half === 'encoder' && source ? source.steps : steps;

/** What `r` names in a run, in an equation that is read at step t and at a place. A reverse direction counts its steps from τ down. */
export function resolve(
  spec: Pick<TraceSpec, 'steps' | 'source'>,
  r: Ref,
  t: number,
  place?: Place,
): QuantityRef {
  const reverse = place?.direction === 'reverse';
  const half = r.half ?? place?.half;
  const steps = stepsOf(spec, half);
  const fixed = r.step === 'last' ? steps : r.step;
  const step =
    fixed === undefined ? t + (reverse ? -r.offset : r.offset) : reverse ? steps + 1 - fixed : fixed;
  if (!place) return quantity(r.symbol, step);
  return quantity(r.symbol, step, {
    layer: place.layer + (r.layer ?? 0),
    direction: r.direction ?? place.direction,
    ...(half ? { half } : {}),
  });
}

/** The value of a quantity. @throws RangeError where the trace has none. */
export function valueOf(trace: Trace, q: QuantityRef): Matrix {
  const found = trace.values[keyOf(q)];
  if (!found) throw new RangeError(`valueOf: the trace has no ${keyOf(q)}`);
  return found;
}

/** The equation a micro-step is an instance of, with the trace's faults in it. */
export function equationIn(trace: { spec: Pick<TraceSpec, 'faults'> }, id: EquationId): Equation {
  const equation = equationOf(id);
  const expression = faultyExpression(id, trace.spec.faults);
  return expression ? { ...equation, expression } : equation;
}

const writersOf = new WeakMap<Trace, Map<string, number>>();

/** Index of the micro-step that wrote a quantity; −1 for what was given (inputs, parameters, h⁽⁰⁾). */
export function writerOf(trace: Trace, q: QuantityRef): number {
  let writers = writersOf.get(trace);
  if (!writers) {
    writers = new Map(trace.steps.map((step, index) => [keyOf(step.writes), index]));
    writersOf.set(trace, writers);
  }
  return writers.get(keyOf(q)) ?? -1;
}

/** As plain JSON: matrices as rows; NaN and ±Infinity, which JSON lacks, by name. */
export const traceToJson = (trace: Trace): unknown => ({
  ...trace,
  values: Object.fromEntries(
    Object.entries(trace.values).map(([key, m]) => [
      key,
      toRows(m).map((row) => row.map((v) => (Number.isFinite(v) ? v : String(v)))),
    ]),
  ),
});

/** From {@link traceToJson}. @throws RangeError for another version. */
export function traceFromJson(json: unknown): Trace {
  const { version, spec, steps, values } = json as {
    version: number;
    spec: TraceSpec;
    steps: MicroStep[];
    values: Record<string, (number | string)[][]>;
  };
  if (version !== 1) throw new RangeError(`traceFromJson: version is ${version}, expected 1`);
  return {
    version,
    spec,
    steps,
    values: Object.fromEntries(
      Object.entries(values).map(([key, rows]) => [key, fromRows(rows.map((row) => row.map(Number)))]),
    ),
  };
}
