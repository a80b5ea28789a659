// The reference engine on a case of the oracle: PyTorch's names and its [batch, features] rows → ours, and back.
import type { Cell, Values } from '../../src/engine/cells/cell.ts';
import { gruCell } from '../../src/engine/cells/gru.ts';
import { lstmCell } from '../../src/engine/cells/lstm.ts';
import { rnnCell } from '../../src/engine/cells/rnn.ts';
import { matrix, transpose, type Matrix } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass, type Batch, type NetworkSpec } from '../../src/engine/network.ts';
import { placed, placesOf } from '../../src/engine/place.ts';
import { fromTorch, toTorch, type TorchNet } from '../../src/engine/torch.ts';
import type { OracleBackend } from './backend.ts';
import type { OracleCase, Results } from './cases.ts';
import { tolerances } from './compare.ts';
import { slice, stack, type Tensor } from './tensor.ts';

/** A vector becomes a column. */
export const matrixOf = ({ shape, data }: Tensor): Matrix => matrix(shape[0]!, shape[1] ?? 1, data);
export const tensorOf = ({ rows, columns, data }: Matrix): Tensor => ({ shape: [rows, columns], data });
export const vectorOf = ({ rows, data }: Matrix): Tensor => ({ shape: [rows], data });

/** [n, batch, features] → n matrices [features, batch], and back. */
export const columnsOf = (tensor: Tensor): Matrix[] =>
  Array.from({ length: tensor.shape[0]! }, (_, i) => transpose(matrixOf(slice(tensor, i))));
export const rowsOf = (matrices: readonly Matrix[]): Tensor =>
  stack(matrices.map((m) => tensorOf(transpose(m))));

/** [steps, batch] of integers as nested lists. */
const lists = (tensor: Tensor): number[][] =>
  Array.from({ length: tensor.shape[0]! }, (_, t) => [...slice(tensor, t).data]);

/** Targets by reading: each step, or the last one alone. */
const targetsOf = (c: OracleCase): number[][] =>
  c.readout === 'every-step' ? lists(c.targets) : [[...c.targets.data]];

/** Logits as the oracle keeps them: zero where no target counts. */
function logitsOf(c: OracleCase, logits: readonly Matrix[]): Tensor {
  const rows = rowsOf(logits);
  if (c.readout === 'last-step') return slice(rows, 0);
  const kept = rows.data.map((v, i) => (c.targets.data[Math.floor(i / c.shape.outputs)]! >= 0 ? v : 0));
  return { shape: rows.shape, data: kept };
}

const cellOf = (c: OracleCase): Cell =>
  c.cell === 'rnn'
    ? rnnCell(c.nonlinearity)
    : c.cell === 'lstm'
      ? lstmCell()
      : gruCell({ resetAfter: c.resetAfter });

const torchOf = (c: OracleCase): TorchNet => ({
  cell: cellOf(c),
  layers: c.shape.layers,
  bidirectional: c.bidirectional,
});

/** Where PyTorch's row k of `h0` or `c0` belongs: the state's name at each place, bottom up, forward before reverse. */
const stateNames = (c: OracleCase): [name: string, places: string[]][] =>
  cellOf(c).states.map(({ value }, s) => [
    ['h0', 'c0'][s]!,
    placesOf(c.shape.layers, c.bidirectional).map((place) => placed(value, place)),
  ]);

function parametersOf(c: OracleCase): Values {
  const all = Object.fromEntries(Object.entries(c.parameters).map(([name, t]) => [name, matrixOf(t)]));
  return {
    ...fromTorch(torchOf(c), all),
    'readout.V': all['readout.weight']!,
    'readout.c': all['readout.bias']!,
    ...(c.tokens ? { 'embedding.E': all['embedding.weight']! } : {}),
  };
}

export function networkOf(c: OracleCase): { spec: NetworkSpec; parameters: Values; batch: Batch } {
  const { inputs, hiddens, outputs, vocabulary, layers } = c.shape;
  const initial = stateNames(c).flatMap(([name, places]) => {
    const given = c.initial[name];
    return given ? columnsOf(given).map((m, k): [string, Matrix] => [places[k]!, m]) : [];
  });
  return {
    spec: {
      cell: cellOf(c),
      inputs,
      hiddens,
      outputs,
      layers,
      ...(c.tokens ? { vocabulary } : {}),
      ...(c.bidirectional ? { merge: c.merge } : {}),
      readout: c.readout,
      reduction: c.reduction,
      truncate: c.truncate,
    },
    parameters: parametersOf(c),
    batch: {
      inputs: c.tokens ? lists(c.tokens) : columnsOf(c.inputs!),
      targets: targetsOf(c),
      lengths: c.lengths,
      initial: Object.fromEntries(initial),
    },
  };
}

function run(c: OracleCase): Results {
  const { spec, parameters, batch } = networkOf(c);
  const forward = forwardPass(spec, parameters, batch);
  const { gradients, dInputs, dInitial } = backwardPass(spec, parameters, batch, forward);
  const g = (id: string): Matrix => gradients[id]!;
  const recurrent = Object.entries(toTorch(torchOf(c), gradients, 'gradients'));
  const states = stateNames(c).filter(([name]) => c.initial[name]);
  return {
    loss: forward.loss,
    hidden: rowsOf(forward.outputs),
    logits: logitsOf(c, forward.logits),
    gradients: {
      ...Object.fromEntries(
        recurrent.map(([name, m]) => [name, name.startsWith('b') ? vectorOf(m) : tensorOf(m)]),
      ),
      'readout.weight': tensorOf(g('readout.V')),
      'readout.bias': vectorOf(g('readout.c')),
      ...(c.tokens ? { 'embedding.weight': tensorOf(g('embedding.E')) } : {}),
      inputs: rowsOf(dInputs),
      ...Object.fromEntries(states.map(([name, places]) => [name, rowsOf(places.map((p) => dInitial[p]!))])),
    },
  };
}

export const reference: OracleBackend = {
  tolerance: tolerances.float64,
  unsupported: () => undefined,
  run,
};
