// Reads a case of the oracle (PyTorch's numbers for one small network) and checks every field and every shape of it.
import { CaseError, readIntegers, readNumber, readTensor, parseJson, shown, type Tensor } from './tensor.ts';

export interface Shape {
  readonly steps: number;
  readonly batch: number;
  readonly inputs: number;
  readonly hiddens: number;
  readonly outputs: number;
  readonly vocabulary: number;
  readonly layers: number;
}

/** What a network computed, or should: everything under PyTorch's names. */
export interface Results {
  readonly loss: number;
  /** [steps, batch, directions · hiddens]; zero past a sequence's end. */
  readonly hidden: Tensor;
  /** [steps, batch, outputs], zero where no target counts; or [batch, outputs] for a last-step read-out. */
  readonly logits: Tensor;
  /** By parameter; `inputs` is ∂L/∂x, and `h0`, `c0` are there where the initial state was given. */
  readonly gradients: Readonly<Record<string, Tensor>>;
}

export interface OracleCase {
  readonly id: string;
  readonly cell: 'rnn' | 'lstm' | 'gru';
  readonly nonlinearity: 'tanh' | 'relu';
  readonly resetAfter: boolean;
  readonly bidirectional: boolean;
  readonly merge: 'concat' | 'sum';
  readonly readout: 'every-step' | 'last-step';
  readonly reduction: 'sum' | 'mean';
  readonly truncate: number;
  readonly shape: Shape;
  readonly lengths: readonly number[];
  /** [steps, batch, inputs], or [steps, batch] of token numbers. */
  readonly inputs: Tensor | undefined;
  readonly tokens: Tensor | undefined;
  /** [steps, batch], −1 = not counted; or [batch] for a last-step read-out. */
  readonly targets: Tensor;
  readonly parameters: Readonly<Record<string, Tensor>>;
  /** `h0` and `c0`, [layers · directions, batch, hiddens], where they are given. */
  readonly initial: Readonly<Record<string, Tensor>>;
  readonly expected: Results;
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CaseError(`${where}: expected an object, found ${shown(value)}`);
  return value as Fields;
}

function oneOf<T>(value: unknown, allowed: readonly T[], where: string): T {
  if (!allowed.includes(value as T))
    throw new CaseError(`${where}: expected ${allowed.map(shown).join(' or ')}, found ${shown(value)}`);
  return value as T;
}

function integer(value: unknown, low: number, where: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low)
    throw new CaseError(`${where}: expected an integer of at least ${low}, found ${shown(value)}`);
  return value;
}

/** A tensor for each name of `shapes`, and nothing besides. */
function tensors(
  value: unknown,
  shapes: Readonly<Record<string, readonly number[]>>,
  where: string,
): Record<string, Tensor> {
  const found = fields(value, where);
  const extra = Object.keys(found).filter((name) => !Object.hasOwn(shapes, name));
  if (extra.length)
    throw new CaseError(`${where}: expected ${Object.keys(shapes).join(' ')}, found also ${extra.join(' ')}`);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, readTensor(found[name], shape, `${where}.${name}`)]),
  );
}

type Kind = Pick<OracleCase, 'cell' | 'bidirectional' | 'merge' | 'shape'> & { readonly tokens: boolean };

/** PyTorch's names and shapes of all parameters of a network. */
export function parameterShapes({
  cell,
  bidirectional,
  merge,
  shape,
  tokens,
}: Kind): Record<string, number[]> {
  const { inputs, hiddens, outputs, layers, vocabulary } = shape;
  const gates = { rnn: 1, lstm: 4, gru: 3 }[cell];
  const directions = bidirectional ? ['', '_reverse'] : [''];
  const shapes: Record<string, number[]> = tokens ? { 'embedding.weight': [vocabulary, inputs] } : {};
  for (let layer = 0; layer < layers; layer++)
    for (const direction of directions) {
      const suffix = `_l${layer}${direction}`;
      shapes[`weight_ih${suffix}`] = [gates * hiddens, layer ? directions.length * hiddens : inputs];
      shapes[`weight_hh${suffix}`] = [gates * hiddens, hiddens];
      shapes[`bias_ih${suffix}`] = [gates * hiddens];
      shapes[`bias_hh${suffix}`] = [gates * hiddens];
    }
  shapes['readout.weight'] = [outputs, hiddens * (bidirectional && merge === 'concat' ? 2 : 1)];
  shapes['readout.bias'] = [outputs];
  return shapes;
}

