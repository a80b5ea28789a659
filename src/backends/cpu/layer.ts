// One layer read in one direction: over the steps forward and back, and the gradients of its weights as one product each over all steps.
// The equations are those of src/engine/cells; what is between the products is in assembly/rnn.ts, lstm.ts and gru.ts.
import { cellStateAt, stateAt, type Frame } from './frame.ts';
import type { CellPlaces } from './packing.ts';
import { addInputGradient, addWeightGradients } from './weights.ts';

/** Where the gradient at a direction's outputs lies. */
export interface OutputGradient {
  readonly at: number;
  readonly stride: number;
}

export class LayerDirection {
  readonly #f: Frame;

  constructor(frame: Frame) {
    this.#f = frame;
  }

  state(t: number): number {
    return stateAt(this.#f, t);
  }
  get stateStride(): number {
    return this.#f.yStride;
  }
  cellState(t: number): number {
    return cellStateAt(this.#f, t);
  }
  /** After `backward`: the gradients at the state before the first step, rows of one padded state. */
  get stateGradient(): number {
    return this.#f.own.carry;
  }
  get cellStateGradient(): number {
    return this.#f.own.carryC;
  }
  /** The slots before the first and after the last step that this direction takes. */
  get before(): number {
    return this.#f.way > 0 ? -1 : this.#f.shard.steps;
  }
  get last(): number {
    return this.#f.way > 0 ? this.#f.shard.steps - 1 : 0;
  }

  forward(): void {
    const { rows, steps, tokens } = this.#f.shard;
    const { x, stride, depth } = this.#f.input;
    const { a } = this.#f.own;
    const k = this.#f.k;
    const [aStride, wide] = [this.#f.aStride, this.#f.sections * this.#f.width];
    if (x !== null) {
      k.spreadRow(this.#f.cell.b, a, aStride, rows * steps, wide);
      k.addProduct(
        x,
        stride,
        this.#f.panels.uForward,
        a,
        aStride,
        rows * steps,
        wide,
        depth,
        this.#f.cell.width,
      );
    }
    for (let n = 0, t = this.before + this.#f.way; n < steps; n++, t += this.#f.way) {
      const now = a + t * rows * aStride;
      if (x === null)
        k.gatherRows(this.#f.panels.table, aStride, tokens + t * rows * 4, now, aStride, rows, wide);
      this.#step(t, now);
    }
  }

  /** The recurrent product and the cell, at step t. */
  #step(t: number, a: number): void {
    const { rows, lengths } = this.#f.shard;
    const { cell, nonlinearity, resetAfter, updateWeighs, hiddens } = this.#f.spec;
    const { wForward } = this.#f.panels;
    const k = this.#f.k;
    const [width, aStride, stride] = [this.#f.width, this.#f.aStride, this.#f.yStride];
    const [h, hPrev] = [this.state(t), this.state(t - this.#f.way)];
    const before = cell === 'gru' && !resetAfter;
    const columns = (before ? 2 : this.#f.gates) * width;
    k.addProduct(hPrev, stride, wForward, a, aStride, rows, columns, hiddens, width);
    if (cell === 'rnn') {
      k.rnnForward(a, aStride, h, hPrev, stride, lengths, t, rows, width, nonlinearity === 'relu');
    } else if (cell === 'lstm') {
      const [c, cPrev] = [this.cellState(t), this.cellState(t - this.#f.way)];
      const tanhC = this.#f.own.tanhC + t * rows * this.#f.bytes;
      k.lstmForward(a, aStride, h, hPrev, stride, c, cPrev, tanhC, this.#f.bytes, lengths, t, rows, width);
    } else {
      if (before) {
        const held = this.#f.own.held + t * rows * this.#f.bytes;
        k.gruReset(a, aStride, hPrev, stride, held, rows, width);
        const [from, to] = [wForward + 2 * width * this.#f.bytes, a + 2 * this.#f.bytes];
        k.addProduct(held, this.#f.bytes, from, to, aStride, rows, width, hiddens, width);
      }
      const flipped = updateWeighs === 'new';
      k.gruForward(a, aStride, h, hPrev, stride, lengths, t, rows, width, resetAfter, flipped);
    }
  }

  /**
   * From the gradient at the outputs to that at every pre-activation, in place of the gates.
   * @param whole also to the state before the first step
   */
  backward(out: OutputGradient, whole: boolean): void {
    const { rows, steps } = this.#f.shard;
    const { truncate } = this.#f.spec;
    const k = this.#f.k;
    const { carry, carryC } = this.#f.own;
    k.clear(carry, rows * this.#f.bytes);
    if (this.#f.spec.cell === 'lstm') k.clear(carryC, rows * this.#f.bytes);
    for (let n = 0, t = this.last; n < steps; n++, t -= this.#f.way) {
      const a = this.#f.own.a + t * rows * this.#f.aStride;
      const cut = truncate > 0 && t > 0 && t % truncate === 0;
      this.#stepBackward(t, a, out, !cut && (whole || n < steps - 1));
      if (!cut) continue;
      k.clear(carry, rows * this.#f.bytes);
      if (this.#f.spec.cell === 'lstm') k.clear(carryC, rows * this.#f.bytes);
    }
  }

  #stepBackward(t: number, a: number, out: OutputGradient, further: boolean): void {
    const { rows, lengths } = this.#f.shard;
    const { cell, nonlinearity, resetAfter, updateWeighs } = this.#f.spec;
    const { carry, carryC, dHeld } = this.#f.own;
    const { wBackward } = this.#f.panels;
    const k = this.#f.k;
    const [width, bytes, aStride, stride] = [this.#f.width, this.#f.bytes, this.#f.aStride, this.#f.yStride];
    const dOut = out.at + t * rows * out.stride;
    const hPrev = this.state(t - this.#f.way);
    const depth = this.#f.gates * width;
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
      const cPrev = this.cellState(t - this.#f.way);
      const tanhC = this.#f.own.tanhC + t * rows * bytes;
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
      const flipped = updateWeighs === 'new';
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
        // ∇(r ∘ h) = W_hᵀ ∇m; W_h's rows are the last section of each panel
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
    addInputGradient(this.#f, dx, stride);
  }

  /** Adds the gradients of U, W and b at the places given. */
  addWeightGradients(gradient: CellPlaces): void {
    addWeightGradients(this.#f, gradient);
  }
}
