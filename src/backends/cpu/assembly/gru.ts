// One time step of the GRU after the products: a row of a holds r, z, m and n side by side, each `width` numbers, where m is the
// recurrent share of the candidate n. Reset after the product (m = W h + v, n = tanh(… + r ∘ m)) or before it (m = W (r ∘ h) + v).
// h = (1 − k) ∘ n + k ∘ hPrev, where k, the share that is kept, is z, or 1 − z in the other dialect (`flipped`).
import { one, sigmoid4, tanh4 } from './lanes';
import { runs } from './rnn';

/** Reset before the product, first half: r in place, and held = r ∘ hPrev, which W then multiplies. */
export function gruReset(a: usize, aStride: usize, hPrev: usize, stride: usize, held: usize, rows: i32, width: i32): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    for (let x: usize = 0; x < bytes; x += 16) {
      const r = sigmoid4(v128.load(a + x));
      v128.store(a + x, r);
      v128.store(held + x, f32x4.mul(r, v128.load(hPrev + x)));
    }
    a += aStride;
    hPrev += stride;
    held += bytes;
  }
}

/** The gates in place, and h. With `resetAfter` r is a pre-activation still, else {@link gruReset} has done it. */
export function gruForward(
  a: usize, aStride: usize, h: usize, hPrev: usize, stride: usize, lengths: usize, t: i32, rows: i32, width: i32,
  resetAfter: bool, flipped: bool,
): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    if (!runs(lengths, row, t)) memory.copy(h, hPrev, bytes);
    else
      for (let x: usize = 0; x < bytes; x += 16) {
        const at = a + x;
        const z = sigmoid4(v128.load(at + bytes));
        let m = v128.load(at + 2 * bytes);
        if (resetAfter) {
          const r = sigmoid4(v128.load(at));
          v128.store(at, r);
          m = f32x4.mul(r, m);
        }
        const n = tanh4(f32x4.add(v128.load(at + 3 * bytes), m));
        v128.store(at + bytes, z);
        v128.store(at + 3 * bytes, n);
        const kept = flipped ? f32x4.sub(one(), z) : z;
        const old = v128.load(hPrev + x);
        v128.store(h + x, f32x4.add(f32x4.mul(f32x4.sub(one(), kept), n), f32x4.mul(kept, old)));
      }
    a += aStride;
    h += stride;
    hPrev += stride;
  }
}

/**
 * The gates become their gradients (that of r only with `resetAfter`; else {@link gruResetBackward} follows), and carry what
 * flows to hPrev by being kept.
 */
export function gruBackward(
  a: usize, aStride: usize, hPrev: usize, stride: usize, dOut: usize, outStride: usize, carry: usize,
  lengths: usize, t: i32, rows: i32, width: i32, resetAfter: bool, flipped: bool,
): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    if (!runs(lengths, row, t)) memory.fill(a, 0, 4 * bytes);
    else
      for (let x: usize = 0; x < bytes; x += 16) {
        const at = a + x;
        const r = v128.load(at), z = v128.load(at + bytes), n = v128.load(at + 3 * bytes);
        const dh = f32x4.add(v128.load(dOut + x), v128.load(carry + x));
        const kept = flipped ? f32x4.sub(one(), z) : z;
        const old = v128.load(hPrev + x);
        const change = flipped ? f32x4.sub(n, old) : f32x4.sub(old, n);
        const dz = f32x4.mul(f32x4.mul(dh, change), f32x4.mul(z, f32x4.sub(one(), z)));
        const dn = f32x4.mul(f32x4.mul(dh, f32x4.sub(one(), kept)), f32x4.sub(one(), f32x4.mul(n, n)));
        if (resetAfter) {
          const m = v128.load(at + 2 * bytes);
          v128.store(at, f32x4.mul(f32x4.mul(dn, m), f32x4.mul(r, f32x4.sub(one(), r))));
          v128.store(at + 2 * bytes, f32x4.mul(dn, r));
        } else v128.store(at + 2 * bytes, dn);
        v128.store(at + bytes, dz);
        v128.store(at + 3 * bytes, dn);
        v128.store(carry + x, f32x4.mul(dh, kept));
      }
    a += aStride;
    hPrev += stride;
    dOut += outStride;
    carry += bytes;
  }
}

/** Reset before the product, second half: dHeld = Wᵀ∇m is split between r and hPrev. */
export function gruResetBackward(
  a: usize, aStride: usize, hPrev: usize, stride: usize, dHeld: usize, carry: usize, lengths: usize, t: i32, rows: i32, width: i32,
): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    if (runs(lengths, row, t))
      for (let x: usize = 0; x < bytes; x += 16) {
        const r = v128.load(a + x), d = v128.load(dHeld + x);
        v128.store(a + x, f32x4.mul(f32x4.mul(d, v128.load(hPrev + x)), f32x4.mul(r, f32x4.sub(one(), r))));
        v128.store(carry + x, f32x4.add(v128.load(carry + x), f32x4.mul(d, r)));
      }
    a += aStride;
    hPrev += stride;
    dHeld += bytes;
    carry += bytes;
  }
}
