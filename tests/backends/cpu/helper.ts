// A helper thread of the cpu backend, in Node.
import { parentPort, workerData } from 'node:worker_threads';
import { help, type HelperTask } from '../../../src/backends/cpu/crew.ts';

help(workerData as HelperTask, () => parentPort!.postMessage('ready'));
