// The order of micro-steps of a run: forward in the order of the run, backward in the opposite one, then the update. One layer in one
// direction is stepped through with its read-out, step by step; several, layer by layer, the read-out between the two passes.
import type { EquationId } from './equations.ts';
import { references } from './expression/tree.ts';
import { placesOf, type Place } from './place.ts';
import type { Ending, Script } from './scripts/script.ts';
import { gradientIds, type SymbolId } from './symbols.ts';
import { equationIn, quantity, resolve, type MicroStep, type Phase, type TraceSpec } from './trace.ts';
import { timeOrder } from './unroll.ts';

export type Micro = (phase: Phase, t: number | null, id: EquationId, place?: Place) => MicroStep;

/** Makes micro-steps of a run. */
export const microOf =
  (spec: TraceSpec): Micro =>
  (phase, t, id, place) => {
    const { target, expression } = equationIn({ spec }, id);
    const overTime =
      expression.op === 'sumOverTime' || (expression.op === 'divide' && expression.of.op === 'sumOverTime');
    const steps = overTime ? timeOrder(spec.steps, 'forward').map((i) => i + 1) : [t ?? 0];
    const reads = steps.flatMap((step) => references(expression).map((r) => resolve(spec, r, step, place)));
    return { phase, t, equation: id, ...place, reads, writes: quantity(target.symbol, t, place) };
  };

/** Every micro-step of a run, in the order a reader steps through it. */
export function program(script: Script, spec: TraceSpec): MicroStep[] {
  const { layers = 1, merge, steps: tau } = spec;
  const micro = microOf(spec);
  const places = placesOf(layers, merge !== undefined);
  const readout = readoutProgram(script, spec, micro, places.length > 1 ? { layer: layers, direction: 'forward' } : undefined); // prettier-ignore
  const times = timeOrder(tau, 'forward').map((i) => i + 1);
  const update = (id: SymbolId, place?: Place) => micro('update', null, gradientIds(id).next, place);
  const embedding = embeddingProgram(script, spec, micro, places.length > 1 ? places[0] : undefined);
  const cellUpdates = (place?: Place) => script.copies(spec).map(([id]) => update(id, place));

  if (places.length === 1) {
    const cell = cellProgram(script, spec, micro);
    return [
      ...times.flatMap((t) => [...cell.forward(t), ...readout.forward(t)]),
      readout.total,
      ...times
        .toReversed()
        .flatMap((t) => [
          ...readout.gradient(t),
          ...cell.backward(t),
          ...readout.weights(t),
          ...cell.copies(t),
          ...embedding.copies(t),
          ...readout.bias(t),
        ]),
      ...readout.updateWeights,
      ...cellUpdates(),
      ...embedding.update,
      ...readout.updateBias,
    ];
  }
  const cells = places.map((place) => ({
    order: timeOrder(tau, place.direction).map((i) => i + 1),
    ...cellProgram(script, spec, micro, place),
  }));
  return [
    ...cells.flatMap(({ order, forward }) => order.flatMap(forward)),
    ...times.flatMap(readout.forward),
    readout.total,
    ...times.toReversed().flatMap((t) => [...readout.gradient(t), ...readout.weights(t), ...readout.bias(t)]),
    ...cells
      .toReversed()
      .flatMap(({ order, backward, copies }) =>
        order.toReversed().flatMap((t) => [...backward(t), ...copies(t)]),
      ),
    ...times.toReversed().flatMap(embedding.copies),
    ...readout.updateWeights,
    ...places.flatMap(cellUpdates),
    ...embedding.update,
    ...readout.updateBias,
  ];
}

/** The embedding, where tokens are fed. */
function embeddingProgram({ embedding }: Script, spec: TraceSpec, micro: Micro, place: Place | undefined) {
  if (!spec.vocabulary) return { copies: () => [], update: [] };
  if (!embedding) throw new RangeError('program: a script that embeds no tokens, expected embedded(script)');
  const { sum, next } = gradientIds('embedding.E');
  const copy = spec.merge ? embedding.copyBoth : embedding.copy;
  return {
    copies: (t: number) =>
      [copy, t === spec.steps ? `${sum}/first` : sum].map((id) => micro('backward', t, id, place)),
    update: [micro('update', null, next, place)],
  };
}

