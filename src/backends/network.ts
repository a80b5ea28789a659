// A trainer's spec as the engine's network: the names and shapes of its parameters, and what they start from, are the engine's.
import type { Cell } from '../engine/cells/cell.ts';
import { gruCell } from '../engine/cells/gru.ts';
import { lstmCell } from '../engine/cells/lstm.ts';
import { rnnCell } from '../engine/cells/rnn.ts';
import { initialParameters, type NetworkSpec } from '../engine/network.ts';
import { seededRandom } from '../engine/random.ts';
import type { NumbersByName } from './backend.ts';
import { fullSpec, type FullSpec, type TrainerSpec } from './spec.ts';

function cellOf({ cell, nonlinearity, resetAfter, updateWeighs }: FullSpec): Cell {
  switch (cell) {
    case 'rnn':
      return rnnCell(nonlinearity);
    case 'lstm':
      return lstmCell();
    case 'gru':
      return gruCell({ resetAfter, updateWeighs });
  }
}

export function networkOf(given: TrainerSpec): NetworkSpec {
  const spec = fullSpec(given);
  const { inputs, hiddens, outputs, layers, readout, reduction, truncate, directions } = spec;
  return {
    cell: cellOf(spec),
    inputs,
    hiddens,
    outputs,
    layers,
    readout,
    reduction,
    truncate,
    ...(spec.input === 'embedding' ? { vocabulary: spec.vocabulary } : {}),
    ...(directions === 'forward' ? {} : { merge: directions }),
  };
}

/** The engine's own initial parameters, the same on every backend: its draws in float64, flat. */
export const initialNumbers = (spec: TrainerSpec, seed: number): NumbersByName =>
  Object.fromEntries(
    Object.entries(initialParameters(networkOf(spec), seededRandom(seed))).map(([id, m]) => [id, m.data]),
  );
