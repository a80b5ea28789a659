// The only list of quantities. Equations, code tokens, diagram nodes, matrix cells, glossary and graders point at these ids.
import type { ConventionId } from './conventions.ts';

export type SymbolId = string;
export type Role = 'input' | 'hidden' | 'output' | 'parameter' | 'gradient' | 'loss' | 'constant';

/** Sizes in symbols: I inputs, H hiddens, K outputs, 1. */
export type Dimension = 'I' | 'H' | 'K' | '1';

/** A name as it is set: base with an optional subscript. `latex` and `text` differ where Unicode has the letter (ŷ, τ, α). */
export interface Name {
  readonly latex: string;
  readonly text: string;
  readonly sub?: string;
  /** As an identifier in code. */
  readonly code: string;
}

export interface QuantitySymbol {
  readonly id: SymbolId;
  /** In words, lower case: "hidden state". */
  readonly words: string;
  readonly role: Role;
  readonly shape: readonly [Dimension, Dimension];
  /** Has a value at each time step. */
  readonly timed: boolean;
  readonly names: Readonly<Record<ConventionId, Name>>;
  /** For gradients: of what. */
  readonly of?: SymbolId;
  /** For a share of a gradient: the quantity it came through, and how many steps later that is. */
  readonly through?: { readonly symbol: SymbolId; readonly offset: number };
  /** A per-step copy's gradient (∇ of W⁽ᵗ⁾), the running sum of those, or an updated parameter. */
  readonly kind?: 'copy' | 'sum' | 'updated';
}

const name = (latex: string, text = latex, code = text, sub?: string): Name =>
  sub === undefined ? { latex, text, code } : { latex, text, code, sub };

/** One name under every convention unless said otherwise. */
const everywhere = (
  common: Name,
  other: Partial<Record<ConventionId, Name>> = {},
): Record<ConventionId, Name> => ({
  textbook: common,
  pytorch: common,
  d2l: common,
  wxwh: common,
  ...other,
});

const subscripted = (base: string, sub: string, code = `${base}_${sub}`): Name => name(base, base, code, sub);

type Base = Omit<QuantitySymbol, 'id'>;

const timed = (words: string, role: Role, rows: Dimension, names: Record<ConventionId, Name>): Base => ({
  words,
  role,
  shape: [rows, '1'],
  timed: true,
  names,
});
const constant = (words: string, names: Record<ConventionId, Name>): Base => ({
  words,
  role: 'constant',
  shape: ['1', '1'],
  timed: false,
  names,
});
const parameter = (
  words: string,
  shape: readonly [Dimension, Dimension],
  names: Record<ConventionId, Name>,
): Base => ({
  words,
  role: 'parameter',
  shape,
  timed: false,
  names,
});

const forward: Record<SymbolId, Base> = {
  'rnn.x': timed('input', 'input', 'I', everywhere(name('x'))),
  'rnn.a': timed('pre-activation', 'hidden', 'H', everywhere(name('a'))),
  'rnn.h': timed('hidden state', 'hidden', 'H', everywhere(name('h'))),
  'rnn.U': parameter(
    'input weights',
    ['H', 'I'],
    everywhere(name('U'), {
      pytorch: subscripted('W', 'ih'),
      d2l: subscripted('W', 'xh'),
      wxwh: subscripted('W', 'x', 'Wx'),
    }),
  ),
  'rnn.W': parameter(
    'recurrent weights',
    ['H', 'H'],
    everywhere(name('W'), {
      pytorch: subscripted('W', 'hh'),
      d2l: subscripted('W', 'hh'),
      wxwh: subscripted('W', 'h', 'Wh'),
    }),
  ),
  'rnn.b': parameter(
    'hidden bias',
    ['H', '1'],
    everywhere(name('b'), {
      pytorch: subscripted('b', 'ih'),
      d2l: subscripted('b', 'h'),
      wxwh: subscripted('b', 'h', 'bh'),
    }),
  ),
  'readout.V': parameter(
    'read-out weights',
    ['K', 'H'],
    everywhere(name('V'), {
      pytorch: subscripted('W', 'fc'),
      d2l: subscripted('W', 'hq'),
      wxwh: subscripted('W', 'y', 'Wy'),
    }),
  ),
  'readout.c': parameter(
    'read-out bias',
    ['K', '1'],
    everywhere(name('c'), {
      pytorch: subscripted('b', 'fc'),
      d2l: subscripted('b', 'q'),
      wxwh: subscripted('b', 'y', 'by'),
    }),
  ),
  'readout.o': timed('output', 'output', 'K', everywhere(name('o'))),
  'readout.yHat': timed('prediction', 'output', 'K', everywhere(name('\\hat{y}', 'ŷ', 'yHat'))),
  'loss.y': timed('target', 'output', '1', everywhere(name('y'))),
  'loss.step': timed('loss of one step', 'loss', '1', everywhere(name('L'))),
  'loss.total': { ...constant('loss', everywhere(name('L', 'L', 'loss'))), role: 'loss' },
  'loss.count': constant('number of targets', everywhere(name('N'))),
  'time.tau': constant('number of steps', everywhere(name('\\tau', 'τ', 'tau'))),
  'update.alpha': constant('learning rate', everywhere(name('\\alpha', 'α', 'alpha'))),
};

