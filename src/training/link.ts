// The page's side of a worker, whatever the two say to each other: started with the first request, and again after a crash.

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
  <Request, Event>(start: () => Worker): Connect<Request, Event> =>
  (onEvent, onCrash) => {
    const worker = start();
    worker.addEventListener('message', (event: MessageEvent<Event>) => onEvent(event.data));
    worker.addEventListener('error', (event) => onCrash(event.message || 'it could not be loaded'));
    worker.addEventListener('messageerror', () => onCrash('a message could not be read'));
    return { post: (request) => worker.postMessage(request), end: () => worker.terminate() };
  };
