// The page's side of the training worker. Importing this loads no worker.
import { connectTo, createWorkerClient, type Connect, type Crashed, type WorkerClient } from './link.ts';
import type { Event, Request } from './protocol.ts';

/** What the page hears: the worker's events, and its death. */
export type ClientEvent = Event | Crashed;
export type TrainingClient = WorkerClient<Request>;

export const createTrainingClient = (
  listen: (event: ClientEvent) => void,
  connect: Connect<Request, Event> = startWorker,
): TrainingClient => createWorkerClient(listen, connect);

// the URL written out in one piece: Vite finds the worker's own chunk by this very form
const startWorker = connectTo<Request, Event>(
  () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
);
