// The vanilla RNN in nets of several layers or directions, and read once.
import { addEquations } from '../equations.ts';
import { defineNet, defineUsedOnce } from './nets.ts';
import './readOnce.ts';

export const rnnNetEquations = addEquations((define) => {
  defineNet(define, { cell: 'rnn', logits: 'readout.o', dLogits: 'readout.do', bias: 'readout.c' });
  defineUsedOnce(define, 'readout.c');
});
