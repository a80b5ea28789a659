// One suite for every backend, of every optimiser: clipping and updates as the engine makes them, what it remembers given away and taken back, equal
// bits from equal starts, and nothing touched where a loss or a gradient is no number.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Numbers, NumbersByName, OptimizerNumbers, Trainer } from '../../../src/backends/backend.ts';
import { freshMemory } from '../../../src/backends/optimizerMemory.ts';
import { eachMoment, momentsOf, optimizerIds, optimizerSpec, type OptimizerId, type OptimizerSpec } from '../../../src/backends/optimizers.ts'; // prettier-ignore
import { parameterShapes } from '../../../src/backends/parameters.ts';
import type { Values } from '../../../src/engine/cells/cell.ts';
import { clipByGlobalNorm, globalNorm } from '../../../src/engine/clipping.ts';
import { matrix } from '../../../src/engine/matrix.ts';
import type { freshState } from '../../../src/engine/optimizers.ts';
import { few, fixed, runsOf, type Suite } from '../suites.ts';
import { engineRule } from './engineRule.ts';
import { anyOptimizer, anySizes, expectClose, flat, problem } from '../support.ts';

/** Numbers as they are, in a form whose comparison tells every bit that counts. */
const exact = (numbers: NumbersByName | undefined) =>
  Object.entries(numbers ?? {}).map(([id, n]) => [id, ...Array.from(n)]);
async function everything(trainer: Trainer) {
  const { updates, m, v, s } = await trainer.optimizerState();
  return [updates, exact(await trainer.parameters()), exact(m), exact(v), exact(s)];
}

