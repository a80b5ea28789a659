// The worker that holds gpu.js. It has its own script URL, so the page's policy without 'unsafe-eval' does not reach
// in here, where gpu.js's cpu mode compiles text; and a GPU that hangs takes this thread down, not the page.
import { expose } from 'comlink';
import { forward } from './forward.ts';
import type { WorkerApi } from './types.ts';

expose({ forward } satisfies WorkerApi);
