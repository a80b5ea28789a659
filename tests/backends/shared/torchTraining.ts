// Whole training steps of PyTorch's, with clipping, for every optimiser, on any backend.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { NumbersByName } from '../../../src/backends/backend.ts';
import { networkOf } from '../../../src/backends/network.ts';
import { optimizerIds, optimizerSpec, type OptimizerId } from '../../../src/backends/optimizers.ts';
import { stateSize, type TrainerSpec } from '../../../src/backends/spec.ts';
import type { Values } from '../../../src/engine/cells/cell.ts';
import { column, fromRows } from '../../../src/engine/matrix.ts';
import { fromTorch } from '../../../src/engine/torch.ts';
import { few, type Suite } from '../suites.ts';
import { expectClose, flat } from '../support.ts';

interface Tensors {
  readonly [name: string]: number[] | number[][];
}
interface TrainingCase {
  readonly rule: OptimizerId;
  readonly options: { readonly alpha: number };
  readonly cell: TrainerSpec['cell'];
  readonly losses: readonly number[];
  readonly norms: readonly number[];
}
interface Training {
  readonly sizes: { vocabulary: number; hiddens: number; steps: number; batch: number };
  readonly clip: number;
  readonly batches: readonly { inputs: number[]; targets: number[] }[];
  readonly start: Readonly<Record<TrainerSpec['cell'], Tensors>>;
  readonly cases: readonly (TrainingCase & { after: Tensors })[];
}

const read = (): Training =>
  JSON.parse(
    readFileSync(new URL('../../fixtures/optimizers/training.json', import.meta.url), 'utf8'),
  ) as Training;
const cells: readonly TrainerSpec['cell'][] = ['rnn', 'lstm', 'gru'];

/** Declares the tests of one backend. */
export function torchTraining({ backend, share }: Suite): void {
  const { sizes, clip, batches, start, cases } = read();
  /** Of few, each rule and each cell once. */
  const some =
    share < few
      ? cases.filter(({ rule, cell }) => optimizerIds.indexOf(rule) % 3 === cells.indexOf(cell))
      : cases;

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

  it.each(some)('PyTorch’s twelve training steps: $cell, $rule', async (c) => {
    const { cell, losses, norms, after } = c;
    const spec: TrainerSpec = {
      ...sizes, cell, nonlinearity: 'tanh', reduction: 'mean', clip, optimizer: { ...optimizerSpec(c.rule, c.options.alpha), ...c.options },
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

  it('PyTorch’s steps are clipped in part', () => {
    const all = cases.flatMap(({ norms }) => norms);
    expect(all.some((norm) => norm > clip)).toBe(true);
    expect(all.some((norm) => norm < clip)).toBe(true);
  });
}
