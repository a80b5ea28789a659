// One case through one backend, and the line that says how it went.
import type { OracleBackend } from './backend.ts';
import { describeCase, parseCase, type OracleCase } from './cases.ts';
import { compareResults } from './compare.ts';

export interface Verdict {
  readonly status: 'passed' | 'failed' | 'skipped';
  /** One line: id, what the case is, worst error, verdict. */
  readonly line: string;
  /** Worst error in tolerances; undefined where nothing was compared. */
  readonly worst?: number;
}

/**
 * @param name what to call a case that cannot be read: its file
 * @param text the file's content
 */
export async function judge(backend: OracleBackend, name: string, text: string): Promise<Verdict> {
  let c: OracleCase;
  try {
    c = parseCase(text);
  } catch (error) {
    return { status: 'failed', line: `${name}  malformed case: ${(error as Error).message}  failed` };
  }
  const what = `${c.id}  ${describeCase(c)}`;
  const reason = backend.unsupported(c);
  if (reason !== undefined) return { status: 'skipped', line: `${what}  skipped: ${reason}` };
  try {
    const { passed, worst, tensor, problem } = compareResults(
      await backend.run(c),
      c.expected,
      backend.tolerance,
    );
    const status = passed ? 'passed' : 'failed';
    const error = problem ?? `worst ${worst.toExponential(1)} of tolerance`;
    return { status, line: `${what}  ${error} in ${tensor}  ${status}`, worst };
  } catch (error) {
    return { status: 'failed', line: `${what}  threw ${String(error)}  failed` };
  }
}
