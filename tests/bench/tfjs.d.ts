// What the benchmark uses of TensorFlow.js, so that the book's type check needs no installed copy of it.
declare module '@tensorflow/tfjs-core' {
  export interface Tensor {
    readonly size: number;
    /** Of a variable. */
    readonly name: string;
    data(): Promise<Float32Array>;
    dispose(): void;
  }
  type Unary = (x: Tensor) => Tensor;
  type Binary = (left: Tensor | number, right: Tensor | number) => Tensor;
  export const add: Binary, sub: Binary, mul: Binary, div: Binary, minimum: Binary;
  export const tanh: Unary, sigmoid: Unary, square: Unary, sqrt: Unary, sum: Unary;
  export const matMul: (a: Tensor, b: Tensor) => Tensor;
  export const split: (x: Tensor, parts: number | number[], axis?: number) => Tensor[];
  export const concat: (all: Tensor[], axis: number) => Tensor;
  export const addN: (all: Tensor[]) => Tensor;
  export const oneHot: (indices: Tensor, depth: number) => Tensor;
  export const cast: (x: Tensor, type: 'float32') => Tensor;
  export const zeros: (shape: number[]) => Tensor;
  export const tensor: (values: Float32Array, shape: number[]) => Tensor;
  export const tensor1d: (values: Int32Array, type: 'int32') => Tensor;
  export const variable: (value: Tensor, trainable: boolean, name: string) => Tensor;
  export const losses: { softmaxCrossEntropy(oneHot: Tensor, logits: Tensor): Tensor };
  export const train: {
    adam(
      alpha: number,
      beta1: number,
      beta2: number,
      epsilon: number,
    ): { applyGradients(gradients: Record<string, Tensor>): void };
  };
  export const variableGrads: (
    f: () => Tensor,
    of: Tensor[],
  ) => { value: Tensor; grads: Record<string, Tensor> };
  export const tidy: <T>(work: () => T) => T;
  export const memory: () => { numBytes: number };
  export const env: () => { set(flag: string, value: boolean): void; get(flag: string): boolean };
  export const setBackend: (name: string) => Promise<boolean>;
  export const ready: () => Promise<void>;
  export const backend: () => unknown;
}
declare module '@tensorflow/tfjs-core/dist/register_all_gradients' {}
declare module '@tensorflow/tfjs-backend-webgl' {}
declare module '@tensorflow/tfjs-backend-webgpu' {}
declare module '@tensorflow/tfjs-backend-wasm' {
  export const setWasmPaths: (folder: string) => void;
  export const setThreadsCount: (count: number) => void;
}
