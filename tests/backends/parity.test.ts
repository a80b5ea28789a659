// One suite for every backend, against the float64 engine: losses, states, every gradient, clipping, Adam, held-out loss and sampling,
// over random sizes; then what a run relies on: going on from a copy, equal bits from equal starts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Numbers, NumbersByName } from '../../src/backends/backend.ts';
import { parameterShapes } from '../../src/backends/parameters.ts';
import { backendEntry, backends } from '../../src/backends/registry.ts';
import { globalNorm } from '../../src/engine/clipping.ts';
import { toRows, transpose } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass } from '../../src/engine/network.ts';
import { fixed, plain, suites } from './suites.ts';
import { adamSpec, anySizes, expectClose, flat, problem } from './support.ts';

/** Adam by its definition from one state of the optimiser to the next: the m and v that must come, and the θ that they give. */
function adamStep(
  before: Readonly<Record<string, NumbersByName>>,
  m: NumbersByName,
  v: NumbersByName,
  t: number,
) {
  const { alpha, beta1, beta2, epsilon } = adamSpec;
  return Object.fromEntries(
    Object.entries(before['theta']!).map(([id, theta]) => [
      id,
      Array.from(theta, (x, n) => {
        const [mHat, vHat] = [m[id]![n]! / (1 - beta1 ** t), v[id]![n]! / (1 - beta2 ** t)];
        return x - (alpha * mHat) / (Math.sqrt(vHat) + epsilon);
      }),
    ]),
  );
}

