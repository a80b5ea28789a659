// A small case of the oracle to start tests from: one sequence of one step, with numbers anyone can check.
export type Json = Record<string, unknown>;

/**
 * One tanh unit, one step, all weights zero: ŷ = (½, ½), so the loss is ln 2; target 0, so ∇o = (−½, ½), the gradient of the
 * read-out's bias. Every other gradient is zero.
 */
export const zeroCase = (): Json => ({
  id: 'zero',
  cell: 'rnn',
  nonlinearity: 'tanh',
  resetAfter: true,
  bidirectional: false,
  merge: 'concat',
  initialState: 'zero',
  input: 'dense',
  readout: 'every-step',
  reduction: 'sum',
  truncate: 0,
  shape: { steps: 1, batch: 1, inputs: 1, hiddens: 1, outputs: 2, vocabulary: 2, layers: 1 },
  lengths: [1],
  inputs: [[[3]]],
  targets: [[0]],
  parameters: {
    weight_ih_l0: [[0]],
    weight_hh_l0: [[0]],
    bias_ih_l0: [0],
    bias_hh_l0: [0],
    'readout.weight': [[0], [0]],
    'readout.bias': [0, 0],
  },
  expected: {
    loss: Math.log(2),
    hidden: [[[0]]],
    logits: [[[0, 0]]],
    gradients: {
      weight_ih_l0: [[0]],
      weight_hh_l0: [[0]],
      bias_ih_l0: [0],
      bias_hh_l0: [0],
      'readout.weight': [[0], [0]],
      'readout.bias': [-0.5, 0.5],
      inputs: [[[0]]],
    },
  },
});

/** The case with what lies at `path` (`expected/loss`, `shape/steps`) replaced; undefined removes it. */
export function changed(path: string, value: unknown, base = zeroCase()): Json {
  const names = path.split('/');
  const last = names.pop()!;
  const holder = names.reduce((at, name) => at[name] as Json, base);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return base;
}
