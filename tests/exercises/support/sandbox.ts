// Stands in for the page's sandbox: runs a program in a realm of its own, and answers as a message would.
import { evaluate } from '../../notebook/record/support/run.ts';
import { diagnose, type DiagnoseOptions, type Run } from '../../../src/exercises/diagnosis/diagnose.ts';

export const run: Run = ({ program, inputs }) => {
  try {
    return Promise.resolve({ kind: 'value', value: evaluate(program, inputs) });
  } catch (thrown) {
    return Promise.resolve({ kind: 'failed', message: (thrown as Error).message });
  }
};

export const judge = (source: string, options: DiagnoseOptions = {}) =>
  diagnose(source, run, { iterations: 100_000, ...options });
