// How fast the processor multiplies and adds when nothing else is to be done: the yardstick for the products.
import { madd } from './lanes';

/** `rounds` × 12 independent chains × 4 lanes × 2 operations, each a ← a · factor + term. Returns a number that depends on all of them. */
export function peak(rounds: i32, factor: f32, term: f32): f32 {
  // from outside, so that they stay in registers: a vector constant would be built anew at each use
  const x = f32x4.splat(factor), y = f32x4.splat(term);
  // twelve different starts: equal ones would be one chain to an optimiser
  let a = f32x4.splat(0.1), b = f32x4.splat(0.2), c = f32x4.splat(0.3), d = f32x4.splat(0.4);
  let e = f32x4.splat(0.5), f = f32x4.splat(0.6), g = f32x4.splat(0.7), h = f32x4.splat(0.8);
  let i = f32x4.splat(0.9), j = f32x4.splat(1.1), k = f32x4.splat(1.2), l = f32x4.splat(1.3);
  for (let n = 0; n < rounds; n++) {
    a = madd(a, x, y);
    b = madd(b, x, y);
    c = madd(c, x, y);
    d = madd(d, x, y);
    e = madd(e, x, y);
    f = madd(f, x, y);
    g = madd(g, x, y);
    h = madd(h, x, y);
    i = madd(i, x, y);
    j = madd(j, x, y);
    k = madd(k, x, y);
    l = madd(l, x, y);
  }
  const sum = f32x4.add(
    f32x4.add(f32x4.add(a, b), f32x4.add(c, d)),
    f32x4.add(f32x4.add(f32x4.add(e, f), f32x4.add(g, h)), f32x4.add(f32x4.add(i, j), f32x4.add(k, l))),
  );
  return f32x4.extract_lane(sum, 0);
}
