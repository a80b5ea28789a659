// One suite for every backend, against the float64 engine: losses, states, every gradient, held-out loss and sampling, over random
// sizes; then what a run relies on. Clipping and the update rules are in optimizers.ts.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Numbers, NumbersByName } from '../../../src/backends/backend.ts';
import { parameterShapes } from '../../../src/backends/parameters.ts';
import { toRows, transpose } from '../../../src/engine/matrix.ts';
import { backwardPass, forwardPass } from '../../../src/engine/network.ts';
import { fixed, plain, runsOf, type Suite } from '../suites.ts';
import { anySizes, expectClose, flat, problem } from '../support.ts';

/** To be called within a `describe`: it declares the tests of one backend. */
export function parity(suite: Suite): void {
  const { backend, cells } = suite;
  const tolerance = backend.tolerance.relative;

  it.each(cells)('%s, reset after %s: has the engine’s loss, states, logits and every gradient', async (cell, resetAfter) => {
    await fc.assert(
      fc.asyncProperty(anySizes, async (drawn) => {
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
        trainer.dispose();
      }),
      { numRuns: runsOf(suite, 120 / cells.length), seed: 10 },
    );
  }); // prettier-ignore

  it.each(cells)('%s, reset after %s: evaluates and samples as the engine predicts, and changes nothing by it', async (cell, resetAfter) => {
    await fc.assert(
      fc.asyncProperty(anySizes, async (drawn) => {
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
        trainer.dispose();
      }),
      { numRuns: runsOf(suite, 60 / cells.length), seed: 12 },
    );
  }); // prettier-ignore

  it('names what does not fit', async () => {
    const { spec, values, tokens, state } = problem(backend, { ...fixed, vocabulary: 4, hiddens: 3, steps: 2, batch: 2 });
    const trainer = await backend.create(spec, flat(values));
    const create = async (other: object) => backend.create({ ...spec, ...other }, flat(values));
    const step = async (batch: object, from: Numbers = state) => trainer.trainStep({ ...tokens, ...batch }, from);
    await expect(create({ hiddens: 0 })).rejects.toThrow(/hiddens is 0, expected/);
    await expect(create({ hiddens: 4 })).rejects.toThrow(/rnn\.U has 12 entries, expected 4 × 4 = 16/);
    const load = async (more: NumbersByName) => trainer.loadParameters({ ...flat(values), ...more });
    await expect(load({ 'rnn.Q': new Float64Array(1) })).rejects.toThrow(/rnn\.Q/);
    await expect(step({ inputs: [0, 0, 0, 4] })).rejects.toThrow(/input 3 is 4, expected an integer from 0 to 3/);
    await expect(step({ targets: [0] })).rejects.toThrow(/1 targets, expected 2 × 2 = 4/);
    await expect(step({}, state.subarray(1))).rejects.toThrow(/state has 5 entries, expected 6/);
    trainer.dispose();
  }); // prettier-ignore

  it('says that nothing was updated where no target counts', async () => {
    const { spec, values, tokens, state } = problem(backend, fixed);
    const trainer = await backend.create(spec, flat(values));
    const result = await trainer.trainStep({ ...tokens, targets: tokens.inputs.length ? Array.from(tokens.inputs, () => -1) : [] }, state);
    expect(result).toMatchObject({ loss: 0, norm: 0, updated: false });
    expect(plain(await trainer.parameters())).toEqual(plain(flat(values)));
    trainer.dispose();
  }); // prettier-ignore

  it('estimates its bytes before anything is allocated', async () => {
    const { spec } = problem(backend, { ...fixed, hiddens: 64, vocabulary: 64, steps: 8, batch: 8 });
    const numbers = Object.values(parameterShapes(spec)).reduce((sum, [r, c]) => sum + r * c, 0);
    const each = backend.precision === 'float64' ? 8 : 4;
    // parameters, gradient and two moments at least; the rest, mostly states of every step, is not many times as much
    const bytes = await backend.bytes(spec);
    expect(bytes).toBeGreaterThan(4 * each * numbers);
    expect(bytes).toBeLessThan(12 * each * numbers + 8 * each * 8 * 8 * 64 * 4);
    expect(await backend.bytes({ ...spec, hiddens: 20_000 })).toBeGreaterThan(4 * each * 20_000 ** 2);
    if (backend.id === 'cpu')
      expect(await backend.refuses({ ...spec, hiddens: 20_000 })).toMatch(
        /^It needs \d+,\d{3} MB; WebAssembly reaches 4,295 MB\.$/,
      );
    expect(await backend.refuses(spec)).toBeNull();
  });
}
