// Graders, and the one check that is put to each: right programs pass, all others do not, unless they compute the same numbers.
import { prepareProgram, type Run } from '../../../src/exercises/diagnosis/diagnose.ts';
import { checkerVerdict, ask, prepareChecker, type Answer } from '../../../src/exercises/diagnosis/judgeChecker.ts'; // prettier-ignore
import { plantedProblems } from '../../../src/exercises/diagnosis/planted.ts';
import type { DrillCase } from '../../../src/exercises/drills/contract.ts';
import { judgeQuantities } from '../../../src/exercises/drills/judge.ts';
import { matrixOf, readReturned, type Reading } from '../../../src/exercises/drills/read.ts';
import type { RawRecording } from '../../../src/notebook/record/recorder.ts';
import { evaluate, newRealm } from '../../notebook/record/support/run.ts';
import { run as runHere } from '../support/sandbox.ts';
import type { Mutant } from './mutate.ts';
import { type OwnLoaded, type QuantityLoaded } from './support.ts';

/**
 * Passes through loops and functions before a program is stopped; the longest right program needs fewer than a thousand. Mutants run in a
 * thread with a deadline (thread.ts), but nearly all that do not end are stopped by this count first, at the same place however busy the
 * machine is.
 */
export const iterations = 5_000;

/** `breaks off`: it was no program, or came to its end on none of the problems. */
export type Grade = 'passes' | 'fails' | 'breaks off';
/** Grades a program on the problems of an attempt. */
export type Grader = (source: string, seed: number) => Promise<Grade>;

const graded = (passes: boolean): Grade => (passes ? 'passes' : 'fails');

/** The drill's own: all that a mistake's name costs is left out. @param run where programs run */
export const graderOf =
  (loaded: QuantityLoaded, run: Run = runHere): Grader =>
  async (source, seed) => {
    const options = { seed, shown: null, fresh: false, iterations, solution: loaded.solutions[0]! };
    const d = await judgeQuantities(source, { ...loaded.drill, mistakes: [] }, run, options);
    if (d.syntax || d.outcomes.every(({ readings }) => !readings.length)) return 'breaks off';
    return graded(d.failing === null);
  };

export const ownGraderOf =
  ({ drill }: OwnLoaded, run: Run = runHere): Grader =>
  async (source, seed) => {
    const { report, cases } = await drill.judge(source, run, { seed, fresh: false, iterations });
    if (cases.every(({ result }) => result === 'error')) return 'breaks off';
    return graded(report.verdict === 'right');
  };

/** Whether a program computes what it should on two hundred other cases, to 1e-9. */
export type Equivalent = (source: string) => Promise<boolean> | boolean;

/** Of each number, or of 1 where it is smaller: 64-bit arithmetic in another order comes to about 1e-14. */
const exact = 1e-9;
const otherCases = 200;

const asExact = (reading: Reading): boolean => {
  const got = matrixOf(reading);
  return (
    got !== null &&
    got.data.every((g, i) => {
      const e = reading.expected.value.data[i]!;
      return Math.abs(g - e) <= exact * Math.max(1, Math.abs(e));
    })
  );
};

function returnedBy(program: string, inputs: unknown): unknown {
  try {
    const { returned, error } = evaluate(program, inputs) as RawRecording;
    return error ? null : returned;
  } catch {
    return null;
  }
}

export function equivalentOf({ drill }: QuantityLoaded): (source: string) => boolean {
  let cases: DrillCase[] | undefined;
  return (source) => {
    if (!cases) {
      cases = [];
      for (let seed = 5000; cases.length < otherCases; seed++)
        cases.push(...drill.cases({ seed, shown: null, fresh: false }));
    }
    const prepared = prepareProgram(source, iterations);
    if ('problem' in prepared) return false;
    const { program } = prepared.instrumented;
    return cases.every((problem) =>
      readReturned(problem, returnedBy(program, problem.inputs)).every(asExact),
    );
  };
}

/** Of a checker the answers are compared: it accuses exactly the wrong entries of 25 attempts' eight problems. */
export const ownEquivalentOf =
  (loaded: OwnLoaded): Equivalent =>
  async (source) => {
    const grader = ownGraderOf(loaded);
    for (let seed = 5000; seed < 5000 + otherCases / 8; seed++)
      if ((await grader(source, seed)) !== 'passes') return false;
    return true;
  };

/** What a check of a grader is given. */
export interface Suite {
  readonly right: readonly string[];
  readonly wrong: readonly Mutant[];
  readonly equivalent: Equivalent;
  /** Programs that may have left something behind are each followed by a realm of its own. */
  readonly clean?: boolean;
}

/**
 * What there is to object to in a grader; nothing, if it is any good.
 * @param most stop after so many
 */
