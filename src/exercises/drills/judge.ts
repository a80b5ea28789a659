// Judges a drill: runs the program on every case, finds the first that fails and the first quantity that differs in it, and says which
// known wrong programs return exactly the same on all cases. Programs run elsewhere; the verdict is reached here.
import { keyOf } from '../../engine/trace.ts';
import { preludeText } from '../../notebook/library/prelude.ts';
import type { Instrumented } from '../../notebook/record/instrument.ts';
import type { SyntaxProblem } from '../../notebook/record/parse.ts';
import { readRecording, type Recording } from '../../notebook/record/steps.ts';
import { compareRun, type Divergence } from '../diagnosis/compare.ts';
import { isRecording, noRecording, prepareProgram, type Run, type RunReply } from '../diagnosis/diagnose.ts';
import type { CaseOptions, DrillCase, DrillMistake, QuantityDrill } from './contract.ts';
import { slopeOf, type Slope } from './evidence.ts';
import { mistakesAlike } from './known.ts';
import { firstWrong, readReturned, wrongEntry, type Reading } from './read.ts';

/** ms for one case: they are tiny, and a program that does not end must not keep the reader waiting for all of them. */
export const caseDeadline = 700;

/** How one case went. */
export interface CaseOutcome {
  readonly problem: DrillCase;
  readonly reply: RunReply;
  readonly recording: Recording | null;
  /** Empty where the program did not come to its end. */
  readonly readings: readonly Reading[];
  readonly passed: boolean;
}

export interface DrillDiagnosis {
  readonly syntax: SyntaxProblem | null;
  readonly outcomes: readonly CaseOutcome[];
  /** The first that did not pass. */
  readonly failing: CaseOutcome | null;
  /** In it, the first quantity that is not what it should be, as returned. */
  readonly wrong: Reading | null;
  /** The same, found on the way: it knows its line. */
  readonly divergence: Divergence | null;
  /** All that return the same numbers on every case. */
  readonly mistakes: readonly DrillMistake[];
  /** Where no mistake is known: what the entry ought to be, by central differences. */
  readonly slope: Slope | null;
}

export interface DrillOptions extends CaseOptions {
  /** The right program, for this variant: mistakes are edits of it. */
  readonly solution: string;
  /** Passes through loops before a program is stopped. Default: none, the sandbox has a clock. */
  readonly iterations?: number;
}

async function runCase(program: Instrumented, problem: DrillCase, run: Run): Promise<CaseOutcome> {
  const { program: text } = program;
  const reply = await run({
    prelude: preludeText(),
    program: text,
    inputs: problem.inputs,
    deadlineMs: caseDeadline,
  });
  const none = { problem, recording: null, readings: [], passed: false };
  if (reply.kind !== 'value') return { ...none, reply };
  try {
    if (!isRecording(reply.value)) throw new TypeError('no recording');
    const recording = readRecording(reply.value, program);
    if (recording.error) return { ...none, reply, recording };
    const readings = readReturned(problem, recording.returned);
    return { problem, reply, recording, readings, passed: firstWrong(readings) === null };
  } catch {
    return { ...none, reply: noRecording };
  }
}

async function runAll(
  source: string,
  cases: readonly DrillCase[],
  run: Run,
  iterations?: number,
): Promise<CaseOutcome[] | SyntaxProblem> {
  const prepared = prepareProgram(source, iterations);
  if ('problem' in prepared) return prepared.problem;
  const outcomes: CaseOutcome[] = [];
  for (const problem of cases) outcomes.push(await runCase(prepared.instrumented, problem, run));
  return outcomes;
}

/** Known mistakes are looked for where a program came to an end with numbers, and nowhere had to be stopped. */
async function knownMistakes(
  { mistakes }: QuantityDrill,
  outcomes: readonly CaseOutcome[],
  run: Run,
  { solution }: DrillOptions,
): Promise<DrillMistake[]> {
  const telling = outcomes.some(
    ({ passed, readings }) => !passed && readings.some(({ read }) => read && 'matrix' in read),
  );
  if (!telling || outcomes.some(({ reply }) => reply.kind === 'timeout')) return [];
  const cases = outcomes.map(({ problem }) => problem);
  return mistakesAlike(
    mistakes,
    solution,
    cases,
    outcomes.map(({ readings }) => readings),
    run,
  );
}

/** The divergence on the way, where it lies before what was returned wrong. */
function divergenceIn({ problem, recording }: CaseOutcome, wrong: Reading | null): Divergence | null {
  const { trace, step } = problem;
  if (!trace || !recording || step !== undefined) return null;
  const { divergence } = compareRun(recording, trace);
  if (!divergence?.place || !wrong) return divergence;
  const order = trace.steps.map(({ writes }) => keyOf(writes));
  const at = (ref: { symbol: string; step: number | null }) => order.indexOf(keyOf(ref));
  return at(divergence) <= at(wrong.expected.at) || at(wrong.expected.at) < 0 ? divergence : null;
}

/** @param source TypeScript, as typed. Never throws for anything that the program does. */
export async function judgeQuantities(
  source: string,
  drill: QuantityDrill,
  run: Run,
  options: DrillOptions,
): Promise<DrillDiagnosis> {
  const none = { failing: null, wrong: null, divergence: null, mistakes: [], slope: null };
  const outcomes = await runAll(source, drill.cases(options), run, options.iterations);
  if (!Array.isArray(outcomes)) return { ...none, syntax: outcomes, outcomes: [] };
  const failing = outcomes.find(({ passed }) => !passed) ?? null;
  if (!failing) return { ...none, syntax: null, outcomes };
  const wrong = firstWrong(failing.readings);
  const mistakes = await knownMistakes(drill, outcomes, run, options);
  const entry = wrong && wrongEntry(wrong);
  const { trace } = failing.problem;
  const slope =
    !mistakes.length && entry && trace ? slopeOf(trace, wrong.expected.at, entry.row, entry.column) : null;
  return {
    syntax: null,
    outcomes,
    failing,
    wrong,
    divergence: divergenceIn(failing, wrong),
    mistakes,
    slope,
  };
}
