// A trained network as a file that PyTorch's users can open: safetensors under the names of torch.nn.RNN, LSTM and GRU (documentation
// of 2.x), the read-out as a linear layer, and what the numbers mean as metadata. Reading believes nothing before it is checked.
import type { Numbers, NumbersByName } from '../backends/backend.ts';
import { cellParameter, gatesOf, parameterShapes } from '../backends/parameters.ts';
import { networkOf } from '../backends/network.ts';
import type { TrainerSpec } from '../backends/spec.ts';
import type { NonlinearityName } from '../engine/activations.ts';
import type { Values } from '../engine/cells/cell.ts';
import { matrix } from '../engine/matrix.ts';
import { fromTorch, toTorch } from '../engine/torch.ts';
import { defaultOptions, specOf } from './options.ts';
import { readSafetensors, writeSafetensors, type Tensor } from './safetensors.ts';
import { maxVocabulary } from './vocabulary.ts';

/** A network of one recurrent layer over one-hot characters, and a read-out of each step. */
export interface Checkpoint {
  readonly cell: TrainerSpec['cell'];
  /** Of the vanilla RNN; the gated cells have theirs. */
  readonly nonlinearity: NonlinearityName;
  readonly hiddens: number;
  /** By index, as in {@link Vocabulary}; 1 … 256 of them. */
  readonly characters: readonly string[];
  /** Updates that made it. */
  readonly step: number;
  /** By the names and with the shapes of `parameterShapes`. */
  readonly parameters: NumbersByName;
}

/** What a file was found to be, and what was expected: a sentence for the reader. */
export class CheckpointError extends Error {
  override name = 'CheckpointError';
}

const format = 'unrolled-checkpoint';
const version = '1';
/** Of hidden units and of updates: what is more was never trained here. */
const largest = 1e9;
const titles = { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' } as const;

type Sizes = Pick<Checkpoint, 'cell' | 'nonlinearity' | 'hiddens' | 'characters'>;
const specFor = ({ cell, nonlinearity, hiddens, characters }: Sizes): TrainerSpec =>
  specOf({ ...defaultOptions, cell, nonlinearity, hiddens }, characters.length);
const netOf = (sizes: Sizes) => ({ cell: networkOf(specFor(sizes)).cell, layers: 1, bidirectional: false });

/** Shapes as PyTorch has them, by its names: gates stacked as rows (i f g o; r z n), biases of one axis. */
function torchShapes({ cell, hiddens, characters }: Sizes): Readonly<Record<string, readonly number[]>> {
  const rows = gatesOf[cell].length * hiddens;
  const K = characters.length;
  return {
    weight_ih_l0: [rows, K],
    weight_hh_l0: [rows, hiddens],
    bias_ih_l0: [rows],
    bias_hh_l0: [rows],
    'readout.weight': [K, hiddens],
    'readout.bias': [K],
  };
}

/**
 * The file of a network: F32 where all its numbers are of float32, else F64; nothing is rounded. Where PyTorch has two biases that
 * are only ever added, ours stands in `bias_ih` and zeros in `bias_hh`.
 * @throws RangeError where a parameter has another length than the sizes ask for, or holds anything but finite numbers
 */
export function writeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const { cell, nonlinearity, hiddens, characters, step, parameters } = checkpoint;
  const shapes = parameterShapes(specFor(checkpoint));
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
  const torch: Values = {
    ...toTorch(netOf(checkpoint), values, 'parameters'),
    'readout.weight': values['readout.V']!,
    'readout.bias': values['readout.c']!,
  };
  const tensors = Object.fromEntries(
    Object.entries(torchShapes(checkpoint)).map(([name, shape]): [string, Tensor] => {
      const { data } = torch[name]!;
      return [name, { shape, data: single ? Float32Array.from(data) : data }];
    }),
  );
  const metadata = {
    format,
    version,
    cell,
    nonlinearity,
    hiddens: String(hiddens),
    characters: JSON.stringify(characters),
    step: String(step),
  };
  return writeSafetensors({ tensors, metadata });
}

