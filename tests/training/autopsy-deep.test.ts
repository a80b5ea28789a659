// What went first in every kind of network that a run can have: planted in a layer, in a direction, in an embedding, in an input, in a
// read-out at the end, in sequences of several lengths.
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/backends/backend.ts';
import { reference } from '../../src/backends/reference.ts';
import { stateSize, type TrainerSpec } from '../../src/backends/spec.ts';
import { autopsy } from '../../src/training/autopsy.ts';
import { defaultOptions, specOf } from '../../src/training/options.ts';
import { createSession } from '../../src/training/session.ts';
import { cpu } from '../backends/cpu/node.ts';
import { quick } from './support.ts';
import { batchFor, numbers, tiny } from './support/autopsy.ts';

const found = (spec: TrainerSpec, given: Record<string, number>, batch = batchFor(spec)) =>
  autopsy(spec, numbers(spec, given), batch, new Float64Array(stateSize(spec)), 'float64');

describe('a parameter that was broken before, by its letter and its place', () => {
  const both = { layers: 2, directions: 'concat' } as const;
  it.each<[TrainerSpec, string, string]>([
    [tiny('rnn', 3, { layers: 2 }), 'rnn.U', 'U in layer 1'],
    [tiny('rnn', 3, { layers: 2 }), 'rnn.W#2', 'W in layer 2'],
    [tiny('rnn', 3, { directions: 'sum' }), 'rnn.b', 'b in the forward direction'],
    [tiny('rnn', 3, { directions: 'sum' }), 'rnn.W#1r', 'W in the reverse direction'],
    [tiny('lstm', 3, both), 'lstm.U_f#2', 'U_f in the forward direction of layer 2'],
    [tiny('lstm', 3, both), 'lstm.b_o#2r', 'b_o in the reverse direction of layer 2'],
    [tiny('gru', 3, both), 'gru.v_h#1r', 'vₕ in the reverse direction of layer 1'],
    [tiny('gru', 3, { ...both, readout: 'last-step' }), 'readout.V', 'V'],
    [tiny('gru', 3, { ...both, readout: 'last-step' }), 'readout.c', 'd'],
    [tiny('lstm', 3, { input: 'embedding', inputs: 2, layers: 2 }), 'embedding.E', 'E'],
    [tiny('rnn', 3, { input: 'dense', inputs: 2, vocabulary: 1, outputs: 2 }), 'rnn.U', 'U'],
  ])('%#: %s', (spec, id, words) => {
    for (const value of [NaN, -Infinity])
      expect(found(spec, { [id]: value }).sentence).toBe(
        `${words} held ${String(value).replace('-', '−')} before this batch was read.`,
      );
  });
  it('a state that came in broken, wherever it stands', () => {
    const spec = tiny('lstm', 2, { layers: 2 });
    const state = Float64Array.of(0, 0, 0, NaN); // h, h of layer 2, c, c of layer 2
    expect(autopsy(spec, numbers(spec, {}), batchFor(spec), state, 'float64').sentence).toBe(
      'The state c in layer 2 held NaN before this batch was read.',
    );
  });
});

/** U = 1 and W = 10¹⁰⁰: a is 1, 10¹⁰⁰, 10²⁰⁰, 10³⁰⁰, and at the fifth step beyond float64. */
const growing = (mark = '') => ({ [`rnn.U${mark}`]: 1, [`rnn.W${mark}`]: 1e100 });

describe('a weight that is too large', () => {
  it('in a layer', () => {
    const spec = tiny('rnn', 8, { layers: 3 });
    // the layer below gives 1 at each step
    const { first, sentence } = found(spec, { 'rnn.U': 1, ...growing('#2') });
    expect(first).toMatchObject({ name: 'a', where: 'in layer 2', step: 5, value: Infinity });
    expect(sentence).toBe('First to go was a in layer 2 at t = 5 of the batch: it became Infinity.');
    expect(found(spec, growing()).first).toMatchObject({ where: 'in layer 1', step: 5 });
  });
  it('going back: counted from the end, of a shorter sequence from its own', () => {
    for (const directions of ['concat', 'sum'] as const) {
      const spec = tiny('rnn', 8, { directions });
      expect(found(spec, growing('#1r')).first).toMatchObject({ where: 'in the reverse direction', step: 4 });
      expect(found(spec, growing('#1r'), batchFor(spec, [6])).first).toMatchObject({ name: 'a', step: 2 });
      expect(found(spec, growing('#1r'), batchFor(spec, [4])).first).toBeNull();
      expect(found(spec, growing()).first).toMatchObject({ where: 'in the forward direction', step: 5 });
    }
    const upstairs = tiny('rnn', 8, { directions: 'concat', layers: 2 });
    // layer 2 reads 1 and 0
    expect(found(upstairs, { 'rnn.U': 1, ...growing('#2r') }).sentence).toBe(
      'First to go was a in the reverse direction of layer 2 at t = 4 of the batch: it became Infinity.',
    );
  });
  it('over an embedding, and over numbers', () => {
    const embedded = tiny('rnn', 8, { input: 'embedding', inputs: 3 });
    expect(found(embedded, { 'embedding.E': 1e200, 'rnn.U': 1e200 }).first).toMatchObject({ name: 'a', where: null, step: 1 }); // prettier-ignore
    const dense = tiny('rnn', 8, { input: 'dense', inputs: 1, vocabulary: 1, outputs: 2, readout: 'last-step' }); // prettier-ignore
    expect(found(dense, growing()).first).toMatchObject({ name: 'a', step: 5 });
  });
  it('of a gate in a layer', () => {
    const spec = tiny('gru', 3, { layers: 2, directions: 'sum' });
    expect(found(spec, { 'gru.W_h#2r': 1.7e308, 'gru.v_h#2r': 1.7e308 }).first).toMatchObject({ name: 'm', where: 'in the reverse direction of layer 2', step: 2 }); // prettier-ignore
  });
  it('in a read-out at the end, of both directions too', () => {
    const spec = tiny('rnn', 5, { readout: 'last-step', layers: 2 });
    const { sentence } = found(spec, { 'rnn.U': 1, 'rnn.U#2': 1, 'readout.V': 1e308, 'readout.c': 1e308 });
    expect(sentence).toBe('First to go was o in the read-out at the end: it became Infinity.');
    const both = tiny('lstm', 5, { readout: 'last-step', directions: 'concat' });
    const given = { 'lstm.b_c': 9, 'lstm.b_i': 9, 'lstm.b_o': 99, 'readout.V': 1.7e308, 'readout.c': 1e308 };
    expect(found(both, given).first).toMatchObject({ name: 'q', where: 'in the read-out at the end', step: null }); // prettier-ignore
  });
  it('the two directions’ sum, where each of them is finite', () => {
    const spec = tiny('rnn', 2, { directions: 'sum' });
    expect(found(spec, { 'rnn.b': 1e308, 'rnn.b#1r': 1e308 }).sentence).toBe(
      'First to go was h of both directions, added, at t = 1 of the batch: it became Infinity.',
    );
  });
});