/** Declares the tests of one backend. */
export function optimizers(suite: Suite): void {
  const { backend, cells, update: ofUpdate, share, copies } = suite;
  const cellsOf = fc.constantFrom(...cells);
  /** The update is one thread's, whatever the cell: where threads must be started for each trainer, one cell is enough. */
  const someCells = share < 1 ? cells.slice(1, 2) : cells;

  describe.each(anyOptimizer)('%s', (_, optimizer) => {
    const names = momentsOf[optimizer.id];
    const tolerance = (backend.precision === 'float64' ? 1e-12 : 1.2e-7) + ofUpdate;

    it('clips by the global norm and updates as the engine does, three times in a row', async () => {
      const rule = engineRule(optimizer);
      await fc.assert(
        fc.asyncProperty(anySizes, cellsOf, async (drawn, [cell, resetAfter]) => {
          const { spec, values, tokens, state } = problem(backend, { ...drawn, cell, resetAfter, optimizer });
          const shapes = parameterShapes(spec);
          const asValues = (numbers: NumbersByName): Values =>
            Object.fromEntries(Object.entries(shapes).map(([id, [r, c]]) => [id, matrix(r, c, Float64Array.from(numbers[id]!))]));
          const trainer = await backend.create(spec, flat(values));
          for (let t = 1; t <= 3; t++) {
            const { parameters: g, loss } = await trainer.gradients(tokens, state);
            const before = await trainer.parameters();
            const { updates, ...moments } = await trainer.optimizerState();
            expect(updates).toBe(t - 1);
            const memory = Object.fromEntries(
              Object.keys(shapes).map((id) => [id, eachMoment(optimizer.id, (name) => asValues(moments[name]!)[id]!)]),
            ) as typeof freshState.memory;
            const result = await trainer.trainStep(tokens, state);
            expect(result.updated).toBe(true);
            expect(result.loss).toBe(loss);
            // squares of up to some thousand float32 numbers, summed in float64
            expectClose([result.norm], [globalNorm(asValues(g))], 'norm', 1e-6);
            const clipped = clipByGlobalNorm(asValues(g), spec.clip);
            const wanted = rule.update(asValues(before), clipped, { updates, memory });
            const [after, now] = [await trainer.optimizerState(), await trainer.parameters()];
            expect(Object.keys(after).sort()).toEqual(['updates', ...names].sort());
            expect(after.updates).toBe(t);
            for (const id of Object.keys(shapes)) {
              // relative to 1, but gradients here are at most a few, so this is a few roundings of float32 of the largest
              for (const name of names)
                expectClose(after[name]![id]!, wanted.state.memory[id]![name]!.data, `${name} of ${id}`, 1e-6);
              expectClose(now[id]!, wanted.parameters[id]!.data, `θ of ${id}`, tolerance);
            }
          }
          trainer.dispose();
        }),
        { numRuns: runsOf(suite, 20), seed: 11 },
      );
    }); // prettier-ignore
  });

  describe.each(optimizerIds)('%s', (id) => {
    const optimizer = optimizerSpec(id, 0.01);

    it('gives its memory away and takes it back: two trainers go on alike, bit for bit', async () => {
      for (const [cell, resetAfter] of someCells) {
        const { spec, values, tokens, state } = problem(backend, { ...fixed, cell, resetAfter, optimizer });
        const one = await backend.create(spec, flat(values));
        for (let n = 0; n < 5; n++) await one.trainStep(tokens, state);
        const two = await backend.create(spec, await one.parameters());
        await two.loadOptimizerState(await one.optimizerState());
        for (let n = 0; n < 5; n++)
          expect(await two.trainStep(tokens, state)).toEqual(await one.trainStep(tokens, state));
        expect(await everything(two)).toEqual(await everything(one));
        for (const trainer of [one, two]) trainer.dispose();
      }
    });

    it('runs the same from the same start, bit for bit, whatever else was asked in between', async () => {
      for (const [cell, resetAfter] of someCells) {
        const drawn = { ...fixed, hiddens: 13, cell, resetAfter, optimizer };
        const { spec, values, tokens, state } = problem(backend, drawn);
        const run = async (look: boolean) => {
          const trainer = await backend.create(spec, flat(values));
          const losses: number[] = [];
          let carried: Numbers = state;
          for (let n = 0; n < (share < few ? 8 : 30); n++) {
            const result = await trainer.trainStep(tokens, carried);
            carried = result.state;
            losses.push(result.loss);
            if (look) await trainer.evaluate(tokens, state);
            if (look) await trainer.sample(2, new Float64Array(state.length / spec.batch));
            if (look) await trainer.gradients(tokens, state);
          }
          const all = await everything(trainer);
          trainer.dispose();
          return { losses, all };
        };
        const [a, b] = [await run(false), await run(true)];
        expect(a).toEqual(b);
        expect(a.losses.at(-1)!).toBeLessThan(a.losses[0]!);
      }
    });

    it('touches nothing where a loss or a gradient is no number, in the middle of a run', async () => {
      for (const [cell, resetAfter] of someCells) {
        const { spec, values, tokens, state } = problem(backend, { ...fixed, cell, resetAfter, optimizer });
        const trainer = await backend.create(spec, flat(values));
        for (let n = 0; n < 3; n++) await trainer.trainStep(tokens, state);
        const healthy = await trainer.parameters();
        const V = healthy['readout.V']!;
        for (const bad of [NaN, Infinity, -Infinity, backend.precision === 'float64' ? 1e308 : 1e38]) {
          // one NaN or infinity among the numbers; or all of them finite, and their products not
          const sick = Float64Array.from(V, (x, n) => (Number.isFinite(bad) ? bad * Math.sign(x) : n ? x : bad));
          await trainer.loadParameters({ ...healthy, 'readout.V': sick });
          const before = await everything(trainer);
          const result = await trainer.trainStep(tokens, state.map((h) => h + 10));
          // the gated cells' states are at most 1: there the sums of finite numbers may stay finite
          if (Number.isFinite(bad) && result.updated) {
            expect(cell).not.toBe('rnn');
            break;
          }
          expect(result.updated, `${cell} ${bad}`).toBe(false);
          expect(await everything(trainer)).toEqual(before);
          expect(before[0]).toBe(3);
        }
        trainer.dispose();
      }
    }); // prettier-ignore
  });

  it('says what of another optimiser’s memory does not fit, and takes none of it', async () => {
    for (const optimizer of optimizerIds.map((id) => optimizerSpec(id, 0.01))) {
      const { spec, values, tokens, state } = problem(backend, { ...fixed, optimizer });
      const trainer = await backend.create(spec, flat(values));
      await trainer.trainStep(tokens, state);
      const before = await everything(trainer);
      const load = async (memory: OptimizerNumbers) => trainer.loadOptimizerState(memory);
      for (const other of optimizerIds.filter((id) => id !== optimizer.id)) {
        const memory = freshMemory({ ...spec, optimizer: optimizerSpec(other, 0.01) });
        const words = momentsOf[other].every((name) => momentsOf[optimizer.id].includes(name))
          ? /loadOptimizerState: \w+ has no [mvs], expected [mvs]/
          : /loadOptimizerState: [mvs] is no moment of \w+, expected/;
        await expect(load(memory), `${other} for ${optimizer.id}`).rejects.toThrow(words);
      }
      const own = freshMemory(spec);
      await expect(load({ ...own, updates: -1 })).rejects.toThrow(/updates is -1, expected an integer/);
      for (const name of momentsOf[optimizer.id])
        await expect(
          load({ ...own, [name]: { ...own[name], 'rnn.W': new Float64Array(1) } }),
        ).rejects.toThrow(`loadOptimizerState: ${name}: rnn.W has 1 entries, expected 5 × 5 = 25`);
      expect(await everything(trainer)).toEqual(before);
      await load(own);
      expect((await trainer.optimizerState()).updates).toBe(0);
      trainer.dispose();
    }
  });

  it('holds only the moments that its optimiser needs', async () => {
    const sizes = { ...fixed, vocabulary: 64, hiddens: 64 };
    const bytesOf = async (id: OptimizerId) =>
      backend.bytes(problem(backend, { ...sizes, optimizer: optimizerSpec(id, 0.01) }).spec);
    const [none, v, s, both] = await Promise.all(optimizerIds.map(bytesOf));
    // 64 is a multiple of eight: no parameter is padded but for its biases’ places on a cache line
    const moment = copies * (64 * 64 * 3 + 2 * 64) * (backend.precision === 'float64' ? 8 : 4);
    expect([v! - none!, s! - none!, both! - none!]).toEqual([moment, moment, 2 * moment]);
  });

  it.each([
    [{ id: 'sgd', alpha: 0 }, /alpha is 0, expected a finite number above 0/],
    [{ id: 'adam', alpha: NaN, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, /alpha is NaN/],
    [{ id: 'momentum', alpha: 1, mu: 1 }, /mu is 1, expected a number from 0 to below 1/],
    [{ id: 'rmsProp', alpha: 1, rho: -0.1, epsilon: 1e-8 }, /rho is -0\.1/],
    [{ id: 'rmsProp', alpha: 1, rho: 0.9, epsilon: 1e-50 }, /epsilon is 1e-50, expected a finite number above 0 in float32/],
    [{ id: 'adam', alpha: 1, beta1: 0.9, beta2: NaN, epsilon: 1e-8 }, /beta2 is NaN/],
    [{ id: 'lion', alpha: 1 }, /optimizer is lion, expected sgd or momentum or rmsProp or adam/],
  ] as const)('refuses %j', async (optimizer, words) => {
    const { spec, values } = problem(backend, fixed);
    const create = async () => backend.create({ ...spec, optimizer: optimizer as OptimizerSpec }, flat(values));
    await expect(create()).rejects.toThrow(words);
  }); // prettier-ignore
}
