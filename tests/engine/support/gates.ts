// What the gated test cells share: the sigmoid, one affine map for each gate, and its backward half.
import type { CellSizes, Values } from '../../../src/engine/cells/cell.ts';
import {
  add,
  hadamard,
  map,
  matrix,
  multiply,
  sumColumns,
  transpose,
  type Matrix,
} from '../../../src/engine/matrix.ts';
import { uniform, type Random } from '../../../src/engine/random.ts';

export const sigmoid = (m: Matrix): Matrix => map(m, (v) => 1 / (1 + Math.exp(-v)));
/** Slopes from the value: s (1 − s) and 1 − t². */
export const sigmoidSlope = (s: Matrix): Matrix => map(s, (v) => v * (1 - v));
export const tanhSlope = (t: Matrix): Matrix => map(t, (v) => 1 - v * v);
export const oneMinus = (m: Matrix): Matrix => map(m, (v) => 1 - v);
export const times = (...factors: readonly Matrix[]): Matrix => factors.reduce(hadamard);

/** `U_g` [hiddens, inputs], `W_g` [hiddens, hiddens], `b_g` [hiddens, 1] of each gate g, under a cell's name. */
export const gateShapes = (cell: string, gates: readonly string[], { inputs, hiddens }: CellSizes) =>
  Object.fromEntries(
    gates.flatMap((g): [string, readonly [number, number]][] => [
      [`${cell}.U_${g}`, [hiddens, inputs]],
      [`${cell}.W_${g}`, [hiddens, hiddens]],
      [`${cell}.b_${g}`, [hiddens, 1]],
    ]),
  );

/** Parameters of these shapes, uniform within ±1/√hiddens. */
export const drawShapes = (
  shapes: Readonly<Record<string, readonly [number, number]>>,
  { hiddens }: CellSizes,
  random: Random,
): Values =>
  Object.fromEntries(
    Object.entries(shapes).map(([id, [rows, columns]]) => [
      id,
      matrix(
        rows,
        columns,
        Array.from({ length: rows * columns }, () => uniform(random, -1, 1) / Math.sqrt(hiddens)),
      ),
    ]),
  );

/** U x + W h + b of one gate. */
export const affine = (p: Values, cell: string, g: string, x: Matrix, h: Matrix): Matrix =>
  add(multiply(p[`${cell}.U_${g}`]!, x), multiply(p[`${cell}.W_${g}`]!, h), p[`${cell}.b_${g}`]!);

/** A gate's parameter gradients from `da`, the gradient at its pre-activation. */
export const affineGradients = (cell: string, g: string, da: Matrix, x: Matrix, h: Matrix): Values => ({
  [`${cell}.U_${g}`]: multiply(da, transpose(x)),
  [`${cell}.W_${g}`]: multiply(da, transpose(h)),
  [`${cell}.b_${g}`]: sumColumns(da),
});

/** What flows back through a gate's matrix of that letter. */
export const back = (p: Values, cell: string, letter: 'U' | 'W', g: string, da: Matrix): Matrix =>
  multiply(transpose(p[`${cell}.${letter}_${g}`]!), da);
