// The page: starts a worker for each system and passes on what the test's own process asks of it. It does nothing else while they run.
import type { Commands } from './worker.ts';

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}
interface Open {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

const open = new Map<string, Open>();
let asked = 0;

function start(key: string): Open {
  const worker = new Worker('/worker.js', { type: 'module' });
  const waiting = new Map<number, Waiting>();
  worker.addEventListener('message', ({ data }: MessageEvent<{ id: number; answer?: unknown; error?: string }>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) one?.resolve(data.answer);
    else one?.reject(new Error(data.error));
  }); // prettier-ignore
  worker.addEventListener('error', (event) => {
    for (const one of waiting.values()) one.reject(new Error(event.message || 'the worker could not be loaded'));
    waiting.clear();
  }); // prettier-ignore
  const one = { worker, waiting };
  open.set(key, one);
  return one;
}

const bench = {
  isolated: crossOriginIsolated,
  /** What WebGL runs on, in the browser's words; null where there is none. */
  webgl(): string | null {
    const context = new OffscreenCanvas(1, 1).getContext('webgl2');
    const asked = context?.getExtension('WEBGL_debug_renderer_info');
    return asked ? String(context!.getParameter(asked.UNMASKED_RENDERER_WEBGL)) : null;
  },
  /** What WebGPU runs on, likewise. */
  async webgpu(): Promise<string | null> {
    const adapter = await (navigator.gpu as GPU | undefined)?.requestAdapter();
    if (!adapter) return null;
    const { vendor, architecture, device, description } = adapter.info;
    return [...new Set([vendor, architecture, device, description])].filter(Boolean).join(' ') || 'no name';
  },
  /**
   * Asks the worker `key`, which is started where there is none.
   * @throws Error where it takes longer than `limitMs`; its worker is then ended
   */
  ask(key: string, command: keyof Commands, args: unknown[], limitMs: number): Promise<unknown> {
    const { worker, waiting } = open.get(key) ?? start(key);
    const id = ++asked;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        bench.end(key);
        reject(new Error(`no answer to ${command} within ${limitMs / 1000} s`));
      }, limitMs);
      const done = () => clearTimeout(timer);
      waiting.set(id, {
        resolve: (answer) => (done(), resolve(answer)),
        reject: (error) => (done(), reject(error)),
      });
      worker.postMessage({ id, command, args });
    });
  },
  end(key: string): void {
    open.get(key)?.worker.terminate();
    open.delete(key);
  },
};
export type Bench = typeof bench;
(window as unknown as { bench: Bench }).bench = bench;
