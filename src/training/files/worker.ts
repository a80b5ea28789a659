// The file worker: reads a file of the reader's and tells what is in it. It asks the network for nothing, and stores nothing.
import { open } from './open.ts';
import type { FileEvent, FileRequest } from './protocol.ts';

const send = (event: FileEvent) => postMessage(event);
addEventListener('message', (event: MessageEvent<FileRequest>) => void open(event.data, send));
