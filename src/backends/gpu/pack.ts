// Checks a problem, turns it into what a float32 device takes, and checks what comes back: GPUs launder NaN and
// return zeros from lost contexts, so finiteness and the softmax's sum are judged here, on the CPU.
import { GpuError, LIMITS, type ForwardProblem, type ForwardShape, type ForwardValues } from './types.ts';

/** The tensors of a problem in the order in which the pipeline takes them. */
export const ARGUMENTS = ['U', 'W', 'V', 'b', 'c', 'x', 'h0'] as const;

/** One argument: its values in float32, and its size as gpu.js wants it, `[columns, rows]` or `[length]`. */
export interface PackedArgument {
  readonly data: Float32Array;
  readonly size: [number] | [number, number];
}

/** The key under which a compiled pipeline can be used again. */
export function shapeKey(shape: ForwardShape): string {
  return [shape.steps, shape.inputs, shape.hiddens, shape.outputs, shape.nonlinearity].join('×');
}

/**
 * Throws a `bad-input` GpuError that names the field, what was expected and what came: sizes must be whole and within
 * LIMITS, each tensor must have its length, each number must be finite in float32.
 */
export function checkProblem(problem: ForwardProblem): void {
  for (const name of ['steps', 'inputs', 'hiddens', 'outputs'] as const) {
    const size = problem[name];
    if (!Number.isInteger(size) || size < 1 || size > LIMITS[name]) {
      throw new GpuError(
        'bad-input',
        `forward: ${name} is ${size}, expected a whole number from 1 to ${LIMITS[name]}`,
      );
    }
  }
  if (problem.nonlinearity !== 'tanh' && problem.nonlinearity !== 'relu') {
    throw new GpuError(
      'bad-input',
      `forward: nonlinearity is ${String(problem.nonlinearity)}, expected tanh or relu`,
    );
  }
  for (const name of ARGUMENTS) {
    const length = product(sizeOf(problem, name));
    const values = problem[name];
    if (values.length !== length) {
      throw new GpuError('bad-input', `forward: ${name} has ${values.length} numbers, expected ${length}`);
    }
    for (let i = 0; i < length; i++) {
      const value = values[i];
      if (typeof value !== 'number' || !Number.isFinite(Math.fround(value))) {
        throw new GpuError(
          'bad-input',
          `forward: ${name}[${i}] is ${String(value)}, expected a finite float32 number`,
        );
      }
    }
  }
}

/**
 * A copy in plain float64 arrays and with nothing else in it, so that later edits do not reach a request that waits, and
 * so that it can be sent to a worker: the proxies of a reactive page cannot.
 */
export function copyProblem(problem: ForwardProblem): ForwardProblem {
  const { steps, inputs, hiddens, outputs, nonlinearity } = problem;
  const tensors = ARGUMENTS.map((name) => [name, Float64Array.from(problem[name])] as const);
  const copy = Object.fromEntries(tensors) as Record<(typeof ARGUMENTS)[number], Float64Array>;
  return { steps, inputs, hiddens, outputs, nonlinearity, ...copy };
}

/** Copies a checked problem's tensors into float32, in the order of ARGUMENTS. */
export function packProblem(problem: ForwardProblem): PackedArgument[] {
  return ARGUMENTS.map((name) => ({ data: Float32Array.from(problem[name]), size: sizeOf(problem, name) }));
}

/**
 * Copies the pipeline's results into rows and judges them. gpu.js gives a `[columns, rows]` output as an array of rows;
 * throws a `not-finite` GpuError for NaN or ±∞, `failed` for a wrong shape or a softmax that does not sum to 1.
 */
export function unpackResults(shape: ForwardShape, results: unknown): ForwardValues {
  const named = results as Readonly<Record<string, unknown>>;
  const values = {
    a: toRows(named['a'], 'a', shape.steps, shape.hiddens),
    h: toRows(named['h'], 'h', shape.steps, shape.hiddens),
    o: toRows(named['o'], 'o', shape.steps, shape.outputs),
    yHat: toRows(named['yHat'], 'yHat', shape.steps, shape.outputs),
  };
  values.yHat.forEach((row, t) => {
    const sum = row.reduce((total, p) => total + p, 0);
    // float32 rounding over at most 64 terms stays far below this; zeros from a dead device are far above it
    if (Math.abs(sum - 1) > 1e-3) {
      throw new GpuError(
        'failed',
        `forward: yHat[${t}] sums to ${sum}, expected 1: the device returned garbage`,
      );
    }
  });
  return values;
}

function toRows(source: unknown, name: string, rows: number, columns: number): Float32Array[] {
  const given = source as ArrayLike<ArrayLike<number>> | undefined;
  const copy: Float32Array[] = [];
  for (let t = 0; t < rows; t++) {
    const row = given?.[t];
    if (row?.length !== columns) {
      throw new GpuError(
        'failed',
        `forward: ${name}[${t}] has ${row?.length ?? 'no'} numbers, expected ${columns}`,
      );
    }
    const numbers = Float32Array.from(row);
    const bad = numbers.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new GpuError('not-finite', `forward: ${name}[${t}][${bad}] is ${numbers[bad]} in float32`);
    }
    copy.push(numbers);
  }
  return copy;
}

function sizeOf(shape: ForwardShape, name: (typeof ARGUMENTS)[number]): [number] | [number, number] {
  const { steps, inputs, hiddens, outputs } = shape;
  if (name === 'U') return [inputs, hiddens];
  if (name === 'W') return [hiddens, hiddens];
  if (name === 'V') return [hiddens, outputs];
  if (name === 'x') return [inputs, steps];
  return name === 'c' ? [outputs] : [hiddens];
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
