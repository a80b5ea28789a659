// The update: the gradient's norm, and each optimiser's rule with the clipping factor folded in. Rules as in src/engine/optimizers.ts.
// Multiplied and added with two roundings in every build, so that equal gradients give equal updates.

/** Σ g² over `count` numbers (a multiple of 4), in float64: the square of a float32 never overflows there. */
export function sumOfSquares(g: usize, count: i32): f64 {
  let low = f64x2.splat(0), high = f64x2.splat(0);
  const end = g + (<usize>count << 2);
  for (; g < end; g += 16) {
    const x = v128.load(g);
    const a = f64x2.promote_low_f32x4(x);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** to += from, `count` numbers (a multiple of 4). */
export function addInto(to: usize, from: usize, count: i32): void {
  const end = to + (<usize>count << 2);
  for (; to < end; to += 16, from += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
}

/** One update of `count` parameters (a multiple of 4) by SGD: g ← clip · g; θ ← θ − α g. */
export function sgd(theta: usize, g: usize, count: i32, clip: f32, alpha: f32): void {
  const clips = f32x4.splat(clip), rates = f32x4.splat(alpha);
  const end = theta + (<usize>count << 2);
  for (; theta < end; theta += 16, g += 16) {
    const gradient = f32x4.mul(v128.load(g), clips);
    v128.store(theta, f32x4.sub(v128.load(theta), f32x4.mul(rates, gradient)));
  }
}

/** The same by momentum: g ← clip · g; v ← μ v + g; θ ← θ − α v. */
export function momentum(theta: usize, g: usize, v: usize, count: i32, clip: f32, mu: f32, alpha: f32): void {
  const clips = f32x4.splat(clip), keeps = f32x4.splat(mu), rates = f32x4.splat(alpha);
  const bytes = <usize>count << 2;
  for (let x: usize = 0; x < bytes; x += 16) {
    const vNext = f32x4.add(f32x4.mul(keeps, v128.load(v + x)), f32x4.mul(v128.load(g + x), clips));
    v128.store(v + x, vNext);
    v128.store(theta + x, f32x4.sub(v128.load(theta + x), f32x4.mul(rates, vNext)));
  }
}

/** The same by RMSProp, rest = 1 − ρ: g ← clip · g; s ← ρ s + (1 − ρ) g²; θ ← θ − α g / (√s + ε). */
export function rmsProp(
  theta: usize, g: usize, s: usize, count: i32, clip: f32, rho: f32, rest: f32, alpha: f32, epsilon: f32,
): void {
  const clips = f32x4.splat(clip), keeps = f32x4.splat(rho), rests = f32x4.splat(rest);
  const rates = f32x4.splat(alpha), eps = f32x4.splat(epsilon);
  const bytes = <usize>count << 2;
  for (let x: usize = 0; x < bytes; x += 16) {
    const gradient = f32x4.mul(v128.load(g + x), clips);
    const sNext = f32x4.add(f32x4.mul(keeps, v128.load(s + x)), f32x4.mul(rests, f32x4.mul(gradient, gradient)));
    v128.store(s + x, sNext);
    const step = f32x4.div(f32x4.mul(rates, gradient), f32x4.add(f32x4.sqrt(sNext), eps));
    v128.store(theta + x, f32x4.sub(v128.load(theta + x), step));
  }
}

/**
 * The same by Adam (Kingma and Ba 2015, algorithm 1): g ← clip · g; m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²;
 * θ ← θ − rate · m / (√(v · correction) + ε), where rate = α / (1 − β₁ᵗ) and correction = 1 / (1 − β₂ᵗ).
 */
export function adam(
  theta: usize, g: usize, m: usize, v: usize, count: i32, clip: f32, beta1: f32, rest1: f32, beta2: f32, rest2: f32,
  rate: f32, correction: f32, epsilon: f32,
): void {
  const clips = f32x4.splat(clip), b1 = f32x4.splat(beta1), r1 = f32x4.splat(rest1), b2 = f32x4.splat(beta2);
  const r2 = f32x4.splat(rest2), rates = f32x4.splat(rate), corrections = f32x4.splat(correction), eps = f32x4.splat(epsilon);
  const bytes = <usize>count << 2;
  for (let x: usize = 0; x < bytes; x += 16) {
    const gradient = f32x4.mul(v128.load(g + x), clips);
    const mNext = f32x4.add(f32x4.mul(b1, v128.load(m + x)), f32x4.mul(r1, gradient));
    const vNext = f32x4.add(f32x4.mul(b2, v128.load(v + x)), f32x4.mul(r2, f32x4.mul(gradient, gradient)));
    v128.store(m + x, mNext);
    v128.store(v + x, vNext);
    const step = f32x4.div(f32x4.mul(rates, mNext), f32x4.add(f32x4.sqrt(f32x4.mul(vNext, corrections)), eps));
    v128.store(theta + x, f32x4.sub(v128.load(theta + x), step));
  }
}
