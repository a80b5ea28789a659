// Stepping through the vanilla RNN.
import { rnnCell } from '../cells/rnn.ts';
import { gradientIds, parameterIds } from '../symbols.ts';
import type { Script } from './script.ts';

export const rnnScript: Script = {
  id: 'rnn',
  cell: ({ nonlinearity }) => rnnCell(nonlinearity),
  fromFuture: ['rnn.dhFromFuture'],
  readout: {
    logits: 'readout.o',
    yHat: 'readout.yHat',
    dLogits: 'readout.do',
    copyV: 'readout.dVStep',
    bias: 'readout.c',
  },
  forward: ({ nonlinearity }) => ['rnn.a', nonlinearity === 'relu' ? 'rnn.h/relu' : 'rnn.h'],
  backward: ({ nonlinearity }, ending) => [
    `rnn.dhFromFuture${ending}`,
    ending === '/end' ? 'rnn.dh/end' : 'rnn.dh',
    nonlinearity === 'relu' ? 'rnn.da/relu' : 'rnn.da',
  ],
  initialGradients: () => ['rnn.dh0'],
  copies: () => parameterIds.filter((id) => id.startsWith('rnn.')).map((id) => [id, gradientIds(id).copy]),
  stepsInput: false,
};
