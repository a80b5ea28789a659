// The passes of a whole network over one batch, forward and back, as calls of kernels on handles: layers, directions, read-out, loss.
import { directionsOf, type FullSpec } from '../../spec.ts';
import { featuresOf, hasV, inputsOf } from './blocks.ts';
import { cellPlan, type Backward, type CellPlan, type Walk } from './cells.ts';
import { joined } from './joined.ts';
import type { Handle, Kit } from './kit.ts';
import type { Form } from './sources/form.ts';
import { cellGradient, embeddingGradient, initialBack, inputsBack } from './sources/gradient.ts';
import { beginTape, embed, finalStates, projectTokens, projectVectors, turn } from './sources/input.ts';
import { beginBack, featuresBack, judge, lastStates, logits, logitsBack,  outputs, readoutGradient, summed, zeros } from './sources/readout.ts'; // prettier-ignore

/** One batch: tokens [steps][batch] or vectors [steps][batch][inputs], targets [readings][batch], live [steps][batch]. */
export interface BatchHandles {
  readonly inputs: Handle;
  readonly targets: Handle;
  readonly live: Handle;
  /** By place, [states · batch][hiddens]. */
  readonly states: readonly Handle[];
  /** Numbers of each update (facts.ts), and which update this is. */
  readonly facts: Handle;
  readonly update: number;
}

/** Blocks in the order of {@link listOf}. */
export interface BlockHandles {
  readonly cells: readonly Handle[];
  readonly readout: Handle;
  readonly embedding: Handle | null;
}

interface Place {
  readonly layer: number;
  readonly direction: number;
  readonly walk: Walk;
  /** The time of step p. */
  readonly time: (p: number) => number;
  readonly constants: Readonly<Record<string, number>>;
}

export interface Forward {
  /** By place. */
  readonly tapes: readonly Handle[];
  /** What each of a place's steps left: the tape as it was then, or its slice. */
  readonly runs: readonly (readonly Handle[])[];
  readonly projected: readonly Handle[];
  /** What each layer reads. */
  readonly xs: readonly Handle[];
  /** The last layer's states over time, both directions side by side. */
  readonly outputs: Handle;
  /** What the read-out sees. */
  readonly features: Handle;
  readonly logits: Handle;
  readonly judged: Handle;
  /** By place, the states after the last step. */
  readonly finals: readonly Handle[];
}

export interface Gradients {
  readonly cells: readonly Handle[];
  readonly readout: Handle;
  readonly embedding: Handle | null;
}

export interface BackwardResult extends Gradients {
  /** ∇x of the network's input, null where nothing asks for it. */
  readonly inputs: Handle | null;
  /** By place, ∇ of the states before the first step; empty where nothing asks for it. */
  readonly initial: readonly Handle[];
}

export class NetworkPasses {
  readonly cell: CellPlan;
  readonly #spec: FullSpec;
  readonly #kit: Kit;
  readonly #form: Form;
  readonly #places: readonly Place[];
  readonly #directions: 1 | 2;

