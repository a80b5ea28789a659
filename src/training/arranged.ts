// A checkpoint's characters in the order of the text that it is to read on.
import type { Numbers } from '../backends/backend.ts';
import { cellParameter, gatesOf } from '../backends/parameters.ts';
import { CheckpointError, specFor } from './checkpointNetwork.ts';
import type { Checkpoint } from './checkpoints.ts';
import { directionsOf } from '../backends/spec.ts';

const listed = (characters: readonly string[]): string =>
  characters
    .slice(0, 3)
    .map((c) => JSON.stringify(c))
    .join(', ') + (characters.length > 3 ? ` and ${characters.length - 3} more` : '');

/**
 * The same network with its characters in another order: rows of the embedding or, without one, columns of the first layer's U; rows of V,
 * entries of c. Copies.
 * @param characters of the text that it is to read on
 * @throws CheckpointError where those are not the same characters; RangeError where the network reads no text
 */
export function arranged(checkpoint: Checkpoint, characters: readonly string[]): Checkpoint {
  const { cell, embedding, characters: own } = checkpoint;
  if (!own) throw new RangeError(`arranged: the task is ${checkpoint.task}, expected text`);
  const missing = characters.filter((c) => !own.includes(c));
  const needless = own.filter((c) => !characters.includes(c));
  if (missing.length || needless.length)
    throw new CheckpointError(
      `The weights know ${own.length} characters, the text chosen has ${characters.length}:` +
        `${missing.length ? ` only the text has ${listed(missing)}${needless.length ? ',' : '.'}` : ''}` +
        `${needless.length ? ` only the weights know ${listed(needless)}.` : ''} Expected: the same characters in both.`,
    );
  const from = characters.map((c) => own.indexOf(c));
  const K = own.length;
  const parameters: Record<string, Numbers> = { ...checkpoint.parameters };
  const columns = (id: string): void => {
    const numbers = parameters[id]!;
    parameters[id] = numbers.map((_, n) => numbers[n - (n % K) + from[n % K]!]!);
  };
  const rows = (id: string): void => {
    const numbers = parameters[id]!;
    const width = numbers.length / K;
    parameters[id] = numbers.map((_, n) => numbers[from[Math.floor(n / width)]! * width + (n % width)]!);
  };
  if (embedding > 0) rows('embedding.E');
  else
    for (let direction = 0; direction < directionsOf(specFor(checkpoint)); direction++)
      for (const gate of gatesOf[cell]) columns(cellParameter(cell, 'U', gate, 0, direction));
  rows('readout.V');
  rows('readout.c');
  return { ...checkpoint, characters, parameters };
}
