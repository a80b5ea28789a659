// Stacked and bidirectional nets composed from the engine's `unroll` and `bptt`, nothing else: layer n + 1 reads the outputs of
// layer n, those of both directions one above the other.
import { bptt, type BackwardRun } from '../../../src/engine/bptt.ts';
import type { Cell, Values } from '../../../src/engine/cells/cell.ts';
import { add, matrix, type Matrix } from '../../../src/engine/matrix.ts';
import { unroll, type ForwardRun } from '../../../src/engine/unroll.ts';

/** One matrix above the other: [r₁, c], [r₂, c], … → [r₁ + r₂ + …, c]. */
export const joinRows = (ms: readonly Matrix[]): Matrix =>
  matrix(ms.reduce((n, m) => n + m.rows, 0), ms[0]!.columns, ms.flatMap((m) => [...m.data])); // prettier-ignore

/** The inverse: equal parts. */
export const splitRows = (m: Matrix, parts: number): Matrix[] =>
  Array.from({ length: parts }, (_, k) => {
    const size = m.data.length / parts;
    return matrix(m.rows / parts, m.columns, m.data.slice(k * size, (k + 1) * size));
  });

/** By layer, then by direction (forward, reverse). */
export type Stacked<T> = readonly (readonly T[])[];

export interface StackRun {
  readonly runs: Stacked<ForwardRun>;
  /** By time, the last layer's outputs: [directions · hiddens, batch]. */
  readonly outputs: readonly Matrix[];
}

const orders = ['forward', 'reverse'] as const;

export function forwardStack(
  cell: Cell,
  parameters: Stacked<Values>,
  inputs: readonly Matrix[],
  initial: Stacked<Values>,
  lengths?: readonly number[],
): StackRun {
  let outputs = inputs;
  const runs = parameters.map((directions, layer) => {
    const x = outputs;
    const here = directions.map((p, d) =>
      unroll(cell, p, x, initial[layer]![d]!, { order: orders[d]!, ...(lengths ? { lengths } : {}) }),
    );
    outputs = x.map((_, t) => joinRows(here.map((run) => run.outputs[t]!)));
    return here;
  });
  return { runs, outputs };
}

export interface StackGradients {
  readonly parameters: Stacked<Values>;
  readonly initial: Stacked<Values>;
  readonly inputs: readonly Matrix[];
}

/** @param dOutputs by time, as `outputs` of the run */
export function backwardStack(
  cell: Cell,
  parameters: Stacked<Values>,
  { runs }: StackRun,
  dOutputs: readonly Matrix[],
  truncate = 0,
): StackGradients {
  let d = dOutputs;
  const layers: BackwardRun[][] = [];
  for (let layer = parameters.length - 1; layer >= 0; layer--) {
    const directions = parameters[layer]!;
    const parts = d.map((m) => splitRows(m, directions.length));
    const back = directions.map(
      (p, k) =>
      bptt(cell, p, runs[layer]![k]!, parts.map((m) => m[k]!), truncate), // prettier-ignore
    );
    d = parts.map((_, t) => add(...back.map((b) => b.steps[t]!.dInput)));
    layers.unshift(back);
  }
  return {
    parameters: layers.map((back) => back.map((b) => b.gradients)),
    initial: layers.map((back) => back.map((b) => b.dInitial)),
    inputs: d,
  };
}
