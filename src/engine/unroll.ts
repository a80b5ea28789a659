// Forward over time, for any cell: one layer, one direction. Stacking feeds `outputs` to the next layer;
// the reverse direction of a bidirectional net is the same call with `order: 'reverse'`.
import type { Cell, Values } from './cells/cell.ts';
import { add, keepColumns, ShapeError, type Matrix } from './matrix.ts';

export interface UnrollOptions {
  /** Steps each example has; beyond it the state stands still and the output is zero. Default: all. */
  readonly lengths?: readonly number[];
  readonly order?: 'forward' | 'reverse';
}

/** What one step saw and computed. */
export interface ForwardStep {
  readonly x: Matrix;
  /** The states before the step. */
  readonly previous: Values;
  /** All that the cell computed, before masking. */
  readonly values: Values;
  /** The states after it, standing still where an example has ended. */
  readonly states: Values;
  /** 1 for each example that is still running, else 0; [batch]. */
  readonly live: readonly number[];
}

export interface ForwardRun {
  /** By time, whatever the order of computation: steps[t] belongs to x[t], t from 0. */
  readonly steps: readonly ForwardStep[];
  /** The output state at each time, zero past an example's end; [hiddens, batch] each. */
  readonly outputs: readonly Matrix[];
  readonly order: 'forward' | 'reverse';
}

/** 0 … steps − 1 in the order in which a pass in that direction visits them. */
export const timeOrder = (steps: number, order: 'forward' | 'reverse'): number[] => {
  const times = Array.from({ length: steps }, (_, t) => t);
  return order === 'forward' ? times : times.reverse();
};

/** Mixes two states example by example: the new one where it is live, the old one where it has ended. */
const select = (live: readonly number[], fresh: Matrix, old: Matrix): Matrix =>
  live.every((l) => l === 1)
    ? fresh
    : add(
        keepColumns(fresh, live),
        keepColumns(
          old,
          live.map((l) => 1 - l),
        ),
      );

/**
 * Runs `cell` over `inputs` ([inputs, batch] for each time) from the states `initial` ([hiddens, batch] each).
 * @throws ShapeError where an input's shape differs from the first one's; RangeError where lengths do not fit the batch.
 */
export function unroll(
  cell: Cell,
  parameters: Values,
  inputs: readonly Matrix[],
  initial: Values,
  options: UnrollOptions = {},
): ForwardRun {
  const { lengths, order = 'forward' } = options;
  const steps: ForwardStep[] = [];
  const first = inputs[0];
  if (lengths) checkLengths(lengths, first?.columns ?? 0, inputs.length);
  let previous = initial;
  for (const t of timeOrder(inputs.length, order)) {
    const x = inputs[t]!;
    if (x.rows !== first!.rows || x.columns !== first!.columns)
      throw new ShapeError(
        `unroll: x[${t}] has shape [${x.rows}, ${x.columns}], expected [${first!.rows}, ${first!.columns}]`,
      );
    const live = Array.from({ length: x.columns }, (_, b) => (t < (lengths?.[b] ?? inputs.length) ? 1 : 0));
    const values = cell.step(parameters, x, previous);
    const states = Object.fromEntries(
      cell.states.map(({ value }) => [value, select(live, values[value]!, previous[value]!)]),
    );
    steps[t] = { x, previous, values, states, live };
    previous = states;
  }
  const outputs = steps.map(({ states, live }) => keepColumns(states[cell.output]!, live));
  return { steps, outputs, order };
}

function checkLengths(lengths: readonly number[], batch: number, steps: number): void {
  if (lengths.length !== batch) throw new RangeError(`unroll: ${lengths.length} lengths, expected ${batch}`);
  for (const length of lengths)
    if (!Number.isInteger(length) || length < 0 || length > steps)
      throw new RangeError(`unroll: length ${length}, expected an integer from 0 to ${steps}`);
}
