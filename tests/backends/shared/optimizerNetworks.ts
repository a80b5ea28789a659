// Every optimiser on networks beyond the character model (layers, both directions, dense inputs, one target a sequence): a fast
// backend against the float64 reference over a dozen updates.
import { expect, it } from 'vitest';
import { initialNumbers } from '../../../src/backends/network.ts';
import { optimizerIds, optimizerSpec } from '../../../src/backends/optimizers.ts';
import { reference } from '../../../src/backends/reference.ts';
import { stateSize, type TrainerSpec } from '../../../src/backends/spec.ts';
import { randomInteger, seededRandom } from '../../../src/engine/random.ts';
import { few, fixed, type Suite } from '../suites.ts';
import { expectClose } from '../support.ts';

/** Twelve float32 updates of weights near 0.5, each off by a few roundings of 6e-8; rules that divide by a gradient's size magnify them. */
const dozen = 1e-5;

/** Declares the tests of one backend. */
export function optimizerNetworks({ backend, share }: Suite): void {
  it.each(optimizerIds)('%s stays with the reference on every kind of network and task', async (id) => {
    const networks: Partial<TrainerSpec>[] = [
      { cell: 'rnn', nonlinearity: 'relu', layers: 2 },
      { cell: 'lstm', input: 'embedding', inputs: 3, directions: 'concat', readout: 'last-step' },
      { cell: 'gru', input: 'dense', inputs: 5, directions: 'sum', layers: 2, reduction: 'sum' },
      { cell: 'gru', resetAfter: false, updateWeighs: 'new', truncate: 2 },
    ];
    // as many optimisers as networks: each its own
    for (const more of share < few ? [networks[optimizerIds.indexOf(id)]!] : networks) {
      const { steps, batch, vocabulary } = fixed;
      const spec: TrainerSpec = {
        cell: 'rnn', nonlinearity: 'tanh', vocabulary, hiddens: 9, steps, batch, reduction: 'mean', outputs: 3,
        optimizer: optimizerSpec(id, 0.01), clip: 1, ...more,
      }; // prettier-ignore
      const random = seededRandom(6);
      const tokens = (size: number, below: number) => Int32Array.from({ length: size }, () => randomInteger(random, below));
      const size = steps * batch;
      const inputs =
        spec.input === 'dense'
          ? Float32Array.from({ length: size * 5 }, () => random() - 0.5)
          : tokens(size, vocabulary);
      const targets = tokens(spec.readout === 'last-step' ? batch : size, 3);
      const start = Object.fromEntries(
        Object.entries(initialNumbers(spec, 2)).map(([name, n]) => [name, Float32Array.from(n)]),
      );
      const [fast, exactly] = [await backend.create(spec, start), await reference.create(spec, start)];
      const state = new Float64Array(stateSize(spec));
      let first = NaN;
      for (let n = 0; n < 12; n++) {
        const [a, b] = [await fast.trainStep({ inputs, targets }, state), await exactly.trainStep({ inputs, targets }, state)];
        expectClose([a.loss, a.norm], [b.loss, b.norm], `${JSON.stringify(more)}: loss and norm of step ${n + 1}`, dozen);
        if (n === 0) first = b.loss;
        else if (n === 11) expect(b.loss).toBeLessThan(first);
      }
      const wanted = await exactly.parameters();
      const got = await fast.parameters();
      for (const name of Object.keys(wanted)) expectClose(got[name]!, wanted[name]!, name, dozen);
      fast.dispose();
    }
  }); // prettier-ignore
}
