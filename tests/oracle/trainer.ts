// A case of the oracle through a backend of src/backends: PyTorch's names, all gates in one matrix, ↔ the contract's, a matrix each.
import type { Backend, GradientResult } from '../../src/backends/backend.ts';
import { cellParameter } from '../../src/backends/parameters.ts';
import type { TrainerSpec } from '../../src/backends/spec.ts';
import type { OracleBackend } from './backend.ts';
import type { OracleCase, Results } from './cases.ts';
import { tolerances } from './compare.ts';
import type { Tensor } from './tensor.ts';

const specOf = (c: OracleCase): TrainerSpec => ({
  cell: c.cell,
  nonlinearity: c.nonlinearity,
  resetAfter: c.resetAfter,
  updateWeighs: 'old',
  input: c.tokens ? 'embedding' : 'dense',
  ...c.shape,
  directions: c.bidirectional ? c.merge : 'forward',
  readout: c.readout,
  reduction: c.reduction,
  truncate: c.truncate,
  optimizer: { id: 'adam', alpha: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  clip: Infinity,
});

/** Our gates in PyTorch's order. */
const gatesOf = { rnn: [''], lstm: ['i', 'f', 'c', 'o'], gru: ['r', 'z', 'h'] } as const;

/** Each layer's direction with its suffix in PyTorch's names. */
const parts = (c: OracleCase) =>
  Array.from({ length: c.shape.layers }, (_, layer) =>
    (c.bidirectional ? [0, 1] : [0]).map((direction) => ({
      suffix: `_l${layer}${direction ? '_reverse' : ''}`,
      name: (letter: string, gate: string) => cellParameter(c.cell, letter, gate, layer, direction),
    })),
  ).flat();

/** With the reset after the product the GRU's candidate keeps its two biases apart; everywhere else only their sum occurs. */
const ownBias = (c: OracleCase, gate: string) => c.cell === 'gru' && c.resetAfter && gate === 'h';

function parametersOf(c: OracleCase): Record<string, Float64Array> {
  const gates = gatesOf[c.cell];
  const share = ({ data }: Tensor, k: number) =>
    data.slice((k * data.length) / gates.length, ((k + 1) * data.length) / gates.length);
  const named: Record<string, Float64Array> = {
    'readout.V': c.parameters['readout.weight']!.data,
    'readout.c': c.parameters['readout.bias']!.data,
    ...(c.tokens ? { 'embedding.E': c.parameters['embedding.weight']!.data } : {}),
  };
  for (const { suffix, name } of parts(c))
    gates.forEach((gate, k) => {
      const of = (letter: string) => share(c.parameters[letter + suffix]!, k);
      named[name('U', gate)] = of('weight_ih');
      named[name('W', gate)] = of('weight_hh');
      const [bx, bh] = [of('bias_ih'), of('bias_hh')];
      named[name('b', gate)] = ownBias(c, gate) ? bx : bx.map((b, i) => b + bh[i]!);
      if (ownBias(c, gate)) named[name('v', gate)] = bh;
    });
  return named;
}

function gradientsOf(
  c: OracleCase,
  { parameters: g, inputs, state }: GradientResult,
): Record<string, Tensor> {
  const gates = gatesOf[c.cell];
  const like = (name: string, data: ArrayLike<number>): [string, Tensor] => [
    name,
    { shape: c.expected.gradients[name]!.shape, data: Float64Array.from(data) },
  ];
  const joined = (ids: readonly string[]) => ids.flatMap((id) => [...g[id]!]);
  const rows = c.expected.gradients['h0']?.data.length ?? 0;
  return Object.fromEntries([
    ...parts(c).flatMap(({ suffix, name }) => [
      like(`weight_ih${suffix}`, joined(gates.map((gate) => name('U', gate)))),
      like(`weight_hh${suffix}`, joined(gates.map((gate) => name('W', gate)))),
      like(`bias_ih${suffix}`, joined(gates.map((gate) => name('b', gate)))),
      like(`bias_hh${suffix}`, joined(gates.map((gate) => name(ownBias(c, gate) ? 'v' : 'b', gate)))),
    ]),
    like('readout.weight', g['readout.V']!),
    like('readout.bias', g['readout.c']!),
    like('inputs', inputs!),
    ...(c.tokens ? [like('embedding.weight', g['embedding.E']!)] : []),
    ...Object.keys(c.initial).map((name, n) => like(name, state.slice(n * rows, (n + 1) * rows))),
  ]);
}

/** An adapter for a backend that can do everything that the cases ask for. */
export const trainerAdapter = (backend: Backend): OracleBackend => ({
  tolerance: tolerances[backend.precision],
  unsupported: () => undefined,
  async run(c): Promise<Results> {
    const spec = specOf(c);
    const trainer = await backend.create(spec, parametersOf(c));
    const { layers, batch, hiddens } = c.shape;
    const zeros = new Float64Array(layers * (c.bidirectional ? 2 : 1) * batch * hiddens);
    const state = ['h0', 'c0']
      .slice(0, c.cell === 'lstm' ? 2 : 1)
      .flatMap((name) => [...(c.initial[name]?.data ?? zeros)]);
    const inputs = (c.tokens ?? c.inputs!).data;
    const batchOf = { inputs, targets: c.targets.data, lengths: c.lengths };
    const result = await trainer.gradients(batchOf, Float64Array.from(state));
    trainer.dispose();
    return {
      loss: result.loss,
      hidden: { shape: c.expected.hidden.shape, data: Float64Array.from(result.hidden) },
      logits: { shape: c.expected.logits.shape, data: Float64Array.from(result.logits) },
      gradients: gradientsOf(c, result),
    };
  },
});
