// Every optimiser against PyTorch's: its rule on given gradients, and whole training steps on every backend of Node.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instantiateOn, firstByte, memoryOf } from '../../src/backends/cpu/kernels.ts';
import { updateParameters } from '../../src/backends/cpu/update.ts';
import { momentsOf, optimizerIds, optimizerSpec, type OptimizerId, type OptimizerSpec } from '../../src/backends/optimizers.ts'; // prettier-ignore
import { updateInPlace } from '../../src/backends/reference/update.ts';
import { readModule } from './cpu/node.ts';
import { torchTraining } from './shared/torchTraining.ts';
import { suites } from './suites.ts';
import { expectClose } from './support.ts';

type Rows = Record<string, number[][]>;
interface RuleCase {
  readonly id: string;
  readonly rule: OptimizerId;
  readonly options: { readonly alpha: number };
  readonly after: readonly Rows[];
}
const read = <T>(): T =>
  JSON.parse(readFileSync(new URL('../fixtures/optimizers/cases.json', import.meta.url), 'utf8')) as T;
const specFor = ({ rule, options }: Pick<RuleCase, 'rule' | 'options'>): OptimizerSpec => ({
  ...optimizerSpec(rule, options.alpha),
  ...options,
});

describe('the rules on PyTorch’s gradients, five updates', () => {
  const { start, gradients, cases } = read<{ start: Rows; gradients: Rows[]; cases: RuleCase[] }>();
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

describe.each(suites)('$name', torchTraining);
