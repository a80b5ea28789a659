// The LSTM alone: shapes, the open forget gate, one step forward and backward worked out by hand.
import { describe, expect, it } from 'vitest';
import { lstmCell } from '../../../src/engine/cells/lstm.ts';
import { column, map, zeros, type Matrix } from '../../../src/engine/matrix.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { expectClose } from '../support/close.ts';

const sizes = { inputs: 2, hiddens: 3 };

describe('parameters', () => {
  it('are an affine map for each of the four gates', () => {
    const shapes = lstmCell().shapes(sizes);
    expect(Object.keys(shapes)).toHaveLength(12);
    expect(shapes).toMatchObject({ 'lstm.U_f': [3, 2], 'lstm.W_c': [3, 3], 'lstm.b_o': [3, 1] });
  });

  it('start with the forget gate open, unless told otherwise', () => {
    const bias = (options?: Parameters<typeof lstmCell>[0]) =>
      [...lstmCell(options).initial(sizes, seededRandom(2))['lstm.b_f']!.data]; // prettier-ignore
    expect(bias()).toEqual([1, 1, 1]);
    expect(bias({ forgetBias: 0 })).toEqual([0, 0, 0]);
    for (const b of bias({ forgetBias: 'drawn' })) expect(Math.abs(b)).toBeLessThan(1 / Math.sqrt(3));
  });

  it('draw the same numbers whatever the forget bias is', () => {
    const { 'lstm.b_f': _one, ...rest } = lstmCell().initial(sizes, seededRandom(2));
    expect(lstmCell({ forgetBias: 'drawn' }).initial(sizes, seededRandom(2))).toMatchObject(rest);
  });
});

/**
 * One unit, x = 1, h⁽⁰⁾ = ½, chosen so that every nonlinearity has an exact value: σ(ln 3) = 3/4, σ(0) = 1/2, tanh(½ ln 3) = 1/2.
 * Backward as in Greff et al. 2017 (arXiv:1503.04069), section II.B, without peepholes.
 */
describe('one step by hand', () => {
  const ln3 = Math.log(3);
  const cPrev = ((ln3 / 2 - 1 / 4) * 4) / 3; // so that c = ¾ cPrev + ½ · ½ = ½ ln 3
  const one = (v: number): Matrix => column([v]);
  const parameters = {
    'lstm.U_f': one(ln3 - 1), 'lstm.W_f': one(1), 'lstm.b_f': one(1 / 2), // a_f = ln 3
    'lstm.U_i': one(1), 'lstm.W_i': one(-1), 'lstm.b_i': one(-1 / 2), // a_i = 0
    'lstm.U_c': one(ln3 / 2), 'lstm.W_c': one(2), 'lstm.b_c': one(-1), // a_c = ½ ln 3
    'lstm.U_o': one(ln3), 'lstm.W_o': one(4), 'lstm.b_o': one(-2), // a_o = ln 3
  }; // prettier-ignore
  const previous = { 'lstm.h': one(1 / 2), 'lstm.c': one(cPrev) };
  const values = lstmCell().step(parameters, one(1), previous);

  it.each([
    ['f', 3 / 4], ['i', 1 / 2], ['cTilde', 1 / 2], ['o', 3 / 4],
    ['c', ln3 / 2], ['h', 3 / 8],
  ])('forward: %s', (id, expected) => expectClose(values[`lstm.${id}`]!, one(expected), id)); // prettier-ignore

  const back = lstmCell().stepBackward(parameters, one(1), previous, values, {
    'lstm.h': one(8),
    'lstm.c': one(1),
  });

  it.each([
    ['dcFromHidden', 8 * (3 / 4) * (3 / 4)], // ∇h o (1 − tanh² c)
    ['dc', 4.5 + 1],
    ['df', 5.5 * cPrev], ['di', 5.5 / 2], ['dcTilde', 5.5 / 2], ['do', 8 / 2],
    ['da_f', 5.5 * cPrev * (3 / 16)], ['da_i', 2.75 / 4], ['da_c', 2.75 * (3 / 4)], ['da_o', 4 * (3 / 16)],
  ])('backward: %s', (id, expected) => expectClose(back.inner[`lstm.${id}`]!, one(expected), id)); // prettier-ignore

  it('sends ∇h back through each gate, ∇c through the forget gate alone', () => {
    const paths = { f: 5.5 * cPrev * (3 / 16), i: -0.6875, c: 2 * 2.0625, o: 4 * 0.75 };
    for (const [gate, expected] of Object.entries(paths))
      expectClose(back.dPrevious['lstm.h']![`lstm.dhThrough_${gate}`]!, one(expected), gate);
    expectClose(back.dPrevious['lstm.c']!['lstm.dcFromFuture']!, one(5.5 * (3 / 4)), 'c');
  });

  it('reaches the input and the parameters', () => {
    expectClose(back.dInput, one((ln3 - 1) * 5.5 * cPrev * (3 / 16) + 0.6875 + (ln3 / 2) * 2.0625 + ln3 * 0.75), 'x'); // prettier-ignore
    expectClose(back.dParameters['lstm.U_i']!, one(0.6875), 'U_i');
    expectClose(back.dParameters['lstm.W_i']!, one(0.6875 / 2), 'W_i');
    expectClose(back.dParameters['lstm.b_i']!, one(0.6875), 'b_i');
  });
});

it('with the forget gate open and the input gate shut, the cell state stands still', () => {
  const cell = lstmCell();
  const closed = Object.fromEntries(
    Object.entries(cell.shapes(sizes)).map(([id, [r, c]]) => [id, zeros(r, c)]),
  );
  // σ(±40) is 1 and 0 to the last bit of what is added here
  const held = { ...closed, 'lstm.b_f': map(closed['lstm.b_f']!, () => 40), 'lstm.b_i': map(closed['lstm.b_i']!, () => -40) }; // prettier-ignore
  const c = column([0.3, -2, 5]);
  const values = cell.step(held, column([1, 1]), { 'lstm.h': zeros(3, 1), 'lstm.c': c });
  expectClose(values['lstm.c']!, c, 'c');
});
