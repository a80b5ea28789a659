// Networks of one unit whose numbers can be foretold.
import { expect } from 'vitest';
import type { Batch, NumbersByName } from '../../../src/backends/backend.ts';
import { parameterShapes } from '../../../src/backends/parameters.ts';
import { fullSpec, type TrainerSpec } from '../../../src/backends/spec.ts';
import { defaultOptions, specOf } from '../../../src/training/options.ts';

/** One hidden unit, two tokens, one sequence, ReLU. */
export const tiny = (
  cell: TrainerSpec['cell'],
  steps: number,
  more: Partial<TrainerSpec> = {},
): TrainerSpec => ({
  ...specOf({ ...defaultOptions, cell, nonlinearity: 'relu', hiddens: 1, steps, batch: 1 }, 2),
  ...more,
});
/** Zeros but for what is given; one number fills an array. */
export const numbers = (spec: TrainerSpec, given: Record<string, number>): NumbersByName => {
  const shapes = parameterShapes(spec);
  for (const id of Object.keys(given)) expect(Object.keys(shapes)).toContain(id);
  return Object.fromEntries(
    Object.entries(shapes).map(([id, [rows, columns]]) => [id, new Float64Array(rows * columns).fill(given[id] ?? 0)]),
  ); // prettier-ignore
};
/** Token 0, or the number 1, at each step; class 1 wanted. */
export const batchFor = (given: TrainerSpec, lengths?: number[]): Batch => {
  const spec = fullSpec(given);
  const size = spec.steps * spec.batch;
  return {
    inputs: spec.input === 'dense' ? new Float64Array(size * spec.inputs).fill(1) : new Int32Array(size),
    targets: new Int32Array(spec.readout === 'last-step' ? spec.batch : size).fill(1),
    ...(lengths ? { lengths } : {}),
  };
};
