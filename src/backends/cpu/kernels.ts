// The WebAssembly module as TypeScript sees it, and which build of it this machine can run. Pointers and strides are bytes.

/** Exports of assembly/kernels.ts; the docstrings there say what each does. */
export interface Kernels {
  /** Where the module's own data end. */
  dataEnd(): number;
  addProduct(a: number, aStride: number, b: number, c: number, cStride: number, rows: number, columns: number, depth: number, pitch: number): void;
  addProductOfPanels(a: number, b: number, c: number, cStride: number, rows: number, columns: number, depth: number, pitch: number): void;
  packEight(from: number, stride: number, depth: number, columns: number, to: number, pitch: number): void;
  packFour(from: number, stride: number, depth: number, columns: number, to: number, pitch: number): void;
  packTurned(from: number, stride: number, depth: number, columns: number, to: number, pitch: number): void;
  gatherRows(table: number, tableStride: number, index: number, out: number, stride: number, rows: number, width: number): void;
  scatterRows(table: number, tableStride: number, index: number, from: number, stride: number, rows: number, width: number): void;
  spreadRow(bias: number, out: number, stride: number, rows: number, width: number): void;
  addRow(from: number, bias: number, out: number, stride: number, rows: number, width: number): void;
  sumRows(from: number, stride: number, rows: number, width: number, sum: number): void;
  addRows(left: number, right: number, stride: number, out: number, outStride: number, rows: number, width: number): void;
  clear(at: number, bytes: number): void;
  rnnForward(a: number, aStride: number, h: number, hPrev: number, hStride: number, lengths: number, t: number, rows: number, width: number, relu: boolean): void;
  rnnBackward(da: number, aStride: number, h: number, hStride: number, dOut: number, outStride: number, carry: number, lengths: number, t: number, rows: number, width: number, relu: boolean): void;
  lstmForward(a: number, aStride: number, h: number, hPrev: number, stride: number, c: number, cPrev: number, tanhC: number, cStride: number, lengths: number, t: number, rows: number, width: number): void;
  lstmBackward(a: number, aStride: number, cPrev: number, tanhC: number, cStride: number, dOut: number, outStride: number, carry: number, carryC: number, lengths: number, t: number, rows: number, width: number): void;
  gruReset(a: number, aStride: number, hPrev: number, stride: number, held: number, rows: number, width: number): void;
  gruForward(a: number, aStride: number, h: number, hPrev: number, stride: number, lengths: number, t: number, rows: number, width: number, resetAfter: boolean, flipped: boolean): void;
  gruBackward(a: number, aStride: number, hPrev: number, stride: number, dOut: number, outStride: number, carry: number, lengths: number, t: number, rows: number, width: number, resetAfter: boolean, flipped: boolean): void;
  gruResetBackward(a: number, aStride: number, hPrev: number, stride: number, dHeld: number, carry: number, lengths: number, t: number, rows: number, width: number): void;
  softmaxLoss(o: number, stride: number, targets: number, pairs: number, rows: number, classes: number, gradient: number): void;
  sumOfSquares(g: number, count: number): number;
  addInto(to: number, from: number, count: number): void;
  sgd(theta: number, g: number, count: number, clip: number, alpha: number): void;
  momentum(theta: number, g: number, v: number, count: number, clip: number, mu: number, alpha: number): void;
  rmsProp(theta: number, g: number, s: number, count: number, clip: number, rho: number, rest: number, alpha: number, epsilon: number): void;
  adam(theta: number, g: number, m: number, v: number, count: number, clip: number, beta1: number, rest1: number, beta2: number, rest2: number, rate: number, correction: number, epsilon: number): void;
  expAll(at: number, count: number): void;
  tanhAll(at: number, count: number): void;
  sigmoidAll(at: number, count: number): void;
  peak(rounds: number, factor: number, term: number): number;
} // prettier-ignore

/** The builds of the module: with relaxed SIMD a multiply-add is one instruction where the processor has it; over shared memory or own. */
export type Variant = 'kernels' | 'kernels-relaxed' | 'kernels-shared' | 'kernels-relaxed-shared';

// (module (func (result v128) v128.const 0, v128.const 0, v128.const 0, [one instruction])): what the engine cannot run, it refuses
const probe = (...instruction: number[]): Uint8Array<ArrayBuffer> => {
  const zero = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
  const body = [0, ...zero, ...zero, ...zero, ...instruction, 0x0b];
  return Uint8Array.of(
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, // magic, version
    1, 5, 1, 0x60, 0, 1, 0x7b, // one type: () → v128
    3, 2, 1, 0, // one function
    10, body.length + 2, 1, body.length, ...body,
  ); // prettier-ignore
};

/** Whether the engine knows WebAssembly SIMD (Chrome 91, Firefox 89, Safari 16.4). */
export const hasSimd = (): boolean => WebAssembly.validate(probe(0x1a, 0x1a)); // drop, drop
/** Whether it knows relaxed SIMD (Chrome 114, Firefox 145): f32x4.relaxed_madd, opcode 0x105. */
export const hasRelaxedSimd = (): boolean => WebAssembly.validate(probe(0xfd, 0x85, 0x02));

/** @param relaxed whether to use relaxed SIMD: by default where the engine has it */
export const variantFor = (shared: boolean, relaxed = hasRelaxedSimd()): Variant =>
  `kernels${relaxed ? '-relaxed' : ''}${shared ? '-shared' : ''}`;

/** Everything of ours lies above this; the module's tables lie below. */
export const firstByte = 4096;

/** A memory of at least `bytes` bytes; one for several threads where `shared`. @throws RangeError where it cannot be had */
export function memoryOf(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / 65536);
  try {
    return new WebAssembly.Memory(shared ? { initial: pages, maximum: pages, shared } : { initial: pages });
  } catch (cause) {
    throw new RangeError(`cpu: ${Math.ceil(bytes / 1e6)} MB of memory cannot be had`, { cause });
  }
}

/** The module over this memory. @throws RangeError where the module's own data reach above {@link firstByte} */
export function instantiateOn(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const abort = () => {
    throw new Error('cpu: the WebAssembly module gave up');
  };
  const kernels = new WebAssembly.Instance(module, { env: { memory, abort } }).exports as unknown as Kernels;
  if (kernels.dataEnd() > firstByte)
    throw new RangeError(`cpu: the module's data end at ${kernels.dataEnd()}, expected at most ${firstByte}`);
  return kernels;
}
