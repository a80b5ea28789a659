// Every optimiser on every backend against PyTorch's: its rule on given gradients, and whole training steps with clipping.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NumbersByName } from '../../src/backends/backend.ts';
import { instantiateOn, firstByte, memoryOf } from '../../src/backends/cpu/kernels.ts';
import { updateParameters } from '../../src/backends/cpu/update.ts';
import { networkOf } from '../../src/backends/network.ts';
import { momentsOf, optimizerIds, optimizerSpec, type OptimizerId, type OptimizerSpec } from '../../src/backends/optimizers.ts'; // prettier-ignore
import { updateInPlace } from '../../src/backends/reference/update.ts';
import { stateSize, type TrainerSpec } from '../../src/backends/spec.ts';
import type { Values } from '../../src/engine/cells/cell.ts';
import { column, fromRows } from '../../src/engine/matrix.ts';
import { fromTorch } from '../../src/engine/torch.ts';
import { readModule } from './cpu/node.ts';
import { suites } from './suites.ts';
import { expectClose, flat } from './support.ts';

type Rows = Record<string, number[][]>;
interface RuleCase {
  readonly id: string;
  readonly rule: OptimizerId;
  readonly options: { readonly alpha: number };
  readonly after: readonly Rows[];
}
const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../fixtures/optimizers/${name}.json`, import.meta.url), 'utf8')) as T;
const specFor = ({ rule, options }: Pick<RuleCase, 'rule' | 'options'>): OptimizerSpec => ({
  ...optimizerSpec(rule, options.alpha),
  ...options,
});

describe('the rules on PyTorch’s gradients, five updates', () => {
  const { start, gradients, cases } = read<{ start: Rows; gradients: Rows[]; cases: RuleCase[] }>('cases');
  /** All numbers of a fixture's matrices, one after another. */
  const line = (rows: Rows): number[] => Object.values(rows).flat(2);

  it('are of all four optimisers, with their defaults and with other options', () => {
    expect(new Set(cases.map(({ rule }) => rule))).toEqual(new Set(optimizerIds));
  });

  it.each(cases)('$id in the reference', (c) => {
    const theta = Float64Array.from(line(start));
    const moments = momentsOf[c.rule].map(() => new Float64Array(theta.length));
    gradients.forEach((g, n) => {
      updateInPlace(theta, Float64Array.from(line(g)), moments, n + 1, specFor(c));
      // the same operations in another order: some roundings of 1e-16 of numbers up to some thousands
      expectClose(theta, line(c.after[n]!), `update ${n + 1}`, 1e-12);
    });
  });

  describe.each(['kernels', 'kernels-relaxed'] as const)('%s', (variant) => {
    it.each(cases)('$id in WebAssembly', async (c) => {
      const memory = memoryOf(1 << 16, false);
      const k = instantiateOn(await readModule(variant), memory);
      const from = line(start);
      const size = Math.ceil(from.length / 4) * 4;
      const [theta, gradient, ...moments] = Array.from({ length: 4 }, (_, n) => firstByte + n * 4 * size);
      const at = (place: number) => new Float32Array(memory.buffer, place, size);
      at(theta!).set(from);
      const places = { theta: theta!, moments, packing: { size } };
      gradients.forEach((g, n) => {
        at(gradient!).set(line(g));
        updateParameters(k, places, gradient!, 1, n + 1, specFor(c));
        // float32: the start and each gradient are rounded at 6e-8, each update adds some four roundings of itself; measured below 3e-7
        expectClose(at(theta!).slice(0, from.length), line(c.after[n]!), `update ${n + 1}`, 5e-7);
      });
      // where there are no parameters, nothing has come to be
      expect([...at(theta!).slice(from.length)]).toEqual(new Array(size - from.length).fill(0));
    });
  });
});

interface Tensors {
  readonly [name: string]: number[] | number[][];
}
interface TrainingCase extends RuleCase {
  readonly cell: TrainerSpec['cell'];
  readonly losses: readonly number[];
  readonly norms: readonly number[];
}
interface Training {
  readonly sizes: { vocabulary: number; hiddens: number; steps: number; batch: number };
  readonly clip: number;
  readonly batches: readonly { inputs: number[]; targets: number[] }[];
  readonly start: Readonly<Record<TrainerSpec['cell'], Tensors>>;
  readonly cases: readonly (Omit<TrainingCase, 'after'> & { after: Tensors })[];
}

describe.each(suites)('twelve training steps of PyTorch’s, clipped, on $name', ({ backend }) => {
  const { sizes, clip, batches, start, cases } = read<Training>('training');

  function ours(spec: TrainerSpec, tensors: Tensors): NumbersByName {
    const values: Values = Object.fromEntries(
      Object.entries(tensors).map(([name, rows]) => [
        name,
        Array.isArray(rows[0]) ? fromRows(rows as number[][]) : column(rows as number[]),
      ]),
    );
    const { cell } = networkOf(spec);
    return flat({
      ...fromTorch({ cell, layers: 1, bidirectional: false }, values),
      'readout.V': values['readout.weight']!,
      'readout.c': values['readout.bias']!,
    });
  }

  it.each(cases)('$cell, $rule', async (c) => {
    const { cell, losses, norms, after } = c;
    const spec: TrainerSpec = {
      ...sizes, cell, nonlinearity: 'tanh', reduction: 'mean', clip, optimizer: specFor(c as never),
    }; // prettier-ignore
    // Float64: the same sums in another order, a dozen times over. Float32: each step's gradient is off by a few roundings of 6e-8,
    // and rules that divide by their own size magnify that where a gradient is small; measured below 1e-6.
    const within = backend.precision === 'float64' ? 1e-12 : 2e-6;
    const trainer = await backend.create(spec, ours(spec, start[cell]));
    for (const [n, loss] of losses.entries()) {
      const { inputs, targets } = batches[n % batches.length]!;
      const result = await trainer.trainStep({ inputs, targets }, new Float64Array(stateSize(spec)));
      expectClose([result.loss, result.norm], [loss, norms[n]!], `loss and norm of step ${n + 1}`, within);
    }
    const wanted = ours(spec, after);
    const got = await trainer.parameters();
    expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort());
    for (const [id, numbers] of Object.entries(wanted)) expectClose(got[id]!, numbers, id, within);
    trainer.dispose();
  });

  it('clips in some steps and not in others', () => {
    const all = cases.flatMap(({ norms }) => norms);
    expect(all.some((norm) => norm > clip)).toBe(true);
    expect(all.some((norm) => norm < clip)).toBe(true);
  });
});
