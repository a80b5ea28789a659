// The contract's flat arrays as the engine takes them: matrices by name, [features, batch] by time.
import type { Values } from '../../engine/cells/cell.ts';
import { matrix, transpose } from '../../engine/matrix.ts';
import type { Batch as EngineBatch } from '../../engine/network.ts';
import { placed, placesOf } from '../../engine/place.ts';
import type { Batch, Numbers, NumbersByName } from '../backend.ts';
import { networkOf } from '../network.ts';
import { parameterShapes } from '../parameters.ts';
import { directionsOf, fullSpec, type TrainerSpec } from '../spec.ts';

/** Parameters, by the names and with the shapes of `parameterShapes`. */
export const valuesOf = (spec: TrainerSpec, numbers: NumbersByName): Values =>
  Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([id, [rows, columns]]) => [
      id,
      matrix(rows, columns, numbers[id]!),
    ]),
  );

/** Names of the states in the order of the contract: all h, then all c; bottom up, forward direction first. */
export function stateNames(spec: TrainerSpec): string[] {
  const places = placesOf(spec.layers ?? 1, directionsOf(spec) === 2);
  return networkOf(spec).cell.states.flatMap(({ value }) => places.map((place) => placed(value, place)));
}

/** [batch, hiddens] each, one after another, as [hiddens, batch] matrices by name. */
export function statesOf(spec: TrainerSpec, state: Numbers): Values {
  const { batch: B, hiddens: H } = spec;
  const part = (n: number) => Float64Array.from(state.subarray(n * B * H, (n + 1) * B * H));
  return Object.fromEntries(stateNames(spec).map((name, n) => [name, transpose(matrix(B, H, part(n)))]));
}

/** A batch and the state before it. */
export function batchOf(
  given: TrainerSpec,
  { inputs, targets, lengths }: Batch,
  state: Numbers,
): EngineBatch {
  const spec = fullSpec(given);
  const { steps: T, batch: B, inputs: I } = spec;
  const rows = <V>(list: ArrayLike<number>, size: number, make: (part: number[]) => V): V[] =>
    Array.from({ length: list.length / size }, (_, t) =>
      make(Array.from({ length: size }, (__, i) => list[t * size + i]!)),
    );
  return {
    inputs:
      spec.input === 'dense'
        ? rows(inputs, B * I, (part) => transpose(matrix(B, I, Float64Array.from(part))))
        : rows(inputs, B, (part) => part),
    targets: rows(targets, B, (part) => part),
    initial: statesOf(spec, state),
    ...(lengths ? { lengths: Array.from({ length: B }, (_, b) => Math.min(T, lengths[b]!)) } : {}),
  };
}
