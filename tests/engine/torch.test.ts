// PyTorch's names for our parameters, and back; what they compute is held to PyTorch itself by the oracle's cases.
import { describe, expect, it } from 'vitest';
import { toRows } from '../../src/engine/matrix.ts';
import { initialParameters, type NetworkSpec } from '../../src/engine/network.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { fromTorch, toTorch } from '../../src/engine/torch.ts';
import { cells } from './support/nets.ts';

const readOut = ['readout.V', 'readout.c'];

describe.each(Object.entries(cells))('%s', (_, cell) => {
  const spec: NetworkSpec = { cell, inputs: 2, hiddens: 3, outputs: 2, layers: 2, merge: 'sum', reduction: 'sum', truncate: 0 }; // prettier-ignore
  const net = { cell, layers: 2, bidirectional: true };
  const ours = Object.fromEntries(
    Object.entries(initialParameters(spec, seededRandom(1))).filter(([id]) => !readOut.includes(id)),
  );
  const theirs = toTorch(net, ours, 'parameters');

  it('go there and come back the same', () => {
    expect(fromTorch(net, theirs)).toEqual(ours);
  });

  it('bear PyTorch’s names and shapes', () => {
    const gates = { rnn: 1, lstm: 4, gru: 3 }[cell.id];
    expect(Object.keys(theirs)).toHaveLength(16);
    const shape = (name: string) => [theirs[name]!.rows, theirs[name]!.columns];
    expect(shape('weight_ih_l0')).toEqual([3 * gates, 2]);
    expect(shape('weight_ih_l1_reverse')).toEqual([3 * gates, 6]);
    expect(shape('bias_hh_l1')).toEqual([3 * gates, 1]);
  });
});

it('gates stand in the order i f g o', () => {
  const cell = cells['lstm']!;
  const ours = cell.initial({ inputs: 1, hiddens: 1 }, seededRandom(1));
  const rows = toRows(
    toTorch({ cell, layers: 1, bidirectional: false }, ours, 'parameters')['weight_hh_l0']!,
  );
  expect(rows).toEqual(['i', 'f', 'c', 'o'].map((gate) => [ours[`lstm.W_${gate}`]!.data[0]]));
});

it('a missing tensor is named', () => {
  expect(() => fromTorch({ cell: cells['rnn']!, layers: 1, bidirectional: false }, {})).toThrow(
    'fromTorch: no weight_ih_l0',
  );
});
