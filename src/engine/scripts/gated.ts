// The read-out of the gated cells, in its own letters.
import type { Script } from './script.ts';

export const gatedReadoutSteps = (cell: 'lstm' | 'gru'): Script['readout'] => ({
  logits: `readout.q/${cell}`,
  yHat: 'readout.yHat/q',
  dLogits: 'readout.dq',
  copyV: `readout.dVStep/${cell}`,
  bias: 'readout.d',
});
