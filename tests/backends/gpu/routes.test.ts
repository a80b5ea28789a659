// Route selection and the judging of what really ran, driven by fakes.
import { describe, expect, it } from 'vitest';
import { confirmBackend, type RanPipeline } from '../../../src/backends/gpu/probe.ts';
import { isSoftware, tryRoutes } from '../../../src/backends/gpu/routes.ts';
import { GpuError, type GpuErrorCode, type Route } from '../../../src/backends/gpu/types.ts';

/** An attempt that fails on the routes named, and remembers what was tried. */
function attempts(failing: Partial<Record<Route, GpuErrorCode>>) {
  const tried: Route[] = [];
  const attempt = (route: Route): Promise<string> => {
    tried.push(route);
    const code = failing[route];
    return code === undefined
      ? Promise.resolve(`ran ${route}`)
      : Promise.reject(new GpuError(code, `${route} is ${code}`));
  };
  return { tried, attempt };
}

describe('tryRoutes', () => {
  it('takes the first that works and says why the others were passed over', async () => {
    const { tried, attempt } = attempts({ webgpu: 'unavailable', webgl2: 'fell-back' });
    expect(await tryRoutes('auto', attempt)).toEqual({
      value: 'ran webasm',
      passedOver: [
        { route: 'webgpu', reason: 'webgpu is unavailable' },
        { route: 'webgl2', reason: 'webgl2 is fell-back' },
      ],
    });
    expect(tried).toEqual(['webgpu', 'webgl2', 'webasm']);
  });

  it('never tries another route than the one named', async () => {
    const { tried, attempt } = attempts({ webgl2: 'unavailable' });
    await expect(tryRoutes('webgl2', attempt)).rejects.toMatchObject({ code: 'unavailable' });
    expect(tried).toEqual(['webgl2']);
  });

  it('does not wait twice for a lasting failure, but retries a passing one', async () => {
    const known = new Map<Route, string>();
    const { tried, attempt } = attempts({ webgpu: 'timeout', webgl2: 'context-lost' });
    await tryRoutes('auto', attempt, known);
    const second = await tryRoutes('auto', attempt, known);
    expect(tried).toEqual(['webgpu', 'webgl2', 'webasm', 'webgl2', 'webasm']);
    expect(second.passedOver.map(({ route }) => route)).toEqual(['webgpu', 'webgl2']);
  });

  it('forgets a lasting failure when the route, named, works after all', async () => {
    const known = new Map<Route, string>([['webgpu', 'no answer']]);
    const { tried, attempt } = attempts({});
    await tryRoutes('webgpu', attempt, known);
    await tryRoutes('auto', attempt, known);
    expect(tried).toEqual(['webgpu', 'webgpu']);
  });

  it.each(['bad-input', 'terminated', 'cancelled'] as const)('stops at %s', async (code) => {
    const { tried, attempt } = attempts({ webgpu: code });
    await expect(tryRoutes('auto', attempt)).rejects.toMatchObject({ code });
    expect(tried).toEqual(['webgpu']);
  });

  it('reports every reason when nothing works', async () => {
    const { attempt } = attempts({
      webgpu: 'timeout',
      webgl2: 'crashed',
      webasm: 'failed',
      cpu: 'unavailable',
    });
    const failure = await tryRoutes('auto', attempt).catch((error: unknown) => error as GpuError);
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect((failure as GpuError).passedOver).toHaveLength(4);
    expect((failure as GpuError).message).toContain('webgl2: webgl2 is crashed');
  });

  it('blames the numbers, not the browser, when a route ran and they overflowed', async () => {
    const { attempt } = attempts({
      webgpu: 'unavailable',
      webgl2: 'not-finite',
      webasm: 'not-finite',
      cpu: 'not-finite',
    });
    await expect(tryRoutes('auto', attempt)).rejects.toMatchObject({
      code: 'not-finite',
      message: 'webgl2 is not-finite',
    });
  });
});

describe('isSoftware', () => {
  it.each([
    ['webgl2', 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
    ['webgpu', 'google swiftshader', true],
    ['webgl2', 'Mesa/X.org, llvmpipe (LLVM 15.0.7, 256 bits)', true],
    ['webgl2', 'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)', true],
    ['webgl2', 'ANGLE (NVIDIA, NVIDIA GeForce RTX 4070 Direct3D11)', false],
    ['webgpu', 'apple metal-3', false],
    ['webgpu', null, false],
    ['webasm', null, true],
    ['cpu', null, true],
  ] as const)('%s on %s: %s', (route, device, expected) => {
    expect(isSoftware(route, device)).toBe(expected);
  });
});

describe('confirmBackend', () => {
  const generic = (...modes: [mode: string, reason: string | null][]): RanPipeline => ({
    backend: modes[0]?.[0] ?? null,
    executorKind: 'generic',
    fallbackReason: 'no fused executor',
    plan: {
      genericClones: new Map(
        modes.map(([mode, fallbackReason], i) => [
          `${i}`,
          { kernel: { constructor: { mode }, fallbackReason } },
        ]),
      ),
    },
  });
  const fused = (backend: string, executorKind: string): RanPipeline => ({
    backend,
    executorKind,
    fallbackReason: null,
    plan: {},
  });
  const messageFor = (route: Route, pipeline: RanPipeline): string => {
    try {
      return confirmBackend(route, pipeline);
    } catch (error) {
      return (error as GpuError).code + ': ' + (error as GpuError).message;
    }
  };

  it('accepts what was asked for', () => {
    expect(messageFor('webgpu', fused('webgpu', 'fused-encoder'))).toBe('webgpu');
    expect(messageFor('webasm', fused('webasm', 'fused-sync'))).toBe('webasm');
    expect(messageFor('cpu', generic(['cpu', null], ['cpu', null]))).toBe('cpu');
  });

  it('refuses anything else', () => {
    expect(messageFor('webgpu', fused('webasm', 'fused-sync'))).toMatch(/^fell-back: .*ran webasm/);
    // one kernel out of two degraded, which pipeline.backend alone would hide
    expect(messageFor('webasm', generic(['webasm', null], ['cpu', 'no shifts']))).toBe(
      'fell-back: asked for webasm, but gpu.js ran webasm and cpu, one pass at a time: no shifts',
    );
    expect(messageFor('webgpu', generic(['webgpu', null]))).toBe(
      'fell-back: asked for webgpu, but gpu.js ran webgpu, one pass at a time: no fused executor',
    );
    // a WebGL context that is not WebGL2's: gpu.js calls either 'gpu'
    expect(messageFor('webgl2', generic(['gpu', null]))).toMatch(/ran webgl:/);
    expect(messageFor('cpu', { ...generic(), plan: null })).toMatch(/ran nothing/);
  });
});
