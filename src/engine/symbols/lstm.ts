// The vocabulary of the LSTM: gates f, i, o, candidate c̃ and cell state c; PyTorch's g is the candidate.
import { addSymbols } from '../symbols.ts';
import { everywhere, name, timed, type Base, type SymbolId } from './build.ts';
import { gateSymbols, gradientSymbols, inside, shareOf } from './gated.ts';

/** In the order of the textbook; `c` stands for the candidate. */
export const lstmGates = ['f', 'i', 'c', 'o'] as const;
export type LstmGate = (typeof lstmGates)[number];

/** The value of each gate. */
export const lstmGateValue: Readonly<Record<LstmGate, SymbolId>> = {
  f: 'lstm.f',
  i: 'lstm.i',
  c: 'lstm.cTilde',
  o: 'lstm.o',
};

const same = (letter: string, words: string) => ({ textbook: letter, pytorch: letter, d2l: letter, words });

const forward: Record<SymbolId, Base> = {
  'lstm.x': timed('input', 'input', 'I', everywhere(name('x'))),
  ...gateSymbols('lstm', [
    same('f', 'forget gate'),
    same('i', 'input gate'),
    { ...same('c', 'candidate'), pytorch: 'g' },
    same('o', 'output gate'),
  ]),
  'lstm.f': inside('forget gate', name('f')),
  'lstm.i': inside('input gate', name('i')),
  'lstm.cTilde': inside('candidate', name('\\tilde{c}', 'c̃', 'cTilde'), name('g')),
  'lstm.o': inside('output gate', name('o')),
  'lstm.c': inside('cell state', name('c')),
  'lstm.h': inside('hidden state', name('h')),
};
const [h, c] = [forward['lstm.h']!, forward['lstm.c']!];

export const lstmSymbols = addSymbols({
  ...forward,
  ...gradientSymbols('lstm', forward),
  'lstm.dhFromOutput': shareOf('lstm.h', h, 'from its own output', 'FromOutput', 'readout.q', 0),
  'lstm.dhThrough_f': shareOf('lstm.h', h, 'through the next step’s forget gate', 'Through_f', 'lstm.f', 1),
  'lstm.dhThrough_i': shareOf('lstm.h', h, 'through the next step’s input gate', 'Through_i', 'lstm.i', 1),
  'lstm.dhThrough_c': shareOf(
    'lstm.h',
    h,
    'through the next step’s candidate',
    'Through_c',
    'lstm.cTilde',
    1,
  ),
  'lstm.dhThrough_o': shareOf('lstm.h', h, 'through the next step’s output gate', 'Through_o', 'lstm.o', 1),
  'lstm.dcFromHidden': shareOf('lstm.c', c, 'from its own hidden state', 'FromHidden', 'lstm.h', 0),
  'lstm.dcFromFuture': shareOf('lstm.c', c, 'from the next cell state', 'FromFuture', 'lstm.c', 1),
});
