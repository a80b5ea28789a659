// One time step of the vanilla RNN after the products: h = tanh a or max(0, a), and ∇a = slope ∘ ∇h. A row is an example; one that
// has ended (its length is not above t) keeps its state and has no gradient.
import { one, tanh4 } from './lanes';

/** Whether example `row` still runs at step `t`; `lengths` holds int32. */
// @ts-ignore: decorator
@inline
export function runs(lengths: usize, row: i32, t: i32): bool {
  return load<i32>(lengths + (<usize>row << 2)) > t;
}

/** h [rows, width] from a [rows, width], or from hPrev where the example has ended. Strides in bytes. */
export function rnnForward(
  a: usize, aStride: usize, h: usize, hPrev: usize, hStride: usize, lengths: usize, t: i32, rows: i32, width: i32, relu: bool,
): void {
  const bytes = <usize>width << 2;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    if (!runs(lengths, row, t)) memory.copy(h, hPrev, bytes);
    // with `pmax` a NaN stays: it is not below 0
    else if (relu) for (let x: usize = 0; x < bytes; x += 16) v128.store(h + x, f32x4.pmax(v128.load(a + x), zero));
    else for (let x: usize = 0; x < bytes; x += 16) v128.store(h + x, tanh4(v128.load(a + x)));
    a += aStride;
    h += hStride;
    hPrev += hStride;
  }
}

/** da = slope ∘ (dOut + carry), and carry = 0: the product with W fills it again. An ended example passes its carry on. */
export function rnnBackward(
  da: usize, aStride: usize, h: usize, hStride: usize, dOut: usize, outStride: usize, carry: usize,
  lengths: usize, t: i32, rows: i32, width: i32, relu: bool,
): void {
  const bytes = <usize>width << 2;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    if (!runs(lengths, row, t)) memory.fill(da, 0, bytes);
    else
      for (let x: usize = 0; x < bytes; x += 16) {
        const value = v128.load(h + x);
        const dh = f32x4.add(v128.load(dOut + x), v128.load(carry + x));
        const slope = relu ? v128.and(one(), f32x4.gt(value, zero)) : f32x4.sub(one(), f32x4.mul(value, value));
        v128.store(da + x, f32x4.mul(dh, slope));
        v128.store(carry + x, zero);
      }
    da += aStride;
    h += hStride;
    dOut += outStride;
    carry += bytes;
  }
}
