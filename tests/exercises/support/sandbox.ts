// Stands in for the page's sandbox: runs a program in a realm of its own, with a clock, and answers as a message would.
import { evaluate } from '../../notebook/record/support/run.ts';
import { diagnose, type DiagnoseOptions, type Run } from '../../../src/exercises/diagnosis/diagnose.ts';

export const run: Run = ({ program, inputs }) => {
  try {
    return Promise.resolve({ kind: 'value', value: evaluate(program, inputs) });
  } catch (thrown) {
    const error = thrown as { code?: string; message: string };
    return Promise.resolve(
      error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
        ? { kind: 'timeout' }
        : { kind: 'failed', message: error.message },
    );
  }
};

export const judge = (source: string, options: DiagnoseOptions = {}) => diagnose(source, run, options);

/** `text` with one passage replaced; fails where it is not there exactly `times` times. */
export function edit(text: string, passage: string, by: string, times = 1): string {
  const found = text.split(passage).length - 1;
  if (found !== times)
    throw new Error(`edit: ${JSON.stringify(passage)} stands ${found} times, expected ${times}`);
  return text.replaceAll(passage, by);
}
