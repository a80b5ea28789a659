// The page's side of the training worker: started with the first request, and again after a crash. Importing this loads no worker.
import type { Event, Request } from './protocol.ts';

/** What the page hears: the worker's events, and its death. */
export type ClientEvent = Event | { readonly kind: 'crashed'; readonly reason: string };

export interface TrainingClient {
  post(request: Request): void;
  /** Ends the worker; nothing is heard of it again. */
  end(): void;
}

/** A running worker, however it was made: tests bring fakes. */
export interface WorkerLink {
  post(request: Request): void;
  end(): void;
}
export type Connect = (onEvent: (event: Event) => void, onCrash: (reason: string) => void) => WorkerLink;

export function createTrainingClient(
  listen: (event: ClientEvent) => void,
  connect: Connect = startWorker,
): TrainingClient {
  let link: WorkerLink | null = null;
  const open = (): WorkerLink => {
    const started: WorkerLink = connect(
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

const startWorker: Connect = (onEvent, onCrash) => {
  // written out in one piece: Vite finds the worker's own chunk by this very form
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<Event>) => onEvent(event.data));
  worker.addEventListener('error', (event) => onCrash(event.message || 'it could not be loaded'));
  worker.addEventListener('messageerror', () => onCrash('a message could not be read'));
  return { post: (request) => worker.postMessage(request), end: () => worker.terminate() };
};
