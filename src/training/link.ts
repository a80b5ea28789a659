// The page's side of a worker, whatever the two say to each other: started with the first request, and again after a crash.

/** A worker's first word: who gets this lock knows that it has ended. */
export interface Alive {
  readonly kind: 'alive';
  readonly lock: string;
}

/** That the worker died. */
export interface Crashed {
  readonly kind: 'crashed';
  readonly reason: string;
}

export interface WorkerClient<Request> {
  post(request: Request): void;
  /** Ends the worker; nothing is heard of it again. */
  end(): void;
}

/** Starts a worker, however it is made: tests bring fakes. */
export type Connect<Request, Event> = (
  onEvent: (event: Event) => void,
  onCrash: (reason: string) => void,
) => WorkerClient<Request>;

export function createWorkerClient<Request, Event>(
  listen: (event: Event | Crashed) => void,
  connect: Connect<Request, Event>,
): WorkerClient<Request> {
  let link: WorkerClient<Request> | null = null;
  const open = (): WorkerClient<Request> => {
    const started: WorkerClient<Request> = connect(
      (event) => {
        if (link === started) listen(event);
      },
      (reason) => {
        if (link !== started) return;
        started.end();
        link = null;
        listen({ kind: 'crashed', reason });
      },
    );
    return started;
  };
  return {
    post: (request) => (link ??= open()).post(request),
    end() {
      link?.end();
      link = null;
    },
  };
}

/** What {@link createWorkerClient} connects to in a browser. */
export const connectTo =
  <Request, Event extends { readonly kind: string }>(start: () => Worker): Connect<Request, Event> =>
  (onEvent, onCrash) => {
    const worker = start();
    const watch = new AbortController();
    worker.addEventListener('message', ({ data }: MessageEvent<Event | Alive>) => {
      if (isAlive(data)) watchOver(data.lock, watch.signal, () => onCrash('it ended without a word'));
      else onEvent(data);
    });
    worker.addEventListener('error', (event) => onCrash(event.message || 'it could not be loaded'));
    worker.addEventListener('messageerror', () => onCrash('a message could not be read'));
    return {
      post: (request) => worker.postMessage(request),
      end() {
        watch.abort();
        worker.terminate();
      },
    };
  };

const isAlive = (data: { readonly kind: string }): data is Alive => data.kind === 'alive';

/** The worker holds the lock: whoever waits gets it when the worker is no more. */
function watchOver(lock: string, signal: AbortSignal, ended: () => void): void {
  // aborted where the page ends the worker itself
  navigator.locks.request(lock, { signal }, () => ended()).catch(() => undefined);
}
