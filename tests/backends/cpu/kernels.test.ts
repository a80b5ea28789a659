// The module's kernels by themselves, in both builds: products of any size, functions against Math, the softmax, the norm, feature detection.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  firstByte,
  hasRelaxedSimd,
  hasSimd,
  instantiateOn,
  memoryOf,
  type Kernels,
  variantFor,
} from '../../../src/backends/cpu/kernels.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { readModule } from './node.ts';

describe.each(['kernels', 'kernels-relaxed'] as const)('%s', (variant) => {
  let k: Kernels;
  let f32: Float32Array;
  beforeAll(async () => {
    const memory = memoryOf(1 << 23, false);
    const kernels = instantiateOn(await readModule(variant), memory);
    k = kernels;
    f32 = new Float32Array(memory.buffer);
  });

  it('keeps its own data below ours', () => {
    expect(k.dataEnd()).toBeGreaterThan(0);
    expect(k.dataEnd()).toBeLessThanOrEqual(firstByte);
  });

  /** Applies a function of an array to these numbers, padded to a multiple of four. */
  const apply = (name: 'expAll' | 'tanhAll' | 'sigmoidAll', x: ArrayLike<number>): Float32Array => {
    const count = Math.ceil(x.length / 4) * 4;
    f32.fill(0, firstByte / 4, firstByte / 4 + count);
    f32.set(x, firstByte / 4);
    k[name](firstByte, count);
    return f32.slice(firstByte / 4, firstByte / 4 + x.length);
  };
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

  // stated in assembly/lanes.ts; the range ends where a result would be subnormal
  it.each([
    ['expAll', Math.exp, -87, 0, 1.2e-7],
    ['tanhAll', Math.tanh, -12, 12, 2.5e-7],
    ['tanhAll', Math.tanh, -1e-3, 1e-3, 2.5e-7],
    ['sigmoidAll', sigmoid, -85, 20, 2.5e-7],
  ] as const)('%s is %o from %d to %d within %d of each result', (name, exact, low, high, relative) => {
    const x = Float32Array.from({ length: 400_000 }, (_, n) => low + ((high - low) * n) / 399_999);
    const y = apply(name, x);
    let worst = 0;
    for (let n = 0; n < x.length; n++)
      worst = Math.max(worst, Math.abs(y[n]! - exact(x[n]!)) / Math.max(Math.abs(exact(x[n]!)), 1e-37));
    expect(worst).toBeLessThan(relative);
    expect(worst).toBeGreaterThan(1e-9); // float32, or something other than these kernels ran
  });

  it('keeps NaN, and takes infinities and zeros for what they are', () => {
    expect([...apply('tanhAll', [NaN, Infinity, -Infinity, 0, -0, 50, -50])]).toEqual([NaN, 1, -1, 0, -0, 1, -1]);
    const [nan, one, nought, half, small] = apply('sigmoidAll', [NaN, Infinity, -Infinity, 0, -200]);
    expect([nan, one, half]).toEqual([NaN, 1, 0.5]);
    for (const tiny of [nought!, small!]) expect(tiny).toBeLessThan(2e-38);
    expect([...apply('expAll', [NaN, -Infinity, 0, -0, -88, -1e30])]).toEqual([NaN, 0, 1, 1, 0, 0]);
  });

  it('multiplies matrices of any depth: rows by panels, and panels by panels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 70 }), fc.integer(), (fours, eights, depth, seed) => {
        const [rows, columns] = [fours * 4, eights * 8];
        const random = seededRandom(seed);
        const numbers = (n: number) => Float32Array.from({ length: n }, () => random() - 0.5);
        const [A, B, C] = [numbers(rows * depth), numbers(depth * columns), numbers(rows * columns)];
        let next = firstByte;
        const put = (x: Float32Array, at = next) => (f32.set(x, at / 4), (next = Math.max(next, at + x.byteLength + 64)), at);
        const room = (n: number) => put(new Float32Array(n));
        const pitch = depth + 3;
        const b = put(B);
        const panels = room(columns * pitch);
        k.packEight(b, columns * 4, depth, columns, panels, pitch);
        const a = put(A);
        const c = put(C);
        k.addProduct(a, depth * 4, panels, c, columns * 4, rows, columns, depth, pitch);
        // the same by panels of A's transpose
        const turned = put(A.map((_, n) => A[(n % rows) * depth + Math.floor(n / rows)]!));
        const aPanels = room(rows * pitch);
        k.packFour(turned, rows * 4, depth, rows, aPanels, pitch);
        const c2 = put(C);
        k.addProductOfPanels(aPanels, panels, c2, columns * 4, rows, columns, depth, pitch);
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < columns; j++) {
            let sum = C[i * columns + j]!;
            for (let p = 0; p < depth; p++) sum += A[i * depth + p]! * B[p * columns + j]!;
            // at most 70 terms of ¼: partial sums stay below 18, whose rounding is 1e-6
            expect(f32[c / 4 + i * columns + j]!).toBeCloseTo(sum, 5);
            expect(f32[c2 / 4 + i * columns + j]!).toBeCloseTo(sum, 5);
          }
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  it('packs a transpose as it packs the matrix', () => {
    const [depth, columns, pitch] = [12, 16, 20];
    const M = Float32Array.from({ length: depth * columns }, (_, n) => n);
    const T = M.map((_, n) => M[(n % depth) * columns + Math.floor(n / depth)]!);
    const [from, turned, one, two] = [8192, 16384, 24576, 32768];
    f32.fill(0, one / 4, (two + 8192) / 4);
    f32.set(M, from / 4);
    f32.set(T, turned / 4);
    k.packEight(from, columns * 4, depth, columns, one, pitch);
    k.packTurned(turned, depth * 4, depth, columns, two, pitch);
    expect(f32.slice(two / 4, two / 4 + columns * pitch)).toEqual(f32.slice(one / 4, one / 4 + columns * pitch));
    expect(f32[one / 4 + 8]).toBe(columns); // k = 1, first column
  });

  it('keeps the digits of a small loss, and logits of any size', () => {
    const loss = (logits: readonly number[], target: number) => {
      const width = Math.ceil(logits.length / 8) * 8;
      f32.fill(7, 2048, 2048 + width); // beyond the classes: must not count
      f32.set(logits, 2048);
      new Int32Array(f32.buffer)[4096] = target;
      k.softmaxLoss(8192, width * 4, 16384, 20480, 1, logits.length, 1);
      const [s, d] = f32.slice(5120, 5122);
      return { loss: Math.log1p(s!) + d!, gradient: [...f32.slice(2048, 2048 + logits.length)] };
    };
    const small = loss([0, 20, 1], 1);
    const exact = Math.log1p(Math.exp(-20) + Math.exp(-19));
    expect(Math.abs(small.loss - exact)).toBeLessThan(3e-7 * exact); // three roundings of float32
    expect(Math.abs(small.gradient[1]! + exact)).toBeLessThan(1e-6 * exact);
    expect(loss([3e38, -3e38, 0], 0).loss).toBe(0);
    expect(loss([1000, 0], 1).loss).toBe(1000);
    expect(loss([5, 5, 5, 5, 5], 4).loss).toBeCloseTo(Math.log(5), 6); // float32 has seven digits
    expect(loss([Infinity, 0], 0)).toEqual({ loss: NaN, gradient: [NaN, NaN] });
    expect(loss([0, NaN], 0).loss).toBeNaN();
    expect(loss([0, 1, -Infinity], 2).loss).toBe(Infinity);
    expect(loss([1, 2], -1)).toEqual({ loss: 0, gradient: [0, 0] });
  });

  it('sums squares where their float32 would be infinite, and keeps NaN and infinities apart', () => {
    const norm = (...x: number[]) => (f32.set(x, 2048), Math.sqrt(k.sumOfSquares(8192, x.length)));
    expect(norm(3e30, 0, 4e30, 0)).toBeCloseTo(5e30, -24); // 5e30 to float32's seven digits
    expect(norm(1e-30, 0, 0, 0)).toBeCloseTo(1e-30, 37);
    expect(norm(1, Infinity, 2, 3)).toBe(Infinity);
    expect(norm(1, NaN, Infinity, 3)).toBeNaN();
  });
}); // prettier-ignore

