// The grader of the drill on gradient checkers is judged as those of the others are.
import { afterAll, describe, expect, it } from 'vitest';
import { checkerCheatsOf, forgedAnswers } from './cheats.ts';
import { brokenCheckerGraders, objections, ownEquivalentOf, ownGraderOf } from './graders.ts';
import { mutantsOf } from './mutate.ts';
import { ownDrills } from './support.ts';
import { endThread, runInThread } from './thread.ts';

afterAll(endThread);

describe.each(ownDrills.map((d) => [d.folder, d] as const))('%s', (_, loaded) => {
  const { solutions, drill } = loaded;
  const grader = ownGraderOf(loaded);
  const equivalent = ownEquivalentOf(loaded);

  it('lets no damaged program pass, unless it accuses the same entries', async () => {
    const wrong = solutions.flatMap((text, i) => mutantsOf(text, i === 0 ? 80 : 34, 77 + i));
    // the right ones without a deadline: they pass however busy the machine is
    expect((await objections(grader, { right: solutions, wrong: [], equivalent })).objections).toEqual([]);
    const suite = { right: [], wrong, equivalent };
    const { objections: found, grades } = await objections(ownGraderOf(loaded, runInThread), suite);
    if (process.env['SHOW']) console.log(grades);
    expect(found).toEqual([]);
    // that many came to an end with a wrong answer: those that break off at once prove little
    expect(grades.fails).toBeGreaterThanOrEqual(100);
    expect(grades.passes).toBeLessThan(0.1 * wrong.length);
  }, 240_000);

  const cheats = () => ({
    right: [],
    wrong: checkerCheatsOf(loaded, 1),
    equivalent: () => false,
    clean: true,
  });

  it('lets no cheat pass', async () => {
    expect((await objections(grader, cheats())).objections).toEqual([]);
  }, 60_000);

  it.each(brokenCheckerGraders)('the check objects to a grader that is broken: %s', async (what, broken) => {
    const found = await objections(broken, { ...cheats(), right: solutions }, 1);
    expect(found.objections.length, what).toBeGreaterThan(0);
  });

  it.each(forgedAnswers.map((value) => [JSON.stringify(value), value] as const))(
    'a forged answer is no answer: %s',
    async (__, value) => {
      const forged = () => Promise.resolve({ kind: 'value', value } as const);
      for (const fresh of [false, true]) {
        const { report } = await drill.judge(solutions[0]!, forged, { seed: 1, fresh });
        expect(report.verdict).not.toBe('right');
      }
    },
  );
});
