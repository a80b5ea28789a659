// Which names in a program stand for which quantity: those of the vocabulary under every convention, and a fixed set of others.
import { conventionIds } from '../../engine/conventions.ts';
import { gradientIds, parameterIds, symbols, symbolOf, type SymbolId } from '../../engine/symbols.ts';

export interface Meaning {
  readonly symbol: SymbolId;
  /** `hPrev` holds the state of t − 1, `daNext` the gradient of t + 1. */
  readonly offset: number;
  /** Stored the other way round under a convention with transposed weights that uses this name. */
  readonly weight: boolean;
}

/** Further spellings, beside the rules below: those of Karpathy's min-char-rnn (2015) and of common course code. */
const alsoSeen: Readonly<Record<string, SymbolId>> = {
  hs: 'rnn.h',
  logits: 'readout.o',
  ps: 'readout.yHat',
  probs: 'readout.yHat',
  yhat: 'readout.yHat',
  y_hat: 'readout.yHat',
  yHats: 'readout.yHat',
  losses: 'loss.step',
  dO: 'readout.do',
  do: 'readout.do',
  dlogits: 'readout.do',
  dLogits: 'readout.do',
  dy: 'readout.do',
  dhraw: 'rnn.da',
  xs: 'rnn.x',
  Wxh: 'rnn.U',
  Whh: 'rnn.W',
  Why: 'readout.V',
  W_hy: 'readout.V',
};
/** Gradients whose name is not "d" before the name of the thing. */
const gradientBases: Readonly<Record<string, SymbolId>> = {
  xh: 'rnn.U',
  hh: 'rnn.W',
  hy: 'readout.V',
};

const bySpelling = new Map<string, Meaning>();

function learn(spelling: string, symbol: SymbolId, offset = 0): void {
  const known = bySpelling.get(spelling);
  if (known && known.symbol !== symbol) return; // the first meaning stands: the vocabulary goes before the variants
  const { role, of } = symbolOf(symbol);
  const weight = role === 'parameter' || (of !== undefined && symbolOf(of).role === 'parameter');
  bySpelling.set(spelling, { symbol, offset, weight });
}

/** Derived symbols that are computed from others of the same name, or that bear the name of what they update. */
const ordinary = Object.values(symbols).filter(({ kind }) => kind !== 'updated');
const codes = (id: SymbolId): string[] => conventionIds.map((c) => symbolOf(id).names[c].code);
const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);

for (const { id } of ordinary) for (const code of codes(id)) learn(code, id);
for (const [spelling, id] of Object.entries(alsoSeen)) learn(spelling, id);

// of the gradients: dh, d_h, grad_h, gradH, dhs; and for those named after another convention's weights
const gradientOf = new Map<SymbolId, SymbolId>(
  ordinary
    .filter(({ of, kind, through }) => of !== undefined && kind !== 'copy' && !through)
    .map(({ id, of }) => [of!, id]),
);
const spellingsOf = (id: SymbolId): string[] => [
  ...codes(id),
  ...Object.entries(alsoSeen)
    .filter(([, symbol]) => symbol === id)
    .map(([spelling]) => spelling),
];
for (const [of, id] of gradientOf) {
  const bases = spellingsOf(of).filter((base) => base !== 'xs');
  for (const base of bases)
    for (const spelling of [`d${base}`, `d_${base}`, `grad_${base}`, `grad${capital(base)}`])
      learn(spelling, id);
}
for (const [end, of] of Object.entries(gradientBases)) {
  learn(`dW${end}`, gradientOf.get(of)!);
  learn(`dW_${end}`, gradientOf.get(of)!);
}
learn('dby', gradientOf.get('readout.c')!);
learn('dbh', gradientOf.get('rnn.b')!);

// within a step, with its time in the name: h_t, ht; of the step before and after
const inTime: SymbolId[] = ['rnn.a', 'rnn.h', 'readout.o', 'readout.yHat', 'readout.do', 'rnn.dh', 'rnn.da'];
for (const id of inTime)
  for (const base of new Set([...codes(id), ...(id === 'readout.do' ? ['do', 'dO'] : [])])) {
    for (const spelling of [`${base}_t`, `${base}t`]) learn(spelling, id);
  }
for (const spelling of ['dhNext', 'dhnext', 'dh_next', 'dhFuture', 'dhFromNext']) {
  bySpelling.delete(spelling);
  learn(spelling, 'rnn.dhFromFuture', -1);
}
for (const id of parameterIds) {
  const { copy } = gradientIds(id);
  for (const code of codes(gradientIds(id).sum)) {
    learn(`${code}_t`, copy);
    learn(`${code}t`, copy);
  }
}

bySpelling.delete('dot'); // the library's inner product, not a gradient of o

/** What a name stands for; undefined for any name outside the documented set. */
export const meaningOf = (spelling: string): Meaning | undefined => bySpelling.get(spelling);

/** Every spelling that is understood, for the documentation and the tests. */
export const knownSpellings = (): readonly string[] => [...bySpelling.keys()];
