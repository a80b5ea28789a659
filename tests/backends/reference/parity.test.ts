// The reference backend against the engine it stands for: losses, states, every gradient, clipping, Adam, sampling, over random sizes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterShapes, type NumbersByName, type TrainerSpec } from '../../../src/backends/backend.ts';
import { backendEntry, backends } from '../../../src/backends/registry.ts';
import { reference } from '../../../src/backends/reference.ts';
import type { Values } from '../../../src/engine/cells/cell.ts';
import { rnnCell } from '../../../src/engine/cells/rnn.ts';
import { clipByGlobalNorm, globalNorm } from '../../../src/engine/clipping.ts';
import { matrix, toRows, transpose, type Matrix } from '../../../src/engine/matrix.ts';
import { backwardPass, forwardPass, initialParameters } from '../../../src/engine/network.ts';
import { adam, freshState } from '../../../src/engine/optimizers.ts';
import { randomInteger, seededRandom } from '../../../src/engine/random.ts';

/** Float64 sums of at most some hundred terms of size 1, in another order: a few units of 1e-16 each, so 1e-12 is ample. */
const tolerance = reference.tolerance.relative;

const specs = fc.record({
  nonlinearity: fc.constantFrom('tanh' as const, 'relu' as const),
  vocabulary: fc.integer({ min: 2, max: 9 }),
  hiddens: fc.integer({ min: 1, max: 9 }),
  steps: fc.integer({ min: 1, max: 6 }),
  batch: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
  clip: fc.constantFrom(0.05, 5, Infinity),
});
type Drawn = typeof specs extends fc.Arbitrary<infer T> ? T : never;

