// The four things that a trainer asks of the device, each one pipeline: the function given to createPipeline runs once, on handles
// instead of numbers, so its loops over time steps, layers and updates are unrolled by being run.
import { Input, type GPU, type IPipelineRunShortcut } from 'gpu.js';
import { momentsOf } from '../../optimizers.ts';
import { directionsOf, type FullSpec } from '../../spec.ts';
import { blocksOf, listOf, type Block } from './blocks.ts';
import { createKit, type Handle, type Kit } from './kit.ts';
import { NetworkPasses, type BatchHandles, type BlockHandles, type Forward } from './network.ts';
import type { Form } from './sources/form.ts';
import { copy, takePlanes, takeRows } from './sources/input.ts';
import { stateOverTime, zeros } from './sources/readout.ts';
import { joinNorms, rowNorms, update } from './sources/update.ts';

/** What a pipeline is for; `updates` training steps are made in one call. */
export type Purpose =
  | { readonly kind: 'train'; readonly updates: number }
  | { readonly kind: 'gradients' | 'evaluate' | 'states' };

/** Numbers that go in, as flat arrays with their sizes, fastest first. */
export interface DeviceArray {
  readonly data: Float32Array;
  readonly size: readonly number[];
}

/** Results by name, flat and row-major. */
export type DeviceResults = Readonly<Record<string, Float32Array>>;

export interface Plan {
  readonly pipeline: IPipelineRunShortcut;
  /** Kernel calls that the loops became. */
  readonly passes: number;
  run(arrays: readonly DeviceArray[]): Promise<DeviceResults>;
  destroy(): Promise<void>;
}

/** Smaller gradients than this are not told apart from none when the norm is scaled: its square root's square is still a float32. */
const smallest = 1e-30;

/** A network's pipelines on one gpu.js instance. The order of arguments: inputs, targets, live, facts, a state a place, a block each. */
export function buildPlan(gpu: GPU, spec: FullSpec, purpose: Purpose, form: Form): Plan {
  const kit = createKit(gpu, {
    batch: spec.batch,
    hiddens: spec.hiddens,
    steps: spec.steps,
    inputs: spec.inputs,
    outputs: spec.outputs,
    smallest,
  });
  let passes = 0;
  const counted: Kit = {
    ...kit,
    kernel(...asked) {
      const pass = kit.kernel(...asked);
      return (...args) => {
        passes++;
        return pass(...args);
      };
    },
  };
  const network = new NetworkPasses(spec, counted, form);
  const places = spec.layers * directionsOf(spec);
  const blocks = blocksOf(spec);
  const list = listOf(blocks);

  const orchestrate = (...handles: Handle[]): Record<string, Handle> => {
    passes = 0;
    const [inputs, targets, live, facts] = handles as [Handle, Handle, Handle, Handle];
    const states = handles.slice(4, 4 + places);
    const all = { inputs, targets, live };
    const given = handles.slice(4 + places);
    const batch = (k: number, states: readonly Handle[]): BatchHandles => ({
      ...shareOf(spec, counted, network.readings, all, k),
      states,
      facts,
      update: k,
    });
    if (purpose.kind === 'train')
      return train(spec, counted, network, list, batch, states, given, purpose.updates);
    const held = asBlocks(given, places);
    const asked = batch(0, states);
    const forward = network.forward(held, asked);
    if (purpose.kind === 'gradients') {
      const back = network.backward(held, asked, forward, true);
      return {
        outputs: forward.outputs,
        logits: forward.logits,
        judged: forward.judged,
        ...named('block', [...back.cells, back.readout, ...(back.embedding ? [back.embedding] : [])]),
        ...(back.inputs && spec.input !== 'one-hot' ? { inputs: back.inputs } : {}),
        ...named('initial', back.initial),
      };
    }
    return {
      logits: forward.logits,
      judged: forward.judged,
      ...named('final', forward.finals),
      ...(purpose.kind === 'states' ? overTime(spec, counted, network, forward, asked.live) : {}),
    };
  };
  // gpu.js counts a pipeline's arguments by the function's length
  const fixed = Object.defineProperty(orchestrate, 'length', { value: 4 + places + list.length });
  // the arrays are copied into the device's memory: a pool of workers would not help
  const pipeline = gpu.createPipeline(fixed as never, { threads: false });
  return {
    pipeline,
    get passes() {
      return passes;
    },
    async run(arrays) {
      const results = await pipeline(
        ...arrays.map(({ data, size }) => new Input(data as never, [...size] as never)),
      );
      return Object.fromEntries(
        Object.entries(results as object).map(([name, value]) => [name, flatten(value)]),
      );
    },
    async destroy() {
      await pipeline.destroy();
      kit.destroy();
    },
  };
}

