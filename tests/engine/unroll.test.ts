// Unrolling: states handed on, ended examples standing still, and the reverse order as the mirror image of the forward one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bptt } from '../../src/engine/bptt.ts';
import { rnnCell } from '../../src/engine/cells/rnn.ts';
import { column, fromRows, toRows, zeros } from '../../src/engine/matrix.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { timeOrder, unroll } from '../../src/engine/unroll.ts';
import { expectClose } from './support/close.ts';
import { drawMatrix, drawParameters, repeatable } from './support/problems.ts';

// h⁽ᵗ⁾ = ReLU(h⁽ᵗ⁻¹⁾ + x⁽ᵗ⁾): a running sum
const cell = rnnCell('relu');
const summing = { 'rnn.U': column([1]), 'rnn.W': column([1]), 'rnn.b': column([0]) };
const x = [[1, 10], [2, 20], [3, 30]].map((row) => fromRows([row])); // prettier-ignore
const start = { 'rnn.h': fromRows([[100, 1000]]) };
const outputs = (options: Parameters<typeof unroll>[4]): number[][] =>
  unroll(cell, summing, x, start, options).outputs.map((m) => [...m.data]);

describe('unroll', () => {
  it('hands the state on', () => {
    expect(outputs({})).toEqual([[101, 1010], [103, 1030], [106, 1060]]); // prettier-ignore
  });

  it('runs from the end in reverse, indexed by time all the same', () => {
    expect(outputs({ order: 'reverse' })).toEqual([[106, 1060], [105, 1050], [103, 1030]]); // prettier-ignore
  });

  it('holds the state of an ended example and gives zero out', () => {
    const run = unroll(cell, summing, x, start, { lengths: [3, 1] });
    expect(run.outputs.map((m) => [...m.data])).toEqual([[101, 1010], [103, 0], [106, 0]]); // prettier-ignore
    expect(toRows(run.steps[2]!.states['rnn.h']!)).toEqual([[106, 1010]]);
    expect(run.steps.map(({ live }) => live)).toEqual([[1, 1], [1, 0], [1, 0]]); // prettier-ignore
  });

  it('starts the reverse direction at each example’s own end', () => {
    expect(outputs({ order: 'reverse', lengths: [3, 1] })).toEqual([[106, 1010], [105, 0], [103, 0]]); // prettier-ignore
  });

  it('refuses an input of another shape', () => {
    const strange = [x[0]!, x[1]!, zeros(2, 2)];
    expect(() => unroll(cell, summing, strange, start)).toThrow(
      'unroll: x[2] has shape [2, 2], expected [1, 2]',
    );
  });

  it('visits times in the order of the run', () => {
    expect(timeOrder(3, 'forward')).toEqual([0, 1, 2]);
    expect(timeOrder(3, 'reverse')).toEqual([2, 1, 0]);
  });
});

it('a reverse run is the forward run of the reversed sequence, gradients and cuts included', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 3 }),
      (seed, steps, k) => {
        const random = seededRandom(seed);
        const parameters = drawParameters(random, { steps, inputs: 2, hiddens: 3, outputs: 2 });
        const draws = (rows: number) => Array.from({ length: steps }, () => drawMatrix(random, rows, 2));
        const [inputs, dOutputs, initial] = [draws(2), draws(3), { 'rnn.h': drawMatrix(random, 3, 2) }];
        const tanh = rnnCell('tanh');
        const there = unroll(tanh, parameters, inputs.toReversed(), initial);
        const back = unroll(tanh, parameters, inputs, initial, { order: 'reverse' });
        back.outputs.toReversed().forEach((h, t) => expectClose(h, there.outputs[t]!, `h[${t}]`));
        const dThere = bptt(tanh, parameters, there, dOutputs.toReversed(), k);
        const dBack = bptt(tanh, parameters, back, dOutputs, k);
        for (const id of ['rnn.U', 'rnn.W', 'rnn.b'])
          expectClose(dBack.gradients[id]!, dThere.gradients[id]!, id);
        expectClose(dBack.dInitial['rnn.h']!, dThere.dInitial['rnn.h']!, 'h0');
        dBack.steps.toReversed().forEach((s, t) => expectClose(s.dInput, dThere.steps[t]!.dInput, `x[${t}]`));
      },
    ),
    { ...repeatable, numRuns: 60 },
  );
});
