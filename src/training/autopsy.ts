// What went first when a loss or a gradient was no number any more: the same batch once more through the reference engine (float64),
// quantity by quantity in an order in which they can be computed (dissection.ts), until one is not finite.
import { checkBatch, checkState, type Batch, type Numbers, type NumbersByName } from '../backends/backend.ts'; // prettier-ignore
import { networkOf } from '../backends/network.ts';
import { checkNumbers } from '../backends/parameters.ts';
import { batchOf, valuesOf } from '../backends/reference/engineForm.ts';
import type { TrainerSpec } from '../backends/spec.ts';
import { forwardPass } from '../engine/network.ts';
import { backward, forward, given, workOf, type Seen } from './dissection.ts';

/** A number in a quantity. */
export interface Finding {
  /** By the book's textbook letters: `h`, `a_f`, `∇W`. */
  readonly name: string;
  /** `in layer 2`, `in the reverse direction of layer 2`, `in the read-out at the end`; null where there is no other place. */
  readonly where: string | null;
  /** 1 … τ; null for parameters, their gradients, the state before the first step, and a read-out at the end. */
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
  readonly kind: Seen['kind'];
}

/**
 * Runs one batch again and says what went first. Changes nothing.
 * @param parameters as they were before the step, by the names and with the shapes of `parameterShapes`
 * @param state before the batch, as `stateSize` lays it out
 * @param precision of the backend that failed
 * @throws RangeError where an array does not fit the spec
 */
export function autopsy(
  spec: TrainerSpec,
  parameters: NumbersByName,
  batch: Batch,
  state: Numbers,
  precision: 'float64' | 'float32',
): Autopsy {
  checkNumbers('autopsy', spec, parameters);
  checkBatch('autopsy', spec, batch);
  checkState('autopsy', spec, state);
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
  const fed = batchOf(spec, batch, state);
  const tooMuch = workOf(spec) > most;
  const before = look(given(spec, parameters, fed));
  if (before || tooMuch) return { first: before, largest, sentence: sentenceOf(before, largest, tooMuch) };
  const values = valuesOf(spec, parameters);
  const run = forwardPass(network, values, fed);
  const first = look(forward(network, run)) ?? look(backward(network, values, fed, run));
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

const placeOf = ({ name, where, step }: Finding): string =>
  name + (where ? ` ${where}` : '') + (step === null ? '' : ` at t = ${step} of the batch`);

function sentenceOf(first: Found | null, largest: Found | null, tooMuch: boolean): string {
  if (first) {
    const { kind, value } = first;
    if (kind === 'parameter' || kind === 'state')
      return `${kind === 'state' ? 'The state ' : ''}${placeOf(first)} held ${written(value)} before this batch was read.`;
    if (kind === 'input') return `The input ${placeOf(first)} held ${written(value)}.`;
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
  /** Computed again in float64, nothing went: then it was the backend that went wrong. */
  readonly unexplained: boolean;
  /**
   * @param first what an {@link autopsy} says
   * @param unexplained whether it found nothing
   */
  constructor(step: number, loss: number, norm: number, first: string, unexplained = false) {
    const what = Number.isFinite(loss) ? `the gradient’s norm was ${norm}` : `the loss was ${loss}`;
    super(`In step ${step.toLocaleString('en-GB')} ${what}. That update was not made. ${first}`);
    this.step = step;
    this.unexplained = unexplained;
  }
}
