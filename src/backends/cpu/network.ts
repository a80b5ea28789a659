// A shard of the batch through the whole network and back: input, layers, read-out, loss. Where there is one thread, the shard is the batch.
import type { Batch, Numbers } from '../backend.ts';
import { directionsOf, type FullSpec } from '../spec.ts';
import type { Kernels } from './kernels.ts';
import { frameOf, type LayerInput } from './frame.ts';
import { eachState, loadBatch, type ShardMemory } from './io.ts';
import { LayerDirection, type OutputGradient } from './layer.ts';
import { eight, type CellPlaces } from './packing.ts';
import { blockRows, type SharedPlaces, type ShardPlaces } from './places.ts';

/** A place in numbers, from an array that begins at `base`, as bytes. */
const at = (base: number, place: number): number => base + place * 4;
const cellAt = (base: number, { U, W, b, width }: CellPlaces): CellPlaces => ({
  U: at(base, U),
  W: at(base, W),
  b: at(base, b),
  width,
});

export class Shard {
  readonly places: ShardPlaces;
  readonly #k: Kernels;
  readonly #spec: FullSpec;
  readonly #shared: SharedPlaces;
  readonly #f32: Float32Array;
  readonly #memory: ShardMemory;
  /** First sequence of the batch that is this shard's. */
  readonly offset: number;
  readonly #layers: readonly (readonly LayerDirection[])[];
  readonly #both: 1 | 2;
  /** Padded width of a state, in numbers. */
  readonly #width: number;
  /** Where the read-out reads. */
  readonly #read: { readonly at: number; readonly stride: number; readonly depth: number };
  readonly #classes: number;

