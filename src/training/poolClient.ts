// The page's side of a pool's worker. Importing this loads no worker.
import { connectTo, createWorkerClient, type Connect, type Crashed, type WorkerClient } from './link.ts';
import type { PoolHostEvent, PoolRequest } from './poolProtocol.ts';

/** What the page hears: the worker's events, and its death. */
export type PoolClientEvent = PoolHostEvent | Crashed;
export type PoolClient = WorkerClient<PoolRequest>;

export const createPoolClient = (
  listen: (event: PoolClientEvent) => void,
  connect: Connect<PoolRequest, PoolHostEvent> = startWorker,
): PoolClient => createWorkerClient(listen, connect);

// the URL written out in one piece: Vite finds the worker's own chunk by this very form
const startWorker = connectTo<PoolRequest, PoolHostEvent>(
  () => new Worker(new URL('./poolWorker.ts', import.meta.url), { type: 'module' }),
);
