// The order of micro-steps of an encoder–decoder: the encoder, the states handed over, the decoder with attention and read-out step by
// step; then the same backwards, and the update.
import type { EquationId } from './equations.ts';
import { halvesEquations } from './equations/encoderDecoder.ts';
import './equations/rnnNets.ts';
import { placesOf, type Half, type Place } from './place.ts';
import { cellProgram, microOf } from './program.ts';
import type { Script } from './scripts/script.ts';
import { gradientIds, type SymbolId } from './symbols.ts';
import { stepsOf, type MicroStep, type Phase, type TraceSpec } from './trace.ts';

const attentionForward = (cell: Script['id']): EquationId[] => [`attention.s/${cell}`, 'attention.e', 'attention.beta', 'attention.kappa']; // prettier-ignore

const attentionBackward = (cell: Script['id'], isLast: boolean): EquationId[] => [
  `attention.dsFromReadout/${cell}`,
  `attention.dkappa/${cell}`,
  'attention.dbeta',
  'attention.mean',
  'attention.de',
  'attention.dsFromScores',
  'attention.ds',
  'attention.dMFromContext',
  'attention.dMFromScores',
  isLast ? 'attention.dM/first' : 'attention.dM',
];

/** The encoder's last gradients get a share from the decoder's first. */
const handedBack = (step: MicroStep, again: (id: EquationId) => MicroStep): MicroStep =>
  /\.d[hc]\/end$/.test(step.equation) ? again(step.equation.replace('/end', '/handed')) : step;

/** Every micro-step of an encoder–decoder in the order a reader steps through it; `spec.source` says how long the source is. */
export function translateProgram(script: Script, spec: TraceSpec): MicroStep[] {
  halvesEquations(script.id);
  const { layers = 1, steps: tau, attention = false, reduction } = spec;
  const micro = microOf(spec);
  const { id, readout } = script;
  const at = (phase: Phase, t: number | null, place: Place, ids: readonly EquationId[]) =>
    ids.map((equation) => micro(phase, t, equation, place));
  const times = (half: Half) => Array.from({ length: stepsOf(spec, half) }, (_, i) => i + 1);
  const top = (half: Half): Place => ({ layer: layers, direction: 'forward', half });
  const above = (half: Half, layer: number): string => {
    if (layer < layers) return '/above';
    return half === 'encoder' ? (attention ? '/asked' : '/unread') : attention ? '/asking' : '';
  };
  const layersOf = (half: Half) =>
    placesOf(layers, false).map((p) => {
      const place: Place = { ...p, half };
      const own = { ...spec, steps: stepsOf(spec, half) };
      return { place, ...cellProgram(script, own, micro, place, () => above(half, p.layer)) };
    });
  const [encoder, decoder] = [layersOf('encoder'), layersOf('decoder')];
  const states = script.cell(spec).states.map(({ value }) => `${value}/handed`);

  const variant = attention ? `/${id}-attention` : undefined;
  const logits = variant ? readout.logits.split('/')[0]! + variant : readout.logits;
  const copyV = variant ? `readout.dVStep${variant}` : readout.copyV;
  const mean = reduction === 'mean' ? '/mean' : '';
  const asks = top('decoder');
  const summed = (t: number, symbol: SymbolId, copy: EquationId) => {
    const { sum } = gradientIds(symbol);
    return at('backward', t, asks, [copy, t === tau ? `${sum}/first` : sum]);
  };
  const update = (symbol: SymbolId, place: Place) => micro('update', null, gradientIds(symbol).next, place);
  const lastOfSource = stepsOf(spec, 'encoder');
  return [
    ...encoder.flatMap(({ forward }) => times('encoder').flatMap(forward)),
    ...(attention ? at('forward', null, top('encoder'), [`attention.M/${id}`]) : []),
    ...decoder.flatMap(({ place, forward }) => [
      ...at('forward', 0, place, states),
      ...times('decoder').flatMap(forward),
    ]),
    ...times('decoder').flatMap((t) =>
      at('forward', t, asks, [...(attention ? attentionForward(id) : []), logits, readout.yHat, 'loss.step']),
    ),
    micro('forward', null, `loss.total${mean}`, asks),
    ...times('decoder')
      .toReversed()
      .flatMap((t) => [
        ...at('backward', t, asks, [`${readout.dLogits}${mean}`]),
        ...summed(t, 'readout.V', copyV),
        ...summed(t, readout.bias, gradientIds(readout.bias).copy),
        ...(attention ? at('backward', t, asks, attentionBackward(id, t === tau)) : []),
      ]),
    ...decoder.toReversed().flatMap(({ place, backward, copies }) => [
      ...times('decoder').toReversed().flatMap((t) => [...backward(t), ...copies(t)]), // prettier-ignore
      ...at('backward', 0, place, script.initialGradients(spec)),
    ]),
    ...encoder.toReversed().flatMap(({ place, backward, copies }) =>
      times('encoder')
        .toReversed()
        .flatMap((t) => [
          ...backward(t).map((s) =>
            t === lastOfSource ? handedBack(s, (equation) => micro('backward', t, equation, place)) : s,
          ),
          ...copies(t),
        ]),
    ),
    update('readout.V', asks),
    ...[...encoder, ...decoder].flatMap(({ place }) =>
      script.copies(spec).map(([symbol]) => update(symbol, place)),
    ),
    update(readout.bias, asks),
  ];
}
