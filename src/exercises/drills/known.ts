// Which known wrong programs come to what a program came to, case by case. They are the book's own, so they run unrecorded, all of them
// in one go: a reader does not wait for a sandbox a program and case.
import { preludeText } from '../../notebook/library/prelude.ts';
import { parseProgram } from '../../notebook/record/parse.ts';
import type { Run } from '../diagnosis/diagnose.ts';
import type { DrillCase, DrillMistake } from './contract.ts';
import { editedIfFits } from './edits.ts';
import { alike, readReturned, type Reading } from './read.ts';

/** ms for all of them; each takes less than one. */
const deadlineMs = 5_000;

/** As the body of a function; null where its edits do not fit this solution. */
function bodyOf({ edits, id }: DrillMistake, solution: string): string | null {
  const text = editedIfFits(solution, edits);
  if (text === null) return null;
  const result = parseProgram(text);
  if ('problem' in result)
    throw new Error(`bodyOf: the mistake ${id} is no program: ${result.problem.message}`);
  return result.parsed.code;
}

/** Calls each body with each case, both as text so that none sees what another did to its inputs; null for what breaks off. */
const programOf = (bodies: readonly string[]): string => `"use strict";
const programs = [${bodies.map((body) => `(inputs, sumOverTime) => {${body}\n}`).join(',\n')}];
return programs.map((program) => inputs.map((text) => {
  const given = JSON.parse(text);
  try { return { returned: program(given, sumOverTimeTo(given.tau)) }; } catch { return null; }
}));`;

/** What a program came to on one case; empty where it broke off. */
export type CaseReadings = readonly Reading[];

const alikeOn = (a: CaseReadings, b: CaseReadings): boolean =>
  a.length && b.length ? alike(a, b) : !a.length && !b.length;

/**
 * Those whose results are the program's on all cases.
 * @param solution the right program, of which they are edits
 */
export async function mistakesAlike(
  mistakes: readonly DrillMistake[],
  solution: string,
  cases: readonly DrillCase[],
  readings: readonly CaseReadings[],
  run: Run,
): Promise<DrillMistake[]> {
  const fitting = mistakes.flatMap((mistake) => {
    const body = bodyOf(mistake, solution);
    return body === null ? [] : [{ mistake, body }];
  });
  if (!fitting.length) return [];
  const reply = await run({
    prelude: preludeText(),
    program: programOf(fitting.map(({ body }) => body)),
    inputs: cases.map(({ inputs }) => JSON.stringify(inputs)),
    deadlineMs,
  });
  // without them the verdict stands as it is, only unnamed
  if (reply.kind !== 'value' || !Array.isArray(reply.value)) return [];
  const results = reply.value as readonly (readonly ({ readonly returned: unknown } | null)[])[];
  return fitting
    .filter((_, m) =>
      cases.every((problem, i) => {
        const result = results[m]?.[i];
        return alikeOn(result ? readReturned(problem, result.returned) : [], readings[i]!);
      }),
    )
    .map(({ mistake }) => mistake);
}