const named = (name: string, handles: readonly Handle[]): Record<string, Handle> =>
  Object.fromEntries(handles.map((handle, n) => [`${name}${n}`, handle]));

const asBlocks = (handles: readonly Handle[], places: number): BlockHandles => ({
  cells: handles.slice(0, places),
  readout: handles[places]!,
  embedding: handles[places + 1] ?? null,
});

/** The batch of update k out of those of all, which lie one after another. */
function shareOf(
  { steps: T, batch: B, inputs: I, input }: FullSpec,
  { kernel }: Kit,
  readings: number,
  all: { readonly inputs: Handle; readonly targets: Handle; readonly live: Handle },
  k: number,
) {
  const rows = kernel(takeRows, [B, T]);
  return {
    inputs: input === 'dense' ? kernel(takePlanes, [I, B, T])(all.inputs, k * T) : rows(all.inputs, k * T),
    targets: kernel(takeRows, [B, readings])(all.targets, k * readings),
    live: rows(all.live, k * T),
  };
}

/** Every layer's states at every step. */
function overTime(
  { hiddens: H, batch: B, steps: T, ...spec }: FullSpec,
  { kernel }: Kit,
  { cell }: NetworkPasses,
  { tapes }: Forward,
  live: Handle,
): Record<string, Handle> {
  const D = directionsOf(spec);
  const of = (tape: Handle, n: number, state: number) =>
    kernel(stateOverTime, [H, B, T], {
      plane: cell.firstState + state,
      firstStep: n % D === 0 ? 1 : T,
      stepSign: n % D === 0 ? 1 : -1,
    })(tape, live);
  return {
    ...named(
      'hidden',
      tapes.map((tape, n) => of(tape, n, 0)),
    ),
    ...(cell.states === 2
      ? named(
          'cell',
          tapes.map((tape, n) => of(tape, n, 1)),
        )
      : {}),
  };
}

/** `updates` training steps, one after another, the parameters never leaving the device in between. */
function train(
  spec: FullSpec,
  { kernel }: Kit,
  network: NetworkPasses,
  list: readonly Block[],
  batch: (k: number, states: readonly Handle[]) => BatchHandles,
  initial: readonly Handle[],
  given: readonly Handle[],
  updates: number,
): Record<string, Handle> {
  const planes = 1 + momentsOf[spec.optimizer.id].length;
  const places = initial.length;
  const rule = update(spec.optimizer, spec.clip);
  let states = initial;
  let held = given.map((block, n) => kernel(copy, [list[n]!.rows, list[n]!.columns, planes])(block));
  const results: Record<string, Handle> = {};
  for (let k = 0; k < updates; k++) {
    const asked = batch(k, states);
    const blocks = asBlocks(held, places);
    const forward = network.forward(blocks, asked);
    const back = network.backward(blocks, asked, forward, false);
    const gradients = [...back.cells, back.readout, ...(back.embedding ? [back.embedding] : [])];
    let norm = kernel(zeros, [2])();
    gradients.forEach((gradient, n) => {
      const { rows, columns } = list[n]!;
      const ofRows = kernel(rowNorms, [columns, 2], { width: rows })(gradient);
      norm = kernel(joinNorms, [2], { rows: columns })(norm, ofRows);
    });
    held = gradients.map((gradient, n) =>
      kernel(rule, [list[n]!.rows, list[n]!.columns, planes])(held[n]!, gradient, norm, asked.facts, k),
    );
    states = forward.finals;
    Object.assign(results, named(`final${k}_`, forward.finals), {
      [`judged${k}`]: forward.judged,
      [`norm${k}`]: norm,
    });
  }
  return { ...results, ...named('block', held) };
}

/** gpu.js answers with rows in arrays in arrays: one flat array of them. */
function flatten(value: unknown): Float32Array {
  const rows: Float32Array[] = [];
  const gather = (part: unknown): void => {
    if (part instanceof Float32Array) rows.push(part);
    else for (const inner of part as readonly unknown[]) gather(inner);
  };
  gather(value);
  if (rows.length === 1) return rows[0]!;
  const all = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}
