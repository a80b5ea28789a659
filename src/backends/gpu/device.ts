// Opens one gpu.js instance per route and names the device under it. Only the worker imports this file.
import { GPU, WebGL2Kernel } from 'gpu.js';
import * as gpuJs from 'gpu.js';
import { messageOf } from './probe.ts';
import { GpuError, type Route } from './types.ts';

/** An open route: gpu.js's instance, the device's name where the browser tells it, and whether it has been lost. */
export interface Device {
  readonly gpu: GPU;
  readonly name: string | null;
  isLost(): boolean;
  /**
   * Listens for errors that leave zeros instead of an exception: the answer, to be asked for once the work is done, is what went
   * wrong since, or null.
   */
  listen(): () => Promise<Complaint | null>;
  readonly limits: DeviceLimits;
}

export interface Complaint {
  readonly code: 'out-of-memory' | 'failed';
  readonly message: string;
}

export interface DeviceLimits {
  /** Numbers that one array may hold. */
  readonly numbers: number;
}

const silent = () => () => Promise.resolve(null);

// gpu.js exports this too, but its type declarations leave it out
const { WebGPUContext } = gpuJs as unknown as {
  WebGPUContext: { acquire(): Promise<{ adapter: GPUAdapter; device: GPUDevice; isLost: boolean }> };
};

/** Opens a route; throws an `unavailable` GpuError with a sentence for the reader where this browser lacks it. */
export async function openDevice(route: Route): Promise<Device> {
  if (route === 'webgpu') return openWebGpu();
  if (route === 'webgl2') return openWebGl2();
  if (route === 'webasm' && !GPU.isWebAssemblySupported) {
    throw new GpuError('unavailable', 'WebAssembly is not available in this browser’s workers');
  }
  if (route === 'cpu' && !mayCompileText()) {
    throw new GpuError(
      'unavailable',
      'gpu.js’s cpu mode compiles JavaScript from text, which the security policy here forbids',
    );
  }
  const limits = { numbers: 2 ** 28 };
  return { gpu: new GPU({ mode: route }), name: null, isLost: () => false, listen: silent, limits };
}

async function openWebGpu(): Promise<Device> {
  // `in`, because the DOM types promise a property that most browsers' insecure pages, and many workers, lack
  if (!('gpu' in navigator) || !navigator.gpu) {
    throw new GpuError('unavailable', 'WebGPU is not offered by this browser (or not inside workers)');
  }
  // asked first in our own words, since gpu.js's error for it advises the page's author, not its reader
  if ((await navigator.gpu.requestAdapter()) === null) {
    throw new GpuError('unavailable', 'WebGPU is present, but the browser found no adapter for it');
  }
  const context = await WebGPUContext.acquire().catch((error: unknown) => {
    throw new GpuError('unavailable', `WebGPU gave no device: ${messageOf(error)}`);
  });
  const { vendor, architecture, device, description } = context.adapter.info;
  const name = [...new Set([vendor, architecture, device, description])]
    .filter((part) => part !== '')
    .join(' ');
  const gpu = context.device;
  const { maxStorageBufferBindingSize, maxBufferSize } = gpu.limits;
  return {
    gpu: new GPU({ mode: 'webgpu' }),
    name: name || null,
    isLost: () => context.isLost,
    listen: () => listenWebGpu(gpu),
    limits: { numbers: Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / 4) },
  };
}

const scopes = ['validation', 'internal', 'out-of-memory'] as const;

function listenWebGpu(device: GPUDevice): () => Promise<Complaint | null> {
  for (const scope of scopes) device.pushErrorScope(scope);
  let heard: Promise<Complaint | null> | null = null;
  const hear = async (): Promise<Complaint | null> => {
    const errors = await Promise.all(scopes.toReversed().map(() => device.popErrorScope()));
    const [memory, ...others] = errors;
    if (memory) return { code: 'out-of-memory', message: memory.message };
    const error = others.find((other) => other !== null);
    return error ? { code: 'failed', message: error.message } : null;
  };
  return () => (heard ??= hear());
}

function openWebGl2(): Device {
  if (!GPU.isWebGL2Supported) {
    throw new GpuError('unavailable', 'WebGL2 gave no context inside a worker');
  }
  if (!WebGL2Kernel.features.isFloatRead) {
    throw new GpuError('unavailable', 'WebGL2 is here, but cannot render to and read from float textures');
  }
  // the context is made here, so that it can be asked its name and whether it is lost; settings as gpu.js's own
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('webgl2', { alpha: false, depth: false, antialias: false });
  if (context === null) {
    throw new GpuError('unavailable', 'WebGL2 refused another context, perhaps after losing earlier ones');
  }
  const asked = context.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = context.getParameter(asked ? asked.UNMASKED_RENDERER_WEBGL : context.RENDERER);
  return {
    gpu: new GPU({ mode: 'webgl2', canvas, context }),
    name: typeof name === 'string' && name !== '' ? name : null,
    isLost: () => context.isContextLost(),
    listen: () => () => Promise.resolve(complaintOf(context)),
    // gpu.js lays an array out in a texture that is as square as it can be
    limits: { numbers: Number(context.getParameter(context.MAX_TEXTURE_SIZE)) ** 2 },
  };
}

function complaintOf(context: WebGL2RenderingContext): Complaint | null {
  const code = context.getError();
  if (code === context.NO_ERROR || code === context.CONTEXT_LOST_WEBGL) return null;
  if (code === context.OUT_OF_MEMORY) return { code: 'out-of-memory', message: 'the GPU has no memory left' };
  return { code: 'failed', message: `WebGL error 0x${code.toString(16)}` };
}

function mayCompileText(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}
