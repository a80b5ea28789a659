// A whole network over one recurrent layer: input (dense or embedded tokens) → cell over time → read-out → loss,
// and all of it backwards. Read-out: o⁽ᵗ⁾ = c + V h⁽ᵗ⁾, ŷ⁽ᵗ⁾ = softmax o⁽ᵗ⁾. Goodfellow et al. 2016, equations 10.10–10.21.
import { bptt, type BackwardRun } from './bptt.ts';
import type { Cell, Values } from './cells/cell.ts';
import { crossEntropy, crossEntropyGradient, softmax, type Reduction } from './losses.ts';
import { add, matrix, multiply, scale, sumColumns, transpose, zeros, type Matrix } from './matrix.ts';
import { uniform, type Random } from './random.ts';
import { unroll, type ForwardRun } from './unroll.ts';

export interface NetworkSpec {
  readonly cell: Cell;
  readonly inputs: number;
  readonly hiddens: number;
  readonly outputs: number;
  /** Rows of the embedding `embedding.E` [vocabulary, inputs] when the input is tokens; absent for dense input. */
  readonly vocabulary?: number;
  readonly reduction: Reduction;
  /** k > 0 cuts the gradient every k steps; 0 never. */
  readonly truncate: number;
}

export interface Batch {
  /** Dense: one [inputs, batch] matrix a step. Tokens: `tokens[steps][batch]`. */
  readonly inputs: readonly Matrix[] | readonly (readonly number[])[];
  /** `targets[steps][batch]`, −1 where not counted. */
  readonly targets: readonly (readonly number[])[];
  readonly lengths?: readonly number[];
  /** States before the first step, [hiddens, batch] each; zeros when absent. */
  readonly initial?: Values;
}

export interface ForwardPass {
  readonly inputs: readonly Matrix[];
  readonly run: ForwardRun;
  /** o, ŷ ([outputs, batch]) and the loss of each example ([1, batch], nats, neither summed nor divided), by step. */
  readonly logits: readonly Matrix[];
  readonly yHat: readonly Matrix[];
  readonly losses: readonly Matrix[];
  /** Counted targets of the whole batch. */
  readonly count: number;
  /** The sum of all losses, or their mean over `count`; nats. */
  readonly loss: number;
}

export interface BackwardPass {
  readonly dLogits: readonly Matrix[];
  readonly run: BackwardRun;
  /** This step's copies of the read-out's gradients, `readout.V` and `readout.c`. */
  readonly readout: readonly Values[];
  /** By parameter, the embedding and the read-out among them. */
  readonly gradients: Values;
}

/** Initial parameters of the whole network; the cell's are drawn first. */
export function initialParameters(spec: NetworkSpec, random: Random): Values {
  const bound = 1 / Math.sqrt(spec.hiddens); // as the cell: PyTorch's nn.Linear
  const draw = (rows: number, columns: number, limit: number) =>
    matrix(
      rows,
      columns,
      Array.from({ length: rows * columns }, () => uniform(random, -limit, limit)),
    );
  return {
    ...spec.cell.initial(spec, random),
    'readout.V': draw(spec.outputs, spec.hiddens, bound),
    'readout.c': draw(spec.outputs, 1, bound),
    ...(spec.vocabulary ? { 'embedding.E': draw(spec.vocabulary, spec.inputs, 1) } : {}),
  };
}

/** −1 everywhere but at each example's own last step: a network read once, at the end. */
export const lastStepTargets = (
  targets: readonly number[],
  lengths: readonly number[],
  steps: number,
): number[][] =>
  Array.from({ length: steps }, (_, t) => targets.map((y, b) => (t === lengths[b]! - 1 ? y : -1)));

const isTokens = (inputs: Batch['inputs']): inputs is readonly (readonly number[])[] =>
  Array.isArray(inputs[0]);

