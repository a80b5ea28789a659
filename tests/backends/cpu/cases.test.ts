// The cpu backend with every option of the contract: PyTorch's sixty checked-in cases, and random ones of odd sizes against the float64
// engine. What neither has (one-hot input to several layers, z of the other sign) is held against what must equal it.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch, GradientResult, NumbersByName } from '../../../src/backends/backend.ts';
import { parameterShapes } from '../../../src/backends/parameters.ts';
import { stateSize, type TrainerSpec } from '../../../src/backends/spec.ts';
import { randomInteger, seededRandom, type Random } from '../../../src/engine/random.ts';
import { composedResults } from '../../engine/support/composed.ts';
import { parameterShapes as torchShapes, type OracleCase, type Results } from '../../oracle/cases.ts';
import { compareResults } from '../../oracle/compare.ts';
import type { Tensor } from '../../oracle/tensor.ts';
import { trainerAdapter } from '../../oracle/trainer.ts';
import { judge } from '../../oracle/verdict.ts';
import { adamSpec, expectClose } from '../support.ts';
import { cpu, cpuOnTwoThreads, cpuWithoutRelaxed } from './node.ts';

const builds = [
  { name: 'the best build', backend: cpu, runs: 150 },
  { name: 'the build without relaxed SIMD', backend: cpuWithoutRelaxed, runs: 150 },
  { name: 'two threads', backend: cpuOnTwoThreads, runs: 40 },
];

describe.each(builds)('$name', ({ backend, runs }) => {
  const folder = new URL('../../fixtures/oracle/', import.meta.url);
  const adapter = trainerAdapter(backend);

  it('passes all sixty fixtures at the oracle’s float32 tolerance', async () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(files).toHaveLength(60);
    for (const file of files) {
      const { status, line } = await judge(adapter, file, readFileSync(new URL(file, folder), 'utf8'));
      expect(status, line).toBe('passed');
    }
  });

  it('agrees with the float64 engine on random networks of odd sizes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1e9 }), async (seed) => {
        const c = randomCase(seed);
        const { worst, tensor } = compareResults(await adapter.run(c), c.expected, randomTolerance);
        expect(worst, tensor).toBeLessThanOrEqual(1);
      }),
      { numRuns: runs, seed: 3 },
    );
  });
});

/**
 * Weights here are at most 0.4, so that no chaos magnifies roundings; a dozen steps of sums over some twenty terms leave about ten
 * roundings of 6e-8. A tenth of the oracle's own tolerance for gradients.
 */
const randomTolerance = { forward: 2e-6, gradients: 1e-5 };

const draw = (random: Random, shape: readonly number[], size: number): Tensor => ({
  shape,
  // numbers that float32 holds, so that only the arithmetic is judged
  data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
    Math.fround((random() * 2 - 1) * size),
  ),
});

/** A case as make_cases.py would make it, of larger sizes, with the float64 engine's results as what is expected. */
function randomCase(seed: number): OracleCase {
  const random = seededRandom(seed);
  const size = (low: number, high: number) => low + randomInteger(random, high - low + 1);
  const pick = <T>(...of: readonly T[]): T => of[randomInteger(random, of.length)]!;
  const shape = {
    steps: size(1, 12), batch: size(1, 9), inputs: size(1, 19), hiddens: size(1, 21), outputs: size(2, 13),
    vocabulary: size(2, 19), layers: size(1, 3),
  }; // prettier-ignore
  const { steps, batch, inputs, hiddens, outputs, vocabulary, layers } = shape;
  const cell = pick('rnn', 'lstm', 'gru');
  const truncate = pick(0, 0, size(1, steps));
  const bidirectional = !truncate && pick(true, false);
  const tokens = pick(true, false);
  const merge = pick('concat', 'sum');
  const directions = bidirectional ? 2 : 1;
  const lengths = Array.from({ length: batch }, () => (truncate ? steps : pick(steps, size(1, steps))));
  const integers = (dims: readonly number[], below: number): Tensor => ({
    shape: dims,
    data: draw(random, dims, 1).data.map(() => randomInteger(random, below)),
  });
  const readout = pick('every-step', 'last-step');
  const targets = integers(readout === 'every-step' ? [steps, batch] : [batch], outputs);
  if (readout === 'every-step')
    targets.data.forEach((_, n) => {
      if (Math.floor(n / batch) >= lengths[n % batch]! || random() < 0.2) targets.data[n] = -1;
    });
  targets.data[0] = 0; // the mean over no target at all is no number
  const given = pick(true, false);
  const initial = (given ? (cell === 'lstm' ? ['h0', 'c0'] : ['h0']) : []).map((name): [string, Tensor] => [
    name,
    draw(random, [layers * directions, batch, hiddens], 1),
  ]);
  const kind = { cell, bidirectional, merge, shape, tokens } as const;
  const nothing: Results = { loss: 0, hidden: integers([0], 1), logits: integers([0], 1), gradients: {} };
  const c: OracleCase = {
    id: `random ${seed}`,
    ...kind,
    nonlinearity: 'tanh',
    resetAfter: cell !== 'gru' || pick(true, false),
    readout,
    reduction: pick('sum', 'mean'),
    truncate,
    lengths,
    inputs: tokens ? undefined : draw(random, [steps, batch, inputs], 1),
    tokens: tokens ? integers([steps, batch], vocabulary) : undefined,
    targets,
    parameters: Object.fromEntries(
      Object.entries(torchShapes(kind)).map(([name, dims]) => [name, draw(random, dims, name.startsWith('bias_hh') ? 0 : 0.4)]),
    ),
    initial: Object.fromEntries(initial),
    expected: nothing,
  };
  const expected = composedResults(c);
  const wanted = { ...expected.gradients };
  for (const name of ['h0', 'c0']) if (!given) delete wanted[name];
  return { ...c, expected: { ...expected, gradients: wanted } };
} // prettier-ignore

