// The vocabulary of attention: what a decoder's state s asks of the memory M, whose columns are the encoder's states. Weights are β,
// because α is the learning rate; the context is κ, because c is the cell state.
import { addSymbols } from '../symbols.ts';
import { everywhere, gradient, name, timed, type Base, type SymbolId } from './build.ts';

const hidden = (words: string, shape: Base['shape'], n: ReturnType<typeof name>, isTimed = true): Base => ({
  ...timed(words, 'hidden', shape[0], everywhere(n)),
  shape,
  timed: isTimed,
});

const forward: Record<SymbolId, Base> = {
  'attention.M': hidden('memory: the encoder’s states side by side', ['H', 'S'], name('M'), false),
  'attention.s': hidden('decoder state that asks', ['H', '1'], name('s')),
  'attention.e': hidden('attention scores', ['S', '1'], name('e')),
  'attention.beta': hidden('attention weights', ['S', '1'], name('\\beta', 'β', 'beta')),
  'attention.kappa': hidden('context', ['H', '1'], name('\\kappa', 'κ', 'context')),
};
const of = (id: SymbolId, extra?: Partial<Base>, suffix?: string): Base =>
  gradient(id, forward[id]!, extra, suffix);
const share = (id: SymbolId, words: string, suffix: string, through: SymbolId): Base =>
  of(id, { words, through: { symbol: through, offset: 0 } }, suffix);

export const attentionSymbols = addSymbols({
  ...forward,
  'attention.dkappa': of('attention.kappa'),
  'attention.dbeta': of('attention.beta'),
  'attention.mean': hidden(
    'weighted mean of the gradient of the weights',
    ['1', '1'],
    name('m', 'm', 'mean'),
  ),
  'attention.de': of('attention.e'),
  'attention.dsFromReadout': share(
    'attention.s',
    'share of the asking state’s gradient from the read-out',
    'FromReadout',
    'attention.s',
  ),
  'attention.dsFromScores': share(
    'attention.s',
    'share of the asking state’s gradient from its scores',
    'FromScores',
    'attention.e',
  ),
  'attention.ds': of('attention.s'),
  'attention.dMFromContext': share(
    'attention.M',
    'share of the memory’s gradient through the context',
    'FromContext',
    'attention.kappa',
  ),
  'attention.dMFromScores': share(
    'attention.M',
    'share of the memory’s gradient through the scores',
    'FromScores',
    'attention.e',
  ),
  'attention.dM': of('attention.M', { kind: 'sum' }),
});
