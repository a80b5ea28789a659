// Softmax and cross-entropy of each row of logits, with the largest logit taken off first.
import { expOfNegative, firstLanes } from './lanes';

// @ts-ignore: decorator
@inline
function foldMax(v: v128): f32 {
  const half = f32x4.pmax(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmax(half, v128.shuffle<f32>(half, half, 1, 0, 3, 2)), 0);
}

// @ts-ignore: decorator
@inline
function foldSum(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

/**
 * For each row whose target counts (is not −1) the pair (s, d), of which log(1 + s) + d is the loss: with the largest logit taken off,
 * s = Σₖ exp(oₖ − max o) − 1 and d = max o − o of the target. Where the target has the largest logit, s is summed without it, so that
 * a small loss keeps its digits. (0, 0) where no target counts. With `gradient` above 0 the logits become
 * ∇o = gradient · (ŷ − 1_y), zero where no target counts. A row holds `classes` numbers, with room for a multiple of 4.
 */
export function softmaxLoss(o: usize, stride: usize, targets: usize, pairs: usize, rows: i32, classes: i32, gradient: f32): void {
  const whole = <usize>(classes & ~3) << 2;
  const rest = classes & 3;
  const inside = firstLanes(rest);
  const end = <usize>((classes + 3) & ~3) << 2;
  for (let row = 0; row < rows; row++) {
    const target = load<i32>(targets + (<usize>row << 2));
    if (target < 0) {
      store<u64>(pairs, 0);
      if (gradient > 0) memory.fill(o, 0, end);
    } else {
      const at = o + (<usize>target << 2);
      const chosen = load<f32>(at);
      // `pmax` is one instruction, where `max`, which looks for NaN, took more time than all the exponentials (measured). It passes over a
      // NaN, which then comes through the sum.
      let most = f32x4.splat(chosen);
      for (let x: usize = 0; x < whole; x += 16) most = f32x4.pmax(most, v128.load(o + x));
      if (rest) most = f32x4.pmax(most, v128.bitselect(v128.load(o + whole), most, inside));
      const largest = foldMax(most);
      // an infinite logit has no probability: it takes the other way, where ∞ − ∞ makes NaN
      const apart = chosen == largest && largest < Infinity;
      if (apart) store<f32>(at, -Infinity);
      const shift = f32x4.splat(largest);
      let sums = f32x4.splat(0);
      for (let x: usize = 0; x < whole; x += 16) {
        const before = v128.load(o + x);
        const e = expOfNegative(f32x4.sub(before, shift));
        v128.store(o + x, gradient > 0 ? e : before);
        sums = f32x4.add(sums, e);
      }
      if (rest) {
        const before = v128.load(o + whole);
        const e = v128.and(expOfNegative(f32x4.sub(before, shift)), inside);
        v128.store(o + whole, gradient > 0 ? e : before);
        sums = f32x4.add(sums, e);
      }
      const sum = foldSum(sums);
      store<f32>(pairs, apart ? sum : sum - 1);
      store<f32>(pairs, largest - chosen, 4);
      if (gradient > 0) {
        const share = gradient / (apart ? sum + 1 : sum);
        const scale = f32x4.splat(share);
        for (let x: usize = 0; x < end; x += 16) v128.store(o + x, f32x4.mul(v128.load(o + x), scale));
        store<f32>(at, apart ? -(sum * share) : load<f32>(at) - gradient);
      } else store<f32>(at, chosen);
    }
    o += stride;
    pairs += 8;
  }
}
