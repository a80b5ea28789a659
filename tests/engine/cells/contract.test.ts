// Itemised gradients of the gated cells: each path into a state stands apart, and the paths add up to what the state gets.
import { expect, it } from 'vitest';
import { bptt } from '../../../src/engine/bptt.ts';
import { lstmCell } from '../../../src/engine/cells/lstm.ts';
import { add, type Matrix } from '../../../src/engine/matrix.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { unroll } from '../../../src/engine/unroll.ts';
import { expectClose } from '../support/close.ts';
import { cells } from '../support/nets.ts';
import { drawMatrix } from '../support/problems.ts';

const lstm = lstmCell();

it('an LSTM’s gradients are itemised: four paths into h, one into c, which add up to what each state gets', () => {
  const random = seededRandom(9);
  const parameters = lstm.initial({ inputs: 2, hiddens: 3 }, random);
  const draws = (rows: number): Matrix[] => Array.from({ length: 4 }, () => drawMatrix(random, rows, 2));
  const run = unroll(lstm, parameters, draws(2), {
    'lstm.h': drawMatrix(random, 3, 2),
    'lstm.c': drawMatrix(random, 3, 2),
  });
  const { steps } = bptt(lstm, parameters, run, draws(3));
  expect(steps[3]!.fromFuture).toEqual({});
  for (const { fromOutput, fromFuture, dStates } of steps.slice(0, 3)) {
    const [h, c] = ['lstm.h', 'lstm.c'].map((id) => Object.values(fromFuture[id]!)) as [Matrix[], Matrix[]];
    expect([h.length, c.length]).toEqual([4, 1]);
    expectClose(dStates['lstm.h']!, add(fromOutput, ...h), '∇h');
    expectClose(dStates['lstm.c']!, c[0]!, 'what reaches c from the step after');
  }
});

it.each(Object.entries(cells))(
  '%s: the gradients of all parameters are the sums of their copies',
  (_, cell) => {
    const random = seededRandom(4);
    const parameters = cell.initial({ inputs: 2, hiddens: 3 }, random);
    const draws = (rows: number): Matrix[] => Array.from({ length: 3 }, () => drawMatrix(random, rows, 2));
    const initial = Object.fromEntries(cell.states.map(({ value }) => [value, drawMatrix(random, 3, 2)]));
    const { steps, gradients } = bptt(
      cell,
      parameters,
      unroll(cell, parameters, draws(2), initial),
      draws(3),
    );
    expect(Object.keys(gradients).sort()).toEqual(Object.keys(cell.shapes({ inputs: 2, hiddens: 3 })).sort());
    for (const [id, g] of Object.entries(gradients))
      expectClose(g, add(...steps.map(({ dParameters }) => dParameters[id]!)), id);
  },
);