export async function objections(
  grader: Grader,
  { right, wrong, equivalent, clean = false }: Suite,
  most = Infinity,
): Promise<{ objections: string[]; grades: Record<Grade, number> }> {
  const found: string[] = [];
  const grades: Record<Grade, number> = { passes: 0, fails: 0, 'breaks off': 0 };
  for (const [i, source] of right.entries())
    if ((await grader(source, 1)) !== 'passes') found.push(`right program ${i} does not pass`);
  for (const { what, source } of wrong) {
    if (found.length >= most) break;
    try {
      const grade = await grader(source, 1);
      grades[grade]++;
      if (grade === 'passes' && !(await equivalent(source))) found.push(`passes: ${what}`);
    } catch (thrown) {
      found.push(`${what}: the grader threw ${String(thrown)}`);
    }
    if (clean) newRealm();
  }
  return { objections: found, grades };
}

// Graders broken on purpose.

/** Decides by what was returned, case by case. */
const byReadings =
  ({ drill }: QuantityLoaded, right: (readings: readonly Reading[]) => boolean): Grader =>
  (source, seed) => {
    const prepared = prepareProgram(source, iterations);
    if ('problem' in prepared) return Promise.resolve('breaks off');
    const cases = drill.cases({ seed, shown: null, fresh: false });
    return Promise.resolve(
      graded(cases.every((c) => right(readReturned(c, returnedBy(prepared.instrumented.program, c.inputs))))),
    );
  };

const within =
  (tolerance: number) =>
  (reading: Reading): boolean =>
    matrixOf(reading)?.data.every((g, i) => {
      const e = reading.expected.value.data[i]!;
      return Math.abs(g - e) <= tolerance * Math.max(0.01, Math.abs(e)) || tolerance === Infinity;
    }) ?? false;

/** A grader that looks at a part of the cases only. */
const withCases = (
  loaded: QuantityLoaded,
  pick: (cases: readonly DrillCase[]) => readonly DrillCase[],
): Grader =>
  graderOf({ ...loaded, drill: { ...loaded.drill, cases: (options) => pick(loaded.drill.cases(options)) } });

const without =
  (which: 'first' | 'last') =>
  (cases: readonly DrillCase[]): DrillCase[] =>
    cases.map((c) => {
      const names = [...new Set(c.expected.map((e) => e.name))];
      const left = which === 'last' ? names.at(-1)! : names[0]!;
      return { ...c, expected: c.expected.filter((e) => e.name !== left) };
    });

export const brokenGraders: readonly [what: string, broken: (loaded: QuantityLoaded) => Grader][] = [
  ['everything is right', () => () => Promise.resolve('passes')],
  ['nothing is right', () => () => Promise.resolve('fails')],
  ['the tolerance is infinite', (l) => byReadings(l, (all) => all.every(within(Infinity)))],
  ['the tolerance is five per cent', (l) => byReadings(l, (all) => all.every(within(0.05)))],
  ['one quantity that is right is enough', (l) => byReadings(l, (all) => all.some(within(1e-4)))],
  [
    'NaN is not unequal',
    (l) =>
      byReadings(l, (all) =>
        all.every(
          (r) =>
            matrixOf(r)?.data.every((g, i) => !(Math.abs(g - r.expected.value.data[i]!) > 1e-4)) ?? false,
        ),
      ),
  ],
  ['what is missing is not asked for', (l) => byReadings(l, (all) => all.every((r) => r.read === null || within(1e-4)(r)))], // prettier-ignore
  ['only the first case is looked at', (l) => withCases(l, (cases) => cases.slice(0, 1))],
  ['the last case is not looked at', (l) => withCases(l, (cases) => cases.slice(0, -1))],
  ['the first quantity is not looked at', (l) => withCases(l, without('first'))],
  ['the last quantity is not looked at', (l) => withCases(l, without('last'))],
  ['every attempt has the same numbers', (l) => (source) => graderOf(l)(source, 2)],
];

/** Decides by each answer to a planted problem. */
const byAnswers =
  (right: (answers: readonly Answer[]) => boolean): Grader =>
  async (source, seed) => {
    const prepared = prepareChecker(source, iterations);
    if ('problem' in prepared) return 'breaks off';
    const answers: Answer[] = [];
    for (const problem of plantedProblems(seed))
      answers.push(await ask(prepared.instrumented, problem, runHere));
    return graded(right(answers));
  };

const verdicts = (answers: readonly Answer[]) => answers.map((answer) => checkerVerdict([answer]));

export const brokenCheckerGraders: readonly [what: string, broken: Grader][] = [
  ['everything is right', () => Promise.resolve('passes')],
  ['nothing is right', () => Promise.resolve('fails')],
  [
    'only the first problem is looked at',
    byAnswers((a) => checkerVerdict(a.slice(0, 1)).verdict === 'right'),
  ],
  ['the last problem is not looked at', byAnswers((a) => checkerVerdict(a.slice(0, -1)).verdict === 'right')],
  ['faults may be missed', byAnswers((a) => verdicts(a).every((d) => d.verdict === 'right' || d.misjudged?.planted))], // prettier-ignore
  ['right entries may be accused', byAnswers((a) => verdicts(a).every((d) => d.verdict === 'right' || d.misjudged?.planted === false))], // prettier-ignore
  ['an error counts as an answer', byAnswers((a) => verdicts(a).every((d) => ['right', 'error'].includes(d.verdict)))], // prettier-ignore
];