/** The read-out and the loss: at every step, or at the last one alone. */
function readoutProgram({ id, readout }: Script, spec: TraceSpec, micro: Micro, place: Place | undefined) {
  const { merge, reduction, steps: tau } = spec;
  const once = spec.readout === 'last-step';
  const mean = reduction === 'mean' ? '/mean' : '';
  const last = once ? '/last' : '';
  const both = merge && `/${id}-${merge}${once ? '-last' : ''}`;
  const logits = both ? readout.logits.split('/')[0] + both : readout.logits;
  const copyV = both ? `readout.dVStep${both}` : readout.copyV;
  const reads = (t: number) => !once || t === tau;
  const at = (phase: Phase, ids: readonly EquationId[]) => (t: number) =>
    reads(t) ? ids.map((equation) => micro(phase, t, equation, place)) : [];
  const summed = (id: SymbolId, copy: EquationId) => (t: number) => {
    const { sum } = gradientIds(id);
    return at('backward', [copy, t === tau ? `${sum}/first` : sum])(t);
  };
  return {
    forward: at('forward', [logits, readout.yHat, 'loss.step']),
    total: micro('forward', null, `loss.total${last || mean}`, place),
    gradient: at('backward', [`${readout.dLogits}${mean}`]),
    weights: summed('readout.V', copyV),
    bias: summed(readout.bias, gradientIds(readout.bias).copy),
    updateWeights: [micro('update', null, `readout.VNext${last}`, place)],
    updateBias: [micro('update', null, gradientIds(readout.bias).next + last, place)],
  };
}

/**
 * The recurrent layer at one place.
 * @param fromAbove which equation gives the share of ∇h from outside, at t; the read-out's or the layer above's when absent
 */
export function cellProgram(
  script: Script,
  spec: TraceSpec,
  micro: Micro,
  place?: Place,
  fromAbove = (t: number) => outputVariant(spec, place, t),
) {
  const { steps: tau, truncate, layers = 1, merge } = spec;
  const { layer, direction } = place ?? { layer: 1, direction: 'forward' };
  /** t as the run counts it: a reverse run begins at τ. */
  const inRun = (t: number) => (direction === 'forward' ? t : tau + 1 - t);
  // a chunk of `truncate` steps ends at step k, 2k, … of the run: what follows sends nothing back to it
  const ending = (t: number): Ending =>
    inRun(t) === tau ? '/end' : truncate > 0 && inRun(t) % truncate === 0 ? '/cut' : '';
  const input =
    layer > 1
      ? [`${script.id}.x/stacked${merge ? '-both' : ''}`]
      : spec.vocabulary && script.embedding
        ? [script.embedding.input]
        : [];
  const at = (phase: Phase, t: number, ids: readonly EquationId[]) =>
    ids.map((id) => micro(phase, t, id, place));
  return {
    forward: (t: number) => at('forward', t, [...input, ...script.forward(spec)]),
    backward: (t: number) =>
      at('backward', t, [
        `${script.id}.dhFromOutput${fromAbove(t)}`,
        ...script.backward(spec, ending(t)),
        ...(script.stepsInput || layers > 1 || spec.vocabulary ? [`${script.id}.dx`] : []),
      ]),
    copies: (t: number) =>
      script.copies(spec).flatMap(([id, copy]) => {
        const { sum } = gradientIds(id);
        return at('backward', t, [copy, inRun(t) === tau ? `${sum}/first` : sum]);
      }),
  };
}

/** How the gradient from above reaches a state: from the read-out or the layer above, whole or one direction's half. */
function outputVariant(
  { merge, readout, layers = 1, steps: tau }: TraceSpec,
  place: Place | undefined,
  t: number,
): string {
  const { layer, direction } = place ?? { layer: 1, direction: 'forward' };
  if (layer < layers) return merge ? `/above-${direction}` : '/above';
  if (readout === 'last-step') {
    if (t !== (direction === 'forward' ? tau : 1)) return '/unread';
    if (direction === 'reverse') return merge === 'concat' ? '/reverse-half-first' : '/reverse-first';
  }
  return merge === 'concat' ? `/${direction}` : '';
}
