// A trained network as a file that PyTorch's users can open: safetensors under the names of torch.nn.RNN, LSTM and GRU (documentation
// of 2.x), the embedding and the read-out as layers of their own, and what the numbers mean as metadata. Reading believes nothing before
// it is checked.
import type { Numbers, NumbersByName } from '../backends/backend.ts';
import { networkOf } from '../backends/network.ts';
import { parameterShapes } from '../backends/parameters.ts';
import { directionsOf, type TrainerSpec } from '../backends/spec.ts';
import type { Values } from '../engine/cells/cell.ts';
import { matrix } from '../engine/matrix.ts';
import { fromTorch, toTorch, type TorchNet } from '../engine/torch.ts';
import { metadataOf, networkIn } from './checkpointMetadata.ts';
import {
  CheckpointError,
  inWords,
  specFor,
  torchShapes,
  type CheckpointNetwork,
} from './checkpointNetwork.ts';
import { readSafetensors, writeSafetensors, type Tensor } from './safetensors.ts';
import type { TaskId } from './tasks/registry.ts';

export interface Checkpoint extends CheckpointNetwork {
  /** By the names and with the shapes of `parameterShapes`. */
  readonly parameters: NumbersByName;
}

/** Ours beside PyTorch's; all that belongs to a recurrent layer is the engine's to translate. */
const besideLayers = {
  'embedding.E': 'embedding.weight',
  'readout.V': 'readout.weight',
  'readout.c': 'readout.bias',
} as const;

const torchNetOf = (spec: TrainerSpec): TorchNet => ({
  cell: networkOf(spec).cell,
  layers: spec.layers ?? 1,
  bidirectional: directionsOf(spec) === 2,
});

/**
 * The file of a network: F32 where all its numbers are of float32, else F64; nothing is rounded. Where PyTorch has two biases that
 * are only ever added, ours stands in `bias_ih` and zeros in `bias_hh`.
 * @param dialect of a GRU
 * @throws CheckpointError for a dialect that torch.nn.GRU does not compute: under its names the numbers would mean another network
 * @throws RangeError where a parameter has another length than the sizes ask for, or holds anything but finite numbers
 */
export function writeCheckpoint(
  checkpoint: Checkpoint,
  { resetAfter = true, updateWeighs = 'old' }: Pick<TrainerSpec, 'resetAfter' | 'updateWeighs'> = {},
): Uint8Array<ArrayBuffer> {
  const { cell, parameters } = checkpoint;
  if (cell === 'gru' && (!resetAfter || updateWeighs !== 'old'))
    throw new CheckpointError(
      `This GRU resets ${resetAfter ? 'after' : 'before'} the product and z weighs its ${updateWeighs === 'old' ? 'old state' : 'candidate'}. ` +
        'Expected: reset after the product, z on the old state, as torch.nn.GRU computes.',
    );
  const spec = specFor(checkpoint);
  const shapes = parameterShapes(spec);
  const values: Record<string, Values[string]> = {};
  for (const [id, [rows, columns]] of Object.entries(shapes)) {
    const numbers = parameters[id];
    if (numbers?.length !== rows * columns)
      throw new RangeError(
        `writeCheckpoint: ${id} has ${numbers?.length ?? 'no'} numbers, expected ${rows} × ${columns} = ${rows * columns}`,
      );
    const wrong = numbers.findIndex((v) => !Number.isFinite(v));
    if (wrong >= 0)
      throw new RangeError(`writeCheckpoint: ${id} holds ${numbers[wrong]}, expected finite numbers only`);
    values[id] = matrix(rows, columns, numbers);
  }
  const single = Object.keys(shapes).every((id) => parameters[id] instanceof Float32Array);
  const torch: Record<string, Values[string]> = { ...toTorch(torchNetOf(spec), values, 'parameters') };
  for (const [id, name] of Object.entries(besideLayers)) if (values[id]) torch[name] = values[id];
  const tensors = Object.fromEntries(
    Object.entries(torchShapes(checkpoint)).map(([name, shape]): [string, Tensor] => {
      const { data } = torch[name]!;
      return [name, { shape, data: single ? Float32Array.from(data) : data }];
    }),
  );
  return writeSafetensors({ tensors, metadata: metadataOf(checkpoint) });
}

/**
 * A network out of a file, its numbers in float64 whatever they were stored in.
 * @param bytes a whole file
 * @param task of the run that is to begin with it: then a file of PyTorch's without the book's metadata is read too, where it has one meaning
 * @throws SafetensorsError for what is no safetensors file; CheckpointError for one that holds something else: metadata of another
 * kind, tensors that are missing, unknown or of another shape, numbers that are not finite
 */
export function readCheckpoint(bytes: Uint8Array, task?: TaskId): Checkpoint {
  const file = readSafetensors(bytes);
  const { tensors } = file;
  const network = networkIn(file, task);
  const shapes = torchShapes(network);
  const what = inWords(network);
  const unknown = Object.keys(tensors).find((name) => !Object.hasOwn(shapes, name));
  if (unknown !== undefined)
    throw new CheckpointError(
      `The file holds ${JSON.stringify(unknown.slice(0, 60))}, which is no part of ${what}. Expected: ${Object.keys(shapes).join(', ')}.`,
    );
  const values: Record<string, Values[string]> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const tensor = tensors[name];
    if (!tensor)
      throw new CheckpointError(
        `The file holds no ${name}. Expected one of shape [${shape.join(', ')}], for ${what}.`,
      );
    if (tensor.shape.join() !== shape.join())
      throw new CheckpointError(
        `${name} has the shape [${tensor.shape.join(', ')}]. Expected: [${shape.join(', ')}], for ${what}.`,
      );
    checkFinite(name, tensor.data);
    values[name] = matrix(shape[0]!, shape[1] ?? 1, tensor.data);
  }
  const spec = specFor(network);
  const ours: Record<string, Values[string]> = { ...fromTorch(torchNetOf(spec), values) };
  for (const [id, name] of Object.entries(besideLayers)) if (values[name]) ours[id] = values[name];
  const parameters = Object.fromEntries(Object.keys(parameterShapes(spec)).map((id) => [id, ours[id]!.data]));
  for (const [id, numbers] of Object.entries(parameters))
    checkFinite(`The sum of both biases, ${id},`, numbers);
  return { ...network, parameters };
}

function checkFinite(name: string, numbers: Numbers): void {
  const at = numbers.findIndex((v) => !Number.isFinite(v));
  if (at >= 0)
    throw new CheckpointError(
      `${name} holds ${numbers[at]} (number ${at + 1} of ${numbers.length}). Expected: finite numbers only.`,
    );
}
