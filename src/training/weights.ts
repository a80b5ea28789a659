// Between a run and a checkpoint file: its weights as a file, and a file's weights as the beginning of a run.
import { freshMemory } from '../backends/optimizerMemory.ts';
import { stateSize } from '../backends/spec.ts';
import { arranged, CheckpointError, readCheckpoint, writeCheckpoint } from './checkpoints.ts';
import { evaluateEvery, maxTrainerBytes, specOf, type RunOptions } from './options.ts';
import type { WeightsFile } from './protocol.ts';
import type { SessionSnapshot } from './session.ts';

/** The file of a run's weights, and a name that says which they are: `unrolled-lstm-64-step-300.safetensors`. */
export function weightsOf(
  { options, step, parameters }: SessionSnapshot,
  characters: readonly string[],
): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const { cell, nonlinearity, hiddens } = options;
  return {
    name: `unrolled-${cell}-${hiddens}-step-${step}.safetensors`,
    bytes: writeCheckpoint({ cell, nonlinearity, hiddens, characters, step, parameters }),
  };
}

/**
 * A run that begins with the weights of a file: at their step, with an optimiser that remembers nothing, at the text's beginning.
 * @param options of the run; cell, nonlinearity and hidden units are the file's, and the goal counts from the file's step
 * @param characters of the text that it is to learn
 * @throws CheckpointError, SafetensorsError where the file cannot be used
 */
export async function readWeights(
  { title, blob }: WeightsFile,
  options: RunOptions,
  characters: readonly string[],
): Promise<SessionSnapshot> {
  if (blob.size > maxTrainerBytes)
    throw new CheckpointError(
      `${title} has ${blob.size.toLocaleString('en-GB')} bytes. At most ${maxTrainerBytes / 1e6} MB are read.`,
    );
  const read = readCheckpoint(new Uint8Array(await blob.arrayBuffer()));
  const { cell, nonlinearity, hiddens, step, parameters } = arranged(read, characters);
  // rounded up, so that the run ends with a look at the held-out text
  const goal = Math.ceil((step + options.goal) / evaluateEvery) * evaluateEvery;
  const own: RunOptions = { ...options, cell, nonlinearity, hiddens, goal };
  // one layer, one direction, one-hot: what a file holds
  for (const other of ['layers', 'directions', 'embedding'] as const) Reflect.deleteProperty(own, other);
  const spec = specOf(own, characters.length);
  return {
    options: own,
    vocabulary: characters.length,
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
