// The gradients of one direction's weights, each one product over all steps at once, and of what the layer reads.
import { stateAt, type Frame } from './frame.ts';
import type { CellPlaces } from './packing.ts';
import { blockRows } from './places.ts';

/** dx += Uᵀ ∇a, over all steps. */
export function addInputGradient(f: Frame, dx: number, stride: number): void {
  const { rows, steps } = f.shard;
  const depth = f.sections * f.width;
  const { width } = f.cell;
  f.k.addProduct(f.own.a, f.aStride, f.panels.uBackward, dx, stride, rows * steps, width, depth, depth);
}

/** The gradients of U, W and b, added at the places `gradient` + those of the parameters. */
export function addWeightGradients(f: Frame, gradient: CellPlaces): void {
  const { rows, steps, panelA, panelB } = f.shard;
  const { cell, resetAfter } = f.spec;
  const k = f.k;
  const [width, bytes, aStride, stride] = [f.width, f.bytes, f.aStride, f.yStride];
  const all = rows * steps;
  const wide = f.sections * width;
  const before = cell === 'gru' && !resetAfter;
  const { x, stride: xStride } = f.input;
  const xBytes = f.cell.width * 4;
  for (let start = 0; start < all; start += blockRows) {
    const depth = Math.min(blockRows, all - start);
    /** Rows `from` … of ∇a's sections times the panel in B. */
    const multiply = (from: number, count: number, to: number, toStride: number, columns: number) =>
      k.addProductOfPanels(
        panelA + from * width * depth * 4,
        panelB,
        to,
        toStride,
        count * width,
        columns,
        depth,
        depth,
      );
    k.packFour(f.own.a + start * aStride, aStride, depth, wide, panelA, depth);
    k.packEight(stateAt(f, -f.way) + start * stride, stride, depth, width, panelB, depth);
    multiply(0, before ? 2 : f.gates, gradient.W, bytes, width);
    if (before) {
      k.packEight(f.own.held + start * bytes, bytes, depth, width, panelB, depth);
      multiply(2, 1, gradient.W + 2 * width * bytes, bytes, width);
    }
    if (x === null) continue;
    k.packEight(x + start * xStride, xStride, depth, f.cell.width, panelB, depth);
    if (cell === 'gru') {
      multiply(0, 2, gradient.U, xBytes, f.cell.width);
      multiply(3, 1, gradient.U + 3 * width * xBytes, xBytes, f.cell.width);
    } else multiply(0, f.sections, gradient.U, xBytes, f.cell.width);
  }
  if (x === null) addTokenGradients(f, gradient);
  else k.sumRows(f.own.a, aStride, all, wide, gradient.b);
  // with the reset before the product, the candidate has no bias on its recurrent side
  if (before) k.clear(gradient.b + 2 * bytes, bytes);
}

/** One-hot input: each token's row gathers ∇a of all the places where it was fed; the bias has the sum of all rows. */
function addTokenGradients(f: Frame, gradient: CellPlaces): void {
  const { rows, steps, tokens } = f.shard;
  const { cell, vocabulary } = f.spec;
  const [aStride, wide] = [f.aStride, f.sections * f.width];
  f.k.scatterRows(gradient.U, aStride, tokens, f.own.a, aStride, rows * steps, wide);
  f.k.sumRows(gradient.U, aStride, vocabulary, wide, gradient.b);
  if (cell !== 'gru') return;
  // the candidate's recurrent share has a bias, summed above, but no input weights
  for (let token = 0; token < vocabulary; token++)
    f.k.clear(gradient.U + token * aStride + 2 * f.bytes, f.bytes);
}
