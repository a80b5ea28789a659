// From settings to a run: what is drawn, what is edited, what is broken.
import { describe, expect, test } from 'vitest';
import { norm } from '../../../src/engine/matrix.ts';
import { initialParameters } from '../../../src/engine/network.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { networkOf } from '../../../src/engine/record.ts';
import { parameterIds } from '../../../src/engine/symbols.ts';
import { valueOf } from '../../../src/engine/trace.ts';
import { buildRun, gain, parametersOf, specOf } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';
import { anyDiffers, differs } from '../../../src/figures/shared/run/wrong.ts';

const runOf = (settings: Partial<Settings> = {}) => buildRun({ ...defaults, ...settings });

describe('buildRun', () => {
  test('the spec follows the settings and the word', () => {
    const { trace } = runOf({
      word: 'abcab',
      hiddens: 3,
      nonlinearity: 'relu',
      reduction: 'mean',
      truncate: 2,
      seed: 7,
      alpha: 0.5,
    });
    expect(trace.spec).toEqual({
      cell: 'rnn', nonlinearity: 'relu', reduction: 'mean', truncate: 2, steps: 4, inputs: 3, hiddens: 3, outputs: 3, seed: 7,
      alpha: 0.5, faults: [],
    }); // prettier-ignore
  });

  test('weights are what the engine draws from the seed, twice as wide', () => {
    const run = runOf();
    const drawn = initialParameters(networkOf(run.trace.spec), seededRandom(defaults.seed));
    expect(gain).toBe(2);
    for (const id of parameterIds) {
      expect(run.parameters[id]!.data).toEqual(drawn[id]!.data.map((v) => 2 * v));
      // ±1/√H from the engine
      expect(run.parameters[id]!.data.every((v) => Math.abs(v) <= 2 / Math.sqrt(4))).toBe(true);
    }
  });

  test('the same settings give the same run, another seed another one', () => {
    expect(runOf().trace).toEqual(runOf().trace);
    expect(valueOf(runOf({ seed: 1 }).trace, { symbol: 'rnn.W', step: null }).data).not.toEqual(
      valueOf(runOf().trace, { symbol: 'rnn.W', step: null }).data,
    );
  });

  test('an edit changes its weight and no other; the run is computed with it', () => {
    const [plain, edited] = [runOf(), runOf({ edits: { 'rnn.W[1,2]': -3 } })];
    const changed = [...edited.parameters['rnn.W']!.data].flatMap((v, i) =>
      v === plain.parameters['rnn.W']!.data[i] ? [] : [[i, v]],
    );
    expect(changed).toEqual([[1 * 4 + 2, -3]]);
    expect(edited.trace.values['rnn.W']).toBe(edited.parameters['rnn.W']);
    expect(edited.trace.values['loss.total']!.data[0]).not.toBe(plain.trace.values['loss.total']!.data[0]);
  });

  test('edits that do not fit are passed over', () => {
    const edits = { 'rnn.W[5,5]': 1, 'readout.V[0,7]': 1, 'rnn.b[9,0]': 1 };
    expect(runOf({ edits }).trace).toEqual(runOf().trace);
    const settings = { ...defaults, edits };
    expect(parametersOf(settings, specOf(settings, runOf().spelling))).toEqual(runOf().parameters);
  });

  test('without faults, what is shown is the right run itself', () => {
    const run = runOf();
    expect(run.shown).toBe(run.trace);
    const id = { symbol: 'rnn.dh', step: 1 };
    expect(anyDiffers(run, id)).toBe(false);
  });

  test('with faults, the right run stands beside the shown one, and the forward pass is the same', () => {
    const run = runOf({ faults: ['no-future'] });
    expect(run.trace).toEqual(runOf().trace);
    expect(run.shown.spec.faults).toEqual(['no-future']);
    for (const symbol of ['rnn.a', 'rnn.h', 'readout.o', 'readout.yHat', 'loss.step'])
      for (const step of [1, 2, 3, 4])
        expect(valueOf(run.shown, { symbol, step })).toEqual(valueOf(run.trace, { symbol, step }));
    expect(norm(valueOf(run.shown, { symbol: 'rnn.dhFromFuture', step: 2 }))).toBe(0);
  });

  test('weights at the edge of what may be typed leave every number finite', () => {
    for (const nonlinearity of ['tanh', 'relu'] as const) {
      const edits = Object.fromEntries(
        parameterIds.flatMap((id) => [0, 1, 2, 3].map((row) => [`${id}[${row},0]`, 100] as const)),
      );
      const { trace } = runOf({ nonlinearity, edits });
      for (const [key, m] of Object.entries(trace.values))
        expect([...m.data].every(Number.isFinite), key).toBe(true);
    }
  });
});

describe('differs', () => {
  test('names the entries that a fault changed, and no other', () => {
    const run = runOf({ faults: ['wrong-previous'] });
    for (const step of [1, 2, 3, 4]) {
      expect(anyDiffers(run, { symbol: 'rnn.dh', step })).toBe(false);
      expect(anyDiffers(run, { symbol: 'rnn.dWStep', step })).toBe(true);
      expect(anyDiffers(run, { symbol: 'rnn.dUStep', step })).toBe(false);
    }
    const [got, right] = [run.shown.values['rnn.dWStep@2']!, run.trace.values['rnn.dWStep@2']!];
    for (let row = 0; row < 4; row++)
      for (let column = 0; column < 4; column++) {
        const i = row * 4 + column;
        expect(differs(run, { symbol: 'rnn.dWStep', step: 2 }, row, column)).toBe(
          got.data[i] !== right.data[i],
        );
      }
  });

  test('a quantity that the run does not have differs nowhere', () => {
    const run = runOf({ faults: ['no-slope'] });
    expect(differs(run, { symbol: 'rnn.dh', step: 99 }, 0, 0)).toBe(false);
    expect(anyDiffers(run, { symbol: 'rnn.dh', step: 99 })).toBe(false);
  });

  test('NaN on either side is a difference', () => {
    const run = runOf({ faults: ['no-slope'] });
    const broken = {
      ...run,
      shown: {
        ...run.shown,
        values: {
          ...run.shown.values,
          'rnn.da@4': { rows: 4, columns: 1, data: new Float64Array([NaN, 0, 0, 0]) },
        },
      },
    };
    expect(differs(broken, { symbol: 'rnn.da', step: 4 }, 0, 0)).toBe(true);
  });
});
