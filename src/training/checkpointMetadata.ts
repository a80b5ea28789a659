// A checkpoint's metadata: what its tensors cannot tell. Written in full, so that a script needs to know nothing of the book's tasks; believed
// only as far as it fits. A file of PyTorch's without any is understood where its tensors and the run's task leave one meaning.
import { fullSpec } from '../backends/spec.ts';
import {
  CheckpointError,
  checkNetwork,
  inWords,
  specFor,
  type CheckpointNetwork,
} from './checkpointNetwork.ts';
import { mostLayers, widestEmbedding } from './options.ts';
import type { TensorFile } from './safetensors.ts';
import { taskIds, type TaskId } from './tasks/registry.ts';
import { maxVocabulary } from './vocabulary.ts';

const format = 'unrolled-checkpoint';
/** 1, which is still read: one layer, forward, one-hot characters of a text, and no word of all that. */
const version = '2';
/** Of hidden units and of updates: what is more was never trained here. */
const largest = 1e9;

/** What follows from the task and the sizes, for scripts; a GRU's dialect is that of torch.nn.GRU, the only one that the format has. */
function implied(network: CheckpointNetwork): Record<string, string> {
  const { input, inputs, outputs, readout } = fullSpec(specFor(network));
  return {
    input,
    inputs: String(inputs),
    outputs: String(outputs),
    readout,
    ...(network.cell === 'gru' ? { resetAfter: 'true', updateWeighs: 'old' } : {}),
  };
}

export const metadataOf = (network: CheckpointNetwork): Record<string, string> => ({
  format,
  version,
  task: network.task,
  cell: network.cell,
  nonlinearity: network.nonlinearity,
  hiddens: String(network.hiddens),
  layers: String(network.layers),
  directions: network.directions,
  embedding: String(network.embedding),
  ...implied(network),
  ...(network.characters ? { characters: JSON.stringify(network.characters) } : {}),
  step: String(network.step),
});

const quoted = (text: string | undefined): string =>
  text === undefined ? 'nothing' : `“${text.length > 30 ? `${text.slice(0, 30)}…` : text}”`;

/** Entries by key; each word that is asked for is found, or an error says what was expected. */
function reader(metadata: Readonly<Record<string, string>>) {
  const entry = (key: string): string | undefined =>
    Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  const fail = (key: string, expected: string): never => {
    throw new CheckpointError(
      `In the file’s metadata ${key} is ${quoted(entry(key))}. Expected: ${expected}.`,
    );
  };
  return {
    entry,
    fail,
    oneOf: <T extends string>(key: string, ...words: readonly T[]): T =>
      words.find((word) => word === entry(key)) ?? fail(key, words.join(' or ')),
    whole(key: string, low: number, high = largest): number {
      const value = Number(entry(key));
      if (!/^\d+$/.test(entry(key) ?? '') || value < low || value > high)
        return fail(key, `a whole number from ${low} to ${high.toLocaleString('en-GB')}`);
      return value;
    },
    characters: (): string[] =>
      charactersIn(entry('characters')) ??
      fail('characters', `a JSON list of 1 to ${maxVocabulary} different characters`),
  };
}
type Reader = ReturnType<typeof reader>;

/** Null where the text is no list of different characters. */
function charactersIn(text: string | undefined): string[] | null {
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

/**
 * What network a file says that it holds; its tensors are not looked at, unless it says nothing.
 * @param task of the run that is to begin with it: names what a file without the book's metadata does not name
 * @throws CheckpointError for metadata of another kind, or that contradict themselves, and for a network that no run has
 */
export function networkIn({ tensors, metadata }: TensorFile, task?: TaskId): CheckpointNetwork {
  const read = reader(metadata);
  // what safetensors' own function for PyTorch writes, and what it writes when it is not asked to
  const foreign = [undefined, 'pt'].includes(read.entry('format'));
  const network = foreign && task ? inferred(tensors, read, task) : told(read);
  checkNetwork(network);
  // a file that is not the book's, or of its first version, may be silent, but not say anything else
  const silent = foreign || read.entry('version') === '1';
  const { format: _format, version: _version, characters: _characters, step: _step, ...said } = metadataOf(network); // prettier-ignore
  for (const [key, expected] of Object.entries(said)) {
    const value = read.entry(key);
    if (value !== expected && !(silent && value === undefined))
      read.fail(key, `${expected}, for ${inWords(network)}`);
  }
  return network;
}

function told(read: Reader): CheckpointNetwork {
  read.oneOf('format', format);
  const first = read.oneOf('version', '1', version) === '1';
  const task = first ? 'text' : read.oneOf('task', ...taskIds);
  return {
    task,
    cell: read.oneOf('cell', 'rnn', 'lstm', 'gru'),
    nonlinearity: read.oneOf('nonlinearity', 'tanh', 'relu'),
    hiddens: read.whole('hiddens', 1),
    layers: first ? 1 : read.whole('layers', 1, mostLayers),
    directions: first ? 'forward' : read.oneOf('directions', 'forward', 'concat', 'sum'),
    embedding: first ? 0 : read.whole('embedding', 0, widestEmbedding),
    step: read.whole('step', 0),
    characters: task === 'text' ? read.characters() : null,
  };
}

const cells = { 1: 'rnn', 3: 'gru', 4: 'lstm' } as const;

/**
 * From the names and shapes of PyTorch's tensors. They do not tell an RNN's nonlinearity or which character is which: without these in the
 * metadata there would be several meanings, and the file is refused.
 */
function inferred(tensors: TensorFile['tensors'], read: Reader, task: TaskId): CheckpointNetwork {
  const shapeOf = (name: string): readonly number[] => tensors[name]?.shape ?? [];
  const [rows = 0, hiddens = 0] = shapeOf('weight_hh_l0');
  const gates = rows / hiddens;
  if (gates !== 1 && gates !== 3 && gates !== 4)
    throw new CheckpointError(
      `The file has no metadata of the book’s, and its weight_hh_l0 ${tensors['weight_hh_l0'] ? `has the shape [${shapeOf('weight_hh_l0').join(', ')}]` : 'is missing'}. ` +
        'Expected: metadata, or the tensors of torch.nn.RNN, GRU or LSTM, whose weight_hh_l0 has 1, 3 or 4 times as many rows as columns.',
    );
  const cell = cells[gates];
  let layers = 0;
  while (tensors[`weight_ih_l${layers}`]) layers++;
  const both = tensors['weight_ih_l0_reverse'] !== undefined;
  return {
    task,
    cell,
    nonlinearity: cell === 'rnn' ? read.oneOf('nonlinearity', 'tanh', 'relu') : 'tanh',
    hiddens,
    layers: Math.max(1, layers),
    directions: !both ? 'forward' : shapeOf('readout.weight')[1] === 2 * hiddens ? 'concat' : 'sum',
    embedding: shapeOf('embedding.weight')[1] ?? 0,
    step: read.entry('step') === undefined ? 0 : read.whole('step', 0),
    characters: task === 'text' ? read.characters() : null,
  };
}
