// What it takes to step through a cell: which of its equations are computed in which order, and what its gradients are called.
// One script for each cell; the program and the record are written once over it.
import type { Cell } from '../cells/cell.ts';
import type { EquationId } from '../equations.ts';
import type { SymbolId } from '../symbols.ts';
import type { TraceSpec } from '../trace.ts';

/** Why nothing comes from the step after: the run ends here, or the gradient is cut here. Empty: it does come. */
export type Ending = '' | '/end' | '/cut';

export interface Script {
  readonly id: TraceSpec['cell'];
  cell(spec: Pick<TraceSpec, 'nonlinearity' | 'resetAfter' | 'updateWeighs'>): Cell;
  /** Every share of a state's gradient that comes from the step after. */
  readonly fromFuture: readonly SymbolId[];
  readonly readout: {
    /** Equations of o and ŷ in one direction. */
    readonly logits: EquationId;
    readonly yHat: EquationId;
    /** ∇o, and the copy of ∇V in one direction. */
    readonly dLogits: SymbolId;
    readonly copyV: EquationId;
    readonly bias: SymbolId;
  };
  /** One step forward, the new states last. */
  forward(spec: TraceSpec): readonly EquationId[];
  /** One step backward from ∇ of the output's share on: the other shares, ∇h, and all within the step. */
  backward(spec: TraceSpec, ending: Ending): readonly EquationId[];
  /** ∇ of the states before the first step. */
  initialGradients(spec: TraceSpec): readonly EquationId[];
  /** The cell's parameters in the order in which gradients are taken, with the equation of each one's copy. */
  copies(spec: TraceSpec): readonly (readonly [SymbolId, EquationId])[];
  /** Where tokens are embedded: the equation of the input, and of the copy of ∇E in one direction and in both. */
  readonly embedding?: {
    readonly input: EquationId;
    readonly copy: EquationId;
    readonly copyBoth: EquationId;
  };
  /** ∇ of the input is stepped through; the vanilla RNN's, in one layer, only recorded. */
  readonly stepsInput: boolean;
}
