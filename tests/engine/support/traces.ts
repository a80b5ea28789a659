// Traces of every cell and dialect, alone, stacked and in both directions, read at every step and once.
import fc from 'fast-check';
import type { Values } from '../../../src/engine/cells/cell.ts';
import { equationOf } from '../../../src/engine/equations.ts';
import { embedded } from '../../../src/engine/equations/embedding.ts';
import '../../../src/engine/equations/rnnNets.ts';
import { column, type Matrix } from '../../../src/engine/matrix.ts';
import { networkShapes } from '../../../src/engine/network.ts';
import { randomInteger, seededRandom } from '../../../src/engine/random.ts';
import { networkOf, recordTrace, type Sequence } from '../../../src/engine/record.ts';
import { placed, placesOf, type Place } from '../../../src/engine/place.ts';
import { gruScript } from '../../../src/engine/scripts/gru.ts';
import { lstmScript } from '../../../src/engine/scripts/lstm.ts';
import { rnnScript } from '../../../src/engine/scripts/rnn.ts';
import type { Script } from '../../../src/engine/scripts/script.ts';
import { gradientIds } from '../../../src/engine/symbols.ts';
import {
  placeOf,
  quantity,
  type QuantityRef,
  type Trace,
  type TraceSpec,
} from '../../../src/engine/trace.ts';
import { drawMatrix } from './problems.ts';

export interface CellKind {
  readonly name: string;
  readonly script: Script;
  readonly dialect: Pick<TraceSpec, 'nonlinearity' | 'resetAfter' | 'updateWeighs'>;
}

export const cellKinds: readonly CellKind[] = [
  { name: 'rnn tanh', script: rnnScript, dialect: { nonlinearity: 'tanh' } },
  { name: 'rnn relu', script: rnnScript, dialect: { nonlinearity: 'relu' } },
  { name: 'lstm', script: lstmScript, dialect: { nonlinearity: 'tanh' } },
  ...[true, false].flatMap((resetAfter) =>
    (['old', 'new'] as const).map((updateWeighs) => ({
      name: `gru, reset ${resetAfter ? 'after' : 'before'}, z on the ${updateWeighs} state`,
      script: gruScript,
      dialect: { nonlinearity: 'tanh' as const, resetAfter, updateWeighs },
    })),
  ),
];

export type RunSetting = Omit<
  TraceSpec,
  'cell' | 'alpha' | 'faults' | 'nonlinearity' | 'resetAfter' | 'updateWeighs'
>;

export const runSettings: fc.Arbitrary<RunSetting> = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    steps: fc.integer({ min: 1, max: 4 }),
    inputs: fc.integer({ min: 1, max: 3 }),
    hiddens: fc.integer({ min: 1, max: 3 }),
    outputs: fc.integer({ min: 2, max: 3 }),
    layers: fc.integer({ min: 1, max: 3 }),
    merge: fc.constantFrom(undefined, 'concat' as const, 'sum' as const),
    readout: fc.constantFrom('every-step' as const, 'last-step' as const),
    reduction: fc.constantFrom('sum' as const, 'mean' as const),
    truncate: fc.integer({ min: 0, max: 2 }),
    vocabulary: fc.constantFrom(undefined, 4),
  })
  .map(({ merge, vocabulary, ...rest }) => ({
    ...rest,
    ...(merge ? { merge } : {}),
    ...(vocabulary ? { vocabulary } : {}),
  }));

export const everyRun: readonly RunSetting[] = [1, 2].flatMap((layers) =>
  [undefined, 'concat' as const, 'sum' as const].flatMap((merge) =>
    (['every-step', 'last-step'] as const).flatMap((readout) =>
      (['sum', 'mean'] as const).flatMap((reduction) =>
        [0, 1].map((truncate) => ({
          seed: 5, steps: 3, inputs: 3, hiddens: 3, outputs: 3, layers, readout, reduction, truncate,
          ...(merge ? { merge } : {}),
          ...(layers === 1 && reduction === 'mean' ? { vocabulary: 4 } : {}),
        })),
      ),
    ),
  ),
); // prettier-ignore