  constructor(
    k: Kernels,
    spec: FullSpec,
    shared: SharedPlaces,
    places: ShardPlaces,
    memory: ArrayBufferLike,
    offset: number,
  ) {
    this.places = places;
    this.#k = k;
    this.#spec = spec;
    this.#shared = shared;
    this.#f32 = new Float32Array(memory);
    this.#memory = { spec, places, offset, f32: this.#f32, i32: new Int32Array(memory) };
    this.offset = offset;
    this.#both = directionsOf(spec);
    const width = (this.#width = eight(spec.hiddens));
    this.#classes = eight(spec.outputs);
    const { packing, theta, panels } = shared;
    const yStride = this.#both * width * 4;
    this.#layers = packing.cells.map((row, layer) => {
      const below: LayerInput =
        layer > 0
          ? { x: places.y[layer - 1]! + places.rows * yStride, stride: yStride, depth: this.#both * width }
          : spec.input === 'one-hot'
            ? { x: null, stride: 0, depth: 0 }
            : { x: places.x, stride: eight(spec.inputs) * 4, depth: spec.inputs };
      return row.map(
        (cell, d) =>
          new LayerDirection(
            frameOf(k, spec, places, panels[layer]![d]!, cellAt(theta, cell), layer, d, below),
          ),
      );
    });
    const { readWidth } = packing;
    const inPlace = spec.readout === 'every-step' && spec.directions !== 'sum';
    this.#read = {
      at: inPlace ? this.#top[0]!.state(0) : places.read,
      stride: inPlace ? yStride : readWidth * 4,
      depth: readWidth - width + spec.hiddens,
    };
  }

  get #top(): readonly LayerDirection[] {
    return this.#layers.at(-1)!;
  }

  /** The batch's own part and its initial state into the memory. */
  load(batch: Batch, state: Numbers): void {
    loadBatch(this.#memory, batch);
    eachState(
      this.#memory,
      this.#layers.flat(),
      'before',
      (place, from) => (this.#f32[place] = state[from]!),
    );
  }

  /** The state after the last step, or the gradient at the one before the first, into `out`. */
  copyState(out: Numbers, when: 'after' | 'gradient'): void {
    eachState(this.#memory, this.#layers.flat(), when, (place, index) => (out[index] = this.#f32[place]!));
  }

  /** Layers and logits. */
  forward(): void {
    const { rows, steps, tokens, x, readRows, o } = this.places;
    const { packing, theta, vForward } = this.#shared;
    const k = this.#k;
    if (this.#spec.input === 'embedding') {
      const stride = eight(this.#spec.inputs) * 4;
      k.gatherRows(at(theta, packing.E), stride, tokens, x, stride, rows * steps, stride / 4);
    }
    for (const layer of this.#layers) for (const direction of layer) direction.forward();
    this.#gatherRead();
    const { at: read, stride, depth } = this.#read;
    const classes = this.#classes;
    k.spreadRow(at(theta, packing.c), o, classes * 4, readRows, classes);
    k.addProduct(read, stride, vForward, o, classes * 4, readRows, classes, depth, packing.readWidth);
  }

  /** Puts together what the read-out reads, where it does not lie there already. */
  #gatherRead(): void {
    const { rows, readRows, read, picked, index } = this.places;
    const { readout, directions } = this.#spec;
    const k = this.#k;
    const width = this.#width;
    const stride = this.#top[0]!.stateStride;
    const [forward, backward] = this.#top.map((direction) => direction.state(0));
    if (readout === 'every-step') {
      if (directions === 'sum') k.addRows(forward!, backward!, stride, read, width * 4, readRows, width);
      return;
    }
    const summed = directions === 'sum';
    const out = summed ? picked : read;
    const outStride = (summed ? 1 : this.#both) * width * 4;
    k.gatherRows(forward!, stride, index, out, outStride, rows, width);
    if (this.#both === 1) return;
    const second = summed ? picked + rows * width * 4 : read + width * 4;
    k.gatherRows(backward!, stride, index + rows * 4, second, outStride, rows, width);
    if (summed) k.addRows(picked, second, outStride, read, width * 4, rows, width);
  }

  /** Logits before {@link loss}, rows of `stride` numbers. */
  get logits(): { at: number; stride: number } {
    return { at: this.places.o / 4, stride: this.#classes };
  }
  /** The last layer's states, [steps][rows], rows of `stride` numbers, a direction's at multiples of `width`. */
  get hidden(): { at: number; stride: number; width: number } {
    return { at: this.#top[0]!.state(0) / 4, stride: this.#both * this.#width, width: this.#width };
  }

  /** The states after step 0 of every layer's directions, bottom up; those of step t lie t · rows rows of `stride` numbers further. */
  everyState(which: 'hidden' | 'cell'): { at: number; stride: number }[] {
    return this.#layers
      .flat()
      .map((direction) =>
        which === 'hidden'
          ? { at: direction.state(0) / 4, stride: direction.stateStride / 4 }
          : { at: direction.cellState(0) / 4, stride: this.#width },
      );
  }

  /**
   * Sum of the counted losses, nats.
   * @param gradient above 0: the logits become ∇o of the loss times this
   */
  loss(gradient: number): number {
    const { o, targets, pairs, readRows } = this.places;
    this.#k.softmaxLoss(o, this.#classes * 4, targets, pairs, readRows, this.#spec.outputs, gradient);
    let sum = 0;
    for (let n = pairs / 4; n < pairs / 4 + 2 * readRows; n += 2)
      sum += Math.log1p(this.#f32[n]!) + this.#f32[n + 1]!;
    return sum;
  }

  /**
   * From ∇o to the gradient of every parameter, in this shard's own array.
   * @param whole also to the input and to the state before the first step
   */
  backward(whole: boolean): void {
    const { places } = this;
    const { packing } = this.#shared;
    const k = this.#k;
    k.clear(places.gradient, packing.size * 4);
    this.#readoutGradients();
    const yStride = this.#both * this.#width * 4;
    const all = places.rows * places.steps;
    for (let layer = this.#layers.length - 1; layer >= 0; layer--) {
      const shared = layer === this.#layers.length - 1 && this.#shareOut;
      const directions = this.#layers[layer]!;
      for (const [d, direction] of directions.entries()) {
        const out: OutputGradient = shared
          ? { at: places.dOut[layer]!, stride: this.#width * 4 }
          : { at: places.dOut[layer]! + d * this.#width * 4, stride: yStride };
        direction.backward(out, whole);
        direction.addWeightGradients(cellAt(places.gradient, packing.cells[layer]![d]!));
      }
      const embedded = layer === 0 && this.#spec.input === 'embedding';
      if (layer === 0 && !embedded && !(whole && this.#spec.input === 'dense')) continue;
      const [dx, stride] = layer
        ? [places.dOut[layer - 1]!, yStride]
        : [places.dx, eight(this.#spec.inputs) * 4];
      k.clear(dx, all * stride);
      for (const direction of directions) direction.addInputGradient(dx, stride);
      if (embedded)
        k.scatterRows(at(places.gradient, packing.E), stride, places.tokens, dx, stride, all, stride / 4);
    }
  }

  /** Both directions read one gradient: their states were summed at every step. */
  get #shareOut(): boolean {
    return this.#spec.directions === 'sum' && this.#spec.readout === 'every-step';
  }

  /** Gradients of V and c, and what flows to the last layer's outputs. */
  #readoutGradients(): void {
    const { places } = this;
    const { packing, vBackward } = this.#shared;
    const k = this.#k;
    const classes = this.#classes;
    const { readWidth } = packing;
    const { at: read, stride } = this.#read;
    for (let start = 0; start < places.readRows; start += blockRows) {
      const depth = Math.min(blockRows, places.readRows - start);
      k.packFour(places.o + start * classes * 4, classes * 4, depth, classes, places.panelA, depth);
      k.packEight(read + start * stride, stride, depth, readWidth, places.panelB, depth);
      const V = at(places.gradient, packing.V);
      k.addProductOfPanels(places.panelA, places.panelB, V, readWidth * 4, classes, readWidth, depth, depth);
    }
    k.sumRows(places.o, classes * 4, places.readRows, classes, at(places.gradient, packing.c));
    const dOut = places.dOut.at(-1)!;
    const width = this.#width * 4;
    const lastStep = this.#spec.readout === 'last-step';
    const dRead = lastStep ? places.dRead : dOut;
    k.clear(dRead, places.readRows * readWidth * 4);
    k.addProduct(
      places.o,
      classes * 4,
      vBackward,
      dRead,
      readWidth * 4,
      places.readRows,
      readWidth,
      this.#spec.outputs,
      classes,
    );
    if (!lastStep) return;
    const outStride = this.#both * width;
    k.clear(dOut, places.rows * places.steps * outStride);
    for (let d = 0; d < this.#both; d++) {
      const from = dRead + (this.#spec.directions === 'concat' ? d * width : 0);
      const index = places.index + d * places.rows * 4;
      k.scatterRows(dOut + d * width, outStride, index, from, readWidth * 4, places.rows, this.#width);
    }
  }
}
