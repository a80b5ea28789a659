// The device that training runs on, one of each route for all trainers of a worker: opened when it is first asked for, and again after a
// loss. Around each call it listens for what a device says of itself only when asked: errors that leave zeros instead of numbers.
import { openDevice, type Device } from '../device.ts';
import { isSoftware } from '../routes.ts';
import { GpuError, type Route } from '../types.ts';

export type GpuRoute = Extract<Route, 'webgpu' | 'webgl2'>;

const opened = new Map<GpuRoute, Promise<Device>>();

/** @throws GpuError `unavailable` with a sentence where this browser lacks the route; asked again, it tries again. */
export async function deviceOf(route: GpuRoute): Promise<Device> {
  const known = opened.get(route);
  if (known) {
    const device = await known;
    if (!device.isLost()) return device;
    // freeing what is already gone may fail, and no one is helped by hearing of it
    if (opened.get(route) === known) void device.gpu.destroy().catch(() => undefined);
  }
  if (opened.get(route) === known) {
    const opening = openDevice(route);
    opened.set(route, opening);
    opening.catch(() => opened.delete(route));
  }
  return opened.get(route)!;
}

/** What a reader is told of it: `WebGPU, SwiftShader (software)`. */
export function describeDevice(route: GpuRoute, { name }: Device): { words: string; software: boolean } {
  const software = isSoftware(route, name);
  const title = route === 'webgpu' ? 'WebGPU' : 'WebGL2';
  return { words: `${title}${name ? `, ${shortName(name)}` : ''}${software ? ' (software)' : ''}`, software };
}

/** Browsers wrap a WebGL renderer's name: `ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (LLVM 10.0.0) (0x0000C0DE)), SwiftShader driver)`. */
function shortName(name: string): string {
  if (/swiftshader/i.test(name)) return 'SwiftShader';
  const inner = /^ANGLE \([^,]*, (.*?)(?: \(0x[0-9A-F]+\))?(?:,| Direct3D| OpenGL).*\)$/i.exec(name);
  return inner?.[1] ?? name;
}

export function lossOf(route: GpuRoute): GpuError {
  const what = route === 'webgl2' ? 'WebGL context' : 'WebGPU device';
  return new GpuError('context-lost', `The ${what} was lost; nothing of this step was kept.`);
}

/**
 * Does work on the device, and fails where the device says afterwards that it went wrong.
 * @throws GpuError `context-lost`, `out-of-memory`, `timeout` or `failed`
 */
export async function onDevice<T>(route: GpuRoute, device: Device, work: () => Promise<T>): Promise<T> {
  if (device.isLost()) throw lossOf(route);
  const complaint = device.listen();
  try {
    const result = await inTime(route, work());
    const said = await complaint();
    if (device.isLost()) throw lossOf(route);
    if (said) throw new GpuError(said.code, `${route === 'webgl2' ? 'WebGL2' : 'WebGPU'}: ${said.message}`);
    return result;
  } catch (error) {
    const said = await complaint().catch(() => null);
    // a lost device makes itself known by a promise of its own, which may settle after the call that it broke
    await new Promise((resolve) => setTimeout(resolve));
    if (device.isLost()) throw lossOf(route);
    if (error instanceof GpuError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new GpuError(said?.code ?? 'failed', `gpu.js on ${route}: ${said?.message ?? message}`);
  }
}

/** Milliseconds after which a call has hung: drivers give up on their own after some ten seconds, and compiling takes four at most. */
const patience = 60_000;

async function inTime<T>(route: GpuRoute, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `No answer from ${route} within ${patience / 1000} s`;
    timer = setTimeout(() => reject(new GpuError('timeout', message)), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