/**
 * A network out of a file, its numbers in float64 whatever they were stored in.
 * @param bytes a whole file
 * @throws SafetensorsError for what is no safetensors file; CheckpointError for one that holds something else: metadata of another
 * kind, tensors that are missing, unknown or of another shape, numbers that are not finite
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes);
  const read = readMetadata(metadata);
  const shapes = torchShapes(read);
  const what = `${read.cell === 'gru' ? 'a' : 'an'} ${titles[read.cell]} of ${read.hiddens} hidden units and ${read.characters.length} characters`;
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
  const ours: Values = {
    ...fromTorch(netOf(read), values),
    'readout.V': values['readout.weight']!,
    'readout.c': values['readout.bias']!,
  };
  const parameters = Object.fromEntries(
    Object.keys(parameterShapes(specFor(read))).map((id) => [id, ours[id]!.data]),
  );
  for (const [id, numbers] of Object.entries(parameters))
    checkFinite(`The sum of both biases, ${id},`, numbers);
  return { ...read, parameters };
}

function checkFinite(name: string, numbers: Numbers): void {
  const at = numbers.findIndex((v) => !Number.isFinite(v));
  if (at >= 0)
    throw new CheckpointError(
      `${name} holds ${numbers[at]} (number ${at + 1} of ${numbers.length}). Expected: finite numbers only.`,
    );
}

const quoted = (text: string | undefined): string =>
  text === undefined ? 'nothing' : `“${text.length > 30 ? `${text.slice(0, 30)}…` : text}”`;

function readMetadata(metadata: Readonly<Record<string, string>>): Omit<Checkpoint, 'parameters'> {
  const entry = (key: string): string | undefined =>
    Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  const fail = (key: string, expected: string): never => {
    throw new CheckpointError(
      `In the file’s metadata ${key} is ${quoted(entry(key))}. Expected: ${expected}.`,
    );
  };
  const oneOf = <T extends string>(key: string, ...words: readonly T[]): T =>
    words.find((word) => word === entry(key)) ?? fail(key, words.join(' or '));
  const whole = (key: string, low: number): number => {
    const value = Number(entry(key));
    if (!/^\d+$/.test(entry(key) ?? '') || value < low || value > largest)
      return fail(key, `a whole number from ${low} to ${largest.toLocaleString('en-GB')}`);
    return value;
  };
  oneOf('format', format);
  oneOf('version', version);
  return {
    cell: oneOf('cell', 'rnn', 'lstm', 'gru'),
    nonlinearity: oneOf('nonlinearity', 'tanh', 'relu'),
    hiddens: whole('hiddens', 1),
    step: whole('step', 0),
    characters:
      readCharacters(entry('characters')) ??
      fail('characters', `a JSON list of 1 to ${maxVocabulary} different characters`),
  };
}

/** Null where the text is no list of different characters. */
function readCharacters(text: string | undefined): string[] | null {
  try {
    const list: unknown = JSON.parse(text ?? '');
    const fits =
      Array.isArray(list) &&
      list.length >= 1 &&
      list.length <= maxVocabulary &&
      new Set(list).size === list.length &&
      list.every((c) => typeof c === 'string' && [...c].length === 1);
    return fits ? (list as string[]) : null;
  } catch {
    return null;
  }
}

const listed = (characters: readonly string[]): string =>
  characters
    .slice(0, 3)
    .map((c) => JSON.stringify(c))
    .join(', ') + (characters.length > 3 ? ` and ${characters.length - 3} more` : '');

/**
 * The same network with its characters in another order: columns of each U, rows of V, entries of c. Copies.
 * @param characters of the text that it is to read on
 * @throws CheckpointError where those are not the same characters
 */
export function arranged(checkpoint: Checkpoint, characters: readonly string[]): Checkpoint {
  const { cell, hiddens, characters: own } = checkpoint;
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
  const pick = (id: string, source: (n: number) => number): void => {
    const numbers = parameters[id]!;
    parameters[id] = numbers.map((_, n) => numbers[source(n)]!);
  };
  for (const gate of gatesOf[cell]) pick(cellParameter(cell, 'U', gate), (n) => n - (n % K) + from[n % K]!);
  pick('readout.V', (n) => from[Math.floor(n / hiddens)]! * hiddens + (n % hiddens));
  pick('readout.c', (n) => from[n]!);
  return { ...checkpoint, characters, parameters };
}
