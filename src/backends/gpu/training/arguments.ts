// A call's batches and states as the arrays that a pipeline takes, and what a pipeline gives back as the contract's numbers.
import type { Batch, Numbers } from '../../backend.ts';
import { countTargets } from '../../correct.ts';
import type { OptimizerSpec } from '../../optimizers.ts';
import { directionsOf, statesOf, type FullSpec } from '../../spec.ts';
import type { DeviceArray, DeviceResults } from './plan.ts';

/** Of one update, as `facts[k]`. */
export interface Facts {
  /** 1 where the states go on from those before, 0 where they begin at zero. */
  readonly carry: number;
  /** What ∇o is multiplied by: one over the counted targets under a mean. */
  readonly scale: number;
  /** 1 / (1 − β₁ⁿ) and 1 / (1 − β₂ⁿ) of Adam's n-th update; 1 for the others. */
  readonly first: number;
  readonly second: number;
}

export const readingsOf = ({ readout, steps }: FullSpec): number => (readout === 'last-step' ? 1 : steps);

/** @param updates how many were made before */
export function factsOf(spec: FullSpec, batch: Batch, carry: boolean, updates: number): Facts {
  const count = countTargets(batch);
  return {
    carry: carry ? 1 : 0,
    scale: spec.reduction === 'sum' ? 1 : count > 0 ? 1 / count : 0,
    ...corrections(spec.optimizer, updates + 1),
  };
}

const corrections = (spec: OptimizerSpec, n: number): Pick<Facts, 'first' | 'second'> =>
  spec.id === 'adam'
    ? { first: 1 / (1 - spec.beta1 ** n), second: 1 / (1 - spec.beta2 ** n) }
    : { first: 1, second: 1 };

/** 1 where a sequence still runs, else 0: [steps][batch]. */
function liveOf({ steps, batch }: FullSpec, { lengths }: Batch): Float32Array {
  const live = new Float32Array(steps * batch);
  for (let t = 0; t < steps; t++)
    for (let b = 0; b < batch; b++) live[t * batch + b] = t < (lengths?.[b] ?? steps) ? 1 : 0;
  return live;
}

/** Vectors past a sequence's end may be anything; a gradient of zero times one of them need not be zero, so they go in as zeros. */
function inputsOf({ input, inputs: width }: FullSpec, { inputs }: Batch, live: Float32Array): Float32Array {
  if (input !== 'dense') return Float32Array.from(inputs);
  return Float32Array.from(inputs, (x, n) => (live[Math.floor(n / width)] ? x : 0));
}

const joined = (arrays: readonly Float32Array[]): Float32Array => {
  if (arrays.length === 1) return arrays[0]!;
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
};

/** Everything but the blocks: inputs, targets, live and facts of all updates, then a state for each place. */
export function batchArrays(
  spec: FullSpec,
  batches: readonly Batch[],
  facts: readonly Facts[],
  state: Numbers,
): DeviceArray[] {
  const { steps: T, batch: B, inputs: I, hiddens: H, input } = spec;
  const lives = batches.map((batch) => liveOf(spec, batch));
  const rows = batches.length * T;
  return [
    {
      data: joined(batches.map((batch, k) => inputsOf(spec, batch, lives[k]!))),
      size: input === 'dense' ? [I, B, rows] : [B, rows],
    },
    {
      data: joined(batches.map(({ targets }) => Float32Array.from(targets))),
      size: [B, batches.length * readingsOf(spec)],
    },
    { data: joined(lives), size: [B, rows] },
    {
      data: Float32Array.from(
        facts.flatMap(({ carry, scale, first, second }) => [carry, scale, first, second]),
      ),
      size: [4, facts.length],
    },
    ...placeStates(spec, state).map((data) => ({ data, size: [H, statesOf(spec) * B] })),
  ];
}

/** [states][places][batch][hiddens] → for each place [states][batch][hiddens]. */
function placeStates(spec: FullSpec, state: Numbers): Float32Array[] {
  const one = spec.batch * spec.hiddens;
  const places = spec.layers * directionsOf(spec);
  return Array.from({ length: places }, (_, n) => {
    const own = new Float32Array(statesOf(spec) * one);
    for (let s = 0; s < statesOf(spec); s++)
      own.set(state.subarray((s * places + n) * one, (s * places + n + 1) * one), s * one);
    return own;
  });
}

/** And back, from the results `name0`, `name1`, … */
export function stateFrom(spec: FullSpec, results: DeviceResults, name: string): Float32Array {
  const one = spec.batch * spec.hiddens;
  const places = spec.layers * directionsOf(spec);
  const state = new Float32Array(statesOf(spec) * places * one);
  for (let n = 0; n < places; n++)
    for (let s = 0; s < statesOf(spec); s++)
      state.set(results[`${name}${n}`]!.subarray(s * one, (s + 1) * one), (s * places + n) * one);
  return state;
}

/** Losses of counted targets, summed in float64; `judged` is [2][readings][batch], its second plane the losses. */
export function sumLosses(judged: Float32Array): number {
  let sum = 0;
  for (let n = judged.length / 2; n < judged.length; n++) sum += judged[n]!;
  return sum;
}

/** √ of the sum of squares, from what the device joined: the largest entry and the sum in shares of it. */
export const normFrom = ([largest, sum]: Float32Array): number => largest! * Math.sqrt(sum!);

/** Entries [readings][batch][width] that `keep` names, zero elsewhere. */
export function masked(
  numbers: Float32Array,
  width: number,
  keep: (reading: number) => boolean,
): Float32Array {
  return numbers.map((v, n) => (keep(Math.floor(n / width)) ? v : 0));
}
