// A GRU over the cell contract, for tests only, in both dialects: the reset gate after the recurrent product (PyTorch) or before it
// (Cho et al. 2014). h' = (1 − z) n + z h.
import type { Cell } from '../../../src/engine/cells/cell.ts';
import { add, map, multiply, subtract, sumColumns, transpose } from '../../../src/engine/matrix.ts';
import {
  affine, affineGradients, back, drawShapes, gateShapes, oneMinus, sigmoid, sigmoidSlope, tanhSlope, times,
} from './gates.ts'; // prettier-ignore

export const gruCell = (resetAfter: boolean): Cell => ({
  id: 'gru',
  states: [{ value: 'gru.h', gradient: 'gru.dh', fromOutput: 'gru.dhFromOutput' }],
  output: 'gru.h',
  // the candidate has two biases: the recurrent one, v_n, is inside the reset where that comes after the product
  shapes: (sizes) => ({ ...gateShapes('gru', ['r', 'z', 'n'], sizes), 'gru.v_n': [sizes.hiddens, 1] }),
  initial(sizes, random) {
    return drawShapes(this.shapes(sizes), sizes, random);
  },

  step(p, x, previous) {
    const h = previous['gru.h']!;
    const [W, v] = [p['gru.W_n']!, p['gru.v_n']!];
    const r = sigmoid(affine(p, 'gru', 'r', x, h));
    const z = sigmoid(affine(p, 'gru', 'z', x, h));
    const m = resetAfter ? add(multiply(W, h), v) : add(multiply(W, times(r, h)), v);
    const a = add(multiply(p['gru.U_n']!, x), p['gru.b_n']!, resetAfter ? times(r, m) : m);
    const n = map(a, Math.tanh);
    return {
      'gru.r': r,
      'gru.z': z,
      'gru.m': m,
      'gru.n': n,
      'gru.h': add(times(oneMinus(z), n), times(z, h)),
    };
  },

  stepBackward(p, x, previous, values, dStates) {
    const h = previous['gru.h']!;
    const dh = dStates['gru.h']!;
    const [r, z, m, n] = ['r', 'z', 'm', 'n'].map((id) => values[`gru.${id}`]!) as [
      typeof h,
      typeof h,
      typeof h,
      typeof h,
    ];
    const dz = times(dh, subtract(h, n), sigmoidSlope(z));
    const dn = times(dh, oneMinus(z), tanhSlope(n));
    const dm = resetAfter ? times(dn, r) : dn;
    const through = multiply(transpose(p['gru.W_n']!), dm);
    const dr = times(resetAfter ? times(dn, m) : times(through, h), sigmoidSlope(r));
    const seen = resetAfter ? h : times(r, h);
    return {
      inner: { 'gru.da_r': dr, 'gru.da_z': dz, 'gru.da_n': dn },
      dInput: add(back(p, 'gru', 'U', 'r', dr), back(p, 'gru', 'U', 'z', dz), back(p, 'gru', 'U', 'n', dn)),
      dPrevious: {
        'gru.h': {
          'gru.dhThrough_r': back(p, 'gru', 'W', 'r', dr),
          'gru.dhThrough_z': back(p, 'gru', 'W', 'z', dz),
          'gru.dhThrough_n': resetAfter ? through : times(through, r),
          'gru.dhKept': times(dh, z),
        },
      },
      dParameters: {
        ...affineGradients('gru', 'r', dr, x, h),
        ...affineGradients('gru', 'z', dz, x, h),
        ...affineGradients('gru', 'n', dn, x, h),
        'gru.W_n': multiply(dm, transpose(seen)),
        'gru.v_n': sumColumns(dm),
      },
    };
  },
});
