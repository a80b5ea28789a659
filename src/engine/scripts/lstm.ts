// Stepping through the LSTM: every gate, and every path into ∇h and ∇c apart.
import { lstmCell } from '../cells/lstm.ts';
import '../equations/lstm.ts';
import { gradientIds } from '../symbols.ts';
import { lstmGates } from '../symbols/lstm.ts';
import { gatedReadoutSteps } from './gated.ts';
import type { Script } from './script.ts';

const through = lstmGates.map((gate) => `lstm.dhThrough_${gate}`);
const gates = lstmGates.map((gate) => (gate === 'c' ? 'cTilde' : gate));
const parameters = ['W', 'U', 'b'].flatMap((letter) => lstmGates.map((gate) => `lstm.${letter}_${gate}`));

export const lstmScript: Script = {
  id: 'lstm',
  cell: () => lstmCell(),
  fromFuture: [...through, 'lstm.dcFromFuture'],
  readout: gatedReadoutSteps('lstm'),
  forward: () => [
    ...lstmGates.flatMap((gate, n) => [`lstm.a_${gate}`, `lstm.${gates[n]}`]),
    'lstm.c',
    'lstm.h',
  ],
  backward: (_, ending) => [
    ...through.map((share) => share + ending),
    ending === '/end' ? 'lstm.dh/end' : 'lstm.dh',
    'lstm.dcFromHidden',
    `lstm.dcFromFuture${ending}`,
    ending === '/end' ? 'lstm.dc/end' : 'lstm.dc',
    ...lstmGates.flatMap((gate, n) => [`lstm.d${gates[n]}`, `lstm.da_${gate}`]),
  ],
  initialGradients: () => ['lstm.dh0', 'lstm.dc0'],
  copies: () => parameters.map((id) => [id, gradientIds(id).copy]),
  stepsInput: true,
};
