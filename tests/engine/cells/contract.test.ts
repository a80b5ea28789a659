// The cell contract fits what comes later: LSTM and GRU with their several paths, stacked layers and both directions, composed from
// `unroll` and `bptt` as they are, gradient-checked and held against PyTorch on all sixty reference cases.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bptt } from '../../../src/engine/bptt.ts';
import type { Cell, Values } from '../../../src/engine/cells/cell.ts';
import { rnnCell } from '../../../src/engine/cells/rnn.ts';
import { numericalGradients } from '../../../src/engine/gradcheck.ts';
import { add, hadamard, type Matrix } from '../../../src/engine/matrix.ts';
import { randomInteger, seededRandom } from '../../../src/engine/random.ts';
import { unroll } from '../../../src/engine/unroll.ts';
import { describeCase, parseCase } from '../../oracle/cases.ts';
import { compareResults, tolerances } from '../../oracle/compare.ts';
import { expectClose, numericalTolerance } from '../support/close.ts';
import { composedResults } from '../support/composed.ts';
import { gruCell } from '../support/gruCell.ts';
import { lstmCell } from '../support/lstmCell.ts';
import { drawMatrix, repeatable } from '../support/problems.ts';
import { backwardStack, forwardStack, type Stacked } from '../support/stack.ts';

const cells: Record<string, Cell> = {
  rnn: rnnCell('tanh'),
  lstm: lstmCell,
  'gru, reset after': gruCell(true),
  'gru, reset before': gruCell(false),
};
const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  steps: fc.integer({ min: 1, max: 4 }),
  batch: fc.integer({ min: 1, max: 2 }),
  layers: fc.integer({ min: 1, max: 2 }),
  directions: fc.integer({ min: 1, max: 2 }),
  ragged: fc.boolean(),
});

/** `values` by layer and direction as one flat record, and back: what central differences are taken over. */
const flatten = (values: Stacked<Values>, mark: string): Values =>
  Object.fromEntries(
    values.flatMap((row, l) =>
      row.flatMap((v, d) => Object.entries(v).map(([id, m]) => [`${mark} ${l} ${d} ${id}`, m])),
    ),
  );
const unflatten = (like: Stacked<Values>, flat: Values, mark: string): Stacked<Values> =>
  like.map((row, l) =>
    row.map((v, d) => Object.fromEntries(Object.keys(v).map((id) => [id, flat[`${mark} ${l} ${d} ${id}`]!]))),
  );

describe.each(Object.entries(cells))('%s', (_, cell) => {
  it('agrees with central differences, stacked and in both directions too', () => {
    fc.assert(
      fc.property(settings, ({ seed, steps, batch, layers, directions, ragged }) => {
        const random = seededRandom(seed);
        const grid = <T>(make: (layer: number) => T): T[][] =>
          Array.from({ length: layers }, (_unused, l) => Array.from({ length: directions }, () => make(l)));
        const [inputs, hiddens] = [2, 2];
        const parameters = grid((l) =>
          cell.initial({ inputs: l ? directions * hiddens : inputs, hiddens }, random),
        );
        const initial = grid(() =>
          Object.fromEntries(cell.states.map(({ value }) => [value, drawMatrix(random, hiddens, batch)])),
        );
        const x = Array.from({ length: steps }, () => drawMatrix(random, inputs, batch));
        const lengths = Array.from({ length: batch }, () =>
          ragged ? 1 + randomInteger(random, steps) : steps,
        );
        // the loss is a fixed weighing of all outputs, so its gradient there is the weights
        const weights = x.map(() => drawMatrix(random, directions * hiddens, batch));

        const everything: Values = {
          ...flatten(parameters, 'parameter'),
          ...flatten(initial, 'initial'),
          ...Object.fromEntries(x.map((m, t) => [`x ${t}`, m])),
        };
        const loss = (v: Values): number => {
          const { outputs } = forwardStack(
            cell,
            unflatten(parameters, v, 'parameter'),
            x.map((_unused, t) => v[`x ${t}`]!),
            unflatten(initial, v, 'initial'),
            lengths,
          );
          return outputs.reduce(
            (sum, h, t) => sum + hadamard(h, weights[t]!).data.reduce((a, b) => a + b, 0),
            0,
          );
        };
        const back = backwardStack(
          cell,
          parameters,
          forwardStack(cell, parameters, x, initial, lengths),
          weights,
        );
        const analytic: Values = {
          ...flatten(back.parameters, 'parameter'),
          ...flatten(back.initial, 'initial'),
          ...Object.fromEntries(back.inputs.map((m, t) => [`x ${t}`, m])),
        };
        for (const [name, numeric] of Object.entries(numericalGradients(loss, everything)))
          expectClose(analytic[name]!, numeric, name, numericalTolerance);
      }),
      { ...repeatable, numRuns: 12 },
    );
  });
});

it('an LSTM’s gradients are itemised: four paths into h, one into c, which add up to what each state gets', () => {
  const random = seededRandom(9);
  const parameters = lstmCell.initial({ inputs: 2, hiddens: 3 }, random);
  const draws = (rows: number): Matrix[] => Array.from({ length: 4 }, () => drawMatrix(random, rows, 2));
  const run = unroll(lstmCell, parameters, draws(2), {
    'lstm.h': drawMatrix(random, 3, 2),
    'lstm.c': drawMatrix(random, 3, 2),
  });
  const { steps } = bptt(lstmCell, parameters, run, draws(3));
  expect(steps[3]!.fromFuture).toEqual({});
  for (const { fromOutput, fromFuture, dStates } of steps.slice(0, 3)) {
    const [h, c] = ['lstm.h', 'lstm.c'].map((id) => Object.values(fromFuture[id]!)) as [Matrix[], Matrix[]];
    expect([h.length, c.length]).toEqual([4, 1]);
    expectClose(dStates['lstm.h']!, add(fromOutput, ...h), '∇h');
    expectClose(dStates['lstm.c']!, c[0]!, 'what reaches c from the step after');
  }
});

const folder = new URL('../../fixtures/oracle/', import.meta.url);
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => parseCase(readFileSync(new URL(file, folder), 'utf8')));

describe('composed nets against PyTorch', () => {
  it.each(cases.map((c) => ({ c, name: `${c.id} ${describeCase(c)}` })))('$name', ({ c }) => {
    const { worst, tensor } = compareResults(composedResults(c), c.expected, tolerances.float64);
    expect(worst, tensor).toBeLessThanOrEqual(1);
  });
});
