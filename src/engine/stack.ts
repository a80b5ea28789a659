// Recurrent layers one above the other, each in one direction or both, for any cell: layer l + 1 reads the outputs of layer l,
// those of both directions one above the other. Schuster and Paliwal 1997 for the two directions.
import { bptt, type BackwardRun } from './bptt.ts';
import type { Cell, Values } from './cells/cell.ts';
import { add, joinRows, splitRows, type Matrix } from './matrix.ts';
import { atPlace, directionsOf, fromPlace, placesOf } from './place.ts';
import { unroll, type ForwardRun } from './unroll.ts';

/** One item for each layer and, within it, each direction (forward, reverse). */
export type Stacked<T> = readonly (readonly T[])[];

export interface StackSpec {
  readonly cell: Cell;
  readonly layers: number;
  readonly bidirectional: boolean;
}

export interface StackForward {
  readonly runs: Stacked<ForwardRun>;
  /** By time, the last layer's outputs: [directions · hiddens, batch]. */
  readonly outputs: readonly Matrix[];
}

/**
 * Runs all layers. Parameters and initial states by their names at each place (`lstm.W_f#2r`).
 * @param inputs [inputs, batch] for each time
 * @param lengths steps each example has; the reverse direction starts at each example's own end
 */
export function forwardStack(
  { cell, layers, bidirectional }: StackSpec,
  parameters: Values,
  inputs: readonly Matrix[],
  initial: Values,
  lengths?: readonly number[],
): StackForward {
  const parameterIds = Object.keys(cell.shapes({ inputs: 1, hiddens: 1 }));
  const stateIds = cell.states.map(({ value }) => value);
  const runs: ForwardRun[][] = [];
  let outputs = inputs;
  for (let layer = 1; layer <= layers; layer++) {
    const x = outputs;
    const here = directionsOf(bidirectional).map((order) => {
      const place = { layer, direction: order };
      const own = fromPlace(parameters, parameterIds, place);
      return unroll(cell, own, x, fromPlace(initial, stateIds, place), {
        order,
        ...(lengths ? { lengths } : {}),
      });
    });
    outputs = x.map((_, t) => joinRows(...here.map((run) => run.outputs[t]!)));
    runs.push(here);
  }
  return { runs, outputs };
}

export interface StackBackward {
  readonly runs: Stacked<BackwardRun>;
  /** By parameter at its place. */
  readonly gradients: Values;
  /** By state at its place: ∂L/∂ of the initial states. */
  readonly dInitial: Values;
  /** By time: ∂L/∂x⁽ᵗ⁾, [inputs, batch]. */
  readonly dInputs: readonly Matrix[];
}

/**
 * Back through all layers, the last one first.
 * @param dOutputs by time, shaped as the forward run's outputs
 * @param truncate k > 0: in every layer and direction gradients are cut every k steps
 */
export function backwardStack(
  { cell, layers, bidirectional }: StackSpec,
  parameters: Values,
  forward: StackForward,
  dOutputs: readonly Matrix[],
  truncate = 0,
  dFinal: Values = {},
): StackBackward {
  const parameterIds = Object.keys(cell.shapes({ inputs: 1, hiddens: 1 }));
  const stateIds = cell.states.map(({ value }) => value);
  const directions = directionsOf(bidirectional);
  const runs: BackwardRun[][] = [];
  let dAbove = dOutputs;
  for (let layer = layers; layer >= 1; layer--) {
    const shares = dAbove.map((d) => splitRows(d, directions.length));
    const here = directions.map((direction, n) => {
      const place = { layer, direction };
      const own = fromPlace(parameters, parameterIds, place);
      const run = forward.runs[layer - 1]![n]!;
      return bptt(cell, own, run, shares.map((s) => s[n]!), truncate, fromPlace(dFinal, stateIds, place)); // prettier-ignore
    });
    dAbove = dAbove.map((_, t) => add(...here.map((run) => run.steps[t]!.dInput)));
    runs.unshift(here);
  }
  const places = placesOf(layers, bidirectional);
  const gathered = (of: (run: BackwardRun) => Values): Values =>
    Object.assign({}, ...runs.flat().map((run, n) => atPlace(of(run), places[n]!)));
  return {
    runs,
    gradients: gathered((run) => run.gradients),
    dInitial: gathered((run) => run.dInitial),
    dInputs: dAbove,
  };
}

/** The states after the last step computed, at each place: what the next piece of a long sequence starts from. */
export const finalStates = (spec: StackSpec, { runs }: StackForward): Values =>
  Object.assign(
    {},
    ...placesOf(spec.layers, spec.bidirectional).map((place, n) => {
      const run = runs.flat()[n]!;
      return atPlace(run.steps.at(place.direction === 'forward' ? -1 : 0)!.states, place);
    }),
  );
