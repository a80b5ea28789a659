// The vocabulary of the vanilla RNN, of the read-out, the loss and the update: what every lesson speaks of.
import {
  constant,
  everywhere,
  gradient,
  name,
  parameter,
  parameterGradients,
  subscripted,
  timed,
  type Base,
  type SymbolId,
} from './build.ts';

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

/** The five parameters in the order in which gradients are taken. */
export const parameterIds = ['readout.V', 'rnn.W', 'rnn.U', 'rnn.b', 'readout.c'] as const;

const of = (id: SymbolId, extra?: Partial<Base>, suffix?: string): Base =>
  gradient(id, forward[id]!, extra, suffix);

const backward: Record<SymbolId, Base> = {
  'readout.do': of('readout.o'),
  'rnn.dhFromOutput': of(
    'rnn.h',
    {
      words: 'share of the hidden state’s gradient from its own output',
      through: { symbol: 'readout.o', offset: 0 },
    },
    'FromOutput',
  ),
  'rnn.dhFromFuture': of(
    'rnn.h',
    {
      words: 'share of the hidden state’s gradient from the next step',
      through: { symbol: 'rnn.h', offset: 1 },
    },
    'FromFuture',
  ),
  'rnn.dh': of('rnn.h'),
  'rnn.da': of('rnn.a'),
  'rnn.dx': of('rnn.x'),
};
for (const id of parameterIds) Object.assign(backward, parameterGradients(id, forward[id]!));

export const rnnSymbols: Readonly<Record<SymbolId, Base>> = { ...forward, ...backward };
