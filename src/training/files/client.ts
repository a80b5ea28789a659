// The page's side of the file worker. Importing this loads no worker; to cancel, end it: the next request starts another.
import { connectTo, createWorkerClient, type Connect, type Crashed, type WorkerClient } from '../link.ts';
import type { FileEvent, FileRequest } from './protocol.ts';

/** What the page hears: the worker's events, and its death. */
export type FileClientEvent = FileEvent | Crashed;
export type FileClient = WorkerClient<FileRequest>;

export const createFileClient = (
  listen: (event: FileClientEvent) => void,
  connect: Connect<FileRequest, FileEvent> = startWorker,
): FileClient => createWorkerClient(listen, connect);

// the URL written out in one piece: Vite finds the worker's own chunk by this very form
const startWorker = connectTo<FileRequest, FileEvent>(
  () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
);
