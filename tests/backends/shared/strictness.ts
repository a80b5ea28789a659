// NaN and infinities on every backend: what is no number is never laundered into one, and never updates a parameter.
import { expect, it } from 'vitest';
import { flat, problem } from '../support.ts';
import { fixed, plain, type Suite } from '../suites.ts';

/** Declares the tests of one backend. */
export function strictness({ backend, cells }: Suite): void {
  it('touches nothing where a loss or a gradient is not finite, and says so', async () => {
    for (const [cell, resetAfter] of cells) {
      const { spec, values, tokens, state } = problem(backend, { ...fixed, nonlinearity: 'relu', cell, resetAfter });
      const trainer = await backend.create(spec, flat(values));
      for (const bad of [NaN, Infinity, -Infinity, backend.precision === 'float64' ? 1e308 : 1e38]) {
        const given = { ...flat(values), 'readout.V': values['readout.V']!.data.map((x, n) => (n === 0 && !Number.isFinite(bad) ? bad : Math.fround(bad) * Math.sign(x))) };
        await trainer.loadParameters(given);
        const result = await trainer.trainStep(tokens, state.map((h) => h + 10));
        // 1e38, the last one, is a number: only sums of it are none, which the gated cells' states, at most 1, need not reach
        if (Number.isFinite(bad) && result.updated) continue;
        expect(result.updated, `${cell} ${bad}`).toBe(false);
        expect(plain(await trainer.parameters())).toEqual(plain(given));
        expect((await trainer.optimizerState()).updates).toBe(0);
      }
      trainer.dispose();
    }
  }); // prettier-ignore

  it('lets NaN and infinities through as what they are', async () => {
    for (const [cell, resetAfter] of cells) {
      const { spec, values, tokens, state } = problem(backend, { ...fixed, cell, resetAfter });
      const trainer = await backend.create(spec, flat(values));
      const lossWithBias = async (bad: number) => {
        const c = values['readout.c']!.data.map((x, n) => (n === 1 ? bad : x));
        await trainer.loadParameters({ ...flat(values), 'readout.c': c });
        return (await trainer.evaluate(tokens, state)).loss;
      };
      expect(await lossWithBias(NaN)).toBeNaN();
      // ∞ − ∞, also where the infinite logit is the target's own
      expect(await lossWithBias(Infinity)).toBeNaN();
      // probability 0 for class 1: its loss is infinite, and infinite is not NaN
      expect([...Array.from(tokens.targets)]).toContain(1);
      expect(await lossWithBias(-Infinity)).toBe(Infinity);
      const W = `${cell}.W${cell === 'rnn' ? '' : cell === 'gru' ? '_z' : '_f'}`;
      await trainer.loadParameters({ ...flat(values), [W]: new Float64Array(spec.hiddens ** 2).fill(NaN) });
      const { hidden, parameters } = await trainer.gradients(tokens, state);
      expect(Array.from(hidden as Float64Array, Number.isNaN)).toEqual(Array.from(hidden, () => true));
      expect(Array.from(parameters['readout.V'] as Float64Array).some(Number.isNaN)).toBe(true);
      trainer.dispose();
    }
  }); // prettier-ignore
}
