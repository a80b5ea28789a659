// One layer read in one direction: over the steps forward and back, and the gradients of its weights as one product each over all steps.
// The equations are those of src/engine/cells; what is between the products is in assembly/rnn.ts, lstm.ts and gru.ts.
import type { FullSpec } from '../spec.ts';
import type { Kernels } from './kernels.ts';
import { eight, sectionsOf, type CellPlaces } from './packing.ts';
import { blockRows, type CellPanels, type DirectionPlaces, type ShardPlaces } from './places.ts';

/** What a layer reads: rows of this stride, or tokens (one-hot) where `x` is null. */
export interface LayerInput {
  readonly x: number | null;
  readonly stride: number;
  /** Numbers in a row that count, padding between two directions included. */
  readonly depth: number;
}

/** Where the gradient at a direction's outputs lies. */
export interface OutputGradient {
  readonly at: number;
  readonly stride: number;
}

export class LayerDirection {
  readonly #k: Kernels;
  readonly #spec: FullSpec;
  readonly #shard: ShardPlaces;
  readonly #own: DirectionPlaces;
  readonly #panels: CellPanels;
  readonly #cell: CellPlaces;
  readonly #input: LayerInput;
  /** −1: from the last step to the first. */
  readonly #way: 1 | -1;
  /** Padded width of a state; bytes of it, of a row of states, of a row of pre-activations. */
  readonly #width: number;
  readonly #bytes: number;
  readonly #yStride: number;
  readonly #aStride: number;
  readonly #sections: number;
  readonly #gates: number;
  /** Of step 0's state in y. */
  readonly #first: number;

  constructor(
    k: Kernels,
    spec: FullSpec,
    shard: ShardPlaces,
    panels: CellPanels,
    cell: CellPlaces,
    layer: number,
    direction: number,
    input: LayerInput,
  ) {
    this.#k = k;
    this.#spec = spec;
    this.#shard = shard;
    this.#own = shard.directions[layer]![direction]!;
    this.#panels = panels;
    this.#cell = cell;
    this.#input = input;
    this.#way = direction ? -1 : 1;
    const { sections, gates } = sectionsOf[spec.cell];
    this.#sections = sections;
    this.#gates = gates;
    this.#width = eight(spec.hiddens);
    this.#bytes = this.#width * 4;
    this.#yStride = this.#bytes * shard.directions[layer]!.length;
    this.#aStride = sections * this.#bytes;
    this.#first = shard.y[layer]! + shard.rows * this.#yStride + direction * this.#bytes;
  }

  /** Of the state of step t in y; −1 and `steps` are the slots of the state before the first step. */
  state(t: number): number {
    return this.#first + t * this.#shard.rows * this.#yStride;
  }
  get stateStride(): number {
    return this.#yStride;
  }
  /** Of the LSTM's cell state, rows of one padded state. */
  cellState(t: number): number {
    return this.#own.c + (t + 1) * this.#shard.rows * this.#bytes;
  }
  /** After `backward`: the gradients at the state before the first step, rows of one padded state. */
  get stateGradient(): number {
    return this.#own.carry;
  }
  get cellStateGradient(): number {
    return this.#own.carryC;
  }
  /** The slots before the first and after the last step that this direction takes. */
  get before(): number {
    return this.#way > 0 ? -1 : this.#shard.steps;
  }
  get last(): number {
    return this.#way > 0 ? this.#shard.steps - 1 : 0;
  }