/** A gradient has the shape and, after a d, the name of what it is the gradient of; `do` is a reserved word in TypeScript. */
const gradientNames = (of: Base, suffix = ''): Record<ConventionId, Name> => {
  const derive = (n: Name): Name => ({
    ...n,
    code: n.code === 'o' && !suffix ? 'do_' : `d${n.code}${suffix}`,
  });
  return {
    textbook: derive(of.names.textbook),
    pytorch: derive(of.names.pytorch),
    d2l: derive(of.names.d2l),
    wxwh: derive(of.names.wxwh),
  };
};

const gradient = (of: SymbolId, extra: Partial<Base> = {}, suffix = ''): Base => ({
  ...forward[of]!,
  role: 'gradient',
  of,
  timed: true,
  words: `gradient of the ${forward[of]!.words}`,
  names: gradientNames(forward[of]!, suffix),
  ...extra,
});

/** The five parameters in the order in which gradients are taken. */
export const parameterIds = ['readout.V', 'rnn.W', 'rnn.U', 'rnn.b', 'readout.c'] as const;

/** Ids of what BPTT and the update derive from a parameter: `rnn.W` → `rnn.dWStep`, `rnn.dW`, `rnn.WNext`. */
export const gradientIds = (parameterId: SymbolId) => {
  const [space, letter] = parameterId.split('.') as [string, string];
  return { copy: `${space}.d${letter}Step`, sum: `${space}.d${letter}`, next: `${space}.${letter}Next` };
};

const backward: Record<SymbolId, Base> = {
  'readout.do': gradient('readout.o'),
  'rnn.dhFromOutput': gradient(
    'rnn.h',
    {
      words: 'share of the hidden state’s gradient from its own output',
      through: { symbol: 'readout.o', offset: 0 },
    },
    'FromOutput',
  ),
  'rnn.dhFromFuture': gradient(
    'rnn.h',
    {
      words: 'share of the hidden state’s gradient from the next step',
      through: { symbol: 'rnn.h', offset: 1 },
    },
    'FromFuture',
  ),
  'rnn.dh': gradient('rnn.h'),
  'rnn.da': gradient('rnn.a'),
  'rnn.dx': gradient('rnn.x'),
};
for (const id of parameterIds) {
  const { copy, sum, next } = gradientIds(id);
  const { words, names } = forward[id]!;
  backward[copy] = gradient(
    id,
    { kind: 'copy', words: `gradient of this step’s copy of the ${words}` },
    'Step',
  );
  backward[sum] = gradient(id, { kind: 'sum' });
  backward[next] = { ...forward[id]!, kind: 'updated', words: `updated ${words}`, names };
}

export const symbols: Readonly<Record<SymbolId, QuantitySymbol>> = Object.fromEntries(
  Object.entries({ ...forward, ...backward }).map(([id, base]) => [id, { id, ...base }]),
);

/** @throws RangeError for an id that is not in the vocabulary. */
export function symbolOf(id: SymbolId): QuantitySymbol {
  const found = symbols[id];
  if (!found)
    throw new RangeError(
      `symbolOf: no symbol ${JSON.stringify(id)}, expected one of ${Object.keys(symbols).join(' ')}`,
    );
  return found;
}

/** A weight matrix, or a gradient or update of one: what a convention with transposed weights stores the other way round. */
export const isWeightMatrix = (id: SymbolId): boolean => {
  const { role, of, shape, kind } = symbolOf(id);
  const parameterLike =
    role === 'parameter' || kind === 'updated' || (of !== undefined && symbolOf(of).role === 'parameter');
  return parameterLike && shape[1] !== '1';
};
