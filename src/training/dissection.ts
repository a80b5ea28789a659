// Every quantity of a batch's forward and backward pass, one after another: for an autopsy. One direction goes step by step, all layers
// of a step before the next; with both directions, a layer is over before the one above begins.
import { networkOf } from '../backends/network.ts';
import { parameterShapes } from '../backends/parameters.ts';
import type { NumbersByName } from '../backends/backend.ts';
import { fullSpec, type TrainerSpec } from '../backends/spec.ts';
import { bptt } from '../engine/bptt.ts';
import type { Values } from '../engine/cells/cell.ts';
import { embeddingGradient, isTokens } from '../engine/embedding.ts';
import { plainLabel } from '../engine/labels.ts';
import { add, splitRows, type Matrix } from '../engine/matrix.ts';
import type { Batch, ForwardPass, NetworkSpec } from '../engine/network.ts';
import { directionsOf, placed, placesOf, type Place } from '../engine/place.ts';
import { readBack } from '../engine/readout.ts';
import type { SymbolId } from '../engine/symbols.ts';
import '../engine/symbols/embedding.ts';
import '../engine/symbols/gru.ts';
import '../engine/symbols/lstm.ts';
import { timeOrder } from '../engine/unroll.ts';

/** A quantity as it is computed. */
export interface Seen {
  readonly kind: 'parameter' | 'state' | 'input' | 'forward' | 'backward';
  /** By the book's textbook letters: `h`, `a_f`, `∇W`. */
  readonly name: string;
  /** `in the reverse direction of layer 2`; null where there is one place only, and for what belongs to none. */
  readonly where: string | null;
  /** 1 … τ; null for what belongs to no step. */
  readonly step: number | null;
  /** Of the sequences that are still running. */
  readonly numbers: ArrayLike<number>;
}

/** Where the only read-out of a sequence stands. */
const atTheEnd = 'in the read-out at the end';

/** Beside gates that are called o and c, the read-out is q = d + V h (engine/symbols/gated.ts). */
const besideGates: Readonly<Record<SymbolId, SymbolId>> = {
  'readout.c': 'readout.d',
  'readout.o': 'readout.q',
  'readout.do': 'readout.dq',
};
const nameOf = ({ cell }: NetworkSpec, id: SymbolId): string =>
  plainLabel(cell.id === 'rnn' ? id : (besideGates[id] ?? id), 'textbook', null);

/** A parameter's symbol and place out of its name: `lstm.W_f#2r`. */
function partsOf(name: string): { id: SymbolId; place: Place } {
  const [id = '', mark = ''] = name.split('#');
  return { id, place: { layer: parseInt(mark || '1', 10), direction: mark.endsWith('r') ? 'reverse' : 'forward' } }; // prettier-ignore
}
const belongsToLayer = (id: SymbolId): boolean => !/^(embedding|readout)\./.test(id);

/** In plain words. */
function wordsFor({ layers = 1, merge }: NetworkSpec, { layer, direction }: Place): string | null {
  if (merge) return `in the ${direction} direction${layers > 1 ? ` of layer ${layer}` : ''}`;
  return layers > 1 ? `in layer ${layer}` : null;
}
const whereOf = (network: NetworkSpec, name: string): string | null => {
  const { id, place } = partsOf(name);
  return belongsToLayer(id) ? wordsFor(network, place) : null;
};

/** Columns of the examples that still run; what is computed past an example's end counts for nothing. */
function running({ data, columns }: Matrix, live: readonly number[]): ArrayLike<number> {
  return live.every((l) => l === 1) ? data : data.filter((_, n) => live[n % columns] === 1);
}

