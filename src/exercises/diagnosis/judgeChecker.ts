// Judges a gradient checker that the reader wrote: it is given gradients with planted faults and must find exactly those.
import { libraryNames, preludeText } from '../../notebook/library/prelude.ts';
import type { LossCall } from '../../notebook/library/functions.ts';
import { instrument, type Instrumented } from '../../notebook/record/instrument.ts';
import type { SyntaxProblem } from '../../notebook/record/parse.ts';
import type { RawRecording } from '../../notebook/record/recorder.ts';
import type { Place } from '../../notebook/record/positions.ts';
import { checkerMistakes, entryKey, type CheckerMistake, type CheckerRun } from './checkerMistakes.ts';
import type { Run, Verdict } from './diagnose.ts';
import { numberText } from './describe.ts';
import { plantedProblems, type EntryName, type PlantedProblem } from './planted.ts';

/** The first entry about which the checker was wrong. */
export interface Misjudged extends EntryName {
  /** It was planted and not found; else it is right and was accused. */
  readonly planted: boolean;
  readonly claimed: number;
  readonly truth: number;
  readonly problem: PlantedProblem;
}

export interface CheckerDiagnosis {
  readonly verdict: Verdict;
  readonly syntax: SyntaxProblem | null;
  readonly error: { readonly name: string; readonly message: string; readonly place: Place | null } | null;
  readonly failure: string | null;
  readonly misjudged: Misjudged | null;
  /** How many planted entries there were in all, and how many were found. */
  readonly planted: number;
  readonly found: number;
  readonly mistakes: readonly CheckerMistake[];
}

const blank: CheckerDiagnosis = {
  verdict: 'right',
  syntax: null,
  error: null,
  failure: null,
  misjudged: null,
  planted: 0,
  found: 0,
  mistakes: [],
};

export const prepareChecker = (source: string, iterations?: number) =>
  instrument(source, {
    pure: libraryNames,
    given: { sumOverTime: 'sumOverTimeTo(inputs.task.tau)', loss: 'loggedLoss(inputs, calls)' },
    numbers: 10_000,
    ...(iterations === undefined ? {} : { iterations }),
  });

/** One answer: ['W', 0, 2], { name: 'W', row: 0, column: 2 } or 'W[0][2]'; null for anything else. */
function readEntry(v: unknown): EntryName | null {
  if (Array.isArray(v)) {
    const [name, row, column = 0] = v as unknown[];
    return typeof name === 'string' && typeof row === 'number' && typeof column === 'number'
      ? { name, row, column }
      : null;
  }
  if (typeof v === 'string') {
    const [, name, row, column = '0'] = /^(\w+)\[(\d+)\](?:\[(\d+)\])?$/.exec(v) ?? [];
    return name ? { name, row: Number(row), column: Number(column) } : null;
  }
  if (typeof v !== 'object' || v === null) return null;
  const { name, row, column, i, j } = v as Record<string, unknown>;
  return readEntry([name, row ?? i, column ?? j ?? 0]);
}

/** One problem put to a checker: what it returned and what it asked of the loss, or why there is nothing. */
export interface Answer {
  readonly problem: PlantedProblem;
  readonly returned: unknown;
  readonly calls: readonly LossCall[];
  readonly stop: Partial<CheckerDiagnosis> | null;
}