/** A network of the contract's own, with random numbers in it. */
function ownProblem(seed: number, more: Partial<TrainerSpec>) {
  const random = seededRandom(seed);
  const spec: TrainerSpec = {
    cell: 'gru', nonlinearity: 'tanh', vocabulary: 6, outputs: 5, hiddens: 10, steps: 5, batch: 3, reduction: 'mean',
    optimizer: adamSpec, clip: Infinity, ...more,
  }; // prettier-ignore
  const parameters = Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([name, dims]) => [name, draw(random, dims, 0.5).data]),
  );
  const inputs = Int32Array.from({ length: 15 }, () => randomInteger(random, 6));
  const targets = Int32Array.from({ length: 15 }, () => randomInteger(random, 5));
  const state = draw(random, [stateSize(spec)], 1).data;
  return { spec, parameters, batch: { inputs, targets } as Batch, state };
}

const gradientsOf = async (
  spec: TrainerSpec,
  parameters: NumbersByName,
  batch: Batch,
  state: Float64Array,
): Promise<GradientResult> => (await cpu.create(spec, parameters)).gradients(batch, state);

/** Two float32 computations of the same numbers, each a few roundings of 6e-8 from the truth. */
const sameNumbers = 2e-6;

describe('what must be equal is equal', () => {
  it.each(['rnn', 'lstm', 'gru'] as const)('%s: one-hot input is dense input of zeros and ones, through layers and both ways', async (cell) => {
    for (const directions of ['forward', 'concat', 'sum'] as const) {
      const { spec, parameters, batch, state } = ownProblem(5, { cell, layers: 2, directions });
      const dense = new Float64Array(15 * 6);
      for (let n = 0; n < 15; n++) dense[n * 6 + batch.inputs[n]!] = 1;
      const a = await gradientsOf(spec, parameters, batch, state);
      const b = await gradientsOf({ ...spec, input: 'dense', inputs: 6 }, parameters, { ...batch, inputs: dense }, state);
      expectClose([a.loss], [b.loss], 'loss', sameNumbers);
      expectClose(a.hidden, b.hidden, 'hidden', sameNumbers);
      expectClose(a.state, b.state, 'state', sameNumbers);
      for (const [name, g] of Object.entries(b.parameters)) expectClose(a.parameters[name]!, g, name, sameNumbers);
    }
  });

  it.each([true, false])('GRU, resetAfter %s: z that writes is z that keeps with the opposite weights', async (resetAfter) => {
    const { spec, parameters, batch, state } = ownProblem(6, { resetAfter });
    const flip = (named: NumbersByName) =>
      Object.fromEntries(Object.entries(named).map(([name, n]) => [name, /\.[UWb]_z/.test(name) ? n.map((x) => -x) : n]));
    const keeps = await gradientsOf(spec, parameters, batch, state);
    const writes = await gradientsOf({ ...spec, updateWeighs: 'new' }, flip(parameters), batch, state);
    expectClose([writes.loss], [keeps.loss], 'loss', sameNumbers);
    expectClose(writes.state, keeps.state, 'state', sameNumbers);
    for (const [name, g] of Object.entries(flip(keeps.parameters)))
      expectClose(writes.parameters[name]!, g, name, sameNumbers);
    const same = await gradientsOf({ ...spec, updateWeighs: 'new' }, parameters, batch, state);
    expect(Math.abs(same.loss - keeps.loss)).toBeGreaterThan(1e-3);
  });

  it('truncation with both directions is refused', async () => {
    const { spec, parameters } = ownProblem(7, { truncate: 2, directions: 'concat' });
    await expect(cpu.create(spec, parameters)).rejects.toThrow(/truncate is 2 with both directions, expected 0/);
  });
}); // prettier-ignore
