// How entries of the vocabulary are written down: names under each convention, shapes, and the gradients that follow from them.
import type { ConventionId } from '../conventions.ts';

export type SymbolId = string;
export type Role = 'input' | 'hidden' | 'output' | 'parameter' | 'gradient' | 'loss' | 'constant';

/** Sizes in symbols: I inputs, H hiddens, K outputs, N words of a vocabulary, S steps of an encoder's source, 1. */
export type Dimension = 'I' | 'H' | 'K' | 'N' | 'S' | '1';

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

export const name = (latex: string, text = latex, code = text, sub?: string): Name =>
  sub === undefined ? { latex, text, code } : { latex, text, code, sub };

/** One name under every convention unless said otherwise. */
export const everywhere = (
  common: Name,
  other: Partial<Record<ConventionId, Name>> = {},
): Record<ConventionId, Name> => ({
  textbook: common,
  pytorch: common,
  d2l: common,
  wxwh: common,
  ...other,
});

export const subscripted = (base: string, sub: string, code = `${base}_${sub}`): Name =>
  name(base, base, code, sub);

export type Base = Omit<QuantitySymbol, 'id'>;

export const timed = (
  words: string,
  role: Role,
  rows: Dimension,
  names: Record<ConventionId, Name>,
): Base => ({
  words,
  role,
  shape: [rows, '1'],
  timed: true,
  names,
});
export const constant = (words: string, names: Record<ConventionId, Name>): Base => ({
  words,
  role: 'constant',
  shape: ['1', '1'],
  timed: false,
  names,
});
export const parameter = (
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

/** The gradient of quantity `id`, of its shape; `suffix` ends its name in code. */
export const gradient = (id: SymbolId, of: Base, extra: Partial<Base> = {}, suffix = ''): Base => ({
  ...of,
  role: 'gradient',
  of: id,
  timed: true,
  words: `gradient of the ${of.words}`,
  names: gradientNames(of, suffix),
  ...extra,
});

/** Ids of what BPTT and the update derive from a parameter: `rnn.W` → `rnn.dWStep`, `rnn.dW`, `rnn.WNext`. */
export const gradientIds = (parameterId: SymbolId) => {
  const [space, letter] = parameterId.split('.') as [string, string];
  return { copy: `${space}.d${letter}Step`, sum: `${space}.d${letter}`, next: `${space}.${letter}Next` };
};

/** What {@link gradientIds} names, for one parameter: the copy's gradient, the running sum, the updated parameter. */
export function parameterGradients(id: SymbolId, of: Base): Record<SymbolId, Base> {
  const { copy, sum, next } = gradientIds(id);
  return {
    [copy]: gradient(
      id,
      of,
      { kind: 'copy', words: `gradient of this step’s copy of the ${of.words}` },
      'Step',
    ),
    [sum]: gradient(id, of, { kind: 'sum' }),
    [next]: { ...of, kind: 'updated', words: `updated ${of.words}` },
  };
}

export const identified = (bases: Record<SymbolId, Base>): Record<SymbolId, QuantitySymbol> =>
  Object.fromEntries(Object.entries(bases).map(([id, base]) => [id, { id, ...base }]));
