// What went first, in networks made to break at a known place; and that whatever stops the reference is found.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch, NumbersByName } from '../../src/backends/backend.ts';
import { initialNumbers } from '../../src/backends/network.ts';
import { parameterShapes } from '../../src/backends/parameters.ts';
import { reference } from '../../src/backends/reference.ts';
import { stateSize, type TrainerSpec } from '../../src/backends/spec.ts';
import { autopsy, largestFloat32, NotFiniteError } from '../../src/training/autopsy.ts';
import { defaultOptions, specOf } from '../../src/training/options.ts';
import { cpu } from '../backends/cpu/node.ts';

/** One hidden unit, two characters, one sequence. */
const tiny = (cell: TrainerSpec['cell'], steps: number, more: Partial<TrainerSpec> = {}): TrainerSpec => ({
  ...specOf({ ...defaultOptions, cell, nonlinearity: 'relu', hiddens: 1, steps, batch: 1 }, 2),
  ...more,
});
/** Zeros but for what is given; one number fills an array. */
const numbers = (spec: TrainerSpec, given: Record<string, number | number[]>): NumbersByName =>
  Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([id, [rows, columns]]) => {
      const value = given[id] ?? 0;
      return [id, typeof value === 'number' ? new Float64Array(rows * columns).fill(value) : Float64Array.from(value)]; // prettier-ignore
    }),
  );
/** All inputs are character 0, all targets character 1. */
const batchFor = ({ steps, batch }: TrainerSpec): Batch => ({
  inputs: new Int32Array(steps * batch),
  targets: new Int32Array(steps * batch).fill(1),
});
const none = (spec: TrainerSpec) => new Float64Array(stateSize(spec));

/** W = 10¹⁰⁰ and an input of 1: a is 1, 10¹⁰⁰, 10²⁰⁰, 10³⁰⁰, and then beyond float64. */
const spec = tiny('rnn', 8);
const growing = numbers(spec, { 'rnn.W': 1e100, 'rnn.U': 1 });

describe('what went first', () => {
  it('in float64, at its time step', () => {
    const { first, sentence } = autopsy(spec, growing, batchFor(spec), none(spec), 'float64');
    expect(first).toMatchObject({ name: 'a', step: 5, value: Infinity });
    expect(sentence).toBe('First to go was a at t = 5 of the batch: it became Infinity.');
  });
  it('in float32, earlier: said with the number that float64 still has', () => {
    const slower = numbers(spec, { 'rnn.W': 1e20, 'rnn.U': 1 });
    const { first, sentence } = autopsy(spec, slower, batchFor(spec), none(spec), 'float32');
    expect(first).toMatchObject({ name: 'a', step: 3, value: 1e40 });
    expect(sentence).toBe(
      'First to go was a at t = 3 of the batch: computed again in float64 it is 1.0 · 10⁴⁰, beyond the 3.4 · 10³⁸ that float32 holds.',
    );
    expect(autopsy(spec, slower, batchFor(spec), none(spec), 'float64').first).toBeNull();
  });
  it('the bound is float32’s own', () => {
    expect(Math.fround(largestFloat32)).toBe(largestFloat32);
    expect(Math.fround(largestFloat32 * (1 + 2 ** -24))).toBe(Infinity);
    const two = tiny('rnn', 2);
    // a⁽²⁾ = b + W b, and b is nothing beside it
    const edge = (b: number) =>
      autopsy(two, numbers(two, { 'rnn.W': largestFloat32, 'rnn.b': b }), batchFor(two), none(two), 'float32').first; // prettier-ignore
    expect(edge(1 - 2 ** -50)).toBeNull();
    expect(edge(1 + 2 ** -50)).toMatchObject({ name: 'a', step: 2 });
  });
  it('a parameter that was broken before, by its letter', () => {
    const broken = (values: NumbersByName, of = spec) =>
      autopsy(of, values, batchFor(of), none(of), 'float64').sentence;
    expect(broken({ ...growing, 'rnn.U': Float64Array.of(1, NaN) })).toBe(
      'U held NaN before this batch was read.',
    );
    expect(broken({ ...growing, 'readout.c': Float32Array.of(-Infinity, 0) })).toBe(
      'c held −Infinity before this batch was read.',
    );
    // beside gates the read-out's bias is d
    const gated = tiny('lstm', 2);
    expect(broken(numbers(gated, { 'readout.c': NaN }), gated)).toBe(
      'd held NaN before this batch was read.',
    );
    expect(broken(numbers(gated, { 'lstm.W_f': Infinity }), gated)).toMatch(/^W_f held Infinity before/);
  });
  it('a state that came in broken', () => {
    const gated = tiny('lstm', 2);
    const state = Float64Array.of(0, NaN); // h, c
    expect(autopsy(gated, numbers(gated, {}), batchFor(gated), state, 'float64').sentence).toBe(
      'The state c held NaN before this batch was read.',
    );
  });
  it('a gate, a recurrent part of a candidate, an output', () => {
    const lstm = tiny('lstm', 2);
    const gate = numbers(lstm, { 'lstm.U_i': 1e308, 'lstm.b_i': 1e308 });
    expect(autopsy(lstm, gate, batchFor(lstm), none(lstm), 'float64').first).toMatchObject({
      name: 'aᵢ',
      step: 1,
    });
    const gru = tiny('gru', 2);
    const part = numbers(gru, { 'gru.W_h': 1e308, 'gru.v_h': 1e308 });
    expect(autopsy(gru, part, batchFor(gru), Float64Array.of(1), 'float64').first).toMatchObject({
      name: 'm',
      step: 1,
    });
    const output = numbers(gru, { 'readout.V': 1.7e308, 'readout.c': 1e308 });
    expect(autopsy(gru, output, batchFor(gru), Float64Array.of(1), 'float64').first).toMatchObject({
      name: 'q',
      step: 1,
    });
  });
  it('a gradient on the way back, where everything forward was finite', () => {
    const back = tiny('rnn', 3);
    // h is 10⁻³⁰⁰, 10⁻¹⁴⁵, 10¹⁰; what reaches it grows by 10¹⁵⁵ a step, from about 1 at the last
    const values = numbers(back, { 'rnn.W': 1e155, 'rnn.b': 1e-300, 'readout.V': [1, 0] });
    const { first, sentence } = autopsy(back, values, batchFor(back), none(back), 'float64');
    expect(first).toMatchObject({ name: '∇h', step: 1, value: Infinity });
    expect(sentence).toBe('First to go was ∇h at t = 1 of the batch: it became Infinity.');
  });
  it('the sum of a parameter’s copies, where each of them is finite', () => {
    const sum = tiny('rnn', 2, { reduction: 'sum' });
    // ∇V = Σₜ ∇o⁽ᵗ⁾ h⁽ᵗ⁾ with h of 1.2 · 10³⁰⁸ twice and ∇o of 1
    const values = numbers(sum, { 'rnn.W': 1, 'readout.V': [1e-10, 0] });
    const { first, sentence } = autopsy(sum, values, batchFor(sum), Float64Array.of(1.2e308), 'float64');
    expect(first).toMatchObject({ name: '∇V', step: null, value: Infinity });
    expect(sentence).toBe('First to go was ∇V: it became Infinity.');
  });
  it('the sum of the losses, where each of them is finite', () => {
    const sum = tiny('rnn', 2);
    const values = numbers(sum, { 'rnn.W': 1, 'readout.V': [1, 0] });
    expect(autopsy(sum, values, batchFor(sum), Float64Array.of(1.2e308), 'float64').sentence).toBe(
      'First to go was L of the whole batch: it became Infinity.',
    );
  });
});

