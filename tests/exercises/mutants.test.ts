// The judge is judged: hundreds of damaged listings, each called wrong unless it computes the same numbers on fifty random problems.
import { expect, it } from 'vitest';
import { caseOf, randomTrace, type Case } from '../../src/exercises/diagnosis/cases.ts';
import { prepareProgram } from '../../src/exercises/diagnosis/diagnose.ts';
import { bpttProgram } from '../../src/exercises/listings/bptt.ts';
import type { RawRecording } from '../../src/notebook/record/recorder.ts';
import { evaluate } from '../notebook/record/support/run.ts';
import { judge } from './support/sandbox.ts';
import { mutantsOf } from './support/mutants.ts';
import { rightPrograms } from './support/rightPrograms.ts';

const listing = bpttProgram();
const loops = rightPrograms['loops over entries']!;
const mutants = [...mutantsOf(listing), ...mutantsOf(loops)];

const random: Case[] = Array.from({ length: 50 }, (_, i) =>
  caseOf(
    randomTrace(
      { steps: 1 + (i % 5), inputs: 1 + (i % 3), hiddens: 1 + (i % 4), outputs: 2 + (i % 3) },
      9000 + i,
    ),
  ),
);

/** What a program returns on the fifty problems; a thrown error counts as its message. */
function returnedBy(source: string): unknown[] {
  const prepared = prepareProgram(source, 100_000);
  if ('problem' in prepared) return ['no program'];
  return random.map(({ inputs }) => {
    try {
      const { returned, error } = evaluate(prepared.instrumented.program, inputs) as RawRecording;
      return error ? error.message : returned;
    } catch (thrown) {
      return String(thrown);
    }
  });
}

/** Every number within 1e-9, and everything else the same. */
function alike(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Object.is(a, b) || Math.abs(a - b) <= 1e-9;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b;
  const [p, q] = [Object.entries(a), Object.entries(b)];
  return (
    p.length === q.length &&
    p.every(([key, v]) => alike(v ?? null, (b as Record<string, unknown>)[key] ?? null))
  );
}

it('are many', () => expect(mutants.length).toBeGreaterThan(150));

it('are all called wrong, unless they compute the same numbers', async () => {
  const right = returnedBy(listing) as object[];
  const passed: string[] = [];
  const unexplained: string[] = [];
  const verdicts: Record<string, number> = {};
  for (const { what, source } of mutants) {
    const d = await judge(source, { iterations: 100_000 });
    verdicts[d.verdict] = (verdicts[d.verdict] ?? 0) + 1;
    // the judge itself never gives up
    expect(d.failure, what).toBeNull();
    if (d.verdict === 'right') {
      if (!alike(returnedBy(source), right)) passed.push(what);
    } else if (d.verdict === 'wrong' && !d.divergence && !d.missing.length) unexplained.push(what);
  }
  expect(passed).toEqual([]);
  expect(unexplained).toEqual([]);
  // neither are most of them programs that break down at once, nor do many do no harm
  expect(verdicts['wrong']).toBeGreaterThan(150);
  expect(verdicts['right']).toBeLessThan(15);
  if (process.env['SHOW']) console.log(verdicts);
}, 120_000);
