// A helper thread of the cpu backend, in a page: told once what to work on, then woken through the shared memory.
import { help, type HelperTask } from './crew.ts';

addEventListener('message', (event: MessageEvent<HelperTask>) =>
  help(event.data, () => postMessage('ready')),
);