function problem({ seed, clip, ...sizes }: Drawn) {
  const random = seededRandom(seed);
  const spec: TrainerSpec = {
    cell: 'rnn',
    ...sizes,
    reduction: 'mean',
    optimizer: { id: 'adam', alpha: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    clip,
  };
  const { vocabulary: K, hiddens: H, steps: T, batch: B } = spec;
  const network = {
    cell: rnnCell(spec.nonlinearity),
    inputs: K,
    hiddens: H,
    outputs: K,
    reduction: 'mean' as const,
    truncate: 0,
  };
  const values = initialParameters(network, random);
  const inputs = Int32Array.from({ length: T * B }, () => randomInteger(random, K));
  const targets = Int32Array.from({ length: T * B }, () => randomInteger(random, K + 1) - 1);
  targets[0] = 0; // the mean over no target at all is no number
  const state = Float64Array.from({ length: B * H }, () => random() - 0.5);
  const at = (t: number) => Array.from({ length: B }, (_, b) => t * B + b);
  const oneHot = (t: number): Matrix => {
    const x = new Float64Array(K * B);
    at(t).forEach((n, b) => (x[inputs[n]! * B + b] = 1));
    return matrix(K, B, x);
  };
  const batch = {
    inputs: Array.from({ length: T }, (_, t) => oneHot(t)),
    targets: Array.from({ length: T }, (_, t) => at(t).map((n) => targets[n]!)),
    initial: { 'rnn.h': transpose(matrix(B, H, state)) },
  };
  return { spec, network, values, batch, tokens: { inputs, targets }, state };
}
const flat = (values: Values): NumbersByName =>
  Object.fromEntries(Object.entries(values).map(([id, m]) => [id, m.data]));

function expectClose(
  got: ArrayLike<number>,
  want: ArrayLike<number>,
  what: string,
  within = tolerance,
): void {
  expect(got.length, what).toBe(want.length);
  for (let n = 0; n < want.length; n++)
    if (!(Math.abs(got[n]! - want[n]!) <= within * Math.max(1, Math.abs(want[n]!))))
      throw new Error(`${what}[${n}] is ${got[n]}, expected ${want[n]}`);
}

describe('the reference backend', () => {
  it('has the loss, the norm, the state and the updated parameters of the engine, three updates in a row', async () => {
    await fc.assert(
      fc.asyncProperty(specs, async (drawn) => {
        const { spec, network, values, batch, tokens, state } = problem(drawn);
        const trainer = await reference.create(spec, flat(values));
        const rule = adam({ alpha: spec.optimizer.alpha });
        let [parameters, memory] = [values, freshState];
        for (let update = 0; update < 3; update++) {
          // both start from the backend's parameters: Adam's first steps magnify rounding where a gradient is next to zero
          const forward = forwardPass(network, parameters, batch);
          const { gradients } = backwardPass(network, parameters, batch, forward);
          const result = await trainer.trainStep(tokens, state);
          expect(result.updated).toBe(true);
          expectClose([result.loss], [forward.loss], 'loss');
          expectClose([result.norm], [globalNorm(gradients)], 'norm');
          const last = forward.run.steps.at(-1)!.states['rnn.h']!;
          expectClose(result.state, transpose(last).data, 'state');
          const clipped = spec.clip === Infinity ? gradients : clipByGlobalNorm(gradients, spec.clip);
          const m = (await trainer.optimizerState()).m;
          const next = rule.update(parameters, clipped, memory);
          for (const id of Object.keys(values)) {
            expectClose(m[id]!, next.state.memory[id]!['m']!.data, `m of ${id}, update ${update}`);
          }
          // from here both continue from the same numbers, so that rounding cannot pile up
          const now = await trainer.parameters();
          const { m: m1, v: v1, updates } = await trainer.optimizerState();
          const like = (id: string, data: ArrayLike<number>) =>
            matrix(values[id]!.rows, values[id]!.columns, data);
          parameters = Object.fromEntries(Object.keys(values).map((id) => [id, like(id, now[id]!)]));
          memory = {
            updates,
            memory: Object.fromEntries(
              Object.keys(values).map((id) => [id, { m: like(id, m1[id]!), v: like(id, v1[id]!) }]),
            ),
          };
        }
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('updates by exactly the engine’s Adam: equal gradients give equal bits', async () => {
    const { spec, values, tokens, state } = problem({
      nonlinearity: 'tanh',
      vocabulary: 5,
      hiddens: 6,
      steps: 4,
      batch: 3,
      seed: 4,
      clip: Infinity,
    });
    const trainer = await reference.create(spec, flat(values));
    await trainer.trainStep(tokens, state);
    const { m } = await trainer.optimizerState();
    // after the first update m = (1 − β₁) g; the engine fed with that g must make the same step but for the division's rounding
    const gradients = Object.fromEntries(
      Object.entries(values).map(([id, like]) => [
        id,
        matrix(
          like.rows,
          like.columns,
          Array.from(m[id]!, (x) => x / (1 - 0.9)),
        ),
      ]),
    );
    const next = adam({ alpha: 0.01 }).update(values, gradients, freshState);
    const now = await trainer.parameters();
    for (const id of Object.keys(values)) expectClose(now[id]!, next.parameters[id]!.data, id, 1e-14);
  });

  it('evaluates and samples as the engine predicts, and changes nothing by it', async () => {
    await fc.assert(
      fc.asyncProperty(specs, async (drawn) => {
        const { spec, network, values, batch, tokens, state } = problem(drawn);
        const trainer = await reference.create(spec, flat(values));
        const forward = forwardPass(network, values, batch);
        const result = await trainer.evaluate(tokens, state);
        expect(result.count).toBe(forward.count);
        expectClose([result.loss / result.count], [forward.loss], 'loss');
        const first = await trainer.sample(tokens.inputs[0]!, state.subarray(0, spec.hiddens));
        const want = toRows(transpose(forward.yHat[0]!))[0]!;
        expectClose(Array.from(first.logProbabilities, Math.exp), want, 'probabilities');
        expect(await trainer.parameters()).toEqual(flat(values));
      }),
      { numRuns: 40, seed: 12 },
    );
  });

  it('touches nothing where a loss or a gradient is not finite, and says so', async () => {
    const { spec, values, tokens, state } = problem({
      nonlinearity: 'relu',
      vocabulary: 4,
      hiddens: 3,
      steps: 3,
      batch: 2,
      seed: 1,
      clip: 5,
    });
    for (const bad of [NaN, Infinity, 1e308]) {
      const given = { ...flat(values), 'readout.V': values['readout.V']!.data.map(() => bad) };
      const trainer = await reference.create(spec, given);
      const result = await trainer.trainStep(
        tokens,
        state.map((h) => h + 10),
      );
      expect(result.updated, String(bad)).toBe(false);
      expect(await trainer.parameters()).toEqual(given);
      expect((await trainer.optimizerState()).updates).toBe(0);
    }
  });

  it('gives its state away and takes it back: two trainers go on alike, bit for bit', async () => {
    const { spec, values, tokens, state } = problem({
      nonlinearity: 'tanh',
      vocabulary: 7,
      hiddens: 5,
      steps: 4,
      batch: 3,
      seed: 8,
      clip: 0.1,
    });
    const one = await reference.create(spec, flat(values));
    for (let n = 0; n < 5; n++) await one.trainStep(tokens, state);
    const two = await reference.create(spec, await one.parameters());
    await two.loadOptimizerState(await one.optimizerState());
    for (let n = 0; n < 5; n++)
      expect(await two.trainStep(tokens, state)).toEqual(await one.trainStep(tokens, state));
    expect(await two.parameters()).toEqual(await one.parameters());
  });

  it('names what does not fit', async () => {
    const { spec, values, tokens, state } = problem({
      nonlinearity: 'tanh',
      vocabulary: 4,
      hiddens: 3,
      steps: 2,
      batch: 2,
      seed: 1,
      clip: 5,
    });
    const trainer = await reference.create(spec, flat(values));
    expect(() => reference.create({ ...spec, hiddens: 0 }, flat(values))).toThrow(/hiddens is 0, expected/);
    expect(() => reference.create({ ...spec, hiddens: 4 }, flat(values))).toThrow(
      /rnn\.U has 12 entries, expected 4 × 4 = 16/,
    );
    expect(() => trainer.loadParameters({ ...flat(values), 'rnn.Q': new Float64Array(1) })).toThrow(/rnn\.Q/);
    expect(() => trainer.trainStep({ ...tokens, inputs: [0, 0, 0, 4] }, state)).toThrow(
      /input 3 is 4, expected an integer from 0 to 3/,
    );
    expect(() => trainer.trainStep({ ...tokens, targets: [0] }, state)).toThrow(
      /1 targets, expected 2 × 2 = 4/,
    );
    expect(() => trainer.trainStep(tokens, state.subarray(1))).toThrow(/state has 5 entries, expected 6/);
  });

  it('estimates its bytes by what it allocates, within a tenth', () => {
    const { spec } = problem({
      nonlinearity: 'tanh',
      vocabulary: 8,
      hiddens: 8,
      steps: 4,
      batch: 4,
      seed: 1,
      clip: 5,
    });
    const numbers = Object.values(parameterShapes(spec)).reduce((sum, [r, c]) => sum + r * c, 0);
    expect(reference.bytes(spec)).toBeGreaterThan(4 * 8 * numbers);
    expect(reference.bytes(spec)).toBeLessThan(4 * 8 * numbers + 8 * 4 * 4 * 100);
  });
});

describe('the registry', () => {
  it('loads each backend under its own id and name', async () => {
    for (const entry of backends) {
      const backend = await entry.load();
      expect([backend.id, backend.name]).toEqual([entry.id, entry.name]);
    }
    expect(() => backendEntry('abacus')).toThrow(/no backend "abacus", expected reference/);
  });
});
