// The cell contract: what RNN, LSTM and GRU have in common. Unrolling, BPTT, truncation, stacking and both directions
// are written once over it. Every matrix has one column an example: x is [inputs, batch], a state [hiddens, batch].
import type { Matrix } from '../matrix.ts';
import type { Random } from '../random.ts';
import type { SymbolId } from '../symbols.ts';

export interface CellSizes {
  readonly inputs: number;
  readonly hiddens: number;
}

/** Values by the symbol they are the value of. */
export type Values = Readonly<Record<SymbolId, Matrix>>;

/** A state that is carried from step to step, and the names of the gradients that reach it. */
export interface StateSymbols {
  /** The state itself: `rnn.h`; an LSTM has `lstm.h` and `lstm.c`. */
  readonly value: SymbolId;
  /** The whole gradient with respect to it: `rnn.dh`. */
  readonly gradient: SymbolId;
  /** The share that comes from this step's own output (or the layer above), if the state is visible there. */
  readonly fromOutput?: SymbolId;
}

export interface BackwardResult {
  /** Gradients inside the step, by symbol: `rnn.da`; an LSTM has one for each gate. */
  readonly inner: Values;
  /** ∂L/∂x⁽ᵗ⁾, [inputs, batch]. */
  readonly dInput: Matrix;
  /**
   * For each state of the previous step, the shares of its gradient, one for each path through this step:
   * the RNN has one (`rnn.dhFromFuture`), an LSTM one for each gate. Their sum is the gradient that flows back.
   */
  readonly dPrevious: Readonly<Record<SymbolId, Values>>;
  /** This step's copies ∇_{W⁽ᵗ⁾}L, by the symbol of the parameter, summed over the batch. */
  readonly dParameters: Values;
}

export interface Cell {
  readonly id: 'rnn' | 'lstm' | 'gru';
  readonly states: readonly StateSymbols[];
  /** The state that outputs and layers above read: `rnn.h`. */
  readonly output: SymbolId;
  /** [rows, columns] of each parameter. */
  shapes(sizes: CellSizes): Readonly<Record<SymbolId, readonly [number, number]>>;
  /** Initial parameters, drawn in the order of `shapes`. */
  initial(sizes: CellSizes, random: Random): Values;
  /** One step forward: everything it computes, the new states among it. `previous` holds the states before. */
  step(parameters: Values, x: Matrix, previous: Values): Values;
  /**
   * One step backward. `values` is what `step` returned, `dStates` the gradient with respect to each new state
   * (keyed by the state). Mutates nothing.
   */
  stepBackward(
    parameters: Values,
    x: Matrix,
    previous: Values,
    values: Values,
    dStates: Values,
  ): BackwardResult;
}
