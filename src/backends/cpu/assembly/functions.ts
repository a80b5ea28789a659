// The functions of lanes.ts over a whole array: what the tests hold against Math.
import { expOfNegative, sigmoid4, tanh4 } from './lanes';

/** In place, `count` numbers (a multiple of 4), each ≤ 0. */
export function expAll(at: usize, count: i32): void {
  const end = at + (<usize>count << 2);
  for (; at < end; at += 16) v128.store(at, expOfNegative(v128.load(at)));
}

export function tanhAll(at: usize, count: i32): void {
  const end = at + (<usize>count << 2);
  for (; at < end; at += 16) v128.store(at, tanh4(v128.load(at)));
}

export function sigmoidAll(at: usize, count: i32): void {
  const end = at + (<usize>count << 2);
  for (; at < end; at += 16) v128.store(at, sigmoid4(v128.load(at)));
}
