// What the gated cells share: one affine map for each gate, the way back through it, and how its parameters start.
import { activations } from '../activations.ts';
import { add, hadamard, map, multiply, sumColumns, transpose, zeros, type Matrix } from '../matrix.ts';
import { uniform, type Random } from '../random.ts';
import type { CellSizes, Values } from './cell.ts';

export type Shapes = Readonly<Record<string, readonly [number, number]>>;

export const sigmoid = activations.sigmoid.value;
export const tanh = activations.tanh.value;
/** σ′ and tanh′ from the value: s (1 − s) and 1 − t². */
export const sigmoidSlope = (s: Matrix): Matrix => activations.sigmoid.slope(s, s);
export const tanhSlope = (t: Matrix): Matrix => activations.tanh.slope(t, t);
export const oneMinus = (m: Matrix): Matrix => map(m, (v) => 1 - v);
/** Product entry by entry, of matrices of one shape. */
export const times = (...factors: readonly Matrix[]): Matrix => factors.reduce(hadamard);

/** `U_g` [hiddens, inputs], `W_g` [hiddens, hiddens], `b_g` [hiddens, 1] of each gate g: `lstm.U_f` … */
export const gateShapes = (cell: string, gates: readonly string[], { inputs, hiddens }: CellSizes): Shapes =>
  Object.fromEntries(
    gates.flatMap((g): [string, readonly [number, number]][] => [
      [`${cell}.U_${g}`, [hiddens, inputs]],
      [`${cell}.W_${g}`, [hiddens, hiddens]],
      [`${cell}.b_${g}`, [hiddens, 1]],
    ]),
  );

/** Parameters of these shapes, uniform within ±1/√hiddens, in their order: PyTorch's default for its recurrent layers. */
export function drawWithin(shapes: Shapes, { hiddens }: CellSizes, random: Random): Record<string, Matrix> {
  const bound = 1 / Math.sqrt(hiddens);
  return Object.fromEntries(
    Object.entries(shapes).map(([id, [rows, columns]]) => [
      id,
      map(zeros(rows, columns), () => uniform(random, -bound, bound)),
    ]),
  );
}

/** The gates of one cell with their parameters: a_g = b_g + W_g h + U_g x, and what follows from it backwards. */
export const gatesOf = (cell: string, p: Values) => ({
  /** a_g, [hiddens, batch]. */
  affine: (g: string, x: Matrix, h: Matrix): Matrix =>
    add(p[`${cell}.b_${g}`]!, multiply(p[`${cell}.W_${g}`]!, h), multiply(p[`${cell}.U_${g}`]!, x)),
  /** W_gᵀ ∇a_g: the share of ∇h⁽ᵗ⁻¹⁾ that comes through gate g. */
  toState: (g: string, da: Matrix): Matrix => multiply(transpose(p[`${cell}.W_${g}`]!), da),
  /** U_gᵀ ∇a_g. */
  toInput: (g: string, da: Matrix): Matrix => multiply(transpose(p[`${cell}.U_${g}`]!), da),
});

/** A gate's copies ∇U_g⁽ᵗ⁾, ∇W_g⁽ᵗ⁾, ∇b_g⁽ᵗ⁾. */
export const gateCopies = (cell: string, g: string, da: Matrix, x: Matrix, h: Matrix): Values => ({
  [`${cell}.U_${g}`]: multiply(da, transpose(x)),
  [`${cell}.W_${g}`]: multiply(da, transpose(h)),
  [`${cell}.b_${g}`]: sumColumns(da),
});
