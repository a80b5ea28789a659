// What every unit did at every step, for figures: of a text that is read from a state of zeros, piece by piece, or of a batch of a task.
import type { Backend, Batch, Numbers, NumbersByName, StatesResult } from '../backends/backend.ts';
import { directionsOf, fullSpec, stateSize, type TrainerSpec } from '../backends/spec.ts';
import type { Hearing } from './hearing.ts';
import { otherSign, type Vocabulary } from './vocabulary.ts';

/** A text of the reader's, or a batch of the task. */
export type StatesOf =
  { readonly text: string } | { readonly part: 'training' | 'heldOut'; readonly index: number };

export interface StepStates {
  /** Updates that made the network. */
  readonly step: number;
  readonly steps: number;
  readonly batch: number;
  readonly hiddens: number;
  /** Rows of `hidden`: layers · directions, bottom up, a layer's forward direction first. */
  readonly layers: number;
  readonly directions: 1 | 2;
  readonly outputs: number;
  /** As it was read: each character of the text, the other sign for one that the network does not know; null of a batch. */
  readonly characters: readonly string[] | null;
  /** As in {@link Batch}: tokens [steps, batch] or numbers [steps, batch, inputs]; targets all −1 of a text. */
  readonly inputs: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  readonly lengths: ArrayLike<number>;
  /** [layers · directions, steps, batch, hiddens], zero where a sequence has ended; `cell` is the LSTM's c, null for the other cells. */
  readonly hidden: Numbers;
  readonly cell: Numbers | null;
  /** [steps, batch, outputs], or [batch, outputs] for a last-step read-out. */
  readonly logits: Numbers;
}

/** Most characters that are read at once: a figure shows far fewer. */
export const mostCharacters = 5000;

/** Why a text cannot be read, in a sentence for the reader. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';
}

/**
 * The text's characters as the network knows them.
 * @throws UnreadableError where it is empty, too long, or holds a character that the network has no sign for
 */
export function tokensOf(text: string, { characters }: Pick<Vocabulary, 'characters'>): number[] {
  const list = [...text.normalize('NFC')];
  if (list.length < 1 || list.length > mostCharacters)
    throw new UnreadableError(
      `The text has ${list.length.toLocaleString('en-GB')} characters. Expected: 1 to ${mostCharacters.toLocaleString('en-GB')}.`,
    );
  const other = characters.indexOf(otherSign);
  return list.map((character) => {
    const index = characters.indexOf(character);
    if (index < 0 && other < 0)
      throw new UnreadableError(
        `The network does not know ${JSON.stringify(character)}: its text has ${characters.length} different characters, and this is none of them.`,
      );
    return index < 0 ? other : index;
  });
}

const shapeOf = (spec: TrainerSpec) => {
  const { hiddens, layers, outputs } = fullSpec(spec);
  return { hiddens, layers, directions: directionsOf(spec), outputs };
};

/** A batch's states as they came from a trainer of `spec`. */
export function ofBatch(spec: TrainerSpec, step: number, batch: Batch, result: StatesResult): StepStates {
  const { inputs, targets, lengths = new Int32Array(spec.batch).fill(spec.steps) } = batch;
  const { hidden, cell, logits } = result;
  const { steps, batch: width } = spec;
  return { step, ...shapeOf(spec), steps, batch: width, characters: null, inputs, targets, lengths, hidden, cell, logits }; // prettier-ignore
}

/**
 * Reads tokens one piece of τ after another through a network of its own with these parameters, so that training can go on meanwhile.
 * @param spec of one direction, read out at every step
 * @throws Interrupted where `hearing.breathe` does
 */
export async function ofTokens(
  backend: Backend,
  spec: TrainerSpec,
  parameters: NumbersByName,
  tokens: readonly number[],
  { breathe }: Hearing<never> = {},
): Promise<Pick<StepStates, 'hidden' | 'cell' | 'logits'>> {
  const one: TrainerSpec = { ...spec, batch: 1 };
  const { steps, hiddens: H } = one;
  const { layers, outputs: K } = shapeOf(one);
  const n = tokens.length;
  const room = (size: number): Numbers =>
    backend.precision === 'float64' ? new Float64Array(size) : new Float32Array(size);
  const hidden = room(layers * n * H);
  const cell = spec.cell === 'lstm' ? room(layers * n * H) : null;
  const logits = room(n * K);
  const trainer = await backend.create(one, parameters);
  try {
    let state: Numbers = new Float64Array(stateSize(one));
    for (let from = 0; from < n; from += steps) {
      const piece = tokens.slice(from, from + steps);
      const inputs = new Int32Array(steps);
      inputs.set(piece);
      const batch = { inputs, targets: new Int32Array(steps).fill(-1), lengths: [piece.length] };
      const result = await trainer.states(batch, state);
      for (let layer = 0; layer < layers; layer++) {
        const part = (all: Numbers) => all.subarray(layer * steps * H, (layer * steps + piece.length) * H);
        hidden.set(part(result.hidden), (layer * n + from) * H);
        cell?.set(part(result.cell!), (layer * n + from) * H);
      }
      logits.set(result.logits.subarray(0, piece.length * K), from * K);
      state = result.state;
      await breathe?.();
    }
  } finally {
    trainer.dispose();
  }
  return { hidden, cell, logits };
}

/** Of a text. */
export async function ofText(
  backend: Backend,
  spec: TrainerSpec,
  parameters: NumbersByName,
  step: number,
  tokens: readonly number[],
  { characters }: Pick<Vocabulary, 'characters'>,
  hearing: Hearing<never> = {},
): Promise<StepStates> {
  const read = await ofTokens(backend, spec, parameters, tokens, hearing);
  const steps = tokens.length;
  return {
    step,
    ...shapeOf(spec),
    steps,
    batch: 1,
    characters: tokens.map((token) => characters[token]!),
    inputs: Int32Array.from(tokens),
    targets: new Int32Array(steps).fill(-1),
    lengths: Int32Array.of(steps),
    ...read,
  };
}