  forward(): void {
    const { rows, steps, tokens } = this.#shard;
    const { x, stride, depth } = this.#input;
    const { a } = this.#own;
    const k = this.#k;
    const [aStride, wide] = [this.#aStride, this.#sections * this.#width];
    if (x !== null) {
      k.spreadRow(this.#cell.b, a, aStride, rows * steps, wide);
      k.addProduct(x, stride, this.#panels.uForward, a, aStride, rows * steps, wide, depth, this.#cell.width);
    }
    for (let n = 0, t = this.before + this.#way; n < steps; n++, t += this.#way) {
      const now = a + t * rows * aStride;
      if (x === null)
        k.gatherRows(this.#panels.table, aStride, tokens + t * rows * 4, now, aStride, rows, wide);
      this.#step(t, now);
    }
  }

  /** The recurrent product and the cell, at step t. */
  #step(t: number, a: number): void {
    const { rows, lengths } = this.#shard;
    const { cell, nonlinearity, resetAfter, updateGate, hiddens } = this.#spec;
    const { wForward } = this.#panels;
    const k = this.#k;
    const [width, aStride, stride] = [this.#width, this.#aStride, this.#yStride];
    const [h, hPrev] = [this.state(t), this.state(t - this.#way)];
    const before = cell === 'gru' && !resetAfter;
    const columns = (before ? 2 : this.#gates) * width;
    k.addProduct(hPrev, stride, wForward, a, aStride, rows, columns, hiddens, width);
    if (cell === 'rnn') {
      k.rnnForward(a, aStride, h, hPrev, stride, lengths, t, rows, width, nonlinearity === 'relu');
    } else if (cell === 'lstm') {
      const [c, cPrev] = [this.cellState(t), this.cellState(t - this.#way)];
      const tanhC = this.#own.tanhC + t * rows * this.#bytes;
      k.lstmForward(a, aStride, h, hPrev, stride, c, cPrev, tanhC, this.#bytes, lengths, t, rows, width);
    } else {
      if (before) {
        const held = this.#own.held + t * rows * this.#bytes;
        k.gruReset(a, aStride, hPrev, stride, held, rows, width);
        const [from, to] = [wForward + 2 * width * this.#bytes, a + 2 * this.#bytes];
        k.addProduct(held, this.#bytes, from, to, aStride, rows, width, hiddens, width);
      }
      const flipped = updateGate === 'writes';
      k.gruForward(a, aStride, h, hPrev, stride, lengths, t, rows, width, resetAfter, flipped);
    }
  }

  /**
   * From the gradient at the outputs to that at every pre-activation, in place of the gates.
   * @param whole also to the state before the first step
   */
  backward(out: OutputGradient, whole: boolean): void {
    const { rows, steps } = this.#shard;
    const { truncate } = this.#spec;
    const k = this.#k;
    const { carry, carryC } = this.#own;
    k.clear(carry, rows * this.#bytes);
    if (this.#spec.cell === 'lstm') k.clear(carryC, rows * this.#bytes);
    for (let n = 0, t = this.last; n < steps; n++, t -= this.#way) {
      const a = this.#own.a + t * rows * this.#aStride;
      const cut = truncate > 0 && t > 0 && t % truncate === 0;
      this.#stepBackward(t, a, out, !cut && (whole || n < steps - 1));
      if (!cut) continue;
      k.clear(carry, rows * this.#bytes);
      if (this.#spec.cell === 'lstm') k.clear(carryC, rows * this.#bytes);
    }
  }

  #stepBackward(t: number, a: number, out: OutputGradient, further: boolean): void {
    const { rows, lengths } = this.#shard;
    const { cell, nonlinearity, resetAfter, updateGate } = this.#spec;
    const { carry, carryC, dHeld } = this.#own;
    const { wBackward } = this.#panels;
    const k = this.#k;
    const [width, bytes, aStride, stride] = [this.#width, this.#bytes, this.#aStride, this.#yStride];
    const dOut = out.at + t * rows * out.stride;
    const hPrev = this.state(t - this.#way);
    const depth = this.#gates * width;
    if (cell === 'rnn') {
      const relu = nonlinearity === 'relu';
      k.rnnBackward(
        a,
        aStride,
        this.state(t),
        stride,
        dOut,
        out.stride,
        carry,
        lengths,
        t,
        rows,
        width,
        relu,
      );
    } else if (cell === 'lstm') {
      const cPrev = this.cellState(t - this.#way);
      const tanhC = this.#own.tanhC + t * rows * bytes;
      k.lstmBackward(
        a,
        aStride,
        cPrev,
        tanhC,
        bytes,
        dOut,
        out.stride,
        carry,
        carryC,
        lengths,
        t,
        rows,
        width,
      );
    } else {
      const flipped = updateGate === 'writes';
      k.gruBackward(
        a,
        aStride,
        hPrev,
        stride,
        dOut,
        out.stride,
        carry,
        lengths,
        t,
        rows,
        width,
        resetAfter,
        flipped,
      );
      if (!resetAfter) {
        // ∇(r ∘ h) = W_nᵀ ∇m; W_n's rows are the last section of each panel
        k.clear(dHeld, rows * bytes);
        k.addProduct(
          a + 2 * bytes,
          aStride,
          wBackward + 2 * width * 32,
          dHeld,
          bytes,
          rows,
          width,
          width,
          depth,
        );
        k.gruResetBackward(a, aStride, hPrev, stride, dHeld, carry, lengths, t, rows, width);
      }
    }
    if (!further) return;
    const summed = cell === 'gru' && !resetAfter ? 2 * width : depth;
    k.addProduct(a, aStride, wBackward, carry, bytes, rows, width, summed, depth);
  }

  /** dx += Uᵀ ∇a, over all steps. */
  addInputGradient(dx: number, stride: number): void {
    const { rows, steps } = this.#shard;
    const depth = this.#sections * this.#width;
    const { width } = this.#cell;
    this.#k.addProduct(
      this.#own.a,
      this.#aStride,
      this.#panels.uBackward,
      dx,
      stride,
      rows * steps,
      width,
      depth,
      depth,
    );
  }

  /** The gradients of U, W and b, added at the places `gradient` + those of the parameters. */
  addWeightGradients(gradient: CellPlaces): void {
    const { rows, steps, panelA, panelB } = this.#shard;
    const { cell, resetAfter } = this.#spec;
    const k = this.#k;
    const [width, bytes, aStride, stride] = [this.#width, this.#bytes, this.#aStride, this.#yStride];
    const all = rows * steps;
    const wide = this.#sections * width;
    const before = cell === 'gru' && !resetAfter;
    const { x, stride: xStride } = this.#input;
    const xBytes = this.#cell.width * 4;
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
      k.packFour(this.#own.a + start * aStride, aStride, depth, wide, panelA, depth);
      k.packEight(this.state(-this.#way) + start * stride, stride, depth, width, panelB, depth);
      multiply(0, before ? 2 : this.#gates, gradient.W, bytes, width);
      if (before) {
        k.packEight(this.#own.held + start * bytes, bytes, depth, width, panelB, depth);
        multiply(2, 1, gradient.W + 2 * width * bytes, bytes, width);
      }
      if (x === null) continue;
      k.packEight(x + start * xStride, xStride, depth, this.#cell.width, panelB, depth);
      if (cell === 'gru') {
        multiply(0, 2, gradient.U, xBytes, this.#cell.width);
        multiply(3, 1, gradient.U + 3 * width * xBytes, xBytes, this.#cell.width);
      } else multiply(0, this.#sections, gradient.U, xBytes, this.#cell.width);
    }
    if (x === null) this.#addTokenGradients(gradient);
    else k.sumRows(this.#own.a, aStride, all, wide, gradient.b);
  }

  /** One-hot input: each token's row gathers ∇a of all the places where it was fed; the bias has the sum of all rows. */
  #addTokenGradients(gradient: CellPlaces): void {
    const { rows, steps, tokens } = this.#shard;
    const { cell, vocabulary } = this.#spec;
    const [aStride, wide] = [this.#aStride, this.#sections * this.#width];
    this.#k.scatterRows(gradient.U, aStride, tokens, this.#own.a, aStride, rows * steps, wide);
    this.#k.sumRows(gradient.U, aStride, vocabulary, wide, gradient.b);
    if (cell !== 'gru') return;
    // the candidate's recurrent share has a bias, summed above, but no input weights
    for (let token = 0; token < vocabulary; token++)
      this.#k.clear(gradient.U + token * aStride + 2 * this.#bytes, this.#bytes);
  }
}
