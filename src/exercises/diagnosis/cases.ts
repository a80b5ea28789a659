// The problems on which a program is judged: the one that the page shows, and three hidden ones of different shapes.
import type { Values } from '../../engine/cells/cell.ts';
import { conventions, type ConventionId } from '../../engine/conventions.ts';
import { map, toRows, transpose, zeros, type Matrix } from '../../engine/matrix.ts';
import { initialParameters } from '../../engine/network.ts';
import { randomInteger, seededRandom, uniform } from '../../engine/random.ts';
import { networkOf, recordTrace } from '../../engine/record.ts';
import { parameterIds, symbolOf } from '../../engine/symbols.ts';
import { valueOf, type Trace, type TraceSpec } from '../../engine/trace.ts';

/** What a program is given, as plain lists; and what the engine makes of it. */
export interface Case {
  readonly trace: Trace;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly convention: ConventionId;
}

const vector = (m: Matrix): number[] => Array.from(m.data);

/**
 * The inputs of a run by the names of a convention: `x[t]`, `y[t]` for t = 1 … tau (index 0 is null), sizes, `h0` and parameters
 * (weights stored the other way round where the convention does so).
 */
export function inputsOf(trace: Trace, convention: ConventionId = 'textbook'): Record<string, unknown> {
  const { steps, hiddens, inputs, outputs } = trace.spec;
  const overTime = <V>(read: (t: number) => V) => [
    null,
    ...Array.from({ length: steps }, (_, i) => read(i + 1)),
  ];
  const { transposedWeights } = conventions[convention];
  return {
    tau: steps,
    H: hiddens,
    I: inputs,
    K: outputs,
    N: steps,
    x: overTime((t) => vector(valueOf(trace, { symbol: 'rnn.x', step: t }))),
    y: overTime((t) => valueOf(trace, { symbol: 'loss.y', step: t }).data[0]!),
    h0: vector(valueOf(trace, { symbol: 'rnn.h', step: 0 })),
    ...Object.fromEntries(
      parameterIds.map((id) => {
        const m = trace.values[id]!;
        const shown =
          symbolOf(id).shape[1] === '1' ? vector(m) : toRows(transposedWeights ? transpose(m) : m);
        return [symbolOf(id).names[convention].code, shown];
      }),
    ),
  };
}

export const caseOf = (trace: Trace, convention: ConventionId = 'textbook'): Case => ({
  trace,
  convention,
  inputs: inputsOf(trace, convention),
});

export type Shape = Pick<TraceSpec, 'steps' | 'inputs' | 'hiddens' | 'outputs'>;
/** Which of the book's variants the program is about. Default: tanh, the loss summed. */
export type Variant = Partial<Pick<TraceSpec, 'nonlinearity' | 'reduction' | 'truncate'>>;

/** All sizes different, so that what is transposed fails or shows; then all equal, where a transpose runs and only its numbers tell. */
const shapes: readonly Shape[] = [
  { steps: 4, inputs: 3, hiddens: 4, outputs: 5 },
  { steps: 3, inputs: 5, hiddens: 3, outputs: 2 },
  { steps: 5, inputs: 4, hiddens: 4, outputs: 4 },
];

/** Weights are drawn ±1.2: slopes 1 − h² between about 0.2 and 1, so that leaving them out shows and no state saturates. */
const gain = 1.2;

export interface Drawing {
  /** Puts something in the place of parameters that were drawn. */
  readonly change?: (parameters: Values, spec: TraceSpec) => Values;
  /** The state before the first step is drawn too; else it is zero. */
  readonly initial?: boolean;
}

/** A problem drawn from a seed: dense inputs, any targets, W not symmetric. */
export function randomTrace(
  shape: Shape,
  seed: number,
  variant: Variant = {},
  { change = (parameters) => parameters, initial = false }: Drawing = {},
): Trace {
  const spec: TraceSpec = {
    cell: 'rnn',
    nonlinearity: 'tanh',
    reduction: 'sum',
    truncate: 0,
    ...variant,
    ...shape,
    seed,
    alpha: 0.1,
    faults: [],
  };
  const random = seededRandom(seed);
  const draw = (m: Matrix) => map(m, () => uniform(random, -gain, gain));
  const drawn = Object.fromEntries(
    Object.entries(initialParameters(networkOf(spec), random)).map(([id, m]) => [id, draw(m)]),
  );
  const sequence = {
    inputs: Array.from({ length: spec.steps }, () => draw(zeros(spec.inputs, 1))),
    targets: Array.from({ length: spec.steps }, () => randomInteger(random, spec.outputs)),
    ...(initial ? { initial: { 'rnn.h': draw(zeros(spec.hiddens, 1)) } } : {}),
  };
  return recordTrace(spec, change(drawn, spec), sequence);
}

const hidden = new Map<string, readonly Case[]>();

/** The three hidden problems; another seed gives others of the same shapes. The same objects each time: what is derived is kept. */
export function hiddenCases(
  convention: ConventionId = 'textbook',
  variant: Variant = {},
  seed = 20_260,
): readonly Case[] {
  const key = [convention, variant.nonlinearity, variant.reduction, seed].join();
  const known = hidden.get(key);
  if (known) return known;
  const made = shapes.map((shape, i) => caseOf(randomTrace(shape, seed + i, variant), convention));
  hidden.set(key, made);
  return made;
}
