// The order of micro-steps of a run: forward through t = 1 … τ, backward through t = τ … 1, then the update.
import { references } from './expression/tree.ts';
import { gradientIds, parameterIds } from './symbols.ts';
import { equationIn, quantity, type MicroStep, type Phase, type TraceSpec } from './trace.ts';
import type { EquationId } from './equations.ts';

type ProgramSpec = Pick<TraceSpec, 'nonlinearity' | 'reduction' | 'truncate' | 'steps' | 'faults'>;

/** Every micro-step of a vanilla RNN's run, in the order a reader steps through it. */
export function rnnProgram(spec: ProgramSpec): MicroStep[] {
  const { nonlinearity, reduction, truncate, steps: tau } = spec;
  const relu = nonlinearity === 'relu' ? '/relu' : '';
  const mean = reduction === 'mean' ? '/mean' : '';
  const micro = (phase: Phase, t: number | null, id: EquationId): MicroStep => {
    const { target, expression } = equationIn({ spec }, id);
    const steps =
      expression.op === 'sumOverTime' || (expression.op === 'divide' && expression.of.op === 'sumOverTime')
        ? Array.from({ length: tau }, (_, i) => i + 1)
        : [t ?? 0];
    const reads = steps.flatMap((step) =>
      references(expression).map((r) => quantity(r.symbol, r.step ?? step + r.offset)),
    );
    return { phase, t, equation: id, reads, writes: quantity(target.symbol, t) };
  };

  // a chunk of `truncate` steps ends at t = k, 2k, …: what follows sends nothing back to it
  const future = (t: number) => (t === tau ? '/end' : truncate > 0 && t % truncate === 0 ? '/cut' : '');
  const forward = (t: number) =>
    ['rnn.a', `rnn.h${relu}`, 'readout.o', 'readout.yHat', 'loss.step'].map((id) => micro('forward', t, id));
  const backward = (t: number) =>
    [
      ...[
        `readout.do${mean}`,
        'rnn.dhFromOutput',
        `rnn.dhFromFuture${future(t)}`,
        t === tau ? 'rnn.dh/end' : 'rnn.dh',
        `rnn.da${relu}`,
      ],
      ...parameterIds.flatMap((id) => {
        const { copy, sum } = gradientIds(id);
        return [copy, t === tau ? `${sum}/first` : sum];
      }),
    ].map((id) => micro('backward', t, id));

  const times = Array.from({ length: tau }, (_, i) => i + 1);
  return [
    ...times.flatMap(forward),
    micro('forward', null, `loss.total${mean}`),
    ...times.toReversed().flatMap(backward),
    ...parameterIds.map((id) => micro('update', null, gradientIds(id).next)),
  ];
}
