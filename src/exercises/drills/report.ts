// A drill's verdict as the page is told it: sentences, the cases, the first quantity that differs, the mistakes that were recognised.
import { symbolOf } from '../../engine/symbols.ts';
import { keyOf, type Trace } from '../../engine/trace.ts';
import { divergenceText, labelOf, numberText } from '../diagnosis/describe.ts';
import { same, shapeText } from '../diagnosis/values.ts';
import type { FirstDifference, LaidRow, Report } from '../report.ts';
import { plain } from './cases.ts';
import type { CaseResult, DrillCase, DrillMistake, Expected, OwnDrill, OwnVerdict } from './contract.ts';
import type { CaseOutcome, DrillDiagnosis } from './judge.ts';
import { inputsText } from './inputsText.ts';
import { matrixOf, wrongEntry, type Reading } from './read.ts';

export interface DrillReport extends Report {
  /** Every case, in order: one that hangs or breaks hides no other. */
  readonly cases: readonly CaseResult[];
  /** What the program was given in the first case that failed, as declarations. */
  readonly inputs: string | null;
  /** Mistakes that give exactly these numbers, and where the book treats them. */
  readonly mistakes: readonly {
    readonly when: string;
    readonly misconception: string;
    readonly paragraph: string;
  }[];
}

const resultOf = ({ passed, reply, recording }: CaseOutcome): CaseResult['result'] =>
  passed
    ? 'passed'
    : reply.kind === 'timeout'
      ? 'stopped'
      : reply.kind === 'failed' || recording?.error
        ? 'error'
        : 'wrong';

/** `∇h⁽²⁾ (dh)`; a sum is named without the step at which it is complete. */
const nameOf = ({ at, name, listed }: Expected): string =>
  `${labelOf(at.symbol, symbolOf(at.symbol).kind === 'sum' ? null : at.step, 'textbook')} (${name}${listed ? ` at t = ${at.step}` : ''})`;

const entryText = (expected: Expected, row: number, column: number): string => {
  const { rows, columns } = expected.value;
  if (rows === 1 && columns === 1) return 'it';
  return columns === 1 ? `entry ${row + 1}` : `the entry in row ${row + 1}, column ${column + 1}`;
};

/** What is wrong about a returned quantity, in a sentence. */
export function wrongText(reading: Reading): string {
  const { expected, read } = reading;
  if (read === null) return `${nameOf(expected)} was not returned.`;
  if ('shape' in read) {
    const wanted = shapeText(plain(expected.value));
    return `${nameOf(expected)} is the first quantity that differs: it is ${read.shape}, expected ${wanted}.`;
  }
  const entry = wrongEntry(reading);
  if (!entry) return `${nameOf(expected)} differs.`;
  return `${nameOf(expected)} is the first quantity that differs: ${entryText(expected, entry.row, entry.column)} is ${numberText(entry.got)}, expected ${numberText(entry.expected)}.`;
}

/** Nothing of what was asked for came back. */
const returnedNothing = ({ readings }: CaseOutcome): boolean => readings.every(({ read }) => read === null);

function firstOf({ failing, wrong, divergence }: DrillDiagnosis): FirstDifference | null {
  const trace = failing?.problem.trace;
  if (divergence && trace)
    return {
      at: { symbol: divergence.symbol, step: divergence.step },
      row: divergence.row ?? 0,
      column: divergence.column ?? 0,
      expected: trace.values[keyOf(divergence)]!,
      got: wrong && keyOf(wrong.expected.at) === keyOf(divergence) ? matrixOf(wrong) : null,
    };
  if (!wrong?.read) return null;
  const entry = wrongEntry(wrong);
  return {
    at: wrong.expected.at,
    row: entry?.row ?? 0,
    column: entry?.column ?? 0,
    expected: wrong.expected.value,
    got: matrixOf(wrong),
  };
}

/** The returned quantities laid over time. */
function rowsOf({ readings, problem }: CaseOutcome): LaidRow[] {
  const steps = problem.trace?.spec.steps ?? 0;
  const rows = new Map<string, { phase: LaidRow['phase']; cells: (boolean | null)[] }>();
  for (const reading of readings) {
    const { at, value } = reading.expected;
    if (!steps) break;
    // what belongs to the time before the first step has no place among the steps
    if (at.step === 0) continue;
    const phase = symbolOf(at.symbol).role === 'gradient' ? 'backward' : 'forward';
    const row = rows.get(at.symbol) ?? { phase, cells: Array<boolean | null>(steps).fill(null) };
    rows.set(at.symbol, row);
    const got = matrixOf(reading);
    row.cells[(at.step ?? steps) - 1] = reading.read === null ? null : got !== null && same(got, value);
  }
  return [...rows].map(([symbol, row]) => ({ symbol, ...row }));
}

