// What is computed past an example's end counts for nothing, even where it is infinite or no number.
import { describe, expect, it } from 'vitest';
import { gruCell } from '../../src/engine/cells/gru.ts';
import { lstmCell } from '../../src/engine/cells/lstm.ts';
import { rnnCell } from '../../src/engine/cells/rnn.ts';
import { keepColumns, matrix } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass, initialParameters, type NetworkSpec } from '../../src/engine/network.ts';
import { seededRandom } from '../../src/engine/random.ts';

const cells = { relu: rnnCell('relu'), tanh: rnnCell('tanh'), lstm: lstmCell(), gru: gruCell(), before: gruCell({ resetAfter: false }) }; // prettier-ignore
const kinds = Object.entries(cells).flatMap(([name, cell]) =>
  [{}, { layers: 2 }, { merge: 'concat' as const }, { merge: 'sum' as const, layers: 2 }].flatMap((more) =>
    (['every-step', 'last-step'] as const).map((readout) => ({ name, more, spec: { cell, inputs: 2, hiddens: 3, outputs: 2, reduction: 'mean', truncate: 0, readout, ...more } as NetworkSpec })),
  ),
); // prettier-ignore

describe.each(kinds)('$name $more $spec.readout', ({ spec }) => {
  it('padding of NaN: the loss and the gradients of the sequence alone', () => {
    const parameters = initialParameters(spec, seededRandom(3));
    const x = [matrix(2, 1, [0.5, -1]), matrix(2, 1, [2, 0.25])];
    const padding = [NaN, Infinity, 1e300].map((v) => matrix(2, 1, [v, -v]));
    const once = spec.readout === 'last-step';
    const targets = once ? [[1]] : [[1], [0]];
    const alone = { inputs: x, targets };
    const padded = {
      inputs: [...x, ...padding],
      targets: once ? targets : [...targets, [-1], [-1], [-1]],
      lengths: [2],
    };
    const [a, b] = [forwardPass(spec, parameters, alone), forwardPass(spec, parameters, padded)];
    expect(b.loss).toBe(a.loss);
    const [da, db] = [backwardPass(spec, parameters, alone, a), backwardPass(spec, parameters, padded, b)];
    for (const [id, m] of Object.entries(da.gradients))
      m.data.forEach((v, n) => expect(Object.is(v + 0, db.gradients[id]!.data[n]! + 0), id).toBe(true));
  });
});

it('keepColumns puts zeros in place of anything', () => {
  const m = matrix(2, 3, [1, NaN, Infinity, -2, -Infinity, 3]);
  expect(Array.from(keepColumns(m, [1, 0, 0]).data)).toEqual([1, 0, 0, -2, 0, 0]);
  expect(() => keepColumns(m, [1])).toThrow('keepColumns: 1 marks, expected 3');
});
