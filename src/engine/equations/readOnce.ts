// A net that is read once, at its last step, whatever its cell: its loss, and the update of V, which was used once.
import { addEquations } from '../equations.ts';
import { refAtStep } from '../expression/tree.ts';
import { defineUsedOnce } from './nets.ts';

export const readOnceEquations = addEquations((define) => {
  define('loss.total/last', refAtStep('loss.step', 'last'), 'The loss is that of the only output.');
  defineUsedOnce(define, 'readout.V');
});
