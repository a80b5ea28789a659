// What went first when a loss or a gradient was no number any more: the same batch once more through the reference engine (float64),
// quantity by quantity in the order in which they are computed, until one is not finite.
import type { Batch, Numbers, NumbersByName } from '../backends/backend.ts';
import { networkOf } from '../backends/network.ts';
import { gatesOf, parameterShapes } from '../backends/parameters.ts';
import { fullSpec, type TrainerSpec } from '../backends/spec.ts';
import { bptt } from '../engine/bptt.ts';
import type { Values } from '../engine/cells/cell.ts';
import { plainLabel } from '../engine/labels.ts';
import { add, matrix, transpose, type Matrix } from '../engine/matrix.ts';
import { forwardPass, type ForwardPass, type NetworkSpec } from '../engine/network.ts';
import { readBack } from '../engine/readout.ts';
import type { SymbolId } from '../engine/symbols.ts';
import '../engine/symbols/gru.ts';
import '../engine/symbols/lstm.ts';

/** A number in a quantity. */
export interface Finding {
  /** By the book's textbook letters: `h`, `a_f`, `∇W`. */
  readonly name: string;
  /** 1 … τ; null for parameters, their gradients, and the state before the first step. */
  readonly step: number | null;
  /** What float64 has there. */
  readonly value: number;
}

export interface Autopsy {
  /** What went first: no number, infinite, or beyond what the backend's numbers reach. Null where nothing is, in float64. */
  readonly first: Finding | null;
  /** The largest value or gradient by its size up to there, parameters not counted; null where nothing was computed. */
  readonly largest: Finding | null;
  /** All that in one sentence for the reader. */
  readonly sentence: string;
}

/** Largest finite float32, (2 − 2⁻²³) · 2¹²⁷. IEEE 754. */
export const largestFloat32 = (2 - 2 ** -23) * 2 ** 127;

/** Multiplications, forward, beyond which it would take longer than a reader waits: measured, about four seconds. */
const most = 1e9;

interface Found extends Finding {
  readonly kind: 'parameter' | 'state' | 'forward' | 'backward';
}
/** A quantity as it is computed. */
type Seen = Omit<Found, 'value'> & { readonly numbers: ArrayLike<number> };

/** Whether {@link autopsy} can run it again: one layer in one direction over one-hot tokens, a target at each step, all sequences full. */
export function canDissect(spec: TrainerSpec, { lengths }: Batch): boolean {
  const { input, layers, directions, readout } = fullSpec(spec);
  return (
    input === 'one-hot' && layers === 1 && directions === 'forward' && readout === 'every-step' && !lengths
  );
}

/**
 * Runs one batch again and says what went first. Changes nothing.
 * @param spec one layer in one direction over one-hot tokens, a target at each step: what the book trains
 * @param parameters as they were before the step, by the names and with the shapes of `parameterShapes`
 * @param state before the batch, as `stateSize` lays it out
 * @param precision of the backend that failed
 * @throws RangeError for another kind of network, or where lengths do not fit
 */
export function autopsy(
  spec: TrainerSpec,
  parameters: NumbersByName,
  batch: Batch,
  state: Numbers,
  precision: 'float64' | 'float32',
): Autopsy {
  const { input, layers, directions, readout } = fullSpec(spec);
  if (input !== 'one-hot' || layers !== 1 || directions !== 'forward' || readout !== 'every-step')
    throw new RangeError(
      `autopsy: ${layers} layers, ${directions}, ${input} input, ${readout} read-out; expected 1 layer, forward, one-hot, every-step`,
    );
  const bound = precision === 'float32' ? largestFloat32 : Number.MAX_VALUE;
  let largest: Found | null = null;
  const look = (seen: Iterable<Seen>): Found | null => {
    for (const { numbers, ...what } of seen) {
      const value = extreme(numbers);
      const found: Found = { ...what, value };
      if (!(Math.abs(value) <= bound)) return found;
      if (what.kind !== 'parameter' && (!largest || Math.abs(value) > Math.abs(largest.value)))
        largest = found;
    }
    return null;
  };
  const network = networkOf(spec);
  const { steps, batch: B, hiddens: H, vocabulary: K } = spec;
  const work = steps * B * H * (gatesOf[spec.cell].length * (K + H) + K);
  const before = look(given(spec, parameters, state));
  if (before || work > most)
    return { first: before, largest, sentence: sentenceOf(before, largest, work > most) };
  const values = valuesOf(spec, parameters);
  const run = forwardPass(network, values, engineBatch(spec, network, batch, state));
  const first = look(forward(network, run)) ?? look(backward(network, values, run, batch.targets));
  return { first, largest, sentence: sentenceOf(first, largest, false) };
}

