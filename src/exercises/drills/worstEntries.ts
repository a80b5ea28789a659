// The fresh variant of the checker's drill: for each parameter the entry with the largest relative error, and that error.
import { relativeError } from '../../engine/gradcheck.ts';
import { checkerMistakes, entryKey } from '../diagnosis/checkerMistakes.ts';
import { numberText } from '../diagnosis/describe.ts';
import type { Answer } from '../diagnosis/judgeChecker.ts';
import type { EntryName, PlantedProblem } from '../diagnosis/planted.ts';
import type { Verdict } from '../diagnosis/diagnose.ts';

interface Claim extends EntryName {
  readonly error: number;
}

/**
 * How far a reported error may be off, and how far an entry may fall short of the worst. Central differences know the error of a
 * right entry to 1e-4; the smallest fault has an error of 0.005.
 */
const room = 1e-3;

/** ['W', 0, 2, 0.3] or an object of the same. */
function readClaim(v: unknown): Claim | null {
  const { name, row, column, error } = (v ?? {}) as Record<string, unknown>;
  const [n, i, j, e] = (Array.isArray(v) ? v : [name, row, column, error]) as unknown[];
  return typeof n === 'string' && typeof i === 'number' && typeof j === 'number' && typeof e === 'number'
    ? { name: n, row: i, column: j, error: e }
    : null;
}

function claimsOf({ returned }: Answer): Claim[] | null {
  const claims = Array.isArray(returned) ? returned.map(readClaim) : null;
  return claims && !claims.includes(null) ? (claims as Claim[]) : null;
}

/** The relative error of an entry of the claimed gradients; undefined where there is no such entry. */
function errorAt({ truth, claimed }: PlantedProblem, { name, row, column }: EntryName): number | undefined {
  const [t, c] = [truth[name], claimed[name]];
  const inside =
    t && Number.isInteger(row) && Number.isInteger(column) && row >= 0 && row < t.rows && column >= 0 && column < t.columns; // prettier-ignore
  return inside && c
    ? relativeError(c.data[row * t.columns + column]!, t.data[row * t.columns + column]!)
    : undefined;
}

function worstOf(problem: PlantedProblem, name: string): Claim {
  const { rows, columns } = problem.truth[name]!;
  const all = Array.from({ length: rows * columns }, (_, n) => {
    const entry = { name, row: Math.floor(n / columns), column: n % columns };
    return { ...entry, error: errorAt(problem, entry)! };
  });
  return all.reduce((a, b) => (b.error > a.error ? b : a));
}

/** The first parameter about which the answer is wrong, in a sentence; null: none. */
export function wronglyWorst(answer: Answer): string | null {
  const { problem } = answer;
  const claims = claimsOf(answer);
  if (!claims) return 'The checker did not answer with a list of [name, row, column, error].';
  for (const name of Object.keys(problem.truth)) {
    const [claim, another] = claims.filter((c) => c.name === name);
    const worst = worstOf(problem, name);
    const truth = `the largest error in ${name} is ${numberText(worst.error)}, in ${entryKey(worst)}`;
    if (!claim || another) return `${name} is named ${claim ? 'twice' : 'nowhere'}; ${truth}.`;
    const error = errorAt(problem, claim);
    if (error === undefined) return `It names ${entryKey(claim)}, which does not exist.`;
    if (error < worst.error - room) return `It names ${entryKey(claim)}; ${truth}.`;
    if (!(Math.abs(claim.error - error) <= room))
      return `It gives ${entryKey(claim)} an error of ${numberText(claim.error)}; it is ${numberText(error)}.`;
  }
  const stray = claims.find(({ name }) => !(name in problem.truth));
  return stray ? `It names ${entryKey(stray)}, which does not exist.` : null;
}

/** The verdict in sentences. None of the answers was broken off. */
export function worstText(answers: readonly Answer[]): {
  verdict: Verdict;
  headline: string;
  details: string[];
} {
  const wrong = answers.flatMap((answer) => {
    const text = wronglyWorst(answer);
    return text === null ? [] : [{ text, answer }];
  });
  const [first] = wrong;
  if (!first)
    return {
      verdict: 'right',
      headline: `Right: it finds the worst entry of every parameter, in all ${answers.length} problems.`,
      details: [],
    };
  if (answers.every((answer) => claimsOf(answer) === null))
    return {
      verdict: 'nothing-recorded',
      headline: 'The checker did not answer.',
      details: ['Return a list with [name, row, column, error] for each parameter.'],
    };
  return {
    verdict: 'wrong',
    headline: `Not yet: ${answers.length - wrong.length} of ${answers.length} problems come out right.`,
    details: [`With ${first.answer.problem.planted} planted: ${first.text}`],
  };
}

/** Those that show in what was asked of the loss: the answers of this variant tell nothing of single entries. */
const seenInCalls: ReadonlySet<string> = new Set([
  'compares-to-itself',
  'not-restored',
  'epsilon-too-small',
  'epsilon-too-large',
  'one-sided',
  'first-row-only',
  'not-all-entries',
]);

/** Ids of the mistakes that a wrong answer of this variant shows. */
export function worstMistakes(answers: readonly Answer[]): string[] {
  const runs = answers.map((answer) => {
    // an error that is reported where there is none counts as an accusation
    const accused = (claimsOf(answer) ?? []).filter(
      (claim) => claim.error > room && (errorAt(answer.problem, claim) ?? 1) <= room,
    );
    return { problem: answer.problem, calls: answer.calls, found: [...answer.problem.wrong, ...accused] };
  });
  return checkerMistakes(runs)
    .map(({ id }) => id)
    .filter((id) => seenInCalls.has(id));
}