/** What there was before the first step: parameters, states, and inputs that are numbers. */
export function* given(spec: TrainerSpec, parameters: NumbersByName, batch: Batch): Generator<Seen> {
  const network = networkOf(spec);
  const of = (name: string) => ({
    name: nameOf(network, partsOf(name).id),
    where: whereOf(network, name),
    step: null,
  });
  for (const name of Object.keys(parameterShapes(spec)))
    yield { kind: 'parameter', ...of(name), numbers: parameters[name] ?? [] };
  for (const [name, { data }] of Object.entries(batch.initial ?? {}))
    yield { kind: 'state', ...of(name), numbers: data };
  if (isTokens(batch.inputs)) return;
  for (const [t, x] of batch.inputs.entries()) {
    const live = Array.from({ length: x.columns }, (_, b) => (t < (batch.lengths?.[b] ?? Infinity) ? 1 : 0));
    const name = nameOf(network, `${network.cell.id}.x`);
    yield { kind: 'input', name, where: null, step: t + 1, numbers: running(x, live) };
  }
}

/** What a GRU's candidate reads, before the candidate. */
const early = (id: SymbolId): number => (id === 'gru.m' || id === 'gru.k' ? 0 : 1);

export function* forward(network: NetworkSpec, run: ForwardPass): Generator<Seen> {
  const { layers = 1, merge } = network;
  const times = timeOrder(run.inputs.length, 'forward');
  const once = network.readout === 'last-step';
  const all = Array.from({ length: run.inputs[0]!.columns }, () => 1);
  const places = placesOf(layers, merge !== undefined);
  const runs = run.runs.flat();

  function* cell(p: number, t: number): Generator<Seen> {
    const { values, live } = runs[p]!.steps[t]!;
    const where = wordsFor(network, places[p]!);
    for (const id of Object.keys(values).sort((a, b) => early(a) - early(b)))
      yield { kind: 'forward', name: nameOf(network, id), where, step: t + 1, numbers: running(values[id]!, live) }; // prettier-ignore
  }
  function* reading(n: number): Generator<Seen> {
    const live = once ? all : run.run.steps[n]!.live;
    const read: [name: string, m: Matrix][] = [
      ...(merge === 'sum' ? [['h of both directions, added,', run.features[n]!] as [string, Matrix]] : []),
      [nameOf(network, 'readout.o'), run.logits[n]!],
      [nameOf(network, 'readout.yHat'), run.yHat[n]!],
      [nameOf(network, 'loss.step'), run.losses[n]!],
    ];
    for (const [name, m] of read)
      yield { kind: 'forward', name, where: once ? atTheEnd : null, step: once ? null : n + 1, numbers: running(m, live) }; // prettier-ignore
  }

  if (merge) {
    for (const [p, { direction }] of places.entries())
      for (const t of timeOrder(times.length, direction)) yield* cell(p, t);
    for (const n of run.logits.keys()) yield* reading(n);
  } else {
    for (const t of times) {
      for (const p of places.keys()) yield* cell(p, t);
      if (!once) yield* reading(t);
    }
    if (once) yield* reading(0);
  }
  // a sum can leave the range where no summand does
  yield { kind: 'forward', name: 'L of the whole batch', where: null, step: null, numbers: [run.loss] };
}

