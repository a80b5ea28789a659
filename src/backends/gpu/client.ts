// The page's side of the gpu.js worker: starts it on first use, asks one thing at a time, and turns a crash, a hang or
// a lost device into a typed error. Importing this loads no gpu.js.
import { wrap } from 'comlink';
import { checkProblem, copyProblem, shapeKey } from './pack.ts';
import { messageOf } from './probe.ts';
import { tryRoutes } from './routes.ts';
import {
  GpuError,
  type ForwardProblem,
  type ForwardResult,
  type Route,
  type RouteChoice,
  type WorkerApi,
  type WorkerReply,
} from './types.ts';

export * from './types.ts';
export { kernelSources } from './kernels.ts';

/** What is happening now: the first run of a shape compiles for 0.1 to 4 s, which the reader should be told. */
export interface Progress {
  readonly route: Route;
  readonly stage: 'compiling' | 'running';
}

/** Wishes for one request. */
export interface ForwardOptions {
  /** default `auto` */
  readonly route?: RouteChoice;
  /** milliseconds allowed to each route tried; default 30 000, since software GPUs compile slowly */
  readonly timeoutMs?: number;
  /** drops the request while it waits; one that already runs is left to end, and its answer ignored */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** One gpu.js worker and the requests to it. */
export interface GpuClient {
  /**
   * Runs a forward pass, after those asked for before, on the numbers as they are now.
   * Rejects with a {@link GpuError}, and with nothing else.
   */
  forward(problem: ForwardProblem, options?: ForwardOptions): Promise<ForwardResult>;
  /** Ends the worker: the running request rejects with `terminated`; the next one starts a new worker. */
  terminate(): void;
}

/** A running worker, however it was made: tests bring fakes. */
export interface WorkerLink {
  readonly api: { forward(route: Route, problem: ForwardProblem): Promise<WorkerReply> };
  /** Called once, when the worker dies or cannot start. */
  onCrash(listener: (reason: string) => void): void;
  end(): void;
}

/** Makes a client; nothing is loaded until its first request. `connect` starts a worker, by default the real one. */
export function createGpuClient(connect: () => WorkerLink = startWorker): GpuClient {
  let link: WorkerLink | null = null;
  let failRunning: ((error: GpuError) => void) | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const compiled = new Set<string>();
  const lasting = new Map<Route, string>();

  const drop = (error: GpuError): void => {
    link?.end();
    link = null;
    compiled.clear();
    failRunning?.(error);
    failRunning = null;
  };

  const open = (): WorkerLink => {
    if (link !== null) return link;
    const started = connect();
    link = started;
    started.onCrash((reason) => {
      if (link === started) drop(new GpuError('crashed', `The gpu.js worker stopped: ${reason}`));
    });
    return started;
  };

  const ask = async (
    route: Route,
    problem: ForwardProblem,
    options: ForwardOptions,
  ): Promise<WorkerReply & { ok: true }> => {
    const { timeoutMs = 30_000, onProgress } = options;
    const key = `${route} ${shapeKey(problem)}`;
    onProgress?.({ route, stage: compiled.has(key) ? 'running' : 'compiling' });
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const reply = await new Promise<WorkerReply>((resolve, reject) => {
        failRunning = reject;
        const late = `No answer from ${route} within ${timeoutMs / 1000} s; its worker was ended`;
        timer = setTimeout(() => drop(new GpuError('timeout', late)), timeoutMs);
        open().api.forward(route, problem).then(resolve, reject);
      });
      if (!reply.ok) throw new GpuError(reply.code, reply.message);
      compiled.add(key);
      return reply;
    } finally {
      clearTimeout(timer);
      failRunning = null;
    }
  };

  const run = async (problem: ForwardProblem, options: ForwardOptions): Promise<ForwardResult> => {
    const { route: requested = 'auto', signal } = options;
    const heed = (): void => {
      if (signal?.aborted) throw new GpuError('cancelled', 'The request was withdrawn');
    };
    const attempt = async (route: Route): Promise<WorkerReply & { ok: true }> => {
      heed();
      return ask(route, problem, options);
    };
    const { value, passedOver } = await tryRoutes(requested, attempt, lasting);
    heed();
    return { ...value.values, ...value.report, requested, passedOver };
  };

  return {
    async forward(problem, options = {}) {
      checkProblem(problem);
      const asked = copyProblem(problem);
      const answer = queue
        .then(() => run(asked, options))
        .catch((error: unknown) => {
          throw error instanceof GpuError ? error : new GpuError('failed', messageOf(error));
        });
      queue = answer.catch(() => undefined);
      return answer;
    },
    terminate() {
      drop(new GpuError('terminated', 'The gpu.js worker was ended'));
    },
  };
}

/** The page's one client, for all figures to share: its requests wait for one another, and compile once. */
export const gpuClient: GpuClient = createGpuClient();

function startWorker(): WorkerLink {
  // written out in one piece: Vite finds the worker's own chunk by this very form
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const api = wrap<WorkerApi>(worker);
  return {
    api,
    onCrash(listener) {
      worker.addEventListener('error', (event) => listener(event.message || 'it could not be loaded'));
      worker.addEventListener('messageerror', () => listener('a message could not be read'));
    },
    end: () => worker.terminate(),
  };
}
