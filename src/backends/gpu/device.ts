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
}

// gpu.js exports this too, but its type declarations leave it out
const { WebGPUContext } = gpuJs as unknown as {
  WebGPUContext: { acquire(): Promise<{ adapter: GPUAdapter; isLost: boolean }> };
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
  return { gpu: new GPU({ mode: route }), name: null, isLost: () => false };
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
  return { gpu: new GPU({ mode: 'webgpu' }), name: name || null, isLost: () => context.isLost };
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
  };
}

function mayCompileText(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}
