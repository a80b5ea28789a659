// The job that every system does: a character model's parameters, batches and spec, drawn from one seed, so that the page's workers and
// PyTorch start from the same numbers without sending any of them over.
import type { AdamSpec } from '../../src/backends/optimizers.ts';
import { cellParameter, gatesOf, parameterShapes } from '../../src/backends/parameters.ts';
import { stateSize, type TrainerSpec } from '../../src/backends/spec.ts';
import { randomInteger, seededRandom, uniform } from '../../src/engine/random.ts';

/** One-hot tokens → cell → read-out at every step → mean cross-entropy. */
export interface Shape {
  readonly cell: TrainerSpec['cell'];
  readonly hiddens: number;
  readonly steps: number;
  readonly batch: number;
  readonly vocabulary: number;
}

export interface Job {
  readonly spec: TrainerSpec & { readonly optimizer: AdamSpec };
  /** By the names and with the shapes of `parameterShapes`. */
  readonly parameters: Readonly<Record<string, Float32Array>>;
  /** Used in turn; tokens and targets [steps, batch]. */
  readonly batches: readonly { readonly inputs: Int32Array; readonly targets: Int32Array }[];
  /** Before the first step of every batch: zeros. */
  readonly state: Float32Array;
}

const batchesInTurn = 4;

/** Clipped often enough at the start of training for the clipping to matter to the losses that are compared. */
const clip = 0.25;

/**
 * @returns the job of this shape, the same numbers wherever it is called. Each next token is one of four that the last one allows, so that
 *   there is something to learn: the loss falls from ln(vocabulary) towards ln 4 nats.
 */
export function makeJob(shape: Shape): Job {
  const { hiddens: H, steps: T, batch: B, vocabulary: K } = shape;
  const spec: Job['spec'] = {
    ...shape,
    nonlinearity: 'tanh',
    reduction: 'mean',
    optimizer: { id: 'adam', alpha: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    clip,
  };
  const random = seededRandom(4);
  const bound = 1 / Math.sqrt(H);
  const parameters = Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([name, [rows, columns]]) => [
      name,
      Float32Array.from({ length: rows * columns }, () => uniform(random, -bound, bound)),
    ]),
  );
  const batches = Array.from({ length: batchesInTurn }, () => {
    const text = new Int32Array((T + 1) * B);
    for (let b = 0; b < B; b++) text[b] = randomInteger(random, K);
    for (let n = B; n < text.length; n++) text[n] = (3 * text[n - B]! + 1 + randomInteger(random, 4)) % K;
    return { inputs: text.slice(0, T * B), targets: text.slice(B) };
  });
  return { spec, parameters, batches, state: new Float32Array(stateSize(spec)) };
}

/** The gates side by side, as a program over whole batches wants them: rows are what comes in, columns what goes out. */
export interface Stacked {
  /** Gates in the cell. */
  readonly gates: number;
  /** [vocabulary, gates · hiddens] */
  readonly U: Float32Array;
  /** [hiddens, gates · hiddens] */
  readonly W: Float32Array;
  /** [gates · hiddens] */
  readonly b: Float32Array;
  /** GRU: the second bias of the candidate, on its recurrent side, [hiddens]; else empty. */
  readonly v: Float32Array;
  /** [hiddens, vocabulary] */
  readonly V: Float32Array;
  /** [vocabulary] */
  readonly c: Float32Array;
}

/** PyTorch's order, by the book's names: there i f g o and r z n. */
export const torchOrder = { rnn: [''], lstm: ['i', 'f', 'c', 'o'], gru: ['r', 'z', 'h'] } as const;

/** @param order of the gates; default PyTorch's */
export function stack({ spec, parameters }: Job, order?: readonly string[]): Stacked {
  const { cell, hiddens: H, vocabulary: K } = spec;
  const gates: readonly string[] = order ?? torchOrder[cell];
  const wide = gates.length * H;
  const of = (letter: string, gate: string): Float32Array => {
    const name = cellParameter(cell, letter, gate);
    const found = parameters[name];
    if (!found) throw new Error(`stack: there is no parameter ${name}`);
    return found;
  };
  const beside = (letter: string, rows: number): Float32Array => {
    const out = new Float32Array(rows * wide);
    gates.forEach((gate, g) => {
      const one = of(letter, gate);
      for (let i = 0; i < H; i++)
        for (let j = 0; j < rows; j++) out[j * wide + g * H + i] = one[i * rows + j]!;
    });
    return out;
  };
  const V = parameters['readout.V']!;
  return {
    gates: gates.length,
    U: beside('U', K),
    W: beside('W', H),
    b: beside('b', 1),
    v: cell === 'gru' ? of('v', 'h') : new Float32Array(0),
    V: Float32Array.from({ length: H * K }, (_, n) => V[(n % K) * H + Math.floor(n / K)]!),
    c: parameters['readout.c']!,
  };
}

/**
 * Floating-point operations of one training step's matrix products, a multiply and an add counted apart: forward, to the state before,
 * and the weights' gradient, each for W and for V. A one-hot input is a gather and counts for nothing.
 */
export const productOperations = ({ cell, hiddens: H, steps: T, batch: B, vocabulary: K }: Shape): number =>
  3 * 2 * T * B * (gatesOf[cell].length * H * H + H * K);
