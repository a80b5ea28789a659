// A whole network: input (dense, embedded or one-hot tokens) → recurrent layers over time → read-out → loss, and all of it
// backwards. One layer in one direction is its simplest case. Goodfellow et al. 2016, sections 10.2, 10.3 and 10.5.
import type { BackwardRun } from './bptt.ts';
import type { Cell, Values } from './cells/cell.ts';
import { embeddingGradient, fed, isTokens, type Inputs } from './embedding.ts';
import { map, ShapeError, zeros, type Matrix } from './matrix.ts';
import { atPlace, placed, placesOf } from './place.ts';
import { uniform, type Random } from './random.ts';
import { read, readBack, type Reading, type ReadoutSpec } from './readout.ts';
import { backwardStack, finalStates, forwardStack, type Stacked, type StackSpec } from './stack.ts';
import type { ForwardRun } from './unroll.ts';

export interface NetworkSpec extends ReadoutSpec {
  readonly cell: Cell;
  readonly inputs: number;
  readonly hiddens: number;
  readonly outputs: number;
  /** Rows of the embedding `embedding.E` [vocabulary, inputs]; absent for dense input and for one-hot tokens. */
  readonly vocabulary?: number;
  /** Recurrent layers, one above the other; 1 when absent. */
  readonly layers?: number;
  /** k > 0 cuts the gradient every k steps; 0 never. */
  readonly truncate: number;
}

export interface Batch {
  /** Dense: one [inputs, batch] matrix a step. Tokens: `tokens[steps][batch]`, embedded or one-hot. */
  readonly inputs: Inputs;
  /** `targets[steps][batch]`, −1 where not counted; `targets[1][batch]` where only the last step is read. */
  readonly targets: readonly (readonly number[])[];
  readonly lengths?: readonly number[];
  /** States before the first step (of a reverse direction: after the last), [hiddens, batch], by place: `lstm.c#2r`. Absent ones are zero. */
  readonly initial?: Values;
}

export interface ForwardPass extends Reading {
  readonly inputs: readonly Matrix[];
  readonly runs: Stacked<ForwardRun>;
  /** The first layer forward: the whole, in a net of one layer and direction. */
  readonly run: ForwardRun;
  /** By time, the last layer's outputs, [directions · hiddens, batch]; zero past an example's end. */
  readonly outputs: readonly Matrix[];
  /** States after the last step by place: `initial` of the next batch where the state is carried on. */
  readonly final: Values;
}

export interface BackwardPass {
  readonly dLogits: readonly Matrix[];
  readonly runs: Stacked<BackwardRun>;
  /** As in the forward pass: the first layer forward. */
  readonly run: BackwardRun;
  /** Each reading's copies of the read-out's gradients, `readout.V` and `readout.c`. */
  readonly readout: readonly Values[];
  /** By parameter, at its place; the embedding and the read-out among them. */
  readonly gradients: Values;
  /** ∂L/∂x by time, [inputs, batch]. */
  readonly dInputs: readonly Matrix[];
  /** ∂L/∂ of the initial states, by place. */
  readonly dInitial: Values;
}

const stackOf = (spec: NetworkSpec): StackSpec => ({
  cell: spec.cell,
  layers: spec.layers ?? 1,
  bidirectional: spec.merge !== undefined,
});

/** [rows, columns] of every parameter, in the order in which they are drawn: recurrent layers, read-out, embedding. */
export function networkShapes(spec: NetworkSpec): Record<string, readonly [number, number]> {
  const { layers, bidirectional } = stackOf(spec);
  const { inputs, hiddens, outputs, vocabulary } = spec;
  const above = (bidirectional ? 2 : 1) * hiddens;
  const features = spec.merge === 'concat' ? 2 * hiddens : hiddens;
  return {
    ...Object.fromEntries(
      placesOf(layers, bidirectional).flatMap((place) =>
        Object.entries(spec.cell.shapes({ inputs: place.layer === 1 ? inputs : above, hiddens })).map(
          ([id, shape]) => [placed(id, place), shape] as const,
        ),
      ),
    ),
    'readout.V': [outputs, features],
    'readout.c': [outputs, 1],
    ...(vocabulary ? { 'embedding.E': [vocabulary, inputs] } : {}),
  };
}

