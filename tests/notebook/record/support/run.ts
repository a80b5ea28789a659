// Runs instrumented programs where the tests run: in a realm of their own, and answers as a message would.
import { createContext, runInContext, Script } from 'node:vm';
import { instrument, type Instrumented } from '../../../../src/notebook/record/instrument.ts';
import { libraryNames, preludeText } from '../../../../src/notebook/library/prelude.ts';
import type { RawRecording } from '../../../../src/notebook/record/recorder.ts';

const prelude = new Script(preludeText());
let context = createContext({});
let programs = 0;

export function newRealm(): void {
  context = createContext({ structuredClone });
  prelude.runInContext(context);
}

let compiled: { program: string; call: (inputs: string) => unknown } | undefined;

/**
 * The value that `program` returns for these inputs, copied as through a message port. There is no clock: what may not end is
 * prepared with a number of iterations.
 */
export function evaluate(program: string, inputs: unknown): unknown {
  if (compiled?.program !== program) {
    // a realm is costly to make, and a program may leave something behind in it
    if (programs++ % 50 === 0) newRealm();
    const compile = runInContext(
      '(program) => { const call = new Function("inputs", program); return (json) => call(JSON.parse(json)); }',
      context,
    ) as (program: string) => (inputs: string) => unknown;
    compiled = { program, call: compile(program) };
  }
  return structuredClone(compiled.call(JSON.stringify(inputs)));
}

export const given = { sumOverTime: 'sumOverTimeTo(inputs.tau)' };

export function prepared(source: string): Instrumented {
  const result = instrument(source, { pure: libraryNames, given, iterations: 200_000 });
  if ('problem' in result) throw new Error(`${result.problem.line}: ${result.problem.message}`);
  return result.instrumented;
}

export const record = (source: string, inputs: unknown): RawRecording =>
  evaluate(prepared(source).program, inputs) as RawRecording;
