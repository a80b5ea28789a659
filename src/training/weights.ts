// Between a run and a checkpoint file: its weights as a file, and a file's weights as the beginning of a run.
import { freshMemory } from '../backends/optimizerMemory.ts';
import { stateSize } from '../backends/spec.ts';
import { arranged } from './arranged.ts';
import { CheckpointError } from './checkpointNetwork.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoints.ts';
import { evaluateEvery, maxTrainerBytes, specOf, type RunOptions } from './options.ts';
import type { WeightsFile } from './protocol.ts';
import type { SessionSnapshot } from './session.ts';

/**
 * The file of a run's weights, and a name that says which they are: `unrolled-lstm-64-step-300.safetensors`,
 * `unrolled-first-mark-gru-2x12-concat-step-50.safetensors`.
 * @param characters of the text that it learns; null for a task that is drawn
 */
export function weightsOf(
  { options, step, parameters }: SessionSnapshot,
  characters: readonly string[] | null,
): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const { task = 'text', cell, nonlinearity, hiddens } = options;
  const { layers = 1, directions = 'forward', embedding = 0 } = options;
  const kind = [
    ...(task === 'text' ? [] : [task]),
    cell,
    layers > 1 ? `${layers}x${hiddens}` : hiddens,
    ...(directions === 'forward' ? [] : [directions]),
  ];
  const network = { task, cell, nonlinearity, hiddens, layers, directions, embedding, characters, step };
  return {
    name: `unrolled-${kind.join('-')}-step-${step}.safetensors`,
    bytes: writeCheckpoint({ ...network, parameters }),
  };
}

/**
 * A run that begins with the weights of a file: at their step, with an optimiser that remembers nothing, at its material's beginning.
 * @param options of the run; cell, nonlinearity, sizes, layers, directions and embedding are the file's, and the goal counts from the file's step
 * @param characters of the text that it is to learn; null for a task that is drawn
 * @throws CheckpointError, SafetensorsError where the file cannot be used
 */
export async function readWeights(
  { title, blob }: WeightsFile,
  options: RunOptions,
  characters: readonly string[] | null,
): Promise<SessionSnapshot> {
  if (blob.size > maxTrainerBytes)
    throw new CheckpointError(
      `${title} has ${blob.size.toLocaleString('en-GB')} bytes. At most ${maxTrainerBytes / 1e6} MB are read.`,
    );
  const { task = 'text' } = options;
  const read = readCheckpoint(new Uint8Array(await blob.arrayBuffer()), task);
  if (read.task !== task)
    throw new CheckpointError(
      `The weights were trained on the task “${read.task}”, the run is set to “${task}”. Expected: the same task in both.`,
    );
  const { cell, nonlinearity, hiddens, step, parameters } = characters ? arranged(read, characters) : read;
  const { layers, directions, embedding } = read;
  // rounded up, so that the run ends with a look at what is held out
  const goal = Math.ceil((step + options.goal) / evaluateEvery) * evaluateEvery;
  const own: RunOptions = { ...options, cell, nonlinearity, hiddens, layers, directions, embedding, goal };
  // what has its default is left out, as in a run that never heard of it
  const defaults = { layers: 1, directions: 'forward', embedding: 0 } as const;
  for (const key of ['layers', 'directions', 'embedding'] as const)
    if (own[key] === defaults[key]) Reflect.deleteProperty(own, key);
  const spec = specOf(own, characters?.length ?? 1);
  return {
    options: own,
    vocabulary: spec.vocabulary,
    step,
    index: 0,
    epoch: 0,
    state: new Float64Array(stateSize(spec)),
    parameters,
    optimizer: freshMemory(spec),
    since: { sum: 0, count: 0 },
    curve: [],
    samples: [],
  };
}
