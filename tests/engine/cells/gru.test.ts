// The GRU alone, in its four dialects: shapes, one step forward and backward worked out by hand, and how the dialects relate.
import { describe, expect, it } from 'vitest';
import { gruCell, type GruOptions } from '../../../src/engine/cells/gru.ts';
import { column, map, type Matrix } from '../../../src/engine/matrix.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { expectClose } from '../support/close.ts';
import { drawMatrix } from '../support/problems.ts';

it('has three affine maps, and with the reset after the product a second bias in the candidate', () => {
  const sizes = { inputs: 2, hiddens: 3 };
  expect(Object.keys(gruCell().shapes(sizes))).toHaveLength(10);
  expect(gruCell().shapes(sizes)['gru.v_h']).toEqual([3, 1]);
  expect(Object.keys(gruCell({ resetAfter: false }).shapes(sizes))).toHaveLength(9);
});

const one = (v: number): Matrix => column([v]);
const ln3 = Math.log(3);

/**
 * One unit, x = 1, h⁽⁰⁾ = 1: r = σ(ln 3) = 3/4, z = σ(ln 3) = 3/4, h̃ = tanh(½ ln 3) = 1/2 in every dialect. ∇h = 8.
 * Cho et al. 2014 (arXiv:1406.1078), equations 5–8, and torch.nn.GRU's documentation for the reset after the product.
 */
const common = {
  'gru.U_r': one(ln3), 'gru.W_r': one(1), 'gru.b_r': one(-1),
  'gru.U_z': one(ln3), 'gru.W_z': one(-2), 'gru.b_z': one(2),
  'gru.W_h': one(2), 'gru.U_h': one(ln3 / 2),
}; // prettier-ignore
const after = { ...common, 'gru.v_h': one(1), 'gru.b_h': one(-9 / 4) }; // m = 1 + 2 = 3, r m = 9/4
const before = { ...common, 'gru.b_h': one(-3 / 2) }; // k = 3/4, W k = 3/2

const dialects: { name: string; options: GruOptions; parameters: Record<string, Matrix>; expected: Record<string, number> }[] = [
  {
    name: 'reset after, z on the old state',
    options: {},
    parameters: after,
    expected: {
      h: 7 / 8, m: 3, dz: 4, dhTilde: 2, da_h: 1.5, dm: 1.125, dr: 4.5, da_z: 0.75, da_r: 27 / 32,
      dhKept: 6, dhThrough_r: 27 / 32, dhThrough_z: -1.5, dhThrough_h: 2.25, W_h: 1.125, v_h: 1.125, b_h: 1.5,
    },
  },
  {
    name: 'reset before, z on the old state',
    options: { resetAfter: false },
    parameters: before,
    expected: {
      h: 7 / 8, k: 3 / 4, dz: 4, dhTilde: 2, da_h: 1.5, dk: 3, dr: 3, da_z: 0.75, da_r: 9 / 16,
      dhKept: 6, dhThrough_r: 9 / 16, dhThrough_z: -1.5, dhThrough_h: 2.25, W_h: 1.125, b_h: 1.5,
    },
  },
  {
    name: 'reset after, z on the new state',
    options: { updateWeighs: 'new' },
    parameters: after,
    expected: {
      h: 5 / 8, m: 3, dz: -4, dhTilde: 6, da_h: 4.5, dm: 3.375, dr: 13.5, da_z: -0.75, da_r: 81 / 32,
      dhKept: 2, dhThrough_r: 81 / 32, dhThrough_z: 1.5, dhThrough_h: 6.75, W_h: 3.375, v_h: 3.375, b_h: 4.5,
    },
  },
  {
    name: 'reset before, z on the new state',
    options: { resetAfter: false, updateWeighs: 'new' },
    parameters: before,
    expected: {
      h: 5 / 8, k: 3 / 4, dz: -4, dhTilde: 6, da_h: 4.5, dk: 9, dr: 9, da_z: -0.75, da_r: 27 / 16,
      dhKept: 2, dhThrough_r: 27 / 16, dhThrough_z: 1.5, dhThrough_h: 6.75, W_h: 3.375, b_h: 4.5,
    },
  },
]; // prettier-ignore

describe.each(dialects)('one step by hand: $name', ({ options, parameters, expected }) => {
  const cell = gruCell(options);
  const previous = { 'gru.h': one(1) };
  const values = cell.step(parameters, one(1), previous);
  const back = cell.stepBackward(parameters, one(1), previous, values, { 'gru.h': one(8) });
  const all: Record<string, Matrix> = {
    ...values,
    ...back.inner,
    ...back.dPrevious['gru.h'],
    ...back.dParameters,
  };
  it.each(Object.entries({ r: 3 / 4, z: 3 / 4, hTilde: 1 / 2, ...expected }))('%s', (id, number) =>
    expectClose(all[`gru.${id}`]!, one(number), id),
  );
});

it('turning the sign of z’s parameters turns one convention into the other', () => {
  const random = seededRandom(6);
  const parameters = gruCell().initial({ inputs: 2, hiddens: 3 }, random);
  const turned = Object.fromEntries(
    Object.entries(parameters).map(([id, m]) => [id, id.endsWith('_z') ? map(m, (v) => -v) : m]),
  );
  const [x, h] = [drawMatrix(random, 2, 2), { 'gru.h': drawMatrix(random, 3, 2) }];
  expectClose(
    gruCell({ updateWeighs: 'new' }).step(turned, x, h)['gru.h']!,
    gruCell().step(parameters, x, h)['gru.h']!,
    'h',
  );
});