function readShape(value: unknown): Shape {
  const found = fields(value, 'shape');
  const size = (name: keyof Shape): number => integer(found[name], 1, `shape.${name}`);
  return {
    steps: size('steps'),
    batch: size('batch'),
    inputs: size('inputs'),
    hiddens: size('hiddens'),
    outputs: size('outputs'),
    vocabulary: size('vocabulary'),
    layers: size('layers'),
  };
}

/**
 * A case from the text of its file.
 * @throws CaseError where the text is no JSON, a field is missing or strange, or a tensor's shape does not fit
 */
export function parseCase(text: string): OracleCase {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (error) {
    throw new CaseError(`expected JSON, found ${shown(text)} (${(error as Error).message})`);
  }
  const c = fields(json, 'case');
  const shape = readShape(c['shape']);
  const { steps, batch, inputs, hiddens, outputs, vocabulary, layers } = shape;
  const cell = oneOf(c['cell'], ['rnn', 'lstm', 'gru'] as const, 'cell');
  const bidirectional = oneOf(c['bidirectional'], [true, false], 'bidirectional');
  const merge = oneOf(c['merge'], ['concat', 'sum'] as const, 'merge');
  const tokens = oneOf(c['input'], ['dense', 'tokens'] as const, 'input') === 'tokens';
  const readout = oneOf(c['readout'], ['every-step', 'last-step'] as const, 'readout');
  const directions = bidirectional ? 2 : 1;
  const named = parameterShapes({ cell, bidirectional, merge, shape, tokens });

  const given = oneOf(c['initialState'], ['zero', 'given'] as const, 'initialState') === 'given';
  const states = given ? (cell === 'lstm' ? ['h0', 'c0'] : ['h0']) : [];
  const stateShapes = Object.fromEntries(states.map((name) => [name, [layers * directions, batch, hiddens]]));

  const expected = fields(c['expected'], 'expected');
  const everyStep = readout === 'every-step';
  return {
    id: typeof c['id'] === 'string' ? c['id'] : oneOf(c['id'], ['a name'], 'id'),
    cell,
    nonlinearity: oneOf(c['nonlinearity'], ['tanh', 'relu'] as const, 'nonlinearity'),
    resetAfter: oneOf(c['resetAfter'], [true, false], 'resetAfter'),
    bidirectional,
    merge,
    readout,
    reduction: oneOf(c['reduction'], ['sum', 'mean'] as const, 'reduction'),
    truncate: integer(c['truncate'], 0, 'truncate'),
    shape,
    lengths: [...readIntegers(c['lengths'], [batch], 1, steps, 'lengths').data],
    inputs: tokens ? undefined : readTensor(c['inputs'], [steps, batch, inputs], 'inputs'),
    tokens: tokens ? readIntegers(c['tokens'], [steps, batch], 0, vocabulary - 1, 'tokens') : undefined,
    targets: readIntegers(
      c['targets'],
      everyStep ? [steps, batch] : [batch],
      everyStep ? -1 : 0,
      outputs - 1,
      'targets',
    ),
    parameters: tensors(c['parameters'], named, 'parameters'),
    initial: Object.fromEntries(
      Object.entries(stateShapes).map(([name, s]) => [name, readTensor(c[name], s, name)]),
    ),
    expected: {
      loss: readNumber(expected['loss'], 'expected.loss'),
      hidden: readTensor(expected['hidden'], [steps, batch, directions * hiddens], 'expected.hidden'),
      logits: readTensor(
        expected['logits'],
        everyStep ? [steps, batch, outputs] : [batch, outputs],
        'expected.logits',
      ),
      gradients: tensors(
        expected['gradients'],
        { ...named, inputs: [steps, batch, inputs], ...stateShapes },
        'expected.gradients',
      ),
    },
  };
}

/** What a case is, in a few words: `rnn tanh, 5 steps × 3, 4 → 7 → 3, tokens, ragged, last-step mean`. */
export function describeCase(c: OracleCase): string {
  const { steps, batch, inputs, hiddens, outputs, layers } = c.shape;
  return [
    c.cell === 'rnn'
      ? `rnn ${c.nonlinearity}`
      : c.cell === 'gru'
        ? `gru reset ${c.resetAfter ? 'after' : 'before'}`
        : c.cell,
    `${steps} steps × ${batch}`,
    `${inputs} → ${hiddens} → ${outputs}`,
    ...(layers > 1 ? [`${layers} layers`] : []),
    ...(c.bidirectional ? [`both directions, ${c.merge}`] : []),
    c.tokens ? 'tokens' : 'dense',
    ...(c.lengths.some((length) => length < steps) ? ['ragged'] : []),
    ...('h0' in c.initial ? ['h0 given'] : []),
    ...(c.truncate ? [`cut every ${c.truncate}`] : []),
    `${c.readout} ${c.reduction}`,
  ].join(', ');
}
