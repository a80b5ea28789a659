// Gradients split by the loss they came from: the shares add up to the whole, and no loss reaches a later state.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { itemiseByLoss, stateTriangle } from '../../src/engine/itemise.ts';
import { add, type Matrix } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass } from '../../src/engine/network.ts';
import { placesOf } from '../../src/engine/place.ts';
import { expectClose } from './support/close.ts';
import { cells, netProblem, netSettings } from './support/nets.ts';
import { networkProblem, networkSettings, repeatable } from './support/problems.ts';

it('shares add up to the whole, and vanish after the loss and before a cut', () => {
  fc.assert(
    fc.property(networkSettings, fc.integer({ min: 0, max: 3 }), (setting, truncate) => {
      const { spec, parameters, batch } = networkProblem(setting, truncate);
      const forward = forwardPass(spec, parameters, batch);
      const whole = backwardPass(spec, parameters, batch, forward);
      const passes = itemiseByLoss(spec, parameters, batch, forward);
      expect(passes).toHaveLength(setting.steps);
      for (const [id, g] of Object.entries(whole.gradients))
        expectClose(add(...passes.map((p) => p.gradients[id]!)), g, id);

      const triangle = stateTriangle(passes, 'rnn.h');
      whole.run.steps.forEach(({ dStates }, t) => {
        expectClose(add(...triangle.map((row) => row[t]!)), dStates['rnn.h']!, `∇h[${t}]`);
        triangle.forEach((row, k) => {
          const cutBetween = truncate > 0 && Math.floor(t / truncate) < Math.floor(k / truncate);
          if (t > k || cutBetween)
            expect(
              row[t]!.data.every((v) => v === 0),
              `L[${k}] at h[${t}]`,
            ).toBe(true);
        });
      });
    }),
    { ...repeatable, numRuns: 60 },
  );
});

it.each(Object.entries(cells))(
  '%s: shares of every state, in every layer and direction, add up to its gradient',
  (_, cell) => {
    fc.assert(
      fc.property(netSettings, (drawn) => {
        const { spec, parameters, batch } = netProblem(cell, { ...drawn, readout: 'every-step' });
        const forward = forwardPass(spec, parameters, batch);
        const whole = backwardPass(spec, parameters, batch, forward);
        const passes = itemiseByLoss(spec, parameters, batch, forward);
        for (const place of placesOf(drawn.layers, drawn.merge !== undefined))
          for (const { value } of cell.states) {
            const triangle = stateTriangle(passes, value, place);
            const [total] = stateTriangle([whole], value, place) as [Matrix[]];
            total.forEach((g, t) =>
              expectClose(add(...triangle.map((row) => row[t]!)), g, `${value} at ${t}`),
            );
            // what is computed later in a run reaches what was computed before, never the other way, within one layer
            if (drawn.layers === 1)
              triangle.forEach((row, k) =>
                row.forEach((share, t) => {
                  if (place.direction === 'forward' ? t > k : t < k)
                    expect(
                      share.data.every((v) => v === 0),
                      `L[${k}] at [${t}]`,
                    ).toBe(true);
                }),
              );
          }
      }),
      { ...repeatable, numRuns: 15 },
    );
  },
);

it('the diagonal is a state’s own output, what lies below comes through time', () => {
  const { spec, parameters, batch } = networkProblem({
    seed: 8,
    steps: 4,
    inputs: 2,
    hiddens: 3,
    outputs: 3,
    batch: 1,
    nonlinearity: 'tanh',
    reduction: 'sum',
    tokens: false,
    ragged: false,
    lastStep: false, // prettier-ignore
  });
  const counted = { ...batch, targets: [[0], [1], [2], [0]] };
  const forward = forwardPass(spec, parameters, counted);
  const triangle = stateTriangle(itemiseByLoss(spec, parameters, counted, forward), 'rnn.h');
  const whole = backwardPass(spec, parameters, counted, forward);
  for (let k = 0; k < 4; k++) {
    expectClose(triangle[k]![k]!, whole.run.steps[k]!.fromOutput, `L[${k}] at h[${k}]`);
    for (let t = 0; t < k; t++) expect(triangle[k]![t]!.data.some((v) => v !== 0)).toBe(true);
  }
});
