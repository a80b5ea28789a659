// Stepping through the GRU in each of its dialects: every gate, and every path into ∇h apart.
import { gruCell, type GruOptions } from '../cells/gru.ts';
import '../equations/gru.ts';
import { gradientIds } from '../symbols.ts';
import type { TraceSpec } from '../trace.ts';
import { gatedReadoutSteps } from './gated.ts';
import type { Script } from './script.ts';

type Dialect = Pick<TraceSpec, 'resetAfter' | 'updateWeighs'>;

const optionsOf = ({ resetAfter = true, updateWeighs = 'old' }: Dialect): Required<GruOptions> => ({
  resetAfter,
  updateWeighs,
});
/** The variants of the equations that differ between the dialects. */
const variants = (spec: Dialect) => {
  const { resetAfter, updateWeighs } = optionsOf(spec);
  return {
    after: resetAfter,
    before: resetAfter ? '' : '/before',
    fresh: updateWeighs === 'old' ? '' : '/new',
  };
};

export const gruScript: Script = {
  id: 'gru',
  cell: (spec) => gruCell(optionsOf(spec)),
  fromFuture: ['gru.dhKept', 'gru.dhThrough_r', 'gru.dhThrough_z', 'gru.dhThrough_h'],
  readout: gatedReadoutSteps('gru'),
  forward(spec) {
    const { after, before, fresh } = variants(spec);
    return [
      'gru.a_r',
      'gru.r',
      'gru.a_z',
      `gru.z${fresh}`,
      after ? 'gru.m' : 'gru.k',
      `gru.a_h${before}`,
      'gru.hTilde',
      `gru.h${fresh}`,
    ];
  },
  backward(spec, ending) {
    const { after, before, fresh } = variants(spec);
    return [
      `gru.dhKept${ending || fresh}`,
      `gru.dhThrough_r${ending}`,
      `gru.dhThrough_z${ending}`,
      `gru.dhThrough_h${ending || before}`,
      ending === '/end' ? 'gru.dh/end' : 'gru.dh',
      `gru.dz${fresh}`,
      'gru.da_z',
      `gru.dhTilde${fresh}`,
      'gru.da_h',
      after ? 'gru.dm' : 'gru.dk',
      `gru.dr${before}`,
      'gru.da_r',
    ];
  },
  initialGradients(spec) {
    const { after, fresh } = variants(spec);
    const dialect = [...(fresh ? ['new'] : []), ...(after ? [] : ['before'])].join('-');
    return [`gru.dh0${dialect && '/'}${dialect}`];
  },
  copies(spec) {
    const { after, before } = variants(spec);
    const letters = ['r', 'z', 'h'].flatMap((gate) => [`gru.W_${gate}`, `gru.U_${gate}`, `gru.b_${gate}`]);
    return [...letters, ...(after ? ['gru.v_h'] : [])].map((id) => [
      id,
      gradientIds(id).copy + (id === 'gru.W_h' ? before : ''),
    ]);
  },
  stepsInput: true,
};
