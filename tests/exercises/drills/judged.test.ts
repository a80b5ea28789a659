// The graders of the drills are judged: no cheat passes, no damaged program does, and of a grader that is broken the same check says so.
import { afterAll, describe, expect, it } from 'vitest';
import { judgeQuantities } from '../../../src/exercises/drills/judge.ts';
import { drillReport } from '../../../src/exercises/drills/report.ts';
import { cheatsOf, forgedAnswers } from './cheats.ts';
import { brokenGraders, equivalentOf, graderOf, objections } from './graders.ts';
import { mutantsOf } from './mutate.ts';
import { quantityDrills } from './support.ts';
import { endThread, runInThread } from './thread.ts';

afterAll(endThread);

describe.each(quantityDrills.map((d) => [d.folder, d] as const))('%s', (_, loaded) => {
  const { solutions, drill } = loaded;
  const grader = graderOf(loaded);
  const equivalent = equivalentOf(loaded);

  it('lets no damaged program pass, unless it computes the same numbers', async () => {
    // programs in 32-bit numbers, or with a small number in a divisor, are right but not to 1e-9
    const bases = solutions.filter((text) => equivalent(text));
    expect(bases.length).toBeGreaterThanOrEqual(2);
    const wrong = bases.flatMap((text, i) => mutantsOf(text, 90, 77 + i)).slice(0, 220);
    // the right ones without a deadline: they pass however busy the machine is
    expect((await objections(grader, { right: solutions, wrong: [], equivalent })).objections).toEqual([]);
    const suite = { right: [], wrong, equivalent };
    const { objections: found, grades } = await objections(graderOf(loaded, runInThread), suite);
    if (process.env['SHOW']) console.log(drill.id, grades);
    expect(found).toEqual([]);
    // that many came to an end with wrong numbers: those that break off at once prove little
    expect(grades.fails).toBeGreaterThanOrEqual(100);
    // few do no harm: else the damage is too small to tell anything
    expect(grades.passes).toBeLessThan(0.1 * wrong.length);
  }, 240_000);

  const cheats = () => ({ right: [], wrong: cheatsOf(loaded, 1), equivalent: () => false, clean: true });

  it('lets no cheat pass', async () => {
    expect((await objections(grader, cheats())).objections).toEqual([]);
  }, 60_000);

  it.each(brokenGraders)('the check objects to a grader that is broken: %s', async (what, broken) => {
    const found = await objections(broken(loaded), { ...cheats(), right: solutions }, 1);
    expect(found.objections.length, what).toBeGreaterThan(0);
  });

  it.each(forgedAnswers.map((value) => [JSON.stringify(value), value] as const))(
    'a forged answer is no answer: %s',
    async (__, value) => {
      const forged = () => Promise.resolve({ kind: 'value', value } as const);
      const options = { seed: 1, shown: null, fresh: false, solution: solutions[0]! };
      const d = await judgeQuantities(solutions[0]!, drill, forged, options);
      expect(drillReport(d, null).verdict).not.toBe('right');
    },
  );
});
