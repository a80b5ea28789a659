// Judges a reader's program: runs it on the shown problem and on three hidden ones, and says whether it is right, where it first
// goes wrong, and which mistakes give exactly its numbers. The program runs elsewhere; the verdict is reached here.
import type { ConventionId } from '../../engine/conventions.ts';
import type { SymbolId } from '../../engine/symbols.ts';
import type { Trace } from '../../engine/trace.ts';
import { libraryNames, preludeText } from '../../notebook/library/prelude.ts';
import { instrument, type Instrumented } from '../../notebook/record/instrument.ts';
import type { SyntaxProblem } from '../../notebook/record/parse.ts';
import type { RawRecording } from '../../notebook/record/recorder.ts';
import { readRecording, type Recording } from '../../notebook/record/steps.ts';
import { caseOf, hiddenCases, type Case, type Variant } from './cases.ts';
import { compareRun, type Comparison, type Divergence, type NotFinite } from './compare.ts';
import { explanations, type Evidence } from './matching.ts';
import type { Mistake } from './mistakes.ts';

/** What the sandbox is asked: evaluate `prelude`, then `program` as the body of a function of `inputs`. */
export interface RunRequest {
  readonly prelude: string;
  readonly program: string;
  readonly inputs: unknown;
  /** ms until it is stopped; default: the sandbox's own */
  readonly deadlineMs?: number;
}

/** What it answers: the value that the program returned, or why there is none. */
export type RunReply =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly message: string };

export type Run = (request: RunRequest) => Promise<RunReply>;

export type Verdict = 'right' | 'wrong' | 'error' | 'nothing-recorded' | 'timeout';

export interface Diagnosis {
  readonly verdict: Verdict;
  /** The text is no program. */
  readonly syntax: SyntaxProblem | null;
  /** What the program threw, at its line. */
  readonly error: Recording['error'];
  /** The sandbox itself gave up. */
  readonly failure: string | null;
  readonly divergence: Divergence | null;
  /** The problem that the divergence, error or time-out is about: for the stepper. */
  readonly trace: Trace | null;
  /** It is the one that the page shows, not a hidden one. */
  readonly shown: boolean;
  readonly missing: readonly SymbolId[];
  readonly notFinite: NotFinite | null;
  /** Each explains the program on all hidden problems by itself; one that holds two mistakes needs both. */
  readonly explanations: readonly (readonly Mistake[])[];
  /** The run on the shown problem, else on the first hidden one. */
  readonly recording: Recording | null;
  readonly comparison: Comparison | null;
  /** Not every assignment was recorded. */
  readonly capped: boolean;
}

export interface DiagnoseOptions {
  /** The problem that the page shows. */
  readonly shown?: Trace;
  readonly convention?: ConventionId;
  readonly variant?: Variant;
  /** Default: the three hidden problems. */
  readonly cases?: readonly Case[];
  /** Passes through loops and functions before the program is stopped. Default: none, the sandbox has a clock. */
  readonly iterations?: number;
}

const blank: Diagnosis = {
  verdict: 'right',
  syntax: null,
  error: null,
  failure: null,
  divergence: null,
  trace: null,
  shown: false,
  missing: [],
  notFinite: null,
  explanations: [],
  recording: null,
  comparison: null,
  capped: false,
};

/** The program as it is sent to the sandbox, or what is wrong with its text. */
export const prepareProgram = (source: string, iterations?: number) =>
  instrument(source, {
    pure: libraryNames,
    given: { sumOverTime: 'sumOverTimeTo(inputs.tau)' },
    ...(iterations === undefined ? {} : { iterations }),
  });

interface Judged {
  readonly problem: Case;
  readonly shown: boolean;
  readonly reply: RunReply;
  readonly recording: Recording | null;
  readonly comparison: Comparison | null;
}

/** @param source TypeScript, as typed. Never throws for anything that the program does. */
export async function diagnose(source: string, run: Run, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { shown, convention = 'textbook', variant = {}, iterations } = options;
  const prepared = prepareProgram(source, iterations);
  if ('problem' in prepared) return { ...blank, verdict: 'error', syntax: prepared.problem };
  const hidden = options.cases ?? hiddenCases(convention, variant);
  const problems = [...(shown ? [caseOf(shown, convention)] : []), ...hidden];
  const judged: Judged[] = [];
  for (const [i, problem] of problems.entries()) {
    const one = await judge(prepared.instrumented, problem, run);
    judged.push({ ...one, shown: shown !== undefined && i === 0 });
    // an endless loop is endless on every problem: do not wait for it three times more
    if (one.reply.kind !== 'value') break;
  }
  return verdictOf(judged);
}

async function judge(program: Instrumented, problem: Case, run: Run): Promise<Omit<Judged, 'shown'>> {
  const reply = await run({
    prelude: preludeText(),
    program: program.program,
    inputs: problem.inputs,
  });
  const none = { problem, recording: null, comparison: null };
  if (reply.kind !== 'value') return { ...none, reply };
  try {
    if (!isRecording(reply.value)) throw new TypeError('no recording');
    const recording = readRecording(reply.value, program);
    const comparison = compareRun(recording, problem.trace, problem.convention);
    return { problem, reply, recording, comparison };
  } catch {
    return { ...none, reply: noRecording };
  }
}

/** In place of what is forged or garbled: a recording that this program cannot have made. */
export const noRecording: RunReply = {
  kind: 'failed',
  message: 'What came back is no recording of this program.',
};

/** What comes back has passed through the reader's own realm: its form is checked before it is read. */
export function isRecording(value: unknown): value is RawRecording {
  const { records, nodes, evidence } = (value ?? {}) as Partial<RawRecording>;
  return Array.isArray(records) && Array.isArray(nodes) && Array.isArray(evidence) && nodes.length > 0;
}

function verdictOf(judged: readonly Judged[]): Diagnosis {
  const first = judged[0]!;
  const common: Diagnosis = {
    ...blank,
    recording: first.recording,
    comparison: first.comparison,
    capped: judged.some(({ recording }) => recording?.capped),
  };
  const about = ({ problem, shown }: Judged) => ({ trace: problem.trace, shown });
  const stopped = judged.find(({ reply }) => reply.kind !== 'value');
  if (stopped)
    return stopped.reply.kind === 'failed'
      ? { ...common, ...about(stopped), verdict: 'error', failure: stopped.reply.message }
      : { ...common, ...about(stopped), verdict: 'timeout' };
  const off = judged.find(({ comparison }) => !comparison!.right);
  if (!off) return common;
  const thrown = judged.find(({ recording }) => recording!.error);
  const runs: Evidence[] = judged
    .filter(({ shown }) => !shown)
    .map(({ problem, recording, comparison }) => ({
      trace: problem.trace,
      outcomes: comparison!.outcomes,
      failed: recording!.error !== null,
    }));
  const { divergence, missing, notFinite } = off.comparison!;
  const found: Diagnosis = {
    ...common,
    ...about(off),
    recording: off.recording,
    comparison: off.comparison,
    verdict: 'wrong',
    divergence,
    missing,
    notFinite,
    explanations: explanations(runs),
  };
  if (thrown)
    return {
      ...found,
      verdict: 'error',
      error: (off.recording!.error ? off : thrown).recording!.error,
    };
  return judged.every(({ comparison }) => comparison!.empty)
    ? { ...found, verdict: 'nothing-recorded' }
    : found;
}