describe('feature detection', () => {
  it('finds what this Node has', () => {
    expect(hasSimd()).toBe(true);
    // Node 24 has relaxed SIMD: were the probe malformed, it would be refused as well
    expect(hasRelaxedSimd()).toBe(true);
    expect(variantFor(false)).toBe('kernels-relaxed');
    expect(variantFor(true, false)).toBe('kernels-shared');
  });

  it('tells the builds apart: only one multiplies and adds with a single rounding', async () => {
    // (1 + 2⁻¹²)² − 1 − 2⁻¹¹ is 2⁻²⁴ with one rounding, and 0 with two
    const x = 1 + 2 ** -12;
    const results = [];
    for (const variant of ['kernels', 'kernels-relaxed'] as const) {
      const memory = memoryOf(1 << 20, false);
      const kernels = instantiateOn(await readModule(variant), memory);
      const f32 = new Float32Array(memory.buffer);
      f32.fill(0, 2048, 4096);
      f32.set([1, x], 2048); // A: 4 rows of depth 2, the first of them
      f32[3072] = -1 - 2 ** -11; // B's panel: k = 0, and k = 1
      f32[3080] = x;
      kernels.addProduct(8192, 8, 12288, 16384, 32, 4, 8, 2, 2);
      results.push(f32[4096]);
    }
    expect(results[0]).toBe(0);
    expect([0, 2 ** -24]).toContain(results[1]); // a processor without FMA rounds twice there too
  });
});