/** @param deadlineMs ms until the program is stopped; default: the sandbox's own */
export async function ask(
  program: Instrumented,
  problem: PlantedProblem,
  run: Run,
  deadlineMs?: number,
): Promise<Answer> {
  const reply = await run({
    prelude: preludeText(),
    program: program.program,
    inputs: problem.inputs,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
  const stop = (why: Partial<CheckerDiagnosis>): Answer => ({
    problem,
    returned: undefined,
    calls: [],
    stop: why,
  });
  if (reply.kind === 'timeout') return stop({ verdict: 'timeout' });
  if (reply.kind === 'failed') return stop({ verdict: 'error', failure: reply.message });
  const { returned, error, calls } = (reply.value ?? {}) as Partial<RawRecording>;
  if (error) {
    const { name, message, line, column } = error;
    const place = line && column ? program.original({ line, column }) : null;
    return stop({ verdict: 'error', error: { name, message, place } });
  }
  if (!areCalls(calls)) return stop({ verdict: 'nothing-recorded' });
  return { problem, returned, calls, stop: null };
}

/** What comes back has passed through the reader's own realm: its form is checked before it is read. */
const areCalls = (v: unknown): v is LossCall[] =>
  Array.isArray(v) &&
  v.every((call: Partial<LossCall> | null) => {
    const { changed, first } = call ?? {};
    return typeof changed === 'number' && (first === null || Array.isArray(first));
  });

/** The entries that a checker accuses; null where its answer is not a list of them. */
function foundIn({ problem, returned, calls }: Answer): CheckerRun | null {
  const found = Array.isArray(returned) ? returned.map(readEntry) : null;
  return found && !found.includes(null) ? { problem, calls, found: found as EntryName[] } : null;
}

/** @param answers at least one */
export function checkerVerdict(answers: readonly Answer[]): CheckerDiagnosis {
  const runs: CheckerRun[] = [];
  for (const answer of answers) {
    const read = answer.stop ? null : foundIn(answer);
    if (!read) return { ...blank, ...(answer.stop ?? { verdict: 'nothing-recorded' }) };
    runs.push(read);
  }
  const misjudged = runs.map(firstMisjudged).find((m) => m !== null) ?? null;
  const planted = runs.reduce((n, { problem }) => n + problem.wrong.length, 0);
  const found = runs.reduce((n, { problem, found: list }) => {
    const keys = new Set(list.map(entryKey));
    return n + problem.wrong.filter((e) => keys.has(entryKey(e))).length;
  }, 0);
  const common = { ...blank, planted, found, misjudged };
  return misjudged ? { ...common, verdict: 'wrong', mistakes: checkerMistakes(runs) } : common;
}

export const notAProgram = (problem: SyntaxProblem): CheckerDiagnosis => ({
  ...blank,
  verdict: 'error',
  syntax: problem,
});

/** @param source TypeScript, as typed. Never throws for anything that the program does. */
export async function judgeChecker(source: string, run: Run, iterations?: number): Promise<CheckerDiagnosis> {
  const prepared = prepareChecker(source, iterations);
  if ('problem' in prepared) return notAProgram(prepared.problem);
  const answers: Answer[] = [];
  for (const problem of plantedProblems()) {
    answers.push(await ask(prepared.instrumented, problem, run));
    // an endless loop is endless on every problem: do not wait for it seven times more
    if (answers.at(-1)!.stop) break;
  }
  return checkerVerdict(answers);
}

function firstMisjudged({ problem, found }: CheckerRun): Misjudged | null {
  const [planted, accused] = [problem.wrong, found].map((list) => new Set(list.map(entryKey)));
  for (const [name, m] of Object.entries(problem.truth))
    for (const [i, truth] of m.data.entries()) {
      const entry = { name, row: Math.floor(i / m.columns), column: i % m.columns };
      const key = entryKey(entry);
      if (planted!.has(key) !== accused!.has(key))
        return {
          ...entry,
          planted: planted!.has(key),
          claimed: problem.claimed[name]!.data[i]!,
          truth,
          problem,
        };
      accused!.delete(key);
    }
  // an entry that does not exist was accused
  const [stray] = accused!;
  const odd = stray && readEntry(stray);
  return odd ? { ...odd, planted: false, claimed: NaN, truth: NaN, problem } : null;
}

/** The verdict in sentences. */
export function describeChecker(d: CheckerDiagnosis): {
  headline: string;
  details: string[];
  place: Place | null;
} {
  if (d.syntax)
    return {
      headline: `Line ${d.syntax.line}: ${d.syntax.message}`,
      details: ['Nothing was run.'],
      place: d.syntax,
    };
  if (d.error) {
    const at = d.error.place ? `Line ${d.error.place.line}: ` : '';
    return { headline: `${at}${d.error.message || d.error.name}`, details: [], place: d.error.place };
  }
  if (d.verdict === 'timeout')
    return {
      headline: 'The checker did not come to an end in time, and was stopped.',
      details: [],
      place: null,
    };
  if (d.failure !== null)
    return { headline: 'The checker could not be run to its end.', details: [d.failure], place: null };
  if (d.verdict === 'nothing-recorded')
    return {
      headline: 'The checker did not answer.',
      details: [
        'Return a list of entries, each as [name, row, column]; an empty list where nothing is wrong.',
      ],
      place: null,
    };
  if (!d.misjudged)
    return {
      headline: `Right: it finds all ${d.planted} planted faults and accuses nothing else.`,
      details: [],
      place: null,
    };
  const { name, row, column, planted, claimed, truth, problem } = d.misjudged;
  const entry = `${name}[${row}][${column}]`;
  const first = planted
    ? `With ${problem.planted} planted, it misses ${entry}: the gradient says ${numberText(claimed)}, the truth is ${numberText(truth)}.`
    : Number.isNaN(truth)
      ? `It accuses ${entry}, which does not exist.`
      : `With ${problem.planted} planted, it accuses ${entry}, which is right: ${numberText(truth)}.`;
  return {
    headline: `Not yet: it finds ${d.found} of ${d.planted} planted faults${planted ? '' : ', and accuses what is right'}.`,
    details: [first, ...d.mistakes.map(({ words }) => words)],
    place: null,
  };
}
