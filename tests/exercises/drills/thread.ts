// A sandbox for damaged programs: a thread of its own with a deadline, replaced when it has to be ended.
import { Worker } from 'node:worker_threads';
import type { Run, RunReply } from '../../../src/exercises/diagnosis/diagnose.ts';
import { preludeText } from '../../../src/notebook/library/prelude.ts';

/** ms for one program on one case. Most that do not end are stopped before it, by their number of passes. */
const deadline = 300;

// In the thread: a realm for every fifty programs, as a realm is costly to make and a program may leave something behind in it.
const inThread = `
const { parentPort, workerData } = require('node:worker_threads');
const { createContext, runInContext, Script } = require('node:vm');
const prelude = new Script(workerData);
let context, compiled, programs = 0;
function callOf(program) {
  if (compiled?.program === program) return compiled.call;
  if (programs++ % 50 === 0) {
    context = createContext({ structuredClone });
    prelude.runInContext(context);
  }
  const compile = runInContext(
    '(program) => { const call = new Function("inputs", program); return (json) => call(JSON.parse(json)); }',
    context,
  );
  compiled = { program, call: compile(program) };
  return compiled.call;
}
parentPort.on('message', ({ program, json }) => {
  try {
    parentPort.postMessage({ kind: 'value', value: callOf(program)(json) });
  } catch (thrown) {
    parentPort.postMessage({ kind: 'failed', message: String(thrown?.message ?? thrown) });
  }
});
parentPort.postMessage('ready');
`;

let thread: Promise<Worker> | null = null;

function start(): Promise<Worker> {
  const worker = new Worker(inThread, { eval: true, workerData: preludeText() });
  worker.unref();
  return new Promise((ready, fail) => {
    worker.once('message', () => ready(worker));
    worker.once('error', fail);
  });
}

export async function endThread(): Promise<void> {
  const ended = await thread;
  thread = null;
  await ended?.terminate();
}

/** One program at a time. */
export const runInThread: Run = async ({ program, inputs }) => {
  const worker = await (thread ??= start());
  const reply = await new Promise<RunReply>((resolve) => {
    const late = setTimeout(() => resolve({ kind: 'timeout' }), deadline);
    worker.once('message', (answer: RunReply) => {
      clearTimeout(late);
      resolve(answer);
    });
    worker.postMessage({ program, json: JSON.stringify(inputs) });
  });
  if (reply.kind === 'timeout') await endThread();
  return reply;
};
