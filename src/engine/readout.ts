// From the outputs of the recurrent layers to the loss, and back: merging directions, reading every step or the last,
// o = c + V h, ŷ = softmax o. Goodfellow et al. 2016, equations 10.10–10.11 and 10.18–10.20.
import type { Values } from './cells/cell.ts';
import { crossEntropy, crossEntropyGradient, softmax, type Reduction } from './losses.ts';
import { add, joinRows, matrix, multiply, scale, splitRows, sumColumns, transpose, zerosLike, type Matrix } from './matrix.ts'; // prettier-ignore

/** How the two directions become one: one above the other, or added. Given at all, there are two. */
export type Merge = 'concat' | 'sum';

export interface ReadoutSpec {
  readonly merge?: Merge;
  /** Every step, or once: each example's forward state at its own last step and its reverse state at its first. */
  readonly readout?: 'every-step' | 'last-step';
  readonly reduction: Reduction;
}

/** One item for each reading: a step, or the only one. */
export interface Reading {
  /** What is read, [features, batch]. */
  readonly features: readonly Matrix[];
  /** o, ŷ ([outputs, batch]) and the loss of each example ([1, batch], nats, neither summed nor divided). */
  readonly logits: readonly Matrix[];
  readonly yHat: readonly Matrix[];
  readonly losses: readonly Matrix[];
  /** Counted targets of the whole batch. */
  readonly count: number;
  /** The sum of all losses, or their mean over `count`; nats. */
  readonly loss: number;
}

const total = (ms: readonly Matrix[]): number =>
  ms.reduce((sum, m) => m.data.reduce((a, b) => a + b, sum), 0);

/** Time at which row i of the last layer's outputs (forward direction first) is read once, for an example of this length. */
const readAt = (row: number, hiddens: number, length: number): number => (row < hiddens ? length - 1 : 0);

/** [features, batch]: each entry from the time at which it is read. */
function pickLast(outputs: readonly Matrix[], hiddens: number, lengths: readonly number[]): Matrix {
  const { rows, columns } = outputs[0]!;
  const pick = (_: unknown, n: number) =>
    outputs[readAt(Math.floor(n / columns), hiddens, lengths[n % columns]!)]!.data[n]!;
  return matrix(rows, columns, Array.from({ length: rows * columns }, pick));
}

/** Its gradient: each entry goes back to the time at which it was read. */
function spreadLast(d: Matrix, hiddens: number, lengths: readonly number[], steps: number): Matrix[] {
  const out = Array.from({ length: steps }, () => zerosLike(d));
  d.data.forEach((v, n) => {
    out[readAt(Math.floor(n / d.columns), hiddens, lengths[n % d.columns]!)]!.data[n] = v;
  });
  return out;
}

/**
 * Reads and judges.
 * @param outputs by time, [directions · hiddens, batch]
 * @param targets for each reading and example, −1 where not counted
 * @param lengths steps each example has; they matter for a reading at the last step
 * @param where who asks, for error messages
 */
export function read(
  spec: ReadoutSpec & { readonly hiddens: number },
  parameters: Values,
  outputs: readonly Matrix[],
  targets: readonly (readonly number[])[],
  lengths: readonly number[],
  where = 'forwardPass',
): Reading {
  const last = spec.readout === 'last-step';
  const readings = last ? 1 : outputs.length;
  if (targets.length !== readings)
    throw new RangeError(`${where}: targets for ${targets.length} ${last ? 'readings' : 'steps'}, expected ${readings}`); // prettier-ignore
  if (last && lengths.some((length) => length < 1))
    throw new RangeError(`${where}: length 0, expected at least 1 where the last step is read`);
  const seen = last ? [pickLast(outputs, spec.hiddens, lengths)] : outputs;
  const features = spec.merge === 'sum' ? seen.map((h) => add(...splitRows(h, 2))) : seen;
  const logits = features.map((h) => add(parameters['readout.c']!, multiply(parameters['readout.V']!, h)));
  const losses = logits.map((o, n) => crossEntropy(o, targets[n]!));
  const count = targets.flat().filter((y) => y >= 0).length;
  return {
    features,
    logits,
    yHat: logits.map(softmax),
    losses,
    count,
    loss: spec.reduction === 'mean' ? total(losses) / count : total(losses),
  };
}

export interface ReadingBack {
  /** ∇o of each reading. */
  readonly dLogits: readonly Matrix[];
  /** By time: what reaches the last layer's outputs. */
  readonly dOutputs: readonly Matrix[];
  /** Each reading's copies of ∇V and ∇c. */
  readonly copies: readonly Values[];
  readonly gradients: Values;
}

/** @param only counts only the losses of these readings (zero-based) */
export function readBack(
  spec: ReadoutSpec & { readonly hiddens: number },
  parameters: Values,
  { features, yHat, count }: Reading,
  targets: readonly (readonly number[])[],
  lengths: readonly number[],
  steps: number,
  only: (reading: number) => boolean,
): ReadingBack {
  const V = parameters['readout.V']!;
  const dLogits = yHat.map((p, n) => {
    const d = crossEntropyGradient(p, targets[n]!);
    return only(n) ? (spec.reduction === 'mean' ? scale(d, 1 / count) : d) : scale(d, 0);
  });
  const dFeatures = dLogits.map((d) => multiply(transpose(V), d));
  const dSeen = spec.merge === 'sum' ? dFeatures.map((d) => joinRows(d, d)) : dFeatures;
  const copies = dLogits.map((d, n) => ({
    'readout.V': multiply(d, transpose(features[n]!)),
    'readout.c': sumColumns(d),
  }));
  return {
    dLogits,
    dOutputs: spec.readout === 'last-step' ? spreadLast(dSeen[0]!, spec.hiddens, lengths, steps) : dSeen,
    copies,
    gradients: {
      'readout.V': add(...copies.map((r) => r['readout.V'])),
      'readout.c': add(...copies.map((r) => r['readout.c'])),
    },
  };
}
