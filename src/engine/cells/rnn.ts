// The vanilla recurrent cell, forward and backward, one equation a line. Goodfellow et al. 2016, equations 10.8–10.9 and 10.22–10.28.
import { nonlinearities, type NonlinearityName } from '../activations.ts';
import { add, hadamard, map, multiply, sumColumns, transpose, zeros } from '../matrix.ts';
import { uniform } from '../random.ts';
import type { Cell } from './cell.ts';

/**
 * h⁽ᵗ⁾ = f(b + W h⁽ᵗ⁻¹⁾ + U x⁽ᵗ⁾) with f = tanh or ReLU.
 * Parameters `rnn.U` [hiddens, inputs], `rnn.W` [hiddens, hiddens], `rnn.b` [hiddens, 1].
 */
export function rnnCell(nonlinearity: NonlinearityName): Cell {
  const f = nonlinearities[nonlinearity];
  return {
    id: 'rnn',
    states: [{ value: 'rnn.h', gradient: 'rnn.dh', fromOutput: 'rnn.dhFromOutput' }],
    output: 'rnn.h',

    shapes: ({ inputs, hiddens }) => ({
      'rnn.U': [hiddens, inputs],
      'rnn.W': [hiddens, hiddens],
      'rnn.b': [hiddens, 1],
    }),

    // 1/√hiddens keeps a tanh unit out of saturation whatever the width: PyTorch's default for nn.RNN
    initial(sizes, random) {
      const bound = 1 / Math.sqrt(sizes.hiddens);
      const draw = ([rows, columns]: readonly [number, number]) =>
        map(zeros(rows, columns), () => uniform(random, -bound, bound));
      return Object.fromEntries(Object.entries(this.shapes(sizes)).map(([id, shape]) => [id, draw(shape)]));
    },

    step(parameters, x, previous) {
      const { 'rnn.U': U, 'rnn.W': W, 'rnn.b': b } = parameters as RnnParameters;
      const hPrev = previous['rnn.h']!;
      const a = add(multiply(W, hPrev), multiply(U, x), b);
      const h = f.value(a);
      return { 'rnn.a': a, 'rnn.h': h };
    },

    stepBackward(parameters, x, previous, values, dStates) {
      const { 'rnn.U': U, 'rnn.W': W } = parameters as RnnParameters;
      const { 'rnn.a': a, 'rnn.h': h } = values as { 'rnn.a': RnnValue; 'rnn.h': RnnValue };
      const da = hadamard(f.slope(a, h), dStates['rnn.h']!);
      return {
        inner: { 'rnn.da': da },
        dInput: multiply(transpose(U), da),
        dPrevious: { 'rnn.h': { 'rnn.dhFromFuture': multiply(transpose(W), da) } },
        dParameters: {
          'rnn.U': multiply(da, transpose(x)),
          'rnn.W': multiply(da, transpose(previous['rnn.h']!)),
          'rnn.b': sumColumns(da),
        },
      };
    },
  };
}

type RnnValue = ReturnType<typeof zeros>;
type RnnParameters = { 'rnn.U': RnnValue; 'rnn.W': RnnValue; 'rnn.b': RnnValue };
