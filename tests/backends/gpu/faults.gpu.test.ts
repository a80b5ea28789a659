// What becomes of a trainer when its device goes away in the middle of a step, or has no memory left: the call fails with a typed error,
// nothing of it is kept, and the next call, on a device opened anew, gives what it would have given without.
import { afterAll, describe, expect, it } from 'vitest';
import type { GpuRoute } from '../../../src/backends/gpu/training/device.ts';
import { fixed, plain } from '../suites.ts';
import { flat, problem } from '../support.ts';
import { remoteGpu } from './remote.ts';

const gpu = await remoteGpu();
afterAll(() => gpu.close());

/** Makes the device go away at the n-th draw or dispatch from now on. */
const loseAfter = (route: GpuRoute, calls: number) =>
  gpu.inWorker(
    ({ route, calls }) => {
      let left = calls;
      if (route === 'webgl2') {
        const { drawArrays } = WebGL2RenderingContext.prototype;
        WebGL2RenderingContext.prototype.drawArrays = function (...args) {
          if (--left === 0) {
            WebGL2RenderingContext.prototype.drawArrays = drawArrays;
            this.getExtension('WEBGL_lose_context')!.loseContext();
          }
          drawArrays.apply(this, args);
        };
        return;
      }
      // the device is out of the reach of its encoders: whoever submits is told to go
      const { submit } = GPUQueue.prototype;
      const { createCommandEncoder } = GPUDevice.prototype;
      GPUDevice.prototype.createCommandEncoder = function (...args) {
        GPUDevice.prototype.createCommandEncoder = createCommandEncoder;
        GPUQueue.prototype.submit = (buffers) => {
          GPUQueue.prototype.submit = submit;
          submit.call(this.queue, buffers);
          this.destroy();
        };
        return createCommandEncoder.apply(this, args);
      };
    },
    { route, calls },
  );

/** Remembers the device at its next draw or dispatch; the answer makes it go away. */
async function watch(route: GpuRoute): Promise<() => Promise<unknown>> {
  await gpu.inWorker((route) => {
    const kept = globalThis as unknown as { lose: () => void };
    if (route === 'webgl2') {
      const { drawArrays } = WebGL2RenderingContext.prototype;
      WebGL2RenderingContext.prototype.drawArrays = function (...args) {
        WebGL2RenderingContext.prototype.drawArrays = drawArrays;
        kept.lose = () => this.getExtension('WEBGL_lose_context')!.loseContext();
        drawArrays.apply(this, args);
      };
      return;
    }
    const { createCommandEncoder } = GPUDevice.prototype;
    GPUDevice.prototype.createCommandEncoder = function (...args) {
      GPUDevice.prototype.createCommandEncoder = createCommandEncoder;
      kept.lose = () => this.destroy();
      return createCommandEncoder.apply(this, args);
    };
  }, route);
  return () => gpu.inWorker(() => (globalThis as unknown as { lose: () => void }).lose(), null);
}

/** Makes the device refuse the next array that it is asked for. */
const starve = (route: GpuRoute) =>
  gpu.inWorker((route) => {
    if (route === 'webgl2') {
      const { getError } = WebGL2RenderingContext.prototype;
      WebGL2RenderingContext.prototype.getError = function () {
        WebGL2RenderingContext.prototype.getError = getError;
        return this.OUT_OF_MEMORY;
      };
      return;
    }
    const { popErrorScope } = GPUDevice.prototype;
    GPUDevice.prototype.popErrorScope = async function () {
      GPUDevice.prototype.popErrorScope = popErrorScope;
      await popErrorScope.call(this);
      return new GPUOutOfMemoryError('no memory left');
    };
  }, route);

describe.each(['webgpu', 'webgl2'] as const)('%s', (route) => {
  /** A trainer that has made one step, and what a second one gives on a trainer that nothing happens to. */
  async function begun() {
    const backend = await gpu.on(route);
    const { spec, values, tokens, state } = problem({ precision: 'float32' }, fixed);
    const twin = await backend.create(spec, flat(values));
    await twin.trainStep(tokens, state);
    const second = await twin.trainStep(tokens, state);
    const trainer = await backend.create(spec, flat(values));
    await trainer.trainStep(tokens, state);
    const before = { ...(await trainer.optimizerState()), theta: plain(await trainer.parameters()) };
    const now = async () => ({
      ...(await trainer.optimizerState()),
      theta: plain(await trainer.parameters()),
    });
    const wanted = { result: second, theta: plain(await twin.parameters()) };
    return { trainer, tokens, state, before, now, wanted };
  }

  it('lost in the middle of a step: a typed error, no number has changed, and the next step is the one that was lost', async () => {
    const { trainer, tokens, state, before, now, wanted } = await begun();
    await loseAfter(route, 9);
    await expect(trainer.trainStep(tokens, state)).rejects.toMatchObject({
      name: 'GpuError',
      code: 'context-lost',
      message: expect.stringMatching(/was lost; nothing of this step was kept/),
    });
    expect(await now()).toEqual(before);
    // what was left of the device gives nothing away: the step is made on another one
    const again = await trainer.trainStep(tokens, state);
    expect(again).toEqual(wanted.result);
    expect((await now()).theta).toEqual(wanted.theta);
  });

  it('lost between two steps: told by the next one, once', async () => {
    const { trainer, tokens, state, before, now, wanted } = await begun();
    const lose = await watch(route);
    await trainer.evaluate(tokens, state);
    await lose();
    // how soon a loss is known is the browser's affair
    const outcome = async (): Promise<string | undefined> => {
      try {
        await trainer.trainStep(tokens, state);
        return 'went on';
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    await expect.poll(outcome).toBe('context-lost');
    expect(await now()).toEqual(before);
    expect(await trainer.trainStep(tokens, state)).toEqual(wanted.result);
  });

  it('out of memory: told as such, and no number has changed', async () => {
    const { trainer, tokens, state, before, now } = await begun();
    await starve(route);
    await expect(trainer.trainStep(tokens, state)).rejects.toMatchObject({
      name: 'GpuError',
      code: 'out-of-memory',
    });
    expect(await now()).toEqual(before);
    expect((await trainer.trainStep(tokens, state)).updated).toBe(true);
  });

  it('a network that it cannot take is refused in a sentence with the numbers, before anything is made', async () => {
    const backend = await gpu.on(route);
    const { spec } = problem({ precision: 'float32' }, fixed);
    expect(await backend.refuses(spec)).toBeNull();
    expect(await backend.refuses({ ...spec, hiddens: 60_000 })).toMatch(
      /largest array has [\d,]+ numbers; Web(GPU|GL2) takes [\d,]+ here\.$/,
    );
    expect(await backend.refuses({ ...spec, cell: 'lstm', steps: 2000, batch: 1 })).toMatch(
      /about 8,000 passes; at most 4,096 are/,
    );
  });
});
