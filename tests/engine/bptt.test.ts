// Back-propagation through time worked out by hand, and its bookkeeping: copies add up, cuts cut, the future is itemised.
import { describe, expect, it } from 'vitest';
import { rnnCell } from '../../src/engine/cells/rnn.ts';
import { add, column, scale, zeros, type Matrix } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass, type NetworkSpec } from '../../src/engine/network.ts';
import { expectClose } from './support/close.ts';
import { networkProblem } from './support/problems.ts';

const ln3 = Math.log(3);

/**
 * One ReLU unit over two steps: U = 1, W = 2, b = 0, x = 1, 1, so a = h = 1, 3. With V = (ln 3, 0)ᵀ and c = 0 the odds are
 * 3^h : 1, so ŷ⁽¹⁾ = (3/4, 1/4) and ŷ⁽²⁾ = (27/28, 1/28). Targets 1 and 0.
 */
const parameters = {
  'rnn.U': column([1]),
  'rnn.W': column([2]),
  'rnn.b': column([0]), // prettier-ignore
  'readout.V': column([ln3, 0]),
  'readout.c': column([0, 0]), // prettier-ignore
};
const batch = { inputs: [column([1]), column([1])], targets: [[1], [0]] };
const spec: NetworkSpec = {
  cell: rnnCell('relu'),
  inputs: 1,
  hiddens: 1,
  outputs: 2,
  reduction: 'sum',
  truncate: 0,
};
const both = (s: NetworkSpec) => {
  const forward = forwardPass(s, parameters, batch);
  return { forward, backward: backwardPass(s, parameters, batch, forward) };
};

describe('H = 1, τ = 2 by hand', () => {
  const { forward, backward } = both(spec);
  const { run, gradients } = backward;

  it('goes forward', () => {
    forward.run.outputs.forEach((h, t) => expectClose(h, column([[1, 3][t]!]), `h[${t}]`));
    expectClose(forward.yHat[0]!, column([3 / 4, 1 / 4]), 'ŷ[0]');
    expectClose(forward.yHat[1]!, column([27 / 28, 1 / 28]), 'ŷ[1]');
    expect(forward.loss).toBeCloseTo(Math.log(4) + Math.log(28 / 27), 14);
    expect(forward.count).toBe(2);
  });

  it('takes prediction minus truth', () => {
    expectClose(backward.dLogits[0]!, column([3 / 4, -3 / 4]), '∇o[0]');
    expectClose(backward.dLogits[1]!, column([-1 / 28, 1 / 28]), '∇o[1]');
  });

  it('splits ∇h into its two shares', () => {
    const [first, last] = [run.steps[0]!, run.steps[1]!];
    expectClose(last.fromOutput, column([-ln3 / 28]), 'Vᵀ∇o at 2');
    expect(last.fromFuture).toEqual({});
    expectClose(first.fromOutput, column([(3 / 4) * ln3]), 'Vᵀ∇o at 1');
    expectClose(first.fromFuture['rnn.h']!['rnn.dhFromFuture']!, column([(-2 / 28) * ln3]), 'W ∇a⁽²⁾');
    expectClose(first.dStates['rnn.h']!, column([(3 / 4 - 2 / 28) * ln3]), '∇h⁽¹⁾'); // 19/28 ln 3
  });

  it.each<[string, Matrix]>([
    ['readout.V', column([3 / 4 - 3 / 28, -3 / 4 + 3 / 28])], // Σ ∇o h
    ['readout.c', column([3 / 4 - 1 / 28, -3 / 4 + 1 / 28])], // Σ ∇o
    ['rnn.W', column([-ln3 / 28])], // ∇a⁽²⁾ h⁽¹⁾; the first step saw h⁽⁰⁾ = 0
    ['rnn.U', column([(18 / 28) * ln3])], // (19/28 − 1/28) ln 3, both inputs being 1
    ['rnn.b', column([(18 / 28) * ln3])],
  ])('sums the copies of %s', (id, expected) => expectClose(gradients[id]!, expected, id));

  it('reaches the inputs and the first state', () => {
    expectClose(run.steps[0]!.dInput, column([(19 / 28) * ln3]), '∇x⁽¹⁾'); // U ∇a⁽¹⁾
    expectClose(run.steps[1]!.dInput, column([-ln3 / 28]), '∇x⁽²⁾');
    expectClose(run.dInitial['rnn.h']!, column([(38 / 28) * ln3]), '∇h⁽⁰⁾'); // W ∇a⁽¹⁾
  });

  it('halves everything for the mean', () => {
    const mean = both({ ...spec, reduction: 'mean' });
    expect(mean.forward.loss).toBeCloseTo(forward.loss / 2, 14);
    for (const [id, g] of Object.entries(gradients))
      expectClose(mean.backward.gradients[id]!, scale(g, 1 / 2), id);
  });

  it('drops the share from the future where it is cut', () => {
    const { run: cut, gradients: g } = both({ ...spec, truncate: 1 }).backward;
    expect(cut.steps[0]!.fromFuture).toEqual({});
    expectClose(cut.steps[0]!.dStates['rnn.h']!, column([(3 / 4) * ln3]), '∇h⁽¹⁾');
    expectClose(g['rnn.U']!, column([(3 / 4 - 1 / 28) * ln3]), 'U');
    expectClose(g['rnn.W']!, column([-ln3 / 28]), 'W'); // the state itself was carried over the cut
    expectClose(cut.dInitial['rnn.h']!, column([(6 / 4) * ln3]), '∇h⁽⁰⁾');
  });
});

describe('bookkeeping', () => {
  const setting = {
    seed: 3,
    steps: 5,
    inputs: 2,
    hiddens: 3,
    outputs: 3,
    batch: 3,
    nonlinearity: 'tanh',
    reduction: 'sum',
    tokens: false,
    ragged: true,
    lastStep: false, // prettier-ignore
  } as const;

  it.each([0, 2])('the gradient of each parameter is the sum of its copies (cut every %i)', (truncate) => {
    const p = networkProblem(setting, truncate);
    const { run, readout, gradients } = backwardPass(
      p.spec,
      p.parameters,
      p.batch,
      forwardPass(p.spec, p.parameters, p.batch),
    );
    for (const id of ['rnn.U', 'rnn.W', 'rnn.b'])
      expectClose(gradients[id]!, add(...run.steps.map((s) => s.dParameters[id]!)), id);
    for (const id of ['readout.V', 'readout.c'])
      expectClose(gradients[id]!, add(...readout.map((r) => r[id]!)), id);
  });

  it('cuts at 2 and 4 of five steps, and nowhere else', () => {
    const p = networkProblem(setting, 2);
    const { run } = backwardPass(p.spec, p.parameters, p.batch, forwardPass(p.spec, p.parameters, p.batch));
    const hasFuture = run.steps.map(({ fromFuture }) => 'rnn.h' in fromFuture);
    expect(hasFuture).toEqual([true, false, true, false, false]);
  });

  it('∇h is the sum of its shares', () => {
    const p = networkProblem(setting);
    const { run } = backwardPass(p.spec, p.parameters, p.batch, forwardPass(p.spec, p.parameters, p.batch));
    for (const { fromOutput, fromFuture, dStates } of run.steps)
      expectClose(
        dStates['rnn.h']!,
        add(fromOutput, fromFuture['rnn.h']?.['rnn.dhFromFuture'] ?? zeros(3, 3)),
        '∇h',
      );
  });
});
