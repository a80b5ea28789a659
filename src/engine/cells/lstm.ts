// The LSTM, forward and backward, one equation a line. Hochreiter and Schmidhuber 1997 with the forget gate of Gers, Schmidhuber
// and Cummins 2000; Goodfellow et al. 2016, equations 10.40–10.44, with tanh for the candidate where the book has σ.
import { add, map, type Matrix } from '../matrix.ts';
import type { Cell } from './cell.ts';
import { drawWithin, gateCopies, gatesOf, gateShapes, sigmoid, sigmoidSlope, tanh, tanhSlope, times } from './gates.ts'; // prettier-ignore

export interface LstmOptions {
  /**
   * What the forget gate's bias starts at; 1 by default, so that a fresh cell remembers
   * (Gers et al. 2000; Jozefowicz, Zaremba and Sutskever 2015). `drawn` leaves it as drawn, as PyTorch does.
   */
  readonly forgetBias?: number | 'drawn';
}

/**
 * c⁽ᵗ⁾ = f ⊙ c⁽ᵗ⁻¹⁾ + i ⊙ c̃, h⁽ᵗ⁾ = o ⊙ tanh c⁽ᵗ⁾ with gates f, i, o = σ(a) and candidate c̃ = tanh(a), each with its own
 * a = b + W h⁽ᵗ⁻¹⁾ + U x⁽ᵗ⁾. Parameters for each of f, i, c (the candidate), o: `lstm.U_f` [hiddens, inputs],
 * `lstm.W_f` [hiddens, hiddens], `lstm.b_f` [hiddens, 1]. States `lstm.h` and `lstm.c`, [hiddens, batch].
 */
export function lstmCell({ forgetBias = 1 }: LstmOptions = {}): Cell {
  return {
    id: 'lstm',
    states: [
      { value: 'lstm.h', gradient: 'lstm.dh', fromOutput: 'lstm.dhFromOutput' },
      { value: 'lstm.c', gradient: 'lstm.dc' },
    ],
    output: 'lstm.h',

    shapes: (sizes) => gateShapes('lstm', ['f', 'i', 'c', 'o'], sizes),

    initial(sizes, random) {
      const drawn = drawWithin(this.shapes(sizes), sizes, random);
      return forgetBias === 'drawn'
        ? drawn
        : { ...drawn, 'lstm.b_f': map(drawn['lstm.b_f']!, () => forgetBias) };
    },

    step(parameters, x, previous) {
      const { 'lstm.h': hPrev, 'lstm.c': cPrev } = previous as LstmStates;
      const { affine } = gatesOf('lstm', parameters);
      const [a_f, a_i, a_c, a_o] = [affine('f', x, hPrev), affine('i', x, hPrev), affine('c', x, hPrev), affine('o', x, hPrev)]; // prettier-ignore
      const f = sigmoid(a_f);
      const i = sigmoid(a_i);
      const cTilde = tanh(a_c);
      const o = sigmoid(a_o);
      const c = add(times(f, cPrev), times(i, cTilde));
      const h = times(o, tanh(c));
      return {
        'lstm.a_f': a_f, 'lstm.a_i': a_i, 'lstm.a_c': a_c, 'lstm.a_o': a_o,
        'lstm.f': f, 'lstm.i': i, 'lstm.cTilde': cTilde, 'lstm.o': o, 'lstm.c': c, 'lstm.h': h,
      }; // prettier-ignore
    },

    stepBackward(parameters, x, previous, values, dStates) {
      const { 'lstm.h': hPrev, 'lstm.c': cPrev } = previous as LstmStates;
      const {
        'lstm.f': f,
        'lstm.i': i,
        'lstm.cTilde': cTilde,
        'lstm.o': o,
        'lstm.c': c,
      } = values as LstmValues;
      const { 'lstm.h': dh, 'lstm.c': dcFromFuture } = dStates as LstmStates;
      const { toState, toInput } = gatesOf('lstm', parameters);
      const dcFromHidden = times(dh, o, tanhSlope(tanh(c)));
      const dc = add(dcFromFuture, dcFromHidden);
      const df = times(dc, cPrev);
      const di = times(dc, cTilde);
      const dcTilde = times(dc, i);
      const dO = times(dh, tanh(c));
      const da_f = times(df, sigmoidSlope(f));
      const da_i = times(di, sigmoidSlope(i));
      const da_c = times(dcTilde, tanhSlope(cTilde));
      const da_o = times(dO, sigmoidSlope(o));
      return {
        inner: {
          'lstm.dcFromHidden': dcFromHidden, 'lstm.dc': dc,
          'lstm.df': df, 'lstm.di': di, 'lstm.dcTilde': dcTilde, 'lstm.do': dO,
          'lstm.da_f': da_f, 'lstm.da_i': da_i, 'lstm.da_c': da_c, 'lstm.da_o': da_o,
        }, // prettier-ignore
        dInput: add(toInput('f', da_f), toInput('i', da_i), toInput('c', da_c), toInput('o', da_o)),
        dPrevious: {
          'lstm.h': {
            'lstm.dhThrough_f': toState('f', da_f),
            'lstm.dhThrough_i': toState('i', da_i),
            'lstm.dhThrough_c': toState('c', da_c),
            'lstm.dhThrough_o': toState('o', da_o),
          },
          'lstm.c': { 'lstm.dcFromFuture': times(dc, f) },
        },
        dParameters: {
          ...gateCopies('lstm', 'f', da_f, x, hPrev),
          ...gateCopies('lstm', 'i', da_i, x, hPrev),
          ...gateCopies('lstm', 'c', da_c, x, hPrev),
          ...gateCopies('lstm', 'o', da_o, x, hPrev),
        },
      };
    },
  };
}

type LstmStates = Record<'lstm.h' | 'lstm.c', Matrix>;
type LstmValues = Record<`lstm.${'f' | 'i' | 'cTilde' | 'o' | 'c'}`, Matrix>;
