// One time step of the LSTM after the products (Gers et al. 2000): a row of a holds the four gates side by side, i f g o, each
// `width` numbers; the pre-activations become the gates, and going back the gates become the gradients at the pre-activations.
import { one, sigmoid4, tanh4 } from './lanes';
import { runs } from './rnn';

/** c = f ∘ cPrev + i ∘ g, h = o ∘ tanh c; tanh c is kept for the way back. `stride` is that of h, `cStride` of c and tanh c. */
export function lstmForward(
  a: usize, aStride: usize, h: usize, hPrev: usize, stride: usize, c: usize, cPrev: usize, tanhC: usize, cStride: usize,
  lengths: usize, t: i32, rows: i32, width: i32,
): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    if (!runs(lengths, row, t)) {
      memory.copy(h, hPrev, bytes);
      memory.copy(c, cPrev, bytes);
    } else
      for (let x: usize = 0; x < bytes; x += 16) {
        const at = a + x;
        const i = sigmoid4(v128.load(at));
        const f = sigmoid4(v128.load(at + bytes));
        const g = tanh4(v128.load(at + 2 * bytes));
        const o = sigmoid4(v128.load(at + 3 * bytes));
        const state = f32x4.add(f32x4.mul(f, v128.load(cPrev + x)), f32x4.mul(i, g));
        const squashed = tanh4(state);
        v128.store(at, i);
        v128.store(at + bytes, f);
        v128.store(at + 2 * bytes, g);
        v128.store(at + 3 * bytes, o);
        v128.store(c + x, state);
        v128.store(tanhC + x, squashed);
        v128.store(h + x, f32x4.mul(o, squashed));
      }
    a += aStride;
    h += stride;
    hPrev += stride;
    c += cStride;
    cPrev += cStride;
    tanhC += cStride;
  }
}

// @ts-ignore: decorator
@inline
function sigmoidSlope(s: v128): v128 {
  return f32x4.mul(s, f32x4.sub(one(), s));
}

// @ts-ignore: decorator
@inline
function tanhSlope(y: v128): v128 {
  return f32x4.sub(one(), f32x4.mul(y, y));
}

/** a holds the gates and then their gradients; carry (∇h) becomes 0 for the product to fill, carryC (∇c) what flows on. */
export function lstmBackward(
  a: usize, aStride: usize, cPrev: usize, tanhC: usize, cStride: usize, dOut: usize, outStride: usize, carry: usize, carryC: usize,
  lengths: usize, t: i32, rows: i32, width: i32,
): void {
  const bytes = <usize>width << 2;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    if (!runs(lengths, row, t)) memory.fill(a, 0, 4 * bytes);
    else
      for (let x: usize = 0; x < bytes; x += 16) {
        const at = a + x;
        const i = v128.load(at), f = v128.load(at + bytes), g = v128.load(at + 2 * bytes), o = v128.load(at + 3 * bytes);
        const squashed = v128.load(tanhC + x);
        const dh = f32x4.add(v128.load(dOut + x), v128.load(carry + x));
        const dc = f32x4.add(v128.load(carryC + x), f32x4.mul(f32x4.mul(dh, o), tanhSlope(squashed)));
        v128.store(at, f32x4.mul(f32x4.mul(dc, g), sigmoidSlope(i)));
        v128.store(at + bytes, f32x4.mul(f32x4.mul(dc, v128.load(cPrev + x)), sigmoidSlope(f)));
        v128.store(at + 2 * bytes, f32x4.mul(f32x4.mul(dc, i), tanhSlope(g)));
        v128.store(at + 3 * bytes, f32x4.mul(f32x4.mul(dh, squashed), sigmoidSlope(o)));
        v128.store(carry + x, zero);
        v128.store(carryC + x, f32x4.mul(dc, f));
      }
    a += aStride;
    cPrev += cStride;
    tanhC += cStride;
    dOut += outStride;
    carry += bytes;
    carryC += bytes;
  }
}
