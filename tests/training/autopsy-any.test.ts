// An autopsy of any network that a run can have: it walks back through the engine's own gradients, and finds whatever stops a backend.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Batch } from '../../src/backends/backend.ts';
import { initialNumbers, networkOf } from '../../src/backends/network.ts';
import { reference } from '../../src/backends/reference.ts';
import { batchOf, valuesOf } from '../../src/backends/reference/engineForm.ts';
import { stateSize, type TrainerSpec } from '../../src/backends/spec.ts';
import { backwardPass, forwardPass } from '../../src/engine/network.ts';
import { randomInteger, seededRandom, uniform } from '../../src/engine/random.ts';
import { autopsy } from '../../src/training/autopsy.ts';
import { backward } from '../../src/training/dissection.ts';
import { defaultOptions, specOf } from '../../src/training/options.ts';
import { cpu } from '../backends/cpu/node.ts';

/** Any network that a run can have, with sequences of any lengths. */
const networks = fc.record({
  cell: fc.constantFrom('rnn', 'rnn', 'lstm', 'gru'),
  nonlinearity: fc.constantFrom('tanh', 'relu'),
  layers: fc.integer({ min: 1, max: 3 }),
  directions: fc.constantFrom('forward', 'concat', 'sum'),
  input: fc.constantFrom('one-hot', 'embedding', 'dense'),
  readout: fc.constantFrom('every-step', 'last-step'),
  reduction: fc.constantFrom('mean', 'sum'),
  seed: fc.nat(1000),
  padded: fc.boolean(),
});
type Drawn = typeof networks extends fc.Arbitrary<infer T> ? T : never;
function drawn({ seed, padded, input, ...kind }: Drawn, more: Partial<TrainerSpec> = {}) {
  const base = specOf({ ...defaultOptions, cell: 'rnn', hiddens: 3, steps: 6, batch: 3 }, 4);
  const spec: TrainerSpec = { ...base, ...kind, input, inputs: input === 'one-hot' ? 4 : 2, outputs: 3, ...more } as TrainerSpec; // prettier-ignore
  const random = seededRandom(seed);
  const list = (length: number, make: () => number) => Array.from({ length }, make);
  const lengths = padded ? list(3, () => 1 + randomInteger(random, 6)) : undefined;
  const once = spec.readout === 'last-step';
  const batch: Batch = {
    inputs:
      input === 'dense' ? list(36, () => uniform(random, -1, 1)) : list(18, () => randomInteger(random, 4)),
    // padding has no targets, as tasks give them
    targets: list(once ? 3 : 18, () => randomInteger(random, 3)).map((y, n) =>
      once || !lengths || Math.floor(n / 3) < lengths[n % 3]! ? y : -1,
    ),
    ...(lengths ? { lengths } : {}),
  };
  return { spec, batch, state: new Float64Array(stateSize(spec)), values: initialNumbers(spec, seed) };
}

it('walks back through the very gradients that the engine has', () => {
  fc.assert(
    fc.property(networks, fc.integer({ min: 0, max: 3 }), (kind, truncate) => {
      const { spec, batch, state, values } = drawn(kind, kind.directions === 'forward' ? { truncate } : {});
      const network = networkOf(spec);
      const [fed, parameters] = [batchOf(spec, batch, state), valuesOf(spec, values)];
      const run = forwardPass(network, parameters, fed);
      const { gradients } = backwardPass(network, parameters, fed, run);
      const sums = [...backward(network, parameters, fed, run)].filter(({ name, step }) => /^∇[A-Zbcdv]/.test(name) && step === null).slice(-Object.keys(gradients).length); // prettier-ignore
      expect(sums).toHaveLength(Object.keys(gradients).length);
      const flat = (lists: ArrayLike<number>[]) => lists.flatMap((list) => Array.from(list)).sort((a, b) => a - b); // prettier-ignore
      const [ours, engines] = [flat(sums.map((s) => s.numbers)), flat(Object.values(gradients).map((m) => m.data))]; // prettier-ignore
      expect(ours).toHaveLength(engines.length);
      // the same float64 products, summed step by step
      ours.forEach((v, n) => expect(Math.abs(v - engines[n]!)).toBeLessThan(1e-12));
    }),
    { seed: 11, numRuns: 80 },
  );
});

it.each([reference, cpu])('whatever stops $name is found', async (backend) => {
  let stopped = 0;
  await fc.assert(
    fc.asyncProperty(
      networks,
      fc.integer({ min: 0, max: backend.precision === 'float64' ? 307 : 37 }),
      async (kind, power) => {
        const { spec, batch, state, values } = drawn(kind);
        const wild = Object.fromEntries(
          Object.entries(values).map(([id, v]) => [id, v.map((x) => x * 10 ** power)]),
        );
        const trainer = await backend.create(spec, wild);
        const { updated, loss } = await trainer.trainStep(batch, state);
        trainer.dispose();
        if (updated) return;
        stopped++;
        const { first, largest } = autopsy(spec, wild, batch, state, backend.precision);
        // a norm can be infinite where no gradient is: the root of a sum of squares, in float32 from some 10¹⁹ on
        if (Number.isFinite(loss) && first === null)
          expect(Math.abs(largest!.value)).toBeGreaterThan(backend.precision === 'float64' ? 1e306 : 1e17);
        else expect(first, `loss ${loss}`).not.toBeNull();
      },
    ),
    { seed: 8, numRuns: 250 },
  );
  expect(stopped).toBeGreaterThan(40);
});
