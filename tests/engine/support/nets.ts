// Random networks of every kind for property tests: each cell and dialect, layers, directions, inputs, lengths, read-outs, cuts.
import fc from 'fast-check';
import type { Cell, Values } from '../../../src/engine/cells/cell.ts';
import { gruCell } from '../../../src/engine/cells/gru.ts';
import { lstmCell } from '../../../src/engine/cells/lstm.ts';
import { rnnCell } from '../../../src/engine/cells/rnn.ts';
import { networkShapes, type Batch, type NetworkSpec } from '../../../src/engine/network.ts';
import { placed, placesOf } from '../../../src/engine/place.ts';
import { randomInteger, seededRandom } from '../../../src/engine/random.ts';
import { drawMatrix } from './problems.ts';

/** Every cell in every dialect; not ReLU, whose kinks central differences trip over. */
export const cells: Readonly<Record<string, Cell>> = {
  rnn: rnnCell('tanh'),
  lstm: lstmCell(),
  'gru, reset after': gruCell(),
  'gru, reset before': gruCell({ resetAfter: false }),
  'gru, reset after, z on the new state': gruCell({ updateWeighs: 'new' }),
  'gru, reset before, z on the new state': gruCell({ resetAfter: false, updateWeighs: 'new' }),
};

export const netSettings = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  steps: fc.integer({ min: 1, max: 4 }),
  batch: fc.integer({ min: 1, max: 3 }),
  inputs: fc.integer({ min: 1, max: 3 }),
  hiddens: fc.integer({ min: 1, max: 3 }),
  outputs: fc.integer({ min: 2, max: 3 }),
  layers: fc.integer({ min: 1, max: 2 }),
  merge: fc.constantFrom(undefined, 'concat' as const, 'sum' as const),
  fed: fc.constantFrom('dense' as const, 'embedded' as const, 'one-hot' as const),
  readout: fc.constantFrom('every-step' as const, 'last-step' as const),
  reduction: fc.constantFrom('sum' as const, 'mean' as const),
  ragged: fc.boolean(),
});
export type NetSetting = typeof netSettings extends fc.Arbitrary<infer T> ? T : never;

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

export interface NetProblem {
  readonly spec: NetworkSpec;
  readonly parameters: Values;
  readonly batch: Batch;
}

/** All states are given; some targets are not counted. */
export function netProblem(cell: Cell, s: NetSetting, truncate = 0): NetProblem {
  const random = seededRandom(s.seed);
  const { merge, steps, batch } = s;
  const vocabulary = 3;
  const spec: NetworkSpec = {
    cell,
    inputs: s.inputs,
    hiddens: s.hiddens,
    outputs: s.outputs,
    layers: s.layers,
    ...(merge ? { merge } : {}),
    ...(s.fed === 'embedded' ? { vocabulary } : {}),
    readout: s.readout,
    reduction: s.reduction,
    truncate,
  };
  const lengths = times(batch, (b) => (s.ragged && b > 0 ? 1 + randomInteger(random, steps) : steps));
  const symbols = s.fed === 'embedded' ? vocabulary : s.inputs;
  const target = (counted: boolean): number => (counted ? randomInteger(random, s.outputs) : -1);
  const states = placesOf(s.layers, merge !== undefined).flatMap((place) =>
    cell.states.map(({ value }) => placed(value, place)),
  );
  return {
    spec,
    parameters: Object.fromEntries(
      Object.entries(networkShapes(spec)).map(([id, [r, c]]) => [id, drawMatrix(random, r, c)]),
    ),
    batch: {
      inputs:
        s.fed === 'dense'
          ? times(steps, () => drawMatrix(random, s.inputs, batch))
          : times(steps, () => times(batch, () => randomInteger(random, symbols))),
      targets:
        s.readout === 'last-step'
          ? [times(batch, () => target(true))]
          : times(steps, (t) => times(batch, (b) => target(t < lengths[b]! && (t === 0 || random() < 0.8)))),
      lengths,
      initial: Object.fromEntries(states.map((name) => [name, drawMatrix(random, s.hiddens, batch)])),
    },
  };
}