describe('where float64 finds nothing', () => {
  it('says so, and names the largest', () => {
    const healthy = numbers(spec, { 'rnn.W': 10, 'rnn.U': 1 });
    const { first, largest, sentence } = autopsy(spec, healthy, batchFor(spec), none(spec), 'float32');
    expect(first).toBeNull();
    expect(largest).toMatchObject({ name: 'a', step: 8, value: 11_111_111 });
    expect(sentence).toBe(
      'Computed again in float64, no quantity is infinite or no number; the largest is a at t = 8 of the batch, 1.1 · 10⁷.',
    );
  });
  it('a network too large to be run again is not run', () => {
    const large = specOf({ ...defaultOptions, hiddens: 3000, steps: 32, batch: 8 }, 40);
    const values = initialNumbers(large, 1);
    const { sentence } = autopsy(large, values, batchFor(large), none(large), 'float32');
    expect(sentence).toBe('The network is too large to be run again in float64 to see what went first.');
  });
  it('refuses what does not fit the network', () => {
    const inLayers = { ...spec, layers: 2 };
    expect(() => autopsy(inLayers, growing, batchFor(spec), none(spec), 'float64')).toThrow(
      'autopsy: rnn.U#2 has no entries, expected 1 × 1 = 1',
    );
    expect(() => autopsy(spec, growing, batchFor(spec), new Float64Array(2), 'float64')).toThrow(
      'autopsy: the state has 2 entries, expected 1',
    );
  });
});

it.each([reference, cpu])('whatever stops $name is found', async (backend) => {
  let stopped = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('rnn', 'rnn', 'rnn', 'lstm', 'gru'),
      fc.constantFrom('tanh', 'relu'),
      fc.integer({ min: 0, max: backend.precision === 'float64' ? 307 : 37 }),
      fc.nat(100),
      async (cell, nonlinearity, power, seed) => {
        const options = { ...defaultOptions, cell, nonlinearity, hiddens: 3, steps: 6, batch: 2 } as const;
        const wild = specOf(options, 4);
        const values = Object.fromEntries(
          Object.entries(initialNumbers(wild, seed)).map(([id, v]) => [id, v.map((x) => x * 10 ** power)]),
        );
        const trainer = await backend.create(wild, values);
        const { updated, loss } = await trainer.trainStep(batchFor(wild), none(wild));
        if (updated) return;
        stopped++;
        const { first, largest } = autopsy(wild, values, batchFor(wild), none(wild), backend.precision);
        // a norm can be infinite where no gradient is: the root of a sum of squares, in float32 from some 10¹⁹ on
        if (Number.isFinite(loss) && first === null)
          expect(Math.abs(largest!.value)).toBeGreaterThan(backend.precision === 'float64' ? 1e306 : 1e17);
        else expect(first, `loss ${loss}`).not.toBeNull();
      },
    ),
    { seed: 7, numRuns: 150 },
  );
  expect(stopped).toBeGreaterThan(20);
});

it('the error says which step, what was seen, and what went first', () => {
  expect(new NotFiniteError(1200, Infinity, NaN, 'W held NaN.').message).toBe(
    'In step 1,200 the loss was Infinity. That update was not made. W held NaN.',
  );
  expect(new NotFiniteError(2, 3, Infinity, '').message).toMatch(/the gradient’s norm was Infinity\./);
});
