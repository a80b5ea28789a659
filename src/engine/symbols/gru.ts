// The vocabulary of the GRU: update gate z, reset gate r, candidate h̃ (PyTorch's n). Two dialects of the reset: `m` is the
// recurrent product that the reset scales afterwards, `k` the state that it scales before.
import { addSymbols } from '../symbols.ts';
import { everywhere, name, parameter, subscripted, timed, type Base, type SymbolId } from './build.ts';
import { gateSymbols, gradientSymbols, inside, shareOf } from './gated.ts';

/** In the order of PyTorch; `h` stands for the candidate. */
export const gruGates = ['r', 'z', 'h'] as const;
export type GruGate = (typeof gruGates)[number];

const same = (letter: string, words: string) => ({ textbook: letter, pytorch: letter, d2l: letter, words });

const forward: Record<SymbolId, Base> = {
  'gru.x': timed('input', 'input', 'I', everywhere(name('x'))),
  ...gateSymbols('gru', [
    same('r', 'reset gate'),
    same('z', 'update gate'),
    { ...same('h', 'candidate'), pytorch: 'n' },
  ]),
  'gru.v_h': parameter(
    'recurrent bias of the candidate',
    ['H', '1'],
    everywhere(subscripted('v', 'h'), { pytorch: subscripted('b', 'hn') }),
  ),
  'gru.r': inside('reset gate', name('r')),
  'gru.z': inside('update gate', name('z')),
  'gru.m': inside('recurrent part of the candidate, before the reset', name('m')),
  'gru.k': inside('state after the reset', name('k')),
  'gru.hTilde': inside('candidate', name('\\tilde{h}', 'h̃', 'hTilde'), name('n')),
  'gru.h': inside('hidden state', name('h')),
};
const h = forward['gru.h']!;

export const gruSymbols = addSymbols({
  ...forward,
  ...gradientSymbols('gru', forward),
  'gru.dhFromOutput': shareOf('gru.h', h, 'from its own output', 'FromOutput', 'readout.q', 0),
  'gru.dhKept': shareOf('gru.h', h, 'from what the next state keeps of it', 'Kept', 'gru.h', 1),
  'gru.dhThrough_r': shareOf('gru.h', h, 'through the next step’s reset gate', 'Through_r', 'gru.r', 1),
  'gru.dhThrough_z': shareOf('gru.h', h, 'through the next step’s update gate', 'Through_z', 'gru.z', 1),
  'gru.dhThrough_h': shareOf('gru.h', h, 'through the next step’s candidate', 'Through_h', 'gru.hTilde', 1),
});
