// Any case of the oracle (each cell, several layers, both directions) computed by composing `unroll` and `bptt` over the cell
// contract: proof that the contract carries what later lessons build.
import { rnnCell } from '../../../src/engine/cells/rnn.ts';
import type { Cell, Values } from '../../../src/engine/cells/cell.ts';
import { crossEntropy, crossEntropyGradient, softmax } from '../../../src/engine/losses.ts';
import {
  add, at, fromRows, matrix, multiply, scale, sumColumns, transpose, withEntry, zeros, zerosLike, type Matrix,
} from '../../../src/engine/matrix.ts'; // prettier-ignore
import type { OracleCase, Results } from '../../oracle/cases.ts';
import {
  columnsOf,
  logitsOf,
  matrixOf,
  rowsOf,
  targetsOf,
  tensorOf,
  vectorOf,
} from '../../oracle/reference.ts';
import type { Tensor } from '../../oracle/tensor.ts';
import { gruCell } from './gruCell.ts';
import { lstmCell } from './lstmCell.ts';
import { backwardStack, forwardStack, joinRows, splitRows, type Stacked } from './stack.ts';

/** PyTorch's gate order, as the test cells name their gates; the RNN has a single unnamed one. */
const gatesOf = { rnn: [''], lstm: ['i', 'f', 'g', 'o'], gru: ['r', 'z', 'n'] } as const;

const cellOf = (c: OracleCase): Cell =>
  c.cell === 'rnn' ? rnnCell(c.nonlinearity) : c.cell === 'lstm' ? lstmCell : gruCell(c.resetAfter);

const named = (c: OracleCase, letter: string, gate: string): string =>
  `${c.cell}.${letter}${gate && `_${gate}`}`;

/** One layer's and direction's parameters, gate by gate. The two biases are summed but in a GRU's candidate. */
function cellParameters(c: OracleCase, suffix: string): Values {
  const gates = gatesOf[c.cell];
  const split = (name: string): Matrix[] => splitRows(matrixOf(c.parameters[name + suffix]!), gates.length);
  const [U, W, bx, bh] = [split('weight_ih'), split('weight_hh'), split('bias_ih'), split('bias_hh')];
  const values: Record<string, Matrix> = {};
  gates.forEach((gate, k) => {
    const own = named(c, 'v', gate) === 'gru.v_n';
    values[named(c, 'U', gate)] = U[k]!;
    values[named(c, 'W', gate)] = W[k]!;
    values[named(c, 'b', gate)] = own ? bx[k]! : add(bx[k]!, bh[k]!);
    if (own) values['gru.v_n'] = bh[k]!;
  });
  return values;
}

/** The other way: gradients under PyTorch's names. */
function torchGradients(c: OracleCase, suffix: string, g: Values): Record<string, Tensor> {
  const gates = gatesOf[c.cell];
  const joined = (letter: string): Matrix => joinRows(gates.map((gate) => g[named(c, letter, gate)]!));
  const bh = joinRows(gates.map((gate) => g[named(c, 'v', gate)] ?? g[named(c, 'b', gate)]!));
  return {
    [`weight_ih${suffix}`]: tensorOf(joined('U')),
    [`weight_hh${suffix}`]: tensorOf(joined('W')),
    [`bias_ih${suffix}`]: vectorOf(joined('b')),
    [`bias_hh${suffix}`]: vectorOf(bh),
  };
}

/** What a last-step read-out reads: each example's forward state at its own last step, its reverse state at step 0. */
function pick(c: OracleCase, outputs: readonly Matrix[]): Matrix {
  const { hiddens, batch } = c.shape;
  let out = zerosLike(outputs[0]!);
  for (let i = 0; i < out.rows; i++)
    for (let b = 0; b < batch; b++) {
      const t = i < hiddens ? c.lengths[b]! - 1 : 0;
      out = withEntry(out, i, b, at(outputs[t]!, i, b));
    }
  return out;
}

/** The gradient of {@link pick}: entries back to where they were read. */
const unpick = (c: OracleCase, d: Matrix): Matrix[] =>
  Array.from({ length: c.shape.steps }, (_, t) =>
    fromRows(
      Array.from({ length: d.rows }, (_unused, i) =>
        c.lengths.map((length, b) => (t === (i < c.shape.hiddens ? length - 1 : 0) ? at(d, i, b) : 0)),
      ),
    ),
  );

