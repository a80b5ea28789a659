// Networks of every kind: every gradient against central differences, cuts against chunks, one-hot by gather against products,
// a carried state against an uncut sequence, and errors that name what does not fit.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lstmCell } from '../../src/engine/cells/lstm.ts';
import type { Values } from '../../src/engine/cells/cell.ts';
import { numericalGradients } from '../../src/engine/gradcheck.ts';
import { isTokens } from '../../src/engine/embedding.ts';
import { add, matrix, zeros, zerosLike, type Matrix } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass, initialParameters, networkShapes, type Batch } from '../../src/engine/network.ts'; // prettier-ignore
import { seededRandom } from '../../src/engine/random.ts';
import { expectClose, numericalTolerance } from './support/close.ts';
import { cells, netProblem, netSettings, type NetProblem, type NetSetting } from './support/nets.ts';
import { repeatable } from './support/problems.ts';

/** Everything that the loss depends on: parameters, `x[t]` where inputs are dense, initial states as `initial …`. */
const dependencies = ({ parameters, batch }: NetProblem): Values => ({
  ...parameters,
  ...(isTokens(batch.inputs) ? {} : Object.fromEntries(batch.inputs.map((x, t) => [`x[${t}]`, x]))),
  ...Object.fromEntries(Object.entries(batch.initial!).map(([id, m]) => [`initial ${id}`, m])),
});

const lossAt = ({ spec, parameters, batch }: NetProblem, v: Values): number =>
  forwardPass(spec, Object.fromEntries(Object.keys(parameters).map((id) => [id, v[id]!])), {
    ...batch,
    inputs: isTokens(batch.inputs) ? batch.inputs : batch.inputs.map((_, t) => v[`x[${t}]`]!),
    initial: Object.fromEntries(Object.keys(batch.initial!).map((id) => [id, v[`initial ${id}`]!])),
  }).loss;

const analytic = ({ spec, parameters, batch }: NetProblem): Values => {
  const back = backwardPass(spec, parameters, batch, forwardPass(spec, parameters, batch));
  return {
    ...back.gradients,
    ...(isTokens(batch.inputs) ? {} : Object.fromEntries(back.dInputs.map((d, t) => [`x[${t}]`, d]))),
    ...Object.fromEntries(Object.entries(back.dInitial).map(([id, m]) => [`initial ${id}`, m])),
  };
};

describe.each(Object.entries(cells))('%s', (_, cell) => {
  it('has the gradients of central differences, in nets of every kind', () => {
    fc.assert(
      fc.property(netSettings, (setting) => {
        const problem = netProblem(cell, setting);
        const numeric = numericalGradients((v) => lossAt(problem, v), dependencies(problem));
        const exact = analytic(problem);
        expect(Object.keys(exact).sort()).toEqual(Object.keys(numeric).sort());
        for (const [name, n] of Object.entries(numeric))
          expectClose(exact[name]!, n, name, numericalTolerance);
      }),
      { ...repeatable, numRuns: 25 },
    );
  });

  it('cut, has the summed gradients of chunks that start from the carried states', () => {
    const settings = netSettings.map((s): NetSetting => ({ ...s, merge: undefined, ragged: false, readout: 'every-step', reduction: 'sum' })); // prettier-ignore
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 3 }), (setting, k) => {
        const problem = netProblem(cell, setting, k);
        const { lengths: _lengths, ...batch } = problem.batch;
        const uncut = { ...problem.spec, truncate: 0 };
        const totals: Record<string, Matrix> = {};
        let initial = batch.initial!;
        for (let from = 0; from < setting.steps; from += k) {
          const inputs = batch.inputs.slice(from, from + k) as Batch['inputs'];
          const chunk = { inputs, targets: batch.targets.slice(from, from + k), initial };
          const forward = forwardPass(uncut, problem.parameters, chunk);
          const { gradients } = backwardPass(uncut, problem.parameters, chunk, forward);
          for (const [id, g] of Object.entries(gradients)) totals[id] = add(totals[id] ?? zerosLike(g), g);
          initial = forward.final;
        }
        const whole = backwardPass(problem.spec, problem.parameters, batch, forwardPass(problem.spec, problem.parameters, batch)); // prettier-ignore
        for (const [id, g] of Object.entries(whole.gradients)) expectClose(g, totals[id]!, id);
      }),
      { ...repeatable, numRuns: 20 },
    );
  });

  it('gathers what one-hot vectors would pick', () => {
    fc.assert(
      fc.property(netSettings, (drawn) => {
        const { spec, parameters, batch } = netProblem(cell, { ...drawn, fed: 'one-hot' });
        const vectors = (batch.inputs as number[][]).map((row) =>
          matrix(spec.inputs, row.length, Array.from({ length: spec.inputs * row.length }, (_unused, n) =>
            row[n % row.length] === Math.floor(n / row.length) ? 1 : 0)),
        ); // prettier-ignore
        const [tokens, dense] = ([batch.inputs, vectors] as const).map((inputs) => {
          const forward = forwardPass(spec, parameters, { ...batch, inputs });
          return { loss: forward.loss, ...backwardPass(spec, parameters, { ...batch, inputs }, forward) };
        });
        expect(tokens!.loss).toBeCloseTo(dense!.loss, 12);
        for (const [id, g] of Object.entries(dense!.gradients)) expectClose(tokens!.gradients[id]!, g, id);
      }),
      { ...repeatable, numRuns: 20 },
    );
  });

  it('is not bothered by what stands past an example’s end', () => {
    fc.assert(
      fc.property(netSettings, (drawn) => {
        const { spec, parameters, batch } = netProblem(cell, { ...drawn, fed: 'dense', ragged: true });
        const noisy = (batch.inputs as Matrix[]).map((x, t) => ({
          ...x,
          data: x.data.map((v, n) => (t < batch.lengths![n % x.columns]! ? v : v + 7)),
        }));
        const [quiet, loud] = [batch, { ...batch, inputs: noisy }].map((b) => {
          const forward = forwardPass(spec, parameters, b);
          return backwardPass(spec, parameters, b, forward);
        });
        expect(loud!.gradients).toEqual(quiet!.gradients);
        loud!.dInputs.forEach((d, t) =>
          d.data.forEach((v, n) => expect(t < batch.lengths![n % d.columns]! || v === 0).toBe(true)),
        );
      }),
      { ...repeatable, numRuns: 20 },
    );
  });
});

