// The GRU, forward and backward, one equation a line, in its dialects. Cho et al. 2014 (arXiv:1406.1078), equations 5–8;
// the reset after the product is that of cuDNN and PyTorch.
import { add, multiply, subtract, sumColumns, transpose, type Matrix } from '../matrix.ts';
import type { Cell } from './cell.ts';
import { drawWithin, gateCopies, gatesOf, gateShapes, oneMinus, sigmoid, sigmoidSlope, tanh, tanhSlope, times } from './gates.ts'; // prettier-ignore

export interface GruOptions {
  /** true, PyTorch's: r ⊙ (W_h h + v_h). false, the paper's: W_h (r ⊙ h), and no v_h. Default true. */
  readonly resetAfter?: boolean;
  /** What z weighs: the `old` state, h' = (1 − z) ⊙ h̃ + z ⊙ h (the paper, PyTorch), or the `new` one. Default old. */
  readonly updateWeighs?: 'old' | 'new';
}

/**
 * h⁽ᵗ⁾ = (1 − z) ⊙ h̃ + z ⊙ h⁽ᵗ⁻¹⁾ with gates r, z = σ(b + W h⁽ᵗ⁻¹⁾ + U x⁽ᵗ⁾) and candidate h̃ = tanh(a_h), where
 * a_h = b_h + U_h x + r ⊙ (W_h h⁽ᵗ⁻¹⁾ + v_h), or b_h + U_h x + W_h (r ⊙ h⁽ᵗ⁻¹⁾).
 * Parameters for each of r, z, h (the candidate): `gru.U_r` [hiddens, inputs], `gru.W_r` [hiddens, hiddens],
 * `gru.b_r` [hiddens, 1]; with the reset after the product also `gru.v_h` [hiddens, 1]. State `gru.h`, [hiddens, batch].
 */
export function gruCell({ resetAfter = true, updateWeighs = 'old' }: GruOptions = {}): Cell {
  const keeps = updateWeighs === 'old' ? (z: Matrix) => z : oneMinus;
  const renews = updateWeighs === 'old' ? oneMinus : (z: Matrix) => z;
  return {
    id: 'gru',
    states: [{ value: 'gru.h', gradient: 'gru.dh', fromOutput: 'gru.dhFromOutput' }],
    output: 'gru.h',

    shapes: (sizes) => ({
      ...gateShapes('gru', ['r', 'z', 'h'], sizes),
      ...(resetAfter ? { 'gru.v_h': [sizes.hiddens, 1] as const } : {}),
    }),

    initial(sizes, random) {
      return drawWithin(this.shapes(sizes), sizes, random);
    },

    step(parameters, x, previous) {
      const {
        'gru.U_h': U_h,
        'gru.W_h': W_h,
        'gru.b_h': b_h,
        'gru.v_h': v_h,
      } = parameters as CandidateParameters;
      const hPrev = previous['gru.h']!;
      const { affine } = gatesOf('gru', parameters);
      const [a_r, a_z] = [affine('r', x, hPrev), affine('z', x, hPrev)];
      const r = sigmoid(a_r);
      const z = sigmoid(a_z);
      const reset: Record<string, Matrix> = resetAfter
        ? { 'gru.m': add(v_h, multiply(W_h, hPrev)) }
        : { 'gru.k': times(r, hPrev) };
      const recurrent = resetAfter ? times(r, reset['gru.m']!) : multiply(W_h, reset['gru.k']!);
      const a_h = add(b_h, recurrent, multiply(U_h, x));
      const hTilde = tanh(a_h);
      const h = add(times(renews(z), hTilde), times(keeps(z), hPrev));
      return {
        'gru.a_r': a_r, 'gru.a_z': a_z, 'gru.a_h': a_h, 'gru.r': r, 'gru.z': z,
        ...reset, 'gru.hTilde': hTilde, 'gru.h': h,
      }; // prettier-ignore
    },

    stepBackward(parameters, x, previous, values, dStates) {
      const W_h = parameters['gru.W_h']!;
      const hPrev = previous['gru.h']!;
      const { 'gru.r': r, 'gru.z': z, 'gru.hTilde': hTilde } = values as GruValues;
      const dh = dStates['gru.h']!;
      const { toState, toInput } = gatesOf('gru', parameters);
      const dz = times(dh, updateWeighs === 'old' ? subtract(hPrev, hTilde) : subtract(hTilde, hPrev));
      const dhTilde = times(dh, renews(z));
      const da_h = times(dhTilde, tanhSlope(hTilde));
      // what the product W_h acted on, the gradient at its result, and how both reach r and the state before
      const after = () => {
        const m = values['gru.m']!;
        const dm = times(da_h, r);
        const dr = times(da_h, m);
        return {
          inner: { 'gru.dm': dm },
          dr,
          factor: hPrev,
          dProduct: dm,
          dhThrough: multiply(transpose(W_h), dm),
        };
      };
      const before = () => {
        const k = values['gru.k']!;
        const dk = multiply(transpose(W_h), da_h);
        const dr = times(dk, hPrev);
        return { inner: { 'gru.dk': dk }, dr, factor: k, dProduct: da_h, dhThrough: times(dk, r) };
      };
      const { inner, dr, factor, dProduct, dhThrough } = resetAfter ? after() : before();
      const da_z = times(dz, sigmoidSlope(z));
      const da_r = times(dr, sigmoidSlope(r));
      return {
        inner: {
          'gru.dz': dz, 'gru.dhTilde': dhTilde, 'gru.da_h': da_h,
          ...inner, 'gru.dr': dr, 'gru.da_z': da_z, 'gru.da_r': da_r,
        }, // prettier-ignore
        dInput: add(toInput('r', da_r), toInput('z', da_z), toInput('h', da_h)),
        dPrevious: {
          'gru.h': {
            'gru.dhKept': times(dh, keeps(z)),
            'gru.dhThrough_r': toState('r', da_r),
            'gru.dhThrough_z': toState('z', da_z),
            'gru.dhThrough_h': dhThrough,
          },
        },
        dParameters: {
          ...gateCopies('gru', 'r', da_r, x, hPrev),
          ...gateCopies('gru', 'z', da_z, x, hPrev),
          ...gateCopies('gru', 'h', da_h, x, hPrev),
          'gru.W_h': multiply(dProduct, transpose(factor)),
          ...(resetAfter ? { 'gru.v_h': sumColumns(dProduct) } : {}),
        },
      };
    },
  };
}

type CandidateParameters = Record<`gru.${'U_h' | 'W_h' | 'b_h' | 'v_h'}`, Matrix>;
type GruValues = Record<`gru.${'r' | 'z' | 'hTilde'}`, Matrix>;
