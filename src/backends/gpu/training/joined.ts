// Slices put together into one array, a few at a time, then what came of them.
import type { Handle, Kit } from './kit.ts';
import { join, mostJoined } from './sources/join.ts';

/**
 * @param slices each [rows][columns]
 * @param shape of a slice, fastest first
 * @returns [slices][rows][columns]
 */
export function joined({ kernel }: Kit, slices: readonly Handle[], shape: readonly number[]): Handle {
  let [arrays, depth] = [[...slices], 0];
  while (arrays.length > 1 || depth === 0) {
    const width = Math.max(1, depth);
    const next: Handle[] = [];
    let left = slices.length;
    for (let n = 0; n < arrays.length; n += mostJoined) {
      const few = arrays.slice(n, n + mostJoined);
      const deep = Math.min(few.length * width, left);
      left -= deep;
      next.push(kernel(join(few.length, depth), [...shape, deep])(...few));
    }
    arrays = next;
    depth = width * mostJoined;
  }
  return arrays[0]!;
}