/** From the last step to the first, one step of BPTT at a time: a whole run's copies of every gradient might not fit in memory. */
export function* backward(
  network: NetworkSpec,
  parameters: Values,
  batch: Batch,
  run: ForwardPass,
): Generator<Seen> {
  const { cell, layers = 1, merge, truncate } = network;
  const T = run.inputs.length;
  const once = network.readout === 'last-step';
  const ones = Array.from({ length: run.inputs[0]!.columns }, () => 1);
  const lengths = batch.lengths ?? ones.map(() => T);
  const sums: Record<string, Matrix> = {};
  const sum = (id: string, m: Matrix) => (sums[id] = sums[id] ? add(sums[id], m) : m);
  const dFinal: Record<string, Values> = {};
  const seen = (id: SymbolId, where: string | null, step: number | null, numbers: ArrayLike<number>): Seen => ({ kind: 'backward', name: nameOf(network, id), where, step, numbers }); // prettier-ignore

  /** What one reading, or the only one, sends to the last layer, by time. */
  function* reading(n: number): Generator<Seen, readonly Matrix[]> {
    const single = once ? run : { ...run, features: [run.features[n]!], yHat: [run.yHat[n]!] };
    const targets = [batch.targets[n]!];
    const back = readBack(network, parameters, single, targets, once ? lengths : ones, once ? T : 1, () => true); // prettier-ignore
    yield seen('readout.do', once ? atTheEnd : null, once ? null : n + 1, back.dLogits[0]!.data);
    for (const [id, m] of Object.entries(back.gradients)) sum(id, m);
    return back.dOutputs;
  }
  /** One step at one place, back to what its input is owed. */
  function* step(place: Place, t: number, dOutput: Matrix): Generator<Seen, Matrix> {
    const ids = Object.keys(cell.shapes({ inputs: 1, hiddens: 1 }));
    const own = Object.fromEntries(ids.map((id) => [id, parameters[placed(id, place)]!]));
    const whole = run.runs[place.layer - 1]![place.direction === 'forward' ? 0 : 1]!;
    const single = { ...whole, steps: [whole.steps[t]!], outputs: [whole.outputs[t]!] };
    const key = placed('', place);
    const { steps, gradients, dInitial } = bptt(cell, own, single, [dOutput], 0, dFinal[key] ?? {});
    const { dStates, inner, dInput } = steps[0]!;
    const { live } = single.steps[0]!;
    const where = wordsFor(network, place);
    for (const { value, gradient } of cell.states)
      yield seen(gradient, where, t + 1, running(dStates[value]!, live));
    for (const [id, m] of Object.entries(inner)) yield seen(id, where, t + 1, running(m, live));
    // of the first layer only an embedding asks what reaches its input
    if (place.layer > 1 || network.vocabulary)
      yield seen(`${cell.id}.dx`, where, t + 1, running(dInput, live));
    for (const [id, m] of Object.entries(gradients)) sum(placed(id, place), m);
    const cut = truncate > 0 && t > 0 && t % truncate === 0; // of one direction only
    dFinal[key] = cut ? {} : dInitial;
    return dInput;
  }

  const dInputs: Matrix[] = [];
  if (merge) {
    let dAbove: Matrix[] = [];
    if (once) dAbove = [...(yield* reading(0))];
    else for (const n of timeOrder(T, 'reverse')) dAbove[n] = (yield* reading(n))[0]!;
    for (let layer = layers; layer >= 1; layer--) {
      const shares = dAbove.map((d) => splitRows(d, 2));
      const below: Matrix[] = [];
      for (const [k, direction] of directionsOf(true).entries())
        for (const t of timeOrder(T, direction).reverse()) {
          const d = yield* step({ layer, direction }, t, shares[t]![k]!);
          below[t] = below[t] ? add(below[t], d) : d;
        }
      dAbove = below;
    }
    dInputs.push(...dAbove);
  } else {
    const atEnd = once ? yield* reading(0) : [];
    for (const t of timeOrder(T, 'reverse')) {
      let d = once ? atEnd[t]! : (yield* reading(t))[0]!;
      for (let layer = layers; layer >= 1; layer--) d = yield* step({ layer, direction: 'forward' }, t, d);
      dInputs[t] = d;
    }
  }
  const table = parameters['embedding.E'];
  if (table && isTokens(batch.inputs)) sum('embedding.E', embeddingGradient(table, batch.inputs, dInputs));
  for (const [name, { data }] of Object.entries(sums))
    yield { ...seen(partsOf(name).id, whereOf(network, name), null, data), name: `∇${nameOf(network, partsOf(name).id)}` }; // prettier-ignore
}

/** Multiplications of one forward pass. */
export function workOf(given: TrainerSpec): number {
  const spec = fullSpec(given);
  const weights = Object.entries(parameterShapes(given)).filter(([id]) => id !== 'embedding.E');
  const perStep = weights.reduce((sum, [, [rows, columns]]) => sum + (columns > 1 ? rows * columns : 0), 0);
  return spec.steps * spec.batch * perStep;
}
