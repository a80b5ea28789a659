// Problems for drills on the vanilla RNN, all of them traces of the engine: of several shapes, one step and W = 0 among them.
import type { Values } from '../../engine/cells/cell.ts';
import { map, toRows, zeros, type Matrix } from '../../engine/matrix.ts';
import { symbolOf, type SymbolId } from '../../engine/symbols.ts';
import { keyOf, type Trace, type TraceSpec } from '../../engine/trace.ts';
import { randomTrace, type Shape as Sizes, type Variant } from '../diagnosis/cases.ts';
import type { CaseOptions, DrillCase, Expected } from './contract.ts';

/** A vector as a list, a matrix as rows, a scalar as a number. */
export const plain = (m: Matrix): number | number[] | number[][] =>
  m.rows === 1 && m.columns === 1 ? m.data[0]! : m.columns === 1 ? Array.from(m.data) : toRows(m);

/** What a quantity is in a trace, as a program is given it: vectors stay lists even where they have one entry. */
export function given(trace: Trace, symbol: SymbolId, step: number | null = null) {
  const value = trace.values[keyOf({ symbol, step })];
  if (!value) throw new RangeError(`given: the trace has no ${keyOf({ symbol, step })}`);
  const [rows, columns] = symbolOf(symbol).shape;
  if (rows === '1' && columns === '1') return value.data[0]!;
  return columns === '1' ? Array.from(value.data) : toRows(value);
}

/** A list over time: index 0 is `first` (default null), then t = 1 … τ. */
export const givenOverTime = (trace: Trace, symbol: SymbolId, first: unknown = null): unknown[] => [
  first,
  ...Array.from({ length: trace.spec.steps }, (_, i) => given(trace, symbol, i + 1)),
];

export function expectedAt(trace: Trace, symbol: SymbolId, name: string, step: number | null): Expected {
  const value = trace.values[keyOf({ symbol, step })];
  if (!value) throw new RangeError(`expectedAt: the trace has no ${keyOf({ symbol, step })}`);
  return { at: { symbol, step }, name, listed: false, value };
}

/** One for each step, in the order of the forward pass or of the backward pass. */
export function expectedOverTime(
  trace: Trace,
  symbol: SymbolId,
  name: string,
  order: 'forward' | 'backward',
): Expected[] {
  const steps = Array.from({ length: trace.spec.steps }, (_, i) => i + 1);
  return (order === 'forward' ? steps : steps.reverse()).map((step) => ({
    ...expectedAt(trace, symbol, name, step),
    listed: true,
  }));
}

export interface Shape extends Sizes {
  /** W is all zeros. */
  readonly noMemory?: true;
  /** V is all zeros, and every output lies within 1.2 of this number, which may be beyond the range of exp. */
  readonly outputsNear?: number;
}

/** All sizes different; one step; no recurrence; all sizes equal, where a transpose runs and only its numbers tell; a longer one. */
const shapes: readonly Shape[] = [
  { steps: 4, inputs: 2, hiddens: 3, outputs: 4 },
  { steps: 1, inputs: 3, hiddens: 4, outputs: 2 },
  { steps: 3, inputs: 4, hiddens: 2, outputs: 3, noMemory: true },
  { steps: 5, inputs: 3, hiddens: 3, outputs: 3 },
  { steps: 7, inputs: 2, hiddens: 5, outputs: 3 },
];

export function hiddenTrace(
  { noMemory, outputsNear, ...shape }: Shape,
  seed: number,
  variant: Variant,
): Trace {
  const change = (drawn: Values, { hiddens, outputs }: TraceSpec): Values => {
    const parameters = { ...drawn };
    if (noMemory) parameters['rnn.W'] = zeros(hiddens, hiddens);
    if (outputsNear !== undefined) {
      // 32-bit numbers near 720 are 2⁻¹⁴ apart: on this coarser grid the outputs are exact for programs that use them
      const onGrid = (v: number) => outputsNear + Math.round(v * 2 ** 10) / 2 ** 10;
      parameters['readout.V'] = zeros(outputs, hiddens);
      parameters['readout.c'] = map(parameters['readout.c']!, onGrid);
    }
    return parameters;
  };
  return randomTrace(shape, seed, variant, { change, initial: true });
}

const titleOf = ({ spec }: Trace, { noMemory, outputsNear }: Shape): string => {
  const { steps, inputs, hiddens, outputs } = spec;
  const of = `${steps === 1 ? 'one step' : `${steps} steps`}, ${inputs} inputs, ${hiddens} hidden units and ${outputs} outputs`;
  const near = outputsNear === undefined ? '' : `, all near ${outputsNear}`.replace('-', '−');
  return `a hidden problem of ${of}${near}${noMemory ? ', with W = 0' : ''}`;
};

/** What a drill takes from a trace. */
export interface FromTrace {
  inputs(trace: Trace): Record<string, unknown>;
  expected(trace: Trace): readonly Expected[];
}

/** The page's run, where it is of this kind, then a hidden one of each shape. */
export function traceCases(
  { seed, shown }: CaseOptions,
  { inputs, expected }: FromTrace,
  variant: Variant = {},
  hiddenShapes: readonly Shape[] = shapes,
): (DrillCase & { readonly trace: Trace })[] {
  const fits =
    shown !== null &&
    shown.spec.faults.length === 0 &&
    shown.spec.truncate === (variant.truncate ?? 0) &&
    shown.spec.nonlinearity === (variant.nonlinearity ?? 'tanh') &&
    shown.spec.reduction === (variant.reduction ?? 'sum');
  const hidden = hiddenShapes.map((shape, i) => {
    const trace = hiddenTrace(shape, (seed * 64 + i) % 2 ** 32, variant);
    return { trace, title: titleOf(trace, shape), shown: false };
  });
  const page = fits ? [{ trace: shown, title: 'the run that the stepper shows', shown: true }] : [];
  return [...page, ...hidden].map((c) => ({ ...c, inputs: inputs(c.trace), expected: expected(c.trace) }));
}

/** The same problems for a program that computes their last step only. */
export const atLastStep = (cases: readonly (DrillCase & { readonly trace: Trace })[]): DrillCase[] =>
  cases.map((c) => ({
    ...c,
    step: c.trace.spec.steps,
    title: c.trace.spec.steps === 1 ? c.title : `the last step of ${c.title}`,
  }));