export function composedResults(c: OracleCase): Results {
  const { layers, steps, batch, hiddens, inputs: width } = c.shape;
  const cell = cellOf(c);
  const directions = c.bidirectional ? 2 : 1;
  const suffixes: Stacked<string> = Array.from({ length: layers }, (_, l) =>
    ['', '_reverse'].slice(0, directions).map((r) => `_l${l}${r}`),
  );
  const parameters = suffixes.map((row) => row.map((suffix) => cellParameters(c, suffix)));
  const initial = suffixes.map((row, l) =>
    row.map((_, d) =>
      Object.fromEntries(
        cell.states.map(({ value }, s) => {
          const given = c.initial[['h0', 'c0'][s]!];
          return [value, given ? columnsOf(given)[l * directions + d]! : zeros(hiddens, batch)];
        }),
      ),
    ),
  );
  const E = c.tokens && matrixOf(c.parameters['embedding.weight']!);
  const token = (t: number, b: number): number => c.tokens!.data[t * batch + b]!;
  const x = E
    ? Array.from({ length: steps }, (_, t) =>
        transpose(
          fromRows(
            Array.from({ length: batch }, (_unused, b) => [
              ...E.data.slice(token(t, b) * width, (token(t, b) + 1) * width),
            ]),
          ),
        ),
      )
    : columnsOf(c.inputs!);

  const run = forwardStack(cell, parameters, x, initial, c.lengths);
  const merged = (h: Matrix): Matrix => (directions === 2 && c.merge === 'sum' ? add(...splitRows(h, 2)) : h);
  const unmerged = (d: Matrix): Matrix => (directions === 2 && c.merge === 'sum' ? joinRows([d, d]) : d);

  const lastStep = c.readout === 'last-step';
  const read = lastStep ? [merged(pick(c, run.outputs))] : run.outputs.map(merged);
  const targets = lastStep ? [[...c.targets.data]] : targetsOf(c);
  const [V, bias] = [matrixOf(c.parameters['readout.weight']!), matrixOf(c.parameters['readout.bias']!)];
  const logits = read.map((h) => add(bias, multiply(V, h)));
  const count = c.reduction === 'mean' ? targets.flat().filter((y) => y >= 0).length : 1;
  const losses = logits.map((o, t) => crossEntropy(o, targets[t]!));
  const dLogits = logits.map((o, t) => scale(crossEntropyGradient(softmax(o), targets[t]!), 1 / count));
  const dRead = dLogits.map((d) => unmerged(multiply(transpose(V), d)));
  const back = backwardStack(cell, parameters, run, lastStep ? unpick(c, dRead[0]!) : dRead, c.truncate);

  const dE = E && matrix(E.rows, E.columns);
  if (dE)
    back.inputs.forEach((d, t) =>
      d.data.forEach((v, i) => (dE.data[token(t, i % batch) * width + Math.floor(i / batch)]! += v)),
    );
  const gradients: Record<string, Tensor> = {
    ...Object.assign(
      {},
      ...suffixes.flatMap((row, l) =>
        row.map((suffix, d) => torchGradients(c, suffix, back.parameters[l]![d]!)),
      ),
    ),
    'readout.weight': tensorOf(add(...dLogits.map((d, t) => multiply(d, transpose(read[t]!))))),
    'readout.bias': vectorOf(sumColumns(add(...dLogits))),
    inputs: rowsOf(back.inputs),
    ...(dE ? { 'embedding.weight': tensorOf(dE) } : {}),
  };
  cell.states.forEach(
    ({ value }, s) => (gradients[['h0', 'c0'][s]!] = rowsOf(back.initial.flat().map((d) => d[value]!))),
  );
  return {
    loss: losses.reduce((sum, m) => sum + m.data.reduce((a, b) => a + b, 0), 0) / count,
    hidden: rowsOf(run.outputs),
    logits: lastStep ? tensorOf(transpose(logits[0]!)) : logitsOf(c, logits),
    gradients,
  };
}