describe('a stacked bidirectional LSTM', () => {
  const spec = { cell: lstmCell(), inputs: 3, hiddens: 2, outputs: 4, vocabulary: 5, layers: 2, merge: 'concat', reduction: 'mean', truncate: 0 } as const; // prettier-ignore
  const parameters = initialParameters(spec, seededRandom(3));

  it('has a set of parameters for each place, and forget gates that start open', () => {
    expect(Object.keys(parameters).sort()).toEqual(Object.keys(networkShapes(spec)).sort());
    expect(networkShapes(spec)).toMatchObject({
      'lstm.U_f': [2, 3],
      'lstm.U_f#1r': [2, 3],
      'lstm.W_c#2': [2, 2],
      'lstm.U_o#2r': [2, 4],
      'readout.V': [4, 4],
      'embedding.E': [5, 3],
    });
    for (const place of ['', '#1r', '#2', '#2r'])
      expect([...parameters[`lstm.b_f${place}`]!.data]).toEqual([1, 1]);
  });

  const tokens = { inputs: [[0], [1]], targets: [[0], [1]] };
  it.each<[string, Partial<Batch>, Values, string]>([
    ['parameter of another shape', {}, { 'lstm.W_c#2': zeros(2, 3) }, 'forwardPass: lstm.W_c#2 has shape [2, 3], expected [2, 2]'],
    ['initial state of another shape', { initial: { 'lstm.c#1r': zeros(2, 2) } }, {}, 'forwardPass: initial lstm.c#1r has shape [2, 2], expected [2, 1]'],
    ['initial state of no layer', { initial: { 'lstm.c#3': zeros(2, 1) } }, {}, 'forwardPass: initial state lstm.c#3, expected lstm.h lstm.c lstm.h#1r'],
    ['dense input of another width', { inputs: [zeros(4, 1), zeros(4, 1)] }, {}, 'forwardPass: x[0] has shape [4, 1], expected [3, 1]'],
    ['dense input that changes shape', { inputs: [zeros(3, 1), zeros(3, 2)] }, {}, 'unroll: x[1] has shape [3, 2], expected [3, 1]'],
  ])('refuses a %s', (_, change, other, message) => {
    expect(() => forwardPass(spec, { ...parameters, ...other }, { ...tokens, ...change })).toThrow(message);
  }); // prettier-ignore

  it('refuses targets for steps that are not read, and an empty example', () => {
    const last = { ...spec, readout: 'last-step' } as const;
    expect(() => forwardPass(last, parameters, tokens)).toThrow(
      'forwardPass: targets for 2 readings, expected 1',
    );
    expect(() => forwardPass(last, parameters, { ...tokens, targets: [[0]], lengths: [0] })).toThrow('forwardPass: length 0, expected at least 1'); // prettier-ignore
  });

  it('names a missing parameter', () => {
    const { 'lstm.b_o#2': _, ...rest } = parameters;
    expect(() => forwardPass(spec, rest, tokens)).toThrow(
      'forwardPass: no lstm.b_o#2, expected shape [2, 1]',
    );
  });
});