export interface Recorded {
  readonly spec: TraceSpec;
  readonly parameters: Values;
  readonly sequence: Sequence;
  readonly trace: Trace;
}

/** All parameters and initial states drawn from the seed. */
export function recordRun({ script: plain, dialect }: CellKind, setting: RunSetting): Recorded {
  const script = setting.vocabulary ? embedded(plain) : plain;
  const spec: TraceSpec = { cell: script.id, alpha: 0.1, faults: [], ...dialect, ...setting };
  const random = seededRandom(spec.seed);
  const network = networkOf(spec, script);
  const parameters = Object.fromEntries(
    Object.entries(networkShapes(network)).map(([id, [r, c]]) => [id, drawMatrix(random, r, c)]),
  );
  const states = placesOf(spec.layers ?? 1, spec.merge !== undefined).flatMap((place) =>
    network.cell.states.map(({ value }) => placed(value, place)),
  );
  const draw = (rows: number): Matrix => drawMatrix(random, rows, 1);
  const readings = spec.readout === 'last-step' ? 1 : spec.steps;
  const sequence: Sequence = {
    inputs: Array.from({ length: spec.steps }, () => column(draw(spec.inputs).data)),
    ...(spec.vocabulary
      ? { tokens: Array.from({ length: spec.steps }, () => randomInteger(random, spec.vocabulary!)) }
      : {}),
    targets: Array.from({ length: readings }, () => randomInteger(random, spec.outputs)),
    initial: Object.fromEntries(states.map((name) => [name, draw(spec.hiddens)])),
  };
  return { spec, parameters, sequence, trace: recordTrace(spec, parameters, sequence, script) };
}

export interface Instance {
  readonly equation: string;
  readonly t: number;
  readonly writes: QuantityRef;
  readonly place: Place | undefined;
}

/** Every place where an equation holds in a trace: micro-steps, gradients of initial states, and sums over all steps at once. */
export function instances({ script, dialect }: CellKind, trace: Trace): Instance[] {
  const { layers = 1, merge, steps, readout } = trace.spec;
  const places = placesOf(layers, merge !== undefined).map((p) => (layers > 1 || merge ? p : undefined));
  const firsts = script.initialGradients(trace.spec);
  const total = (id: string): string =>
    `${gradientIds(id).sum}/total${id === 'gru.W_h' && dialect.resetAfter === false ? '-before' : ''}`;
  const placedOnes = places.flatMap((place) => {
    const reverse = place?.direction === 'reverse';
    return [
      ...firsts.map((equation) => ({
        equation,
        t: 0,
        place,
        writes: quantity(equationOf(equation).target.symbol, reverse ? steps + 1 : 0, place),
      })),
      ...script.copies(trace.spec).map(([id]) => ({
        equation: total(id),
        t: 0,
        place,
        writes: quantity(gradientIds(id).sum, reverse ? steps : 1, place),
      })),
      // stepped through in larger nets alone
      ...Array.from({ length: steps }, (_, i) => ({
        equation: `${script.id}.dx`,
        t: i + 1,
        place,
        writes: quantity(`${script.id}.dx`, i + 1, place),
      })),
    ];
  });
  const ofReadout =
    readout === 'last-step'
      ? []
      : [script.readout.bias, ...(script.id === 'rnn' && !merge && layers === 1 ? ['readout.V'] : [])].map(
          (id) => ({
            equation: total(id),
            t: 0,
            place: undefined,
            writes: quantity(gradientIds(id).sum, 1),
          }),
        );
  return [
    ...trace.steps.map((s) => ({ equation: s.equation, t: s.t ?? 0, writes: s.writes, place: placeOf(s) })),
    ...placedOnes,
    ...ofReadout,
  ];
}
