// The sandbox of the tests, with a memory: a program on the same numbers does the same, and each judgement runs all known wrong programs.
import { run as runAlways } from '../support/sandbox.ts';
import type { Run, RunReply } from '../../../src/exercises/diagnosis/diagnose.ts';

const replies = new Map<string, Promise<RunReply>>();

/** As the sandbox answers; what was asked before is answered from memory, with the same object: its readers change nothing. */
export const run: Run = (request) => {
  const key = JSON.stringify([request.program, request.inputs]);
  const reply = replies.get(key) ?? runAlways(request);
  // far more than one drill's wrong programs on all its seeds; thousands of random ones are not all worth keeping
  if (replies.size > 3000) replies.clear();
  replies.set(key, reply);
  return reply;
};