  constructor(spec: FullSpec, kit: Kit, form: Form) {
    this.#spec = spec;
    this.#kit = kit;
    this.#form = form;
    this.cell = cellPlan(spec);
    this.#directions = directionsOf(spec);
    this.#places = Array.from({ length: spec.layers * this.#directions }, (_, n) =>
      this.#place(Math.floor(n / this.#directions), n % this.#directions),
    );
  }

  /** Readings of the network: one a step, or one. */
  get readings(): number {
    return this.#spec.readout === 'last-step' ? 1 : this.#spec.steps;
  }

  #place(layer: number, direction: number): Place {
    const { hiddens: H, batch: B, steps: T, layers, readout } = this.#spec;
    const { planes, backPlanes, firstState, firstBack } = this.cell;
    const last = layer === layers - 1;
    const constants = {
      inputs: inputsOf(this.#spec, layer),
      firstState,
      firstBack,
      // a sum of both directions hands both the same gradient, states side by side each its own half
      topOffset: last && this.#spec.directions === 'sum' ? 0 : direction * H,
      // what only the last layer needs, and the others multiply by zero, must lie within the array all the same
      lastOffset: last && this.#spec.directions !== 'sum' ? direction * H : 0,
      lastStep: last && readout === 'last-step' ? 1 : 0,
      firstTime: direction === 0 ? -1 : T,
      timeSign: direction === 0 ? 1 : -1,
    };
    const walk = this.cell.walk({
      form: this.#form,
      forward: (source) => this.#kit.kernel(source, this.#shape(planes), constants),
      back: (source) => this.#kit.kernel(source, this.#shape(backPlanes), constants),
      backTape: (source) => this.#kit.kernel(source, [H, backPlanes * B, T + 1], constants),
    });
    const time = (p: number) => constants.firstTime + constants.timeSign * p;
    return { layer, direction, walk, time, constants };
  }

  /** Of what a step's kernel writes: the tape, or a slice. */
  #shape(planes: number): readonly number[] {
    const { hiddens, batch, steps } = this.#spec;
    return [hiddens, planes * batch, ...(this.#form.id === 'stacked' ? [steps + 1] : [])];
  }

  #ofLayer<T>(layer: number, all: readonly T[]): readonly T[] {
    return all.slice(layer * this.#directions, (layer + 1) * this.#directions);
  }

  forward(blocks: BlockHandles, batch: BatchHandles): Forward {
    const { steps: T, batch: B, hiddens: H, layers, input, inputs, outputs: K } = this.#spec;
    const { kernel } = this.#kit;
    const D = this.#directions;
    const side = kernel(outputs(D), [D * H, B, T], { firstState: this.cell.firstState });
    const xs: Handle[] = [
      input === 'embedding' ? kernel(embed, [inputs, B, T])(blocks.embedding!, batch.inputs) : batch.inputs,
    ];
    const tapes: Handle[] = [];
    const runs: (readonly Handle[])[] = [];
    const projected: Handle[] = [];
    for (let layer = 0; layer < layers; layer++) {
      for (const place of this.#ofLayer(layer, this.#places)) {
        const n = tapes.length;
        const run = this.#runForward(place, blocks.cells[n]!, xs[layer]!, batch, n);
        tapes.push(run.tape);
        runs.push(run.run);
        projected.push(run.projected);
      }
      xs.push(side(...this.#ofLayer(layer, tapes), batch.live));
    }
    const above = xs[layers]!;
    const features = this.#features(above, this.#ofLayer(layers - 1, tapes));
    const F = featuresOf(this.#spec);
    const o = kernel(logits, [K, B, this.readings], { features: F })(blocks.readout, features);
    const judged = kernel(judge, [B, this.readings, 2])(o, batch.targets);
    const finals = tapes.map((tape) =>
      kernel(finalStates, [H, this.cell.states * B], { firstState: this.cell.firstState })(tape),
    );
    return { tapes, runs, projected, xs, outputs: above, features, logits: o, judged, finals };
  }

  #features(above: Handle, tapes: readonly Handle[]): Handle {
    const { batch: B, hiddens: H, steps: T, readout, directions } = this.#spec;
    const F = featuresOf(this.#spec);
    const sum = directions === 'sum';
    if (readout === 'last-step')
      return this.#kit.kernel(lastStates(this.#directions, sum), [F, B, 1], {
        firstState: this.cell.firstState,
      })(...tapes);
    return sum ? this.#kit.kernel(summed, [H, B, T])(above) : above;
  }

  #runForward({ layer, walk, time, constants }: Place, P: Handle, x: Handle, batch: BatchHandles, n: number) {
    const { steps: T, batch: B, hiddens: H, input } = this.#spec;
    const { kernel } = this.#kit;
    const { gates, planes } = this.cell;
    const project = layer === 0 && input === 'one-hot' ? projectTokens : projectVectors;
    const projected = kernel(project, [gates * H, B, T], constants)(P, x);
    const begin = kernel(beginTape(this.#form), this.#shape(planes), constants);
    const run = [begin(batch.states[n]!, batch.facts, batch.update)];
    for (let p = 1; p <= T; p++)
      run.push(walk.forward(run[p - 1]!, { projected, P, live: batch.live }, p, time(p)));
    return { run, tape: this.#tapeOf(run, planes), projected };
  }

  /** The whole tape from what the steps left: the last of them holds it, or it is put together. */
  #tapeOf(run: readonly Handle[], planes: number): Handle {
    if (this.#form.id === 'stacked') return run.at(-1)!;
    return joined(this.#kit, run, this.#shape(planes));
  }

  /** @param all whether ∇x of the network's input and ∇ of the initial states are wanted too */
  backward(blocks: BlockHandles, batch: BatchHandles, forward: Forward, all: boolean): BackwardResult {
    const { batch: B, steps: T, layers, input, inputs, vocabulary, outputs: K, readout } = this.#spec;
    const { kernel } = this.#kit;
    const D = this.#directions;
    const F = featuresOf(this.#spec);
    const R = this.readings;
    const dO = kernel(logitsBack, [K, B, R])(
      forward.logits,
      forward.judged,
      batch.targets,
      batch.facts,
      batch.update,
    );
    const last = kernel(featuresBack, [F, B, R])(blocks.readout, dO);
    let top = readout === 'last-step' ? kernel(zeros, [F, B, T])() : last;
    const ofReadout = kernel(readoutGradient, [K, F + 1], { features: F, readings: R })(dO, forward.features);
    const cells: Handle[] = [];
    const initial: Handle[] = [];
    let dInputs: Handle | null = null;
    for (let layer = layers - 1; layer >= 0; layer--) {
      const onTop = top;
      const runs = this.#ofLayer(layer, this.#places).map((place, d) => {
        const n = layer * D + d;
        return this.#runBackward(place, blocks.cells[n]!, forward, batch, n, onTop, last, all);
      });
      cells.unshift(...runs.map(({ gradient }) => gradient));
      initial.unshift(...runs.flatMap(({ initial }) => (initial ? [initial] : [])));
      if (layer > 0 || input === 'embedding' || (all && input === 'dense')) {
        const width = inputsOf(this.#spec, layer);
        const into = kernel(inputsBack(D), [width, B, T], { gates: this.cell.gates });
        top = into(...runs.flatMap(({ delta, turned }) => [delta, turned]));
        if (layer === 0) dInputs = top;
      }
    }
    const embedding =
      input === 'embedding' ? kernel(embeddingGradient, [inputs, vocabulary])(dInputs!, batch.inputs) : null;
    return { cells, readout: ofReadout, embedding, inputs: dInputs, initial };
  }

  #runBackward(
    { layer, walk, time, constants }: Place,
    P: Handle,
    forward: Forward,
    batch: BatchHandles,
    n: number,
    top: Handle,
    last: Handle,
    all: boolean,
  ) {
    const { steps: T, batch: B, hiddens: H, input, truncate } = this.#spec;
    const { kernel } = this.#kit;
    const { gates, backPlanes, deltaPlanes, states } = this.cell;
    const rows = gates * H;
    const columns = constants['inputs']! + H + 1 + (hasV(this.#spec) ? 1 : 0);
    const turned = kernel(turn, [columns, rows])(P);
    const steps = forward.runs[n]!;
    const arrays: Backward = {
      tape: forward.tapes[n]!,
      both: (p) => (this.#form.id === 'stacked' ? [forward.tapes[n]!] : [steps[p]!, steps[p - 1]!]),
      projected: forward.projected[n]!,
      P,
      live: batch.live,
      top,
      turned,
    };
    const shape = this.#shape(backPlanes);
    let back = kernel(beginBack(this.#form), shape, constants)(last);
    const run: Handle[] = [];
    for (let p = T; p >= 1; p--) {
      back = walk.deltas(back, arrays, p, time(p));
      run.unshift(back);
      // cut before it crosses from step k, 2k, … to the one before; and nothing reads what reaches the very first state
      const cut = p > 1 ? truncate > 0 && (p - 1) % truncate === 0 : !all;
      if (!cut) back = walk.pass(back, arrays, p, time(p));
      else if (this.#form.id === 'slices') back = kernel(zeros, shape)();
    }
    run.unshift(back);
    const whole = this.#form.id === 'stacked' ? back : joined(this.#kit, run, shape);
    const delta = walk.all(whole, arrays);
    const tokens = layer === 0 && input === 'one-hot';
    const gradient = kernel(cellGradient(tokens, deltaPlanes), [rows, columns], constants)(
      delta,
      arrays.tape,
      forward.xs[layer]!,
    );
    const initial = all ? kernel(initialBack, [H, states * B], constants)(whole) : null;
    return { delta, turned, gradient, initial };
  }
}
