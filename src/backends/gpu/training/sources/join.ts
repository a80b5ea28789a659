// Puts arrays one behind another: as many as a device is sure to read in one kernel.

/** WebGPU promises eight arrays to a kernel, one of which is written. */
export const mostJoined = 7;

/** @param depth slices of each but the last; 0: each is a slice itself */
export function join(arrays: number, depth: number): string {
  const names = Array.from({ length: arrays }, (_, n) => `a${n}`);
  const width = Math.max(1, depth);
  const read = (n: number): string =>
    depth === 0
      ? `a${n}[this.thread.y][this.thread.x]`
      : `a${n}[this.thread.z - ${n * depth}][this.thread.y][this.thread.x]`;
  const early = names.slice(0, -1).map(
    (_, n) => `
  if (this.thread.z < ${(n + 1) * width}) {
    return ${read(n)};
  }`,
  );
  return `function join(${names.join(', ')}) {${early.join('')}
  return ${read(arrays - 1)};
}`;
}
