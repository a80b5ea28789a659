// Back-propagation through time, for any cell: the unrolled run walked from its last step to its first.
// Werbos 1990; truncation as in Williams and Peng 1990, with the state carried forward uncut.
import type { Cell, Values } from './cells/cell.ts';
import { add, keepColumns, zerosLike, type Matrix } from './matrix.ts';
import { timeOrder, type ForwardRun } from './unroll.ts';

export interface BackwardStep {
  /** The share of the output state's gradient that came from outside: Vᵀ∇o⁽ᵗ⁾, or the layer above. */
  readonly fromOutput: Matrix;
  /** For each state, the shares that came from the step computed after it, by path; zero at the end and at cuts. */
  readonly fromFuture: Readonly<Record<string, Values>>;
  /**
   * What reaches each state from outside its step: the whole gradient, unless the step computes one state from another
   * (an LSTM its h from its c); then the cell gives the whole in `inner`.
   */
  readonly dStates: Values;
  /** Gradients inside the step (`rnn.da`, gates …). */
  readonly inner: Values;
  readonly dInput: Matrix;
  /** This step's copies ∇_{W⁽ᵗ⁾}L, by parameter. */
  readonly dParameters: Values;
}

export interface BackwardRun {
  /** By time: steps[t] belongs to x[t], t from 0. */
  readonly steps: readonly BackwardStep[];
  /** Σₜ of the copies, by parameter. */
  readonly gradients: Values;
  /** Gradient with respect to each initial state. */
  readonly dInitial: Values;
}

/**
 * Gradients of the loss, itemised by time.
 * @param dOutputs gradient that reaches the output state of each time from outside, [hiddens, batch]
 * @param truncate k > 0: gradients do not cross from step k, 2k, … (zero-based, in the order of the run) to the step before it. 0: never cut.
 * @param dFinal gradient that reaches the states after the last step from outside: a decoder's, which starts from them. Default zero.
 */
export function bptt(
  cell: Cell,
  parameters: Values,
  run: ForwardRun,
  dOutputs: readonly Matrix[],
  truncate = 0,
  dFinal: Values = {},
): BackwardRun {
  const steps: BackwardStep[] = [];
  let carried: Record<string, Values> = {};
  // what reaches a state without passing through the cell: an ended example's state stands still
  let bypass: Values = mapStates(cell, (id) => dFinal[id] ?? zerosLike(run.steps[0]!.previous[id]!));
  let gradients: Values = {};

  const times = timeOrder(run.steps.length, run.order);
  for (let n = times.length - 1; n >= 0; n--) {
    const t = times[n]!;
    const { x, previous, values, live } = run.steps[t]!;
    const ended = live.map((l) => 1 - l);
    const fromOutput = keepColumns(dOutputs[t]!, live);
    const fromFuture = carried;
    const dStates = mapStates(cell, (id) =>
      add(bypass[id]!, ...Object.values(fromFuture[id] ?? {}), ...(id === cell.output ? [fromOutput] : [])),
    );
    const dLive = mapStates(cell, (id) => keepColumns(dStates[id]!, live));
    // what was computed past an example's end may be anything: not even a product with its zero gradient may see it
    const counted = live.every((l) => l === 1)
      ? { x, values }
      : { x: keepColumns(x, live), values: mapValues(values, (m) => keepColumns(m, live)) };
    const { inner, dInput, dPrevious, dParameters } = cell.stepBackward(
      parameters,
      counted.x,
      previous,
      counted.values,
      dLive,
    );
    steps[t] = { fromOutput, fromFuture, dStates, inner, dInput, dParameters };
    gradients = sumValues(gradients, dParameters);

    const cut = truncate > 0 && n > 0 && n % truncate === 0;
    carried = cut ? {} : dPrevious;
    bypass = mapStates(cell, (id) => (cut ? zerosLike(bypass[id]!) : keepColumns(dStates[id]!, ended)));
  }
  const dInitial = mapStates(cell, (id) => add(bypass[id]!, ...Object.values(carried[id] ?? {})));
  return { steps, gradients, dInitial };
}

const mapStates = (cell: Cell, f: (state: string) => Matrix): Values =>
  Object.fromEntries(cell.states.map(({ value }) => [value, f(value)]));

const mapValues = (values: Values, f: (m: Matrix) => Matrix): Values =>
  Object.fromEntries(Object.entries(values).map(([id, m]) => [id, f(m)]));

const sumValues = (total: Values, more: Values): Values =>
  Object.fromEntries(Object.entries(more).map(([id, m]) => [id, total[id] ? add(total[id], m) : m]));
