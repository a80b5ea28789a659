// The vanilla cell alone: shapes, initial parameters within their bound, one step forward and backward by hand.
import { describe, expect, it } from 'vitest';
import { rnnCell } from '../../../src/engine/cells/rnn.ts';
import { at, column, fromRows, toRows, type Matrix } from '../../../src/engine/matrix.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { expectClose } from '../support/close.ts';

const sizes = { inputs: 2, hiddens: 4 };

describe('parameters', () => {
  it('have the shapes of a = b + W h + U x', () => {
    expect(rnnCell('tanh').shapes(sizes)).toEqual({ 'rnn.U': [4, 2], 'rnn.W': [4, 4], 'rnn.b': [4, 1] });
  });

  it('start within ±1/√hiddens, drawn from the seed', () => {
    const draw = (seed: number) => rnnCell('tanh').initial(sizes, seededRandom(seed));
    const all = Object.values(draw(5)).flatMap((m) => toRows(m).flat());
    expect(all).toHaveLength(8 + 16 + 4);
    expect(Math.max(...all.map(Math.abs))).toBeLessThanOrEqual(0.5);
    expect(Math.max(...all.map(Math.abs))).toBeGreaterThan(0.4); // of 28 uniform draws the largest is almost surely near the bound
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });
});

describe('one step with ReLU, two units, two examples', () => {
  const parameters = {
    'rnn.U': fromRows([[1], [-1]]), // prettier-ignore
    'rnn.W': fromRows([[2, 0], [1, 3]]), // prettier-ignore
    'rnn.b': column([0.5, 0.25]),
  };
  const x = fromRows([[1, 2]]);
  const previous = { 'rnn.h': fromRows([[1, 0], [0, 1]]) }; // prettier-ignore
  const cell = rnnCell('relu');
  const values = cell.step(parameters, x, previous);

  it('goes forward', () => {
    // example 1: a = (.5 + 2 + 1, .25 + 1 − 1);  example 2: a = (.5 + 0 + 2, .25 + 3 − 2)
    expect(toRows(values['rnn.a']!)).toEqual([[3.5, 2.5], [0.25, 1.25]]); // prettier-ignore
    expect(toRows(values['rnn.h']!)).toEqual([[3.5, 2.5], [0.25, 1.25]]); // prettier-ignore
  });

  it('goes backward', () => {
    const dh = fromRows([[1, 10], [100, 1000]]); // prettier-ignore
    const back = cell.stepBackward(parameters, x, previous, values, { 'rnn.h': dh });
    // all units are active, so ∇a = ∇h
    expect(back.inner['rnn.da']).toEqual(dh);
    expect(toRows(back.dInput)).toEqual([[-99, -990]]); // Uᵀ∇a: 1 − 100, 10 − 1000
    // Wᵀ∇a: 2·1 + 1·100, 2·10 + 1·1000; 3·100, 3·1000
    expect(toRows(back.dPrevious['rnn.h']!['rnn.dhFromFuture']!)).toEqual([[102, 1020], [300, 3000]]); // prettier-ignore
    // ∇a xᵀ = 1·1 + 10·2, 100·1 + 1000·2; ∇a hᵀ with h = identity; Σ over the batch
    expect(toRows(back.dParameters['rnn.U']!)).toEqual([[21], [2100]]);
    expect(back.dParameters['rnn.W']).toEqual(dh);
    expect(toRows(back.dParameters['rnn.b']!)).toEqual([[11], [1100]]);
  });
});

it('tanh lets 1 − h² of the gradient through', () => {
  const cell = rnnCell('tanh');
  const one = column([1]);
  const parameters = { 'rnn.U': column([Math.log(3) / 2]), 'rnn.W': column([5]), 'rnn.b': column([0]) };
  const previous = { 'rnn.h': column([0]) };
  const values = cell.step(parameters, one, previous);
  expect(at(values['rnn.h']!, 0)).toBeCloseTo(0.5, 15); // tanh(½ ln 3) = ½
  const back = cell.stepBackward(parameters, one, previous, values, { 'rnn.h': column([8]) });
  expectClose(back.inner['rnn.da'] as Matrix, column([6]), '∇a = (1 − ¼) · 8');
});