describe.each(suites)('$name', ({ backend, cells, update: ofUpdate, share }) => {
  const tolerance = backend.tolerance.relative;
  const cellsOf = fc.constantFrom(...cells);

  it('has the engine’s loss, states, logits and every gradient', async () => {
    await fc.assert(
      fc.asyncProperty(anySizes, cellsOf, async (drawn, [cell, resetAfter]) => {
        const { spec, network, values, batch, tokens, state } = problem(backend, { ...drawn, cell, resetAfter });
        const trainer = await backend.create(spec, flat(values));
        const got = await trainer.gradients(tokens, state);
        const forward = forwardPass(network, values, batch);
        const { gradients, run } = backwardPass(network, values, batch, forward);
        expectClose([got.loss], [forward.loss], 'loss', tolerance);
        expect(got.count).toBe(forward.count);
        expectClose(got.hidden, forward.run.outputs.flatMap((h) => [...transpose(h).data]), 'hidden', tolerance);
        const logits = forward.logits.flatMap((o) => toRows(transpose(o)));
        expectClose(got.logits, logits.flatMap((row, n) => row.map((o) => (tokens.targets[n]! < 0 ? 0 : o))), 'logits', tolerance);
        expect(Object.keys(got.parameters).sort()).toEqual(Object.keys(gradients).sort());
        for (const [id, g] of Object.entries(gradients)) expectClose(got.parameters[id]!, g.data, id, tolerance);
        expect(got.inputs).toBeNull();
        const dState = network.cell.states.flatMap(({ value }) => [...transpose(run.dInitial[value]!).data]);
        expectClose(got.state, dState, 'gradient of the state', tolerance);
      }),
      { numRuns: 120 * share, seed: 10 },
    );
  }); // prettier-ignore

  it('clips by the global norm and updates by Adam, three times in a row', async () => {
    await fc.assert(
      fc.asyncProperty(anySizes, cellsOf, async (drawn, [cell, resetAfter]) => {
        const { spec, values, tokens, state } = problem(backend, { ...drawn, cell, resetAfter });
        const trainer = await backend.create(spec, flat(values));
        for (let t = 1; t <= 3; t++) {
          const { parameters: g, loss } = await trainer.gradients(tokens, state);
          const before = { theta: await trainer.parameters(), ...(await trainer.optimizerState()) };
          const result = await trainer.trainStep(tokens, state);
          expect(result.updated).toBe(true);
          expect(result.loss).toBe(loss);
          const norm = globalNorm(Object.fromEntries(Object.keys(values).map((id) => [id, { ...values[id]!, data: Float64Array.from(g[id]!) }])));
          expectClose([result.norm], [norm], 'norm', 1e-6);
          const factor = norm > spec.clip ? spec.clip / norm : 1;
          const after = await trainer.optimizerState();
          expect(after.updates).toBe(t);
          const { beta1, beta2 } = adamSpec;
          for (const id of Object.keys(values)) {
            const m = Array.from(g[id]!, (x, n) => beta1 * before.m[id]![n]! + (1 - beta1) * x * factor);
            const v = Array.from(g[id]!, (x, n) => beta2 * before.v[id]![n]! + (1 - beta2) * (x * factor) ** 2);
            // relative to 1, but gradients here are below 1, so this is a few roundings of float32 of the largest
            expectClose(after.m[id]!, m, `m of ${id}`, 1e-6);
            expectClose(after.v[id]!, v, `v of ${id}`, 1e-6);
          }
          // from the backend's own m and v: where a gradient is next to zero, Adam magnifies its rounding
          const theta = adamStep(before as never, after.m, after.v, t);
          const now = await trainer.parameters();
          for (const id of Object.keys(values))
            expectClose(now[id]!, theta[id]!, `θ of ${id}`, (backend.precision === 'float64' ? 1e-12 : 1.2e-7) + ofUpdate);
        }
      }),
      { numRuns: 40 * share, seed: 11 },
    );
  }); // prettier-ignore

  it('evaluates and samples as the engine predicts, and changes nothing by it', async () => {
    await fc.assert(
      fc.asyncProperty(anySizes, cellsOf, async (drawn, [cell, resetAfter]) => {
        const { spec, network, values, batch, tokens, state } = problem(backend, { ...drawn, cell, resetAfter });
        const trainer = await backend.create(spec, flat(values));
        const forward = forwardPass(network, values, batch);
        const result = await trainer.evaluate(tokens, state);
        expect(result.count).toBe(forward.count);
        expectClose([result.loss / result.count], [forward.loss], 'loss', tolerance);
        const ids = network.cell.states.map(({ value }) => value);
        const last = ids.flatMap((id) => [...transpose(forward.run.steps.at(-1)!.states[id]!).data]);
        expectClose(result.state, last, 'state', tolerance);
        // the first sequence's state: its row of each of the cell's states
        const { hiddens: H, batch: B } = spec;
        const own = Float64Array.from(ids.flatMap((_, s) => [...state.slice(s * B * H, s * B * H + H)]));
        const first = await trainer.sample(tokens.inputs[0]!, own);
        const want = toRows(transpose(forward.yHat[0]!))[0]!;
        expectClose(Array.from(first.logProbabilities, Math.exp), want, 'probabilities', tolerance);
        const states = forward.run.steps[0]!.states;
        expectClose(first.state, ids.flatMap((id) => toRows(transpose(states[id]!))[0]!), 'state of the sample', tolerance);
        expect(plain(await trainer.parameters())).toEqual(plain(flat(values)));
        expect((await trainer.optimizerState()).updates).toBe(0);
      }),
      { numRuns: 60 * share, seed: 12 },
    );
  }); // prettier-ignore

  it('gives its state away and takes it back: two trainers go on alike, bit for bit', async () => {
    for (const [cell, resetAfter] of cells) {
      const { spec, values, tokens, state } = problem(backend, { ...fixed, cell, resetAfter });
      const one = await backend.create(spec, flat(values));
      for (let n = 0; n < 5; n++) await one.trainStep(tokens, state);
      const two = await backend.create(spec, await one.parameters());
      await two.loadOptimizerState(await one.optimizerState());
      for (let n = 0; n < 5; n++)
        expect(await two.trainStep(tokens, state)).toEqual(await one.trainStep(tokens, state));
      expect(await two.parameters()).toEqual(await one.parameters());
      expect(await two.optimizerState()).toEqual(await one.optimizerState());
    }
  });

  it('runs the same from the same start, bit for bit, whatever else was asked in between', async () => {
    for (const [cell, resetAfter] of cells) {
      const { spec, values, tokens, state } = problem(backend, { ...fixed, hiddens: 13, cell, resetAfter });
      const run = async (look: boolean) => {
        const trainer = await backend.create(spec, flat(values));
        const losses: number[] = [];
        let carried: Numbers = state;
        for (let n = 0; n < 30; n++) {
          const result = await trainer.trainStep(tokens, carried);
          carried = result.state;
          losses.push(result.loss);
          if (look) await trainer.evaluate(tokens, state);
          if (look) await trainer.sample(2, new Float64Array(state.length / spec.batch));
        }
        return { losses, parameters: await trainer.parameters() };
      };
      const [a, b] = [await run(false), await run(true)];
      expect(a).toEqual(b);
      expect(a.losses.at(-1)!).toBeLessThan(a.losses[0]!);
    }
  });

  it('names what does not fit', async () => {
    const { spec, values, tokens, state } = problem(backend, { ...fixed, vocabulary: 4, hiddens: 3, steps: 2, batch: 2 });
    const trainer = await backend.create(spec, flat(values));
    const create = async (other: object) => backend.create({ ...spec, ...other }, flat(values));
    const step = async (batch: object, from: Numbers = state) => trainer.trainStep({ ...tokens, ...batch }, from);
    await expect(create({ hiddens: 0 })).rejects.toThrow(/hiddens is 0, expected/);
    await expect(create({ hiddens: 4 })).rejects.toThrow(/rnn\.U has 12 entries, expected 4 × 4 = 16/);
    expect(() => trainer.loadParameters({ ...flat(values), 'rnn.Q': new Float64Array(1) })).toThrow(/rnn\.Q/);
    await expect(step({ inputs: [0, 0, 0, 4] })).rejects.toThrow(/input 3 is 4, expected an integer from 0 to 3/);
    await expect(step({ targets: [0] })).rejects.toThrow(/1 targets, expected 2 × 2 = 4/);
    await expect(step({}, state.subarray(1))).rejects.toThrow(/state has 5 entries, expected 6/);
  }); // prettier-ignore

  it('says that nothing was updated where no target counts', async () => {
    const { spec, values, tokens, state } = problem(backend, fixed);
    const trainer = await backend.create(spec, flat(values));
    const result = await trainer.trainStep({ ...tokens, targets: tokens.inputs.length ? Array.from(tokens.inputs, () => -1) : [] }, state);
    expect(result).toMatchObject({ loss: 0, norm: 0, updated: false });
    expect(plain(await trainer.parameters())).toEqual(plain(flat(values)));
  }); // prettier-ignore

  it('estimates its bytes before anything is allocated', () => {
    const { spec } = problem(backend, { ...fixed, hiddens: 64, vocabulary: 64, steps: 8, batch: 8 });
    const numbers = Object.values(parameterShapes(spec)).reduce((sum, [r, c]) => sum + r * c, 0);
    const each = backend.precision === 'float64' ? 8 : 4;
    // parameters, gradient and two moments at least; the rest, mostly states of every step, is not many times as much
    expect(backend.bytes(spec)).toBeGreaterThan(4 * each * numbers);
    expect(backend.bytes(spec)).toBeLessThan(12 * each * numbers + 8 * each * 8 * 8 * 64 * 4);
    expect(backend.bytes({ ...spec, hiddens: 20_000 })).toBeGreaterThan(4 * each * 20_000 ** 2);
    if (backend.id === 'cpu')
      expect(backend.refuses({ ...spec, hiddens: 20_000 })).toMatch(
        /^It needs \d+,\d{3} MB; WebAssembly reaches 4,295 MB\.$/,
      );
    expect(backend.refuses(spec)).toBeNull();
  });
});

describe('the registry', () => {
  it('loads each backend under its own id and name', async () => {
    for (const entry of backends) {
      const backend = await entry.load();
      expect([backend.id, backend.name]).toEqual([entry.id, entry.name]);
    }
    expect(() => backendEntry('abacus')).toThrow(/no backend "abacus", expected reference or cpu/);
  });
});