it('an input that was no number, at its step; past its sequence’s end nobody asks', () => {
  const spec = tiny('rnn', 4, { input: 'dense', inputs: 2, vocabulary: 1, outputs: 2, batch: 2 });
  const batch = batchFor(spec, [4, 2]);
  const planted = (t: number, b: number, value: number): Batch => {
    const inputs = Float64Array.from(batch.inputs);
    inputs[(t * 2 + b) * 2 + 1] = value;
    return { ...batch, inputs };
  };
  expect(found(spec, { 'rnn.U': 1 }, planted(2, 0, NaN)).sentence).toBe('The input x at t = 3 of the batch held NaN.'); // prettier-ignore
  expect(found(spec, { 'rnn.U': 1 }, planted(2, 1, NaN)).first).toBeNull();
  expect(found(spec, { 'rnn.U': 1 }, planted(1, 1, -Infinity)).first).toMatchObject({ name: 'x', step: 2, value: -Infinity }); // prettier-ignore
});

describe('on the way back, where everything forward was finite', () => {
  it('what a layer sends to the one below', () => {
    const spec = tiny('rnn', 3, { layers: 2 });
    // layer 2 has h of 1 at each step from its bias, and U = 10³⁰⁰ of a zero below; V makes ∇h about 10¹⁰
    const values = numbers(spec, { 'rnn.b#2': 1, 'rnn.U#2': 1e300 });
    values['readout.V']!.set([1e10, 0]);
    const told = autopsy(spec, values, batchFor(spec), new Float64Array(2), 'float64');
    expect(told.first).toMatchObject({ name: '∇x', where: 'in layer 2', step: 3, value: Infinity });
  });
  it('the gradient of the embedding, gathered from steps that are each finite', () => {
    const spec = tiny('rnn', 3, { input: 'embedding', inputs: 1, reduction: 'sum' });
    const values = numbers(spec, { 'rnn.b': 1e-3, 'rnn.U': 1.2e298 });
    values['readout.V']!.set([1e10, 0]);
    const told = autopsy(spec, values, batchFor(spec), new Float64Array(1), 'float64');
    expect(told.sentence).toBe('First to go was ∇E: it became Infinity.');
  });
});

it.each([reference, cpu])('a step past its sequence’s end that would overflow stops nothing on $id', async (backend) => {
  // h is 1 and then W; the step after the end would be W², beyond what the backend's numbers reach
  const W = backend.precision === 'float64' ? 1e160 : 1e20;
  for (const more of [{}, { layers: 2 }, { directions: 'concat' }, { directions: 'sum', layers: 2 }] as const) {
    const spec = tiny('rnn', 6, more);
    const values = numbers(spec, { 'rnn.U': 1, 'rnn.W': W, ...('layers' in more ? { 'rnn.U#2': 1 / W } : {}) });
    const targets = Int32Array.of(1, 1, -1, -1, -1, -1);
    const batch = { ...batchFor(spec, [2]), targets };
    const state = new Float64Array(stateSize(spec));
    expect(autopsy(spec, values, batch, state, backend.precision).first).toBeNull();
    const trainer = await backend.create(spec, values);
    expect((await trainer.trainStep(batch, state)).updated).toBe(true);
    trainer.dispose();
  }
}); // prettier-ignore

it('a run in layers, both ways, says what went first and where', async () => {
  const options = { ...quick, task: 'between-marks', nonlinearity: 'relu', layers: 2, directions: 'concat', optimizer: 'sgd', alpha: 1e100, steps: 10 } as const; // prettier-ignore
  const session = await createSession(reference, null, options);
  await expect(
    (async () => {
      for (let n = 0; n < 50; n++) await session.advance();
    })(),
  ).rejects.toThrow(/That update was not made\. First to go was \S+( in the (forward|reverse) direction of layer [12])? at t = \d+ of the batch: it became/); // prettier-ignore
});

it('a network too large to be run again is not run', () => {
  const large = specOf({ ...defaultOptions, cell: 'lstm', task: 'copy', layers: 3, directions: 'concat', hiddens: 300, steps: 64, batch: 16 }, 1); // prettier-ignore
  const values = numbers(large, {});
  expect(
    autopsy(large, values, batchFor(large), new Float64Array(stateSize(large)), 'float32').sentence,
  ).toBe('The network is too large to be run again in float64 to see what went first.');
});
