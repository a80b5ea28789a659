// A case of the oracle through a backend of src/backends: PyTorch's names, all gates in one matrix, ↔ the contract's, a matrix each.
import type { Backend, GradientResult, NumbersByName } from '../../src/backends/backend.ts';
import { networkOf } from '../../src/backends/network.ts';
import { parameterShapes } from '../../src/backends/parameters.ts';
import type { TrainerSpec } from '../../src/backends/spec.ts';
import type { Values } from '../../src/engine/cells/cell.ts';
import { matrix } from '../../src/engine/matrix.ts';
import { fromTorch, toTorch, type TorchNet } from '../../src/engine/torch.ts';
import type { OracleBackend } from './backend.ts';
import type { OracleCase, Results } from './cases.ts';
import { tolerances } from './compare.ts';
import { matrixOf } from './reference.ts';
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

const torchOf = (c: OracleCase): TorchNet => ({
  cell: networkOf(specOf(c)).cell,
  layers: c.shape.layers,
  bidirectional: c.bidirectional,
});

function parametersOf(c: OracleCase): NumbersByName {
  const tensors = Object.fromEntries(Object.entries(c.parameters).map(([name, t]) => [name, matrixOf(t)]));
  const values: Values = {
    ...fromTorch(torchOf(c), tensors),
    'readout.V': tensors['readout.weight']!,
    'readout.c': tensors['readout.bias']!,
    ...(c.tokens ? { 'embedding.E': tensors['embedding.weight']! } : {}),
  };
  return Object.fromEntries(Object.entries(values).map(([id, m]) => [id, m.data]));
}

function gradientsOf(c: OracleCase, { parameters, inputs, state }: GradientResult): Record<string, Tensor> {
  const shapes = parameterShapes(specOf(c));
  const values: Values = Object.fromEntries(
    Object.entries(parameters).map(([id, data]) => [id, matrix(...shapes[id]!, Float64Array.from(data))]),
  );
  const like = (name: string, data: ArrayLike<number>): [string, Tensor] => [
    name,
    { shape: c.expected.gradients[name]!.shape, data: Float64Array.from(data) },
  ];
  const rows = c.expected.gradients['h0']?.data.length ?? 0;
  return Object.fromEntries([
    ...Object.entries(toTorch(torchOf(c), values, 'gradients')).map(([name, m]) => like(name, m.data)),
    like('readout.weight', parameters['readout.V']!),
    like('readout.bias', parameters['readout.c']!),
    like('inputs', inputs!),
    ...(c.tokens ? [like('embedding.weight', parameters['embedding.E']!)] : []),
    ...Object.keys(c.initial).map((name, n) => like(name, state.slice(n * rows, (n + 1) * rows))),
  ]);
}

/** An adapter for a backend that can do everything that the cases ask for. */
export const trainerAdapter = (backend: Pick<Backend, 'precision' | 'create'>): OracleBackend => ({
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
