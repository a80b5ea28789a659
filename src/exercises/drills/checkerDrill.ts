// The drill on gradient checkers: a reader's checker is given gradients with planted faults, other ones at each attempt, and must
// find exactly those. In the fresh variant it names the worst entry of each parameter instead.
import {
  ask,
  checkerVerdict,
  notAProgram,
  prepareChecker,
  type Answer,
  type CheckerDiagnosis,
} from '../diagnosis/judgeChecker.ts';
import { plantedProblems } from '../diagnosis/planted.ts';
import type { Run } from '../diagnosis/diagnose.ts';
import { checkerReport, type Report } from '../report.ts';
import type { CaseResult, OwnOptions, OwnVerdict } from './contract.ts';
import { worstMistakes, worstText, wronglyWorst } from './worstEntries.ts';

/** ms for one problem: it asks for the loss about a hundred times. */
const deadlineMs = 1500;

/** Without the mistakes, which the drill tells in its own words. */
const reportOf = (d: CheckerDiagnosis): Report => checkerReport({ ...d, mistakes: [] });

const titleOf = ({ problem }: Answer): string =>
  problem.id === 'curved'
    ? 'a hidden problem with large weights and nothing planted'
    : `a hidden problem with ${problem.planted} planted`;

const resultOf = (answer: Answer, passed: boolean): CaseResult['result'] =>
  answer.stop ? (answer.stop.verdict === 'timeout' ? 'stopped' : 'error') : passed ? 'passed' : 'wrong';

function listed(answers: readonly Answer[]): Pick<OwnVerdict, 'report' | 'mistakes'> {
  const d = checkerVerdict(answers);
  return { report: reportOf(d), mistakes: d.mistakes.map(({ id }) => id) };
}

function worst(answers: readonly Answer[]): Pick<OwnVerdict, 'report' | 'mistakes'> {
  // what breaks off is told alike in both variants
  const stopped = answers.find(({ stop }) => stop !== null);
  if (stopped) return { report: reportOf(checkerVerdict([stopped])), mistakes: [] };
  const { headline, details, verdict } = worstText(answers);
  return {
    report: { verdict, headline, details, place: null, first: null, shown: false, rows: [] },
    mistakes: verdict === 'wrong' ? worstMistakes(answers) : [],
  };
}

/** @param source TypeScript, as typed. Never throws for anything that the program does. */
export async function judgeCheckerDrill(
  source: string,
  run: Run,
  { seed, fresh, iterations }: OwnOptions,
): Promise<OwnVerdict> {
  const prepared = prepareChecker(source, iterations);
  if ('problem' in prepared)
    return { report: reportOf(notAProgram(prepared.problem)), cases: [], inputs: null, mistakes: [] };
  const answers: Answer[] = [];
  for (const problem of plantedProblems(seed))
    answers.push(await ask(prepared.instrumented, problem, run, deadlineMs));
  const passed = (answer: Answer): boolean =>
    !answer.stop && (fresh ? wronglyWorst(answer) === null : checkerVerdict([answer]).verdict === 'right');
  const failing = answers.find((answer) => !passed(answer));
  return {
    ...(fresh ? worst(answers) : listed(answers)),
    cases: answers.map((a) => ({ title: titleOf(a), result: resultOf(a, passed(a)) })),
    inputs: failing?.problem.inputs ?? null,
  };
}
