// PyTorch's names and layouts for our parameters: gates stacked as rows, two biases, `weight_ih_l0_reverse`. What the oracle
// speaks and what checkpoints are written in. torch.nn.RNN, LSTM and GRU, documentation of 2.x.
import type { Cell, Values } from './cells/cell.ts';
import { add, joinRows, splitRows, zerosLike, type Matrix } from './matrix.ts';
import { atPlace, placed, placesOf, type Place } from './place.ts';

/** Our gates in PyTorch's order; the RNN has one unnamed. */
const order: Readonly<Record<Cell['id'], readonly string[]>> = {
  rnn: [''],
  lstm: ['_i', '_f', '_c', '_o'],
  gru: ['_r', '_z', '_h'],
};

export interface TorchNet {
  readonly cell: Cell;
  readonly layers: number;
  readonly bidirectional: boolean;
}

/** `_l0`, `_l0_reverse`, `_l1` … */
export const suffixOf = ({ layer, direction }: Place): string =>
  `_l${layer - 1}${direction === 'reverse' ? '_reverse' : ''}`;

/** The one bias that is not added to its gate's other one: a GRU's recurrent bias of the candidate, inside the reset. */
const separateBias = 'gru.v_h';
const hasSeparateBias = (cell: Cell): boolean => separateBias in cell.shapes({ inputs: 1, hiddens: 1 });

/** PyTorch's recurrent parameters as ours, by place. Its two biases occur only as their sum, but in a GRU's candidate. */
export function fromTorch({ cell, layers, bidirectional }: TorchNet, tensors: Values): Values {
  const gates = order[cell.id];
  const split = (name: string): Matrix[] => {
    const found = tensors[name];
    if (!found)
      throw new RangeError(`fromTorch: no ${name}, expected it beside ${Object.keys(tensors).join(' ')}`);
    return splitRows(found, gates.length);
  };
  return Object.assign(
    {},
    ...placesOf(layers, bidirectional).map((place) => {
      const suffix = suffixOf(place);
      const [U, W, bx, bh] = ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((n) =>
        split(n + suffix),
      ) as [Matrix[], Matrix[], Matrix[], Matrix[]];
      const own: Record<string, Matrix> = {};
      gates.forEach((gate, k) => {
        const separate = gate === '_h' && hasSeparateBias(cell);
        own[`${cell.id}.U${gate}`] = U[k]!;
        own[`${cell.id}.W${gate}`] = W[k]!;
        own[`${cell.id}.b${gate}`] = separate ? bx[k]! : add(bx[k]!, bh[k]!);
        if (separate) own[separateBias] = bh[k]!;
      });
      return atPlace(own, place);
    }),
  );
}

/**
 * Ours under PyTorch's names. Where its two biases are one of ours, parameters put it in `bias_ih` and zeros in `bias_hh`;
 * the gradient of a sum is the gradient of both.
 */
export function toTorch(
  { cell, layers, bidirectional }: TorchNet,
  values: Values,
  of: 'parameters' | 'gradients',
): Values {
  const gates = order[cell.id];
  const second = (b: Matrix): Matrix => (of === 'gradients' ? b : zerosLike(b));
  return Object.assign(
    {},
    ...placesOf(layers, bidirectional).map((place) => {
      const own = (letter: string, gate: string): Matrix =>
        values[placed(`${cell.id}.${letter}${gate}`, place)]!;
      const joined = (letter: string): Matrix => joinRows(...gates.map((gate) => own(letter, gate)));
      const bh = gates.map((gate) =>
        gate === '_h' && hasSeparateBias(cell) ? own('v', gate) : second(own('b', gate)),
      );
      const suffix = suffixOf(place);
      return {
        [`weight_ih${suffix}`]: joined('U'),
        [`weight_hh${suffix}`]: joined('W'),
        [`bias_ih${suffix}`]: joined('b'),
        [`bias_hh${suffix}`]: joinRows(...bh),
      };
    }),
  );
}
