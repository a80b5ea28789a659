// The reference engine on a case of the oracle: PyTorch's names and its [batch, features] rows → ours, and back.
import { rnnCell } from '../../src/engine/cells/rnn.ts';
import type { Values } from '../../src/engine/cells/cell.ts';
import { add, matrix, transpose, type Matrix } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass, lastStepTargets } from '../../src/engine/network.ts';
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

/** Targets by step, −1 where none counts. */
export const targetsOf = (c: OracleCase): number[][] =>
  c.readout === 'every-step'
    ? lists(c.targets)
    : lastStepTargets([...c.targets.data], c.lengths, c.shape.steps);

/** Logits by step as the oracle keeps them: zero where no target counts, or those of each sequence's last step alone. */
export function logitsOf(c: OracleCase, logits: readonly Matrix[]): Tensor {
  const rows = rowsOf(logits);
  const { batch, outputs } = c.shape;
  const counted = targetsOf(c).flat();
  const kept = rows.data.map((v, i) => (counted[Math.floor(i / outputs)]! >= 0 ? v : 0));
  if (c.readout === 'every-step') return { shape: rows.shape, data: kept };
  const last = stack(c.lengths.map((length, b) => slice(slice(rows, length - 1), b)));
  return { shape: [batch, outputs], data: last.data };
}

function parametersOf({ parameters }: OracleCase): Values {
  const p = (name: string): Matrix => matrixOf(parameters[name]!);
  return {
    'rnn.U': p('weight_ih_l0'),
    'rnn.W': p('weight_hh_l0'),
    'rnn.b': add(p('bias_ih_l0'), p('bias_hh_l0')), // PyTorch's two biases only ever occur as their sum
    'readout.V': p('readout.weight'),
    'readout.c': p('readout.bias'),
    ...('embedding.weight' in parameters ? { 'embedding.E': p('embedding.weight') } : {}),
  };
}

function run(c: OracleCase): Results {
  const { inputs, hiddens, outputs, vocabulary } = c.shape;
  const spec = {
    cell: rnnCell(c.nonlinearity),
    inputs,
    hiddens,
    outputs,
    ...(c.tokens ? { vocabulary } : {}),
    reduction: c.reduction,
    truncate: c.truncate,
  };
  const batch = {
    inputs: c.tokens ? lists(c.tokens) : columnsOf(c.inputs!),
    targets: targetsOf(c),
    lengths: c.lengths,
    ...(c.initial['h0'] ? { initial: { 'rnn.h': columnsOf(c.initial['h0'])[0]! } } : {}),
  };
  const parameters = parametersOf(c);
  const forward = forwardPass(spec, parameters, batch);
  const { run: backward, gradients } = backwardPass(spec, parameters, batch, forward);
  const g = (id: string): Matrix => gradients[id]!;
  return {
    loss: forward.loss,
    hidden: rowsOf(forward.run.outputs),
    logits: logitsOf(c, forward.logits),
    gradients: {
      weight_ih_l0: tensorOf(g('rnn.U')),
      weight_hh_l0: tensorOf(g('rnn.W')),
      bias_ih_l0: vectorOf(g('rnn.b')),
      bias_hh_l0: vectorOf(g('rnn.b')),
      'readout.weight': tensorOf(g('readout.V')),
      'readout.bias': vectorOf(g('readout.c')),
      ...(c.tokens ? { 'embedding.weight': tensorOf(g('embedding.E')) } : {}),
      inputs: rowsOf(backward.steps.map(({ dInput }) => dInput)),
      ...(c.initial['h0'] ? { h0: rowsOf([backward.dInitial['rnn.h']!]) } : {}),
    },
  };
}

export const reference: OracleBackend = {
  tolerance: tolerances.float64,
  unsupported(c) {
    if (c.cell !== 'rnn') return `cell ${c.cell} is not built yet`;
    if (c.shape.layers > 1) return `${c.shape.layers} layers: stacking is not built yet`;
    if (c.bidirectional) return 'both directions: bidirectionality is not built yet';
    return undefined;
  },
  run,
};
