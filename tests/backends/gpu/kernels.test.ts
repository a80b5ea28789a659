// The kernels' text, run as JavaScript thread by thread and then by gpu.js itself on the routes that Node has.
import { GPU, Input } from 'gpu.js';
import { afterAll, describe, expect, it } from 'vitest';
import { kernelSources } from '../../../src/backends/gpu/kernels.ts';
import { packProblem, unpackResults } from '../../../src/backends/gpu/pack.ts';
import { buildForward } from '../../../src/backends/gpu/pipeline.ts';
import { confirmBackend } from '../../../src/backends/gpu/probe.ts';
import { compare } from './compare.ts';
import { randomProblem } from './float64.ts';

/** Runs one kernel's text for one thread, in plain float64. */
function thread(
  name: string,
  at: { x: number; y?: number },
  constants: object,
  ...values: unknown[]
): number {
  const kernel = new Function(`return ${kernelSources[name]!}`)() as (...values: unknown[]) => number;
  return kernel.apply({ thread: at, constants }, values);
}

describe('kernel sources', () => {
  it('keep to the rules that gpu.js needs: no else, no arrow, no comment', () => {
    for (const [name, source] of Object.entries(kernelSources)) {
      expect(source.startsWith(`function ${name}(`)).toBe(true);
      expect(source).not.toMatch(/\belse\b|=>|\/[/*]/);
    }
  });

  it('preActivation, by hand', () => {
    // a₂ = 0.5 + (3·10 + 4·20) + (1·0 + 2·1) for x⁽¹⁾ = [0, 1]
    const W = [[1, 2], [3, 4]]; // prettier-ignore
    const U = [[5, 6], [1, 2]]; // prettier-ignore
    const x = [[9, 9], [0, 1]]; // prettier-ignore
    expect(thread('preActivation', { x: 1 }, { hiddens: 2, inputs: 2 }, W, U, [0, 0.5], [10, 20], x, 1)).toBe(
      112.5,
    );
  });

  it('activations, far out as well', () => {
    expect(thread('tanhActivation', { x: 0 }, {}, [0.5])).toBe(Math.tanh(0.5));
    expect(Math.fround(thread('tanhActivation', { x: 0 }, {}, [-1e30]))).toBe(-1);
    expect(thread('reluActivation', { x: 1 }, {}, [1, -3])).toBe(0);
    expect(thread('reluActivation', { x: 0 }, {}, [1, -3])).toBe(1);
  });

  it('record replaces one row', () => {
    const tape = [[1, 2], [3, 4]]; // prettier-ignore
    expect(thread('record', { x: 1, y: 0 }, {}, tape, [7, 8], 1)).toBe(2);
    expect(thread('record', { x: 1, y: 1 }, {}, tape, [7, 8], 1)).toBe(8);
  });

  it('readOut and softmax, by hand', () => {
    expect(thread('readOut', { x: 1, y: 0 }, { hiddens: 2 }, [[0, 0], [2, 3]], [0, 1], [[10, 20]])).toBe(81); // prettier-ignore
    // e¹⁰⁰⁰ overflows even a float64; the ratio is 1 : e⁻¹
    expect(thread('softmax', { x: 1, y: 0 }, { outputs: 2 }, [[1000, 999]])).toBeCloseTo(
      1 / (1 + Math.E),
      12,
    );
  });
});

describe.each(['cpu', 'webasm'] as const)('the pipeline on %s, in Node', (mode) => {
  const gpu = new GPU({ mode });
  afterAll(() => gpu.destroy());

  it.each(['tanh', 'relu'] as const)('agrees with the float64 loop, %s', async (nonlinearity) => {
    const shape = { steps: 12, inputs: 7, hiddens: 6, outputs: 9, nonlinearity } as const;
    const { pipeline, passes, destroy } = buildForward(gpu, shape);
    for (const seed of [1, 2]) {
      const problem = randomProblem(shape, seed, 1);
      const results = await pipeline(
        ...packProblem(problem).map(({ data, size }) => new Input(data as never, size)),
      );
      expect(confirmBackend(mode, pipeline)).toBe(mode);
      expect(compare(problem, unpackResults(shape, results), false).wrong).toEqual([]);
    }
    // the loop is gone: what is left is one flat plan
    expect((pipeline.plan as { steps: unknown[] }).steps).toHaveLength(passes);
    await destroy();
  });
});

describe('a silent fallback', () => {
  it('is caught: gpu.js itself degrades a plan that its fused executor cannot take, and says nothing', async () => {
    const gpu = new GPU({ mode: 'webasm' });
    const kernel = gpu.createKernel('function pair(v) { return [v[this.thread.x], 1]; }', { output: [2] });
    const sum = gpu.createKernel('function sum(v) { return v[this.thread.x][0]; }', { output: [2] });
    const pipeline = gpu.createPipeline((v) => sum(kernel(v) as never));
    await pipeline([1, 2]);
    expect(() => confirmBackend('webasm', pipeline)).toThrow(
      /webasm, one pass at a time: a step returning Array/,
    );
    await gpu.destroy();
  });
});
