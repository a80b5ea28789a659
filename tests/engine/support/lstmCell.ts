// An LSTM over the cell contract, for tests only: two states, one of them hidden from the outside, and a path for each gate.
// It shows that the contract fits; the book's own LSTM is another lesson's.
import type { Cell } from '../../../src/engine/cells/cell.ts';
import { add, map, type Matrix } from '../../../src/engine/matrix.ts';
import {
  affine, affineGradients, back, drawShapes, gateShapes, sigmoid, sigmoidSlope, tanhSlope, times,
} from './gates.ts'; // prettier-ignore

const gates = ['i', 'f', 'g', 'o'];
const tanh = (m: Matrix): Matrix => map(m, Math.tanh);

export const lstmCell: Cell = {
  id: 'lstm',
  states: [
    { value: 'lstm.h', gradient: 'lstm.dh', fromOutput: 'lstm.dhFromOutput' },
    { value: 'lstm.c', gradient: 'lstm.dc' },
  ],
  output: 'lstm.h',
  shapes: (sizes) => gateShapes('lstm', gates, sizes),
  initial(sizes, random) {
    return drawShapes(this.shapes(sizes), sizes, random);
  },

  step(p, x, previous) {
    const [i, f, g, o] = gates.map((gate) => {
      const a = affine(p, 'lstm', gate, x, previous['lstm.h']!);
      return gate === 'g' ? tanh(a) : sigmoid(a);
    }) as [Matrix, Matrix, Matrix, Matrix];
    const c = add(times(f, previous['lstm.c']!), times(i, g));
    return { 'lstm.i': i, 'lstm.f': f, 'lstm.g': g, 'lstm.o': o, 'lstm.c': c, 'lstm.h': times(o, tanh(c)) };
  },

  stepBackward(p, x, previous, values, dStates) {
    const [i, f, g, o] = gates.map((gate) => values[`lstm.${gate}`]!) as [Matrix, Matrix, Matrix, Matrix];
    const squashed = tanh(values['lstm.c']!);
    const dh = dStates['lstm.h']!;
    // what reaches c from the step after it, and what reaches it through this step's own h
    const dc = add(dStates['lstm.c']!, times(dh, o, tanhSlope(squashed)));
    const da: Record<string, Matrix> = {
      i: times(dc, g, sigmoidSlope(i)),
      f: times(dc, previous['lstm.c']!, sigmoidSlope(f)),
      g: times(dc, i, tanhSlope(g)),
      o: times(dh, squashed, sigmoidSlope(o)),
    };
    return {
      inner: { 'lstm.dc': dc, ...Object.fromEntries(gates.map((gate) => [`lstm.da_${gate}`, da[gate]!])) },
      dInput: add(...gates.map((gate) => back(p, 'lstm', 'U', gate, da[gate]!))),
      dPrevious: {
        'lstm.h': Object.fromEntries(
          gates.map((gate) => [`lstm.dhThrough_${gate}`, back(p, 'lstm', 'W', gate, da[gate]!)]),
        ),
        'lstm.c': { 'lstm.dcFromFuture': times(dc, f) },
      },
      dParameters: Object.assign(
        {},
        ...gates.map((gate) => affineGradients('lstm', gate, da[gate]!, x, previous['lstm.h']!)),
      ),
    };
  },
};
