// Four lanes at a time: fused multiply-add where the build has it, and exp, tanh and the logistic function as polynomials.
// Nothing here launders: NaN stays NaN, since every bound is a pmin or pmax with the value itself as first operand.

// Constants are read from this table: a vector constant in the code is put together anew at each use (measured in V8: the loop of
// peak.ts ran at a quarter of its speed), a load that repeats one number is a single instruction.
const table = memory.data<f32>([
  -87.0, 12582912.0, 1.44269504088896341, -0.693359375, 2.12194440054690583e-4,
  0.0013926250830613312, 0.008363232883672656, 0.04166655421299285, 0.16666576666119992,
  0.5, 1.0, -2.0, -0.0,
]); // prettier-ignore
const LOWEST: usize = 0, MAGIC: usize = 4, LOG2E: usize = 8, LN2_HIGH: usize = 12, LN2_LOW: usize = 16;
const P6: usize = 20, P5: usize = 24, P4: usize = 28, P3: usize = 32, HALF: usize = 36;
const ONE: usize = 40, MINUS_TWO: usize = 44, SIGN: usize = 48;

// @ts-ignore: decorator
@inline
function constant(offset: usize): v128 {
  return v128.load32_splat(table + offset);
}

// @ts-ignore: decorator
@inline
export function one(): v128 {
  return constant(ONE);
}

/** a b + c: one rounding in the build with relaxed SIMD (where the processor has FMA), two in the other. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// eˣ for x ≤ 0 in three parts. x = n ln 2 + r with |r| ≤ ln 2 / 2, eˣ = 2ⁿ (1 + p) with p = eʳ − 1, a polynomial of degree six
// (Chebyshev interpolation of (eʳ − 1 − r) / r², error 8e-9). Kept apart, 2ⁿ p + (2ⁿ − 1) is eˣ − 1 without cancellation.

/** n + 1.5 · 2²³, whose low bits are n. */
// @ts-ignore: decorator
@inline
function shiftedExponent(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, constant(LOG2E)), constant(MAGIC));
}

// @ts-ignore: decorator
@inline
function powerOfTwo(shifted: v128): v128 {
  return i32x4.add(i32x4.shl(shifted, 23), constant(ONE));
}

/** p; NaN where x is. */
// @ts-ignore: decorator
@inline
function fraction(x: v128, shifted: v128): v128 {
  const n = f32x4.sub(shifted, constant(MAGIC));
  // ln 2 in two parts, the first with few enough bits that n times it is exact
  let r = madd(n, constant(LN2_HIGH), x);
  r = madd(n, constant(LN2_LOW), r);
  let p = constant(P6);
  p = madd(p, r, constant(P5));
  p = madd(p, r, constant(P4));
  p = madd(p, r, constant(P3));
  p = madd(p, r, constant(HALF));
  return madd(f32x4.mul(r, r), p, r);
}

/** −87 or x: below it eˣ would be subnormal. */
// @ts-ignore: decorator
@inline
function bounded(x: v128): v128 {
  return f32x4.pmax(x, constant(LOWEST));
}

// @ts-ignore: decorator
@inline
function expOfBounded(x: v128): v128 {
  const shifted = shiftedExponent(x);
  const power = powerOfTwo(shifted);
  return madd(fraction(x, shifted), power, power);
}

/** eˣ for x ≤ 0, −∞ or NaN; relative error below 1.2e-7, and exactly 0 below −87. */
// @ts-ignore: decorator
@inline
export function expOfNegative(x: v128): v128 {
  return v128.andnot(expOfBounded(bounded(x)), f32x4.lt(x, constant(LOWEST)));
}

/**
 * tanh x, relative error below 2.5e-7, absolute error below 1.2e-7. With e = exp(−2|x|): 1 − 2e / (1 + e) from one half on, where the
 * result is near 1 and the quotient's rounding hardly counts, and (1 − e) / (1 + e) below it; then the sign of x.
 */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const y = bounded(f32x4.mul(magnitude, constant(MINUS_TWO)));
  const shifted = shiftedExponent(y);
  const power = powerOfTwo(shifted);
  const p = fraction(y, shifted);
  const e = madd(p, power, power);
  const eMinusOne = madd(p, power, f32x4.sub(power, constant(ONE)));
  const large = f32x4.gt(magnitude, constant(HALF));
  const top = v128.bitselect(f32x4.add(e, e), f32x4.neg(eMinusOne), large);
  const q = f32x4.div(top, f32x4.add(e, constant(ONE)));
  const value = v128.bitselect(f32x4.sub(constant(ONE), q), q, large);
  // a NaN passes, for only the sign bit is exchanged
  return v128.bitselect(x, value, constant(SIGN));
}

/** 1 / (1 + e⁻ˣ), relative error below 2.5e-7 where it is above 2e-38: with e = exp(−|x|), 1 / (1 + e) or e / (1 + e). */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const e = expOfBounded(bounded(f32x4.neg(f32x4.abs(x))));
  const top = v128.bitselect(e, constant(ONE), i32x4.shr_s(x, 31));
  return f32x4.div(top, f32x4.add(constant(ONE), e));
}

/** All bits set in the first `count` lanes. */
// @ts-ignore: decorator
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}