/** Initial parameters of the whole network; the cells' are drawn first, bottom up. */
export function initialParameters(spec: NetworkSpec, random: Random): Values {
  const { layers, bidirectional } = stackOf(spec);
  const shapes = networkShapes(spec);
  const draw = (id: string, limit: number) =>
    map(zeros(...shapes[id]!), () => uniform(random, -limit, limit));
  const cells = placesOf(layers, bidirectional).map((place) => {
    const inputs = place.layer === 1 ? spec.inputs : (bidirectional ? 2 : 1) * spec.hiddens;
    return atPlace(spec.cell.initial({ inputs, hiddens: spec.hiddens }, random), place);
  });
  const bound = 1 / Math.sqrt(shapes['readout.V']![1]); // as the cells: PyTorch's nn.Linear
  return Object.assign({}, ...cells, {
    'readout.V': draw('readout.V', bound),
    'readout.c': draw('readout.c', bound),
    ...(spec.vocabulary ? { 'embedding.E': draw('embedding.E', 1) } : {}),
  });
}

/** −1 everywhere but at each example's own last step: a network of one direction read once, at the end. */
export const lastStepTargets = (
  targets: readonly number[],
  lengths: readonly number[],
  steps: number,
): number[][] =>
  Array.from({ length: steps }, (_, t) => targets.map((y, b) => (t === lengths[b]! - 1 ? y : -1)));

const expectShape = (
  name: string,
  m: Matrix | undefined,
  [rows, columns]: readonly [number, number],
): void => {
  if (!m) throw new RangeError(`forwardPass: no ${name}, expected shape [${rows}, ${columns}]`);
  if (m.rows !== rows || m.columns !== columns)
    throw new ShapeError(
      `forwardPass: ${name} has shape [${m.rows}, ${m.columns}], expected [${rows}, ${columns}]`,
    );
};

/** The given initial states, and zeros for the others. */
function initialStates(spec: NetworkSpec, given: Values, batch: number): Values {
  const { layers, bidirectional } = stackOf(spec);
  const names = placesOf(layers, bidirectional).flatMap((place) =>
    spec.cell.states.map(({ value }) => placed(value, place)),
  );
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new RangeError(`forwardPass: initial state ${unknown}, expected ${names.join(' ')}`);
  return Object.fromEntries(
    names.map((name) => {
      const state = given[name] ?? zeros(spec.hiddens, batch);
      expectShape(`initial ${name}`, state, [spec.hiddens, batch]);
      return [name, state];
    }),
  );
}

const lengthsOf = (batch: Batch, width: number): readonly number[] =>
  batch.lengths ?? Array.from({ length: width }, () => batch.inputs.length);

/** @throws RangeError or ShapeError naming what does not fit: parameters, inputs, targets, lengths, initial states. */
export function forwardPass(spec: NetworkSpec, parameters: Values, batch: Batch): ForwardPass {
  if (!batch.inputs.length) throw new RangeError('forwardPass: 0 steps, expected at least 1');
  for (const [name, shape] of Object.entries(networkShapes(spec))) expectShape(name, parameters[name], shape);
  const table = spec.vocabulary ? parameters['embedding.E'] : undefined;
  const inputs = fed(batch.inputs, table, spec.inputs);
  const width = inputs[0]!.columns;
  expectShape('x[0]', inputs[0], [spec.inputs, width]);
  const initial = initialStates(spec, batch.initial ?? {}, width);
  const stack = stackOf(spec);
  const run = forwardStack(stack, parameters, inputs, initial, batch.lengths);
  const reading = read(spec, parameters, run.outputs, batch.targets, lengthsOf(batch, width));
  return { ...reading, ...run, inputs, run: run.runs[0]![0]!, final: finalStates(stack, run) };
}

/**
 * Every gradient of `forward.loss`.
 * @param only count only the losses of these readings (zero-based steps): itemises a gradient by the loss that it came from
 */
export function backwardPass(
  spec: NetworkSpec,
  parameters: Values,
  batch: Batch,
  forward: ForwardPass,
  only: (reading: number) => boolean = () => true,
): BackwardPass {
  const steps = forward.inputs.length;
  const lengths = lengthsOf(batch, forward.inputs[0]!.columns);
  const { dLogits, dOutputs, copies, gradients: ofReadout } = readBack(spec, parameters, forward, batch.targets, lengths, steps, only); // prettier-ignore
  const back = backwardStack(stackOf(spec), parameters, forward, dOutputs, spec.truncate);
  const table = spec.vocabulary ? parameters['embedding.E'] : undefined;
  const embedded = table && isTokens(batch.inputs) ? { 'embedding.E': embeddingGradient(table, batch.inputs, back.dInputs) } : {}; // prettier-ignore
  return {
    ...back,
    dLogits,
    run: back.runs[0]![0]!,
    readout: copies,
    gradients: { ...back.gradients, ...ofReadout, ...embedded },
  };
}