/** Rows of `table` [vocabulary, inputs] as columns: [inputs, batch]. */
function embed(table: Matrix, tokens: readonly number[]): Matrix {
  const out = zeros(table.columns, tokens.length);
  tokens.forEach((token, b) => {
    if (!Number.isInteger(token) || token < 0 || token >= table.rows)
      throw new RangeError(`embed: token ${token}, expected an integer from 0 to ${table.rows - 1}`);
    for (let i = 0; i < table.columns; i++)
      out.data[i * tokens.length + b] = table.data[token * table.columns + i]!;
  });
  return out;
}

export function forwardPass(spec: NetworkSpec, parameters: Values, batch: Batch): ForwardPass {
  if (!batch.inputs.length) throw new RangeError('forwardPass: 0 steps, expected at least 1');
  if (batch.targets.length !== batch.inputs.length)
    throw new RangeError(
      `forwardPass: targets for ${batch.targets.length} steps, expected ${batch.inputs.length}`,
    );
  const inputs = isTokens(batch.inputs)
    ? batch.inputs.map((tokens) => embed(parameters['embedding.E']!, tokens))
    : (batch.inputs as readonly Matrix[]);
  const width = inputs[0]!.columns;
  const initial =
    batch.initial ??
    Object.fromEntries(spec.cell.states.map(({ value }) => [value, zeros(spec.hiddens, width)]));
  const run = unroll(spec.cell, parameters, inputs, initial, batch.lengths ? { lengths: batch.lengths } : {});
  const logits = run.outputs.map((h) => add(parameters['readout.c']!, multiply(parameters['readout.V']!, h)));
  const losses = logits.map((o, t) => crossEntropy(o, batch.targets[t]!));
  const count = batch.targets.flat().filter((y) => y >= 0).length;
  const total = losses.reduce((sum, m) => sum + m.data.reduce((a, b) => a + b, 0), 0);
  return {
    inputs,
    run,
    logits,
    yHat: logits.map(softmax),
    losses,
    count,
    loss: spec.reduction === 'mean' ? total / count : total,
  };
}

/**
 * Every gradient of `forward.loss`.
 * @param only count only the losses of these steps (zero-based): itemises a gradient by the loss that it came from
 */
export function backwardPass(
  spec: NetworkSpec,
  parameters: Values,
  batch: Batch,
  forward: ForwardPass,
  only: (step: number) => boolean = () => true,
): BackwardPass {
  const V = parameters['readout.V']!;
  const dLogits = forward.yHat.map((yHat, t) => {
    const d = crossEntropyGradient(yHat, batch.targets[t]!);
    return only(t) ? (spec.reduction === 'mean' ? scale(d, 1 / forward.count) : d) : scale(d, 0);
  });
  const dOutputs = dLogits.map((d) => multiply(transpose(V), d));
  const run = bptt(spec.cell, parameters, forward.run, dOutputs, spec.truncate);
  const readout = dLogits.map((d, t) => ({
    'readout.V': multiply(d, transpose(forward.run.outputs[t]!)),
    'readout.c': sumColumns(d),
  }));
  const gradients: Record<string, Matrix> = { ...run.gradients };
  for (const id of ['readout.V', 'readout.c'] as const) gradients[id] = add(...readout.map((r) => r[id]));
  if (isTokens(batch.inputs))
    gradients['embedding.E'] = embeddingGradient(parameters['embedding.E']!, batch.inputs, run);
  return { dLogits, run, readout, gradients };
}

/** Each token's row gathers the gradients of all the places where it was fed. */
function embeddingGradient(table: Matrix, tokens: readonly (readonly number[])[], run: BackwardRun): Matrix {
  const out = zeros(table.rows, table.columns);
  tokens.forEach((row, t) =>
    row.forEach((token, b) => {
      const d = run.steps[t]!.dInput;
      for (let i = 0; i < table.columns; i++)
        out.data[token * table.columns + i]! += d.data[i * d.columns + b]!;
    }),
  );
  return out;
}