function brokenOff({
  reply,
  recording,
}: CaseOutcome): Pick<Report, 'headline' | 'details' | 'place' | 'verdict'> | null {
  if (reply.kind === 'timeout')
    return {
      verdict: 'timeout',
      headline: 'The program did not come to an end in time, and was stopped.',
      details: ['Look for a loop whose condition never becomes false.'],
      place: null,
    };
  if (reply.kind === 'failed')
    return {
      verdict: 'error',
      headline: 'The program could not be run to its end.',
      details: [reply.message],
      place: null,
    };
  if (!recording?.error) return null;
  const { place, name, message } = recording.error;
  return {
    verdict: 'error',
    headline: `${place ? `Line ${place.line}: ` : ''}${message || name}`,
    details: [],
    place,
  };
}

const asked = ({ expected }: DrillCase): string => [...new Set(expected.map(({ name }) => name))].join(', ');

const told = ({ when, misconception, paragraph }: DrillMistake) => ({ when, misconception, paragraph });

/** @param onPage the run that the page shows, for `shown` */
export function drillReport(d: DrillDiagnosis, onPage: Trace | null): DrillReport {
  const common: Omit<DrillReport, 'verdict' | 'headline'> = {
    details: [],
    place: null,
    first: null,
    // right everywhere: the rows are of the first
    shown: onPage !== null && (d.failing ?? d.outcomes[0])?.problem.shown === true,
    rows: [],
    cases: d.outcomes.map((o) => ({ title: o.problem.title, result: resultOf(o) })),
    inputs: d.failing ? inputsText(d.failing.problem.inputs) : null,
    mistakes: d.mistakes.map(told),
  };
  if (d.syntax)
    return {
      ...common,
      verdict: 'error',
      headline: `Line ${d.syntax.line}: ${d.syntax.message}`,
      details: ['Nothing was run.'],
      place: d.syntax,
    };
  if (!d.failing)
    return {
      ...common,
      verdict: 'right',
      headline: `Right, on all ${d.outcomes.length} problems.`,
      rows: d.outcomes[0] ? rowsOf(d.outcomes[0]) : [],
    };
  const passed = d.outcomes.filter((o) => o.passed).length;
  const details = [
    `First seen on ${d.failing.problem.title}; ${passed} of ${d.outcomes.length} problems come out right.`,
  ];
  const stopped = brokenOff(d.failing);
  if (stopped) return { ...common, ...stopped, details: [...stopped.details, ...details] };
  if (returnedNothing(d.failing))
    return {
      ...common,
      verdict: 'nothing-recorded',
      headline: 'Nothing that was asked for came back.',
      details: [`Return an object with ${asked(d.failing.problem)}.`],
    };
  const { wrong, divergence } = d;
  details.push(divergence ? divergenceText(divergence) : wrongText(wrong!));
  const entry = wrong && wrongEntry(wrong);
  const odd = entry && !Number.isFinite(entry.got);
  if (odd)
    details.push(
      'A number that is not finite is never right: look for what was never assigned, or for exp of a large number.',
    );
  if (d.slope && entry && !odd)
    details.push(
      `Nudge ${labelOf(d.slope.of.symbol, d.slope.of.step, 'textbook')} at that entry by ${numberText(d.slope.epsilon)} either way, and the loss moves at a slope of ${numberText(d.slope.slope)}; you say ${numberText(entry.got)}.`,
    );
  const first = firstOf(d);
  const at = divergence ?? wrong!.expected.at;
  const label = labelOf(at.symbol, symbolOf(at.symbol).kind === 'sum' ? null : at.step, 'textbook');
  const last = wrong && wrongLine(d, wrong);
  return {
    ...common,
    verdict: 'wrong',
    headline: `Not yet: ${label} is where it first goes wrong.`,
    details,
    place: divergence?.place ?? last ?? null,
    first,
    rows: rowsOf(d.failing),
  };
}

/** The statement that last assigned the quantity, where what was returned is all that is known. */
const wrongLine = ({ failing }: DrillDiagnosis, { expected }: Reading) =>
  failing?.recording?.assigned.findLast(({ symbol, place }) => symbol === expected.at.symbol && place)
    ?.place ?? null;

/** The report of a drill that is judged in a way of its own. */
export const ownReport = (
  { mistakes }: Pick<OwnDrill, 'mistakes'>,
  { report, cases, inputs, mistakes: made }: OwnVerdict,
): DrillReport => ({
  ...report,
  cases,
  inputs: inputs && inputsText(inputs),
  mistakes: mistakes.filter(({ id }) => made.includes(id)).map(told),
});