/** The number that is the furthest from being harmless: NaN, else the largest by its size. */
function extreme(numbers: ArrayLike<number>): number {
  let worst = 0;
  for (let n = 0; n < numbers.length; n++) {
    const v = numbers[n]!;
    if (Number.isNaN(v)) return v;
    if (Math.abs(v) > Math.abs(worst)) worst = v;
  }
  return worst;
}

const valuesOf = (spec: TrainerSpec, parameters: NumbersByName): Values =>
  Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([id, [rows, columns]]) => [
      id,
      matrix(rows, columns, parameters[id] ?? []),
    ]),
  );

/** Rows of `width`, one for each step. */
const byStep = (list: ArrayLike<number>, width: number): number[][] =>
  Array.from({ length: list.length / width }, (_, t) =>
    Array.from({ length: width }, (__, b) => list[t * width + b]!),
  );

function engineBatch(spec: TrainerSpec, { cell }: NetworkSpec, batch: Batch, state: Numbers) {
  const { batch: B, hiddens: H } = spec;
  const initial = cell.states.map(({ value }, n) => {
    const part = Float64Array.from(state.subarray(n * B * H, (n + 1) * B * H));
    return [value, transpose(matrix(B, H, part))] as const;
  });
  return {
    inputs: byStep(batch.inputs, B),
    targets: byStep(batch.targets, B),
    initial: Object.fromEntries(initial),
  };
}

/** Beside gates that are called o and c, the read-out is q = d + V h (engine/symbols/gated.ts). */
const besideGates: Readonly<Record<SymbolId, SymbolId>> = {
  'readout.c': 'readout.d',
  'readout.o': 'readout.q',
  'readout.do': 'readout.dq',
};
const nameOf = (cell: NetworkSpec['cell']['id'], id: SymbolId): string =>
  plainLabel(cell === 'rnn' ? id : (besideGates[id] ?? id), 'textbook', null);

function* given(spec: TrainerSpec, parameters: NumbersByName, state: Numbers): Generator<Seen> {
  for (const id of Object.keys(parameterShapes(spec)))
    yield { kind: 'parameter', name: nameOf(spec.cell, id), step: null, numbers: parameters[id] ?? [] };
  const { states } = networkOf(spec).cell;
  const size = state.length / states.length;
  for (const [n, { value }] of states.entries())
    yield {
      kind: 'state',
      name: nameOf(spec.cell, value),
      step: null,
      numbers: state.subarray(n * size, (n + 1) * size),
    };
}

/** What a GRU's candidate reads, before the candidate. */
const early = (id: SymbolId): number => (id === 'gru.m' ? 0 : 1);

function* forward({ cell }: NetworkSpec, run: ForwardPass): Generator<Seen> {
  for (const [t, { values }] of run.run.steps.entries()) {
    const ids = Object.keys(values).sort((a, b) => early(a) - early(b));
    const all: [SymbolId, Matrix][] = ids.map((id) => [id, values[id]!]);
    all.push(['readout.o', run.logits[t]!], ['readout.yHat', run.yHat[t]!], ['loss.step', run.losses[t]!]);
    for (const [id, { data }] of all)
      yield { kind: 'forward', name: nameOf(cell.id, id), step: t + 1, numbers: data };
  }
  // a sum can leave the range where no summand does
  yield { kind: 'forward', name: 'L of the whole batch', step: null, numbers: [run.loss] };
}

/** From the last step to the first, one step of BPTT at a time: a whole run's copies of every gradient might not fit in memory. */
function* backward(
  network: NetworkSpec,
  parameters: Values,
  run: ForwardPass,
  targets: ArrayLike<number>,
): Generator<Seen> {
  const { cell } = network;
  const B = run.features[0]!.columns;
  const rows = byStep(targets, B);
  let dFinal: Values = {};
  let sums: Values = {};
  for (let t = rows.length - 1; t >= 0; t--) {
    const reading = { ...run, features: [run.features[t]!], yHat: [run.yHat[t]!] };
    const lengths = Array.from({ length: B }, () => 1);
    const back = readBack(network, parameters, reading, [rows[t]!], lengths, 1, () => true);
    const single = { ...run.run, steps: [run.run.steps[t]!], outputs: [run.run.outputs[t]!] };
    const { steps, gradients, dInitial } = bptt(cell, parameters, single, back.dOutputs, 0, dFinal);
    const seen: [SymbolId, Matrix][] = [['readout.do', back.dLogits[0]!]];
    for (const { value, gradient } of cell.states) seen.push([gradient, steps[0]!.dStates[value]!]);
    seen.push(...Object.entries(steps[0]!.inner));
    for (const [id, { data }] of seen)
      yield { kind: 'backward', name: nameOf(cell.id, id), step: t + 1, numbers: data };
    const copies: Values = { ...gradients, ...back.gradients };
    const total = sums;
    sums = Object.fromEntries(
      Object.entries(copies).map(([id, m]) => [id, total[id] ? add(total[id], m) : m]),
    );
    dFinal = dInitial;
  }
  for (const [id, { data }] of Object.entries(sums))
    yield { kind: 'backward', name: `∇${nameOf(cell.id, id)}`, step: null, numbers: data };
}

const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** `3.2 · 10⁴⁰`; a number near 1 as it is. */
function written(value: number): string {
  if (!Number.isFinite(value)) return value === -Infinity ? '−Infinity' : String(value);
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size === 0 || (size >= 0.01 && size < 1e4)) return sign + Number(size.toPrecision(2));
  const [mantissa, power = ''] = size.toExponential(1).split('e');
  const raised = [...power].map((c) => (c === '+' ? '' : c === '-' ? '⁻' : digits[Number(c)])).join('');
  return `${sign}${mantissa} · 10${raised}`;
}

const placeOf = ({ name, step }: Finding): string =>
  step === null ? name : `${name} at t = ${step} of the batch`;

function sentenceOf(first: Found | null, largest: Found | null, tooMuch: boolean): string {
  if (first) {
    const { kind, value } = first;
    if (kind === 'parameter' || kind === 'state')
      return `${kind === 'state' ? 'The state ' : ''}${first.name} held ${written(value)} before this batch was read.`;
    if (!Number.isFinite(value)) return `First to go was ${placeOf(first)}: it became ${written(value)}.`;
    return (
      `First to go was ${placeOf(first)}: computed again in float64 it is ${written(value)}, ` +
      `beyond the ${written(largestFloat32)} that float32 holds.`
    );
  }
  if (tooMuch) return 'The network is too large to be run again in float64 to see what went first.';
  return (
    'Computed again in float64, no quantity is infinite or no number' +
    (largest ? `; the largest is ${placeOf(largest)}, ${written(largest.value)}.` : '.')
  );
}

/** A loss or a gradient that is no number any more: the run cannot go on. */
export class NotFiniteError extends Error {
  override name = 'NotFiniteError';
  readonly step: number;
  /** @param first what an {@link autopsy} says */
  constructor(step: number, loss: number, norm: number, first: string) {
    const what = Number.isFinite(loss) ? `the gradient’s norm was ${norm}` : `the loss was ${loss}`;
    super(`In step ${step.toLocaleString('en-GB')} ${what}. That update was not made. ${first}`);
    this.step = step;
  }
}
