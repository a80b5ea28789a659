// The graders graded: every right program passes on any seed, every start fails with help, every wrong program is named.
import { describe, expect, it } from 'vitest';
import { edited, editedIfFits } from '../../../src/exercises/drills/edits.ts';
import { inVariant } from '../../../src/exercises/drills/registry.ts';
import { drillReport } from '../../../src/exercises/drills/report.ts';
import { judge, quantityDrills, verdictOf } from './support.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

it('there are some', () => expect(quantityDrills.length).toBeGreaterThan(0));

describe.each(quantityDrills.map((d) => [d.folder, d] as const))('%s', (_, loaded) => {
  const { drill, start, solutions } = loaded;
  const solution = solutions[0]!;

  it('has at least three right programs and eight wrong ones', () => {
    expect(solutions.length).toBeGreaterThanOrEqual(3);
    expect(drill.mistakes.length).toBeGreaterThanOrEqual(8);
    expect(new Set(drill.mistakes.map(({ id }) => id)).size).toBe(drill.mistakes.length);
  });

  it('has cases of several shapes, with nothing in them that is not a number', () => {
    for (const fresh of [false, true]) {
      const cases = drill.cases({ seed: 3, shown: null, fresh });
      expect(cases.length).toBeGreaterThanOrEqual(5);
      for (const { expected } of cases) {
        expect(expected.length).toBeGreaterThan(0);
        for (const { value } of expected) expect([...value.data].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('gives other numbers for another seed, the same for the same', () => {
    const numbers = (seed: number) =>
      JSON.stringify(drill.cases({ seed, shown: null, fresh: false }).map(({ inputs }) => inputs));
    expect(numbers(1)).toBe(numbers(1));
    expect(numbers(1)).not.toBe(numbers(2));
  });

  it.each(solutions.map((text, i) => [i, text] as const))(
    'right program %i passes on every seed',
    async (_, text) => {
      for (const seed of seeds) {
        const d = await judge(loaded, text, { seed });
        expect(verdictOf(d), drillReport(d, null).details.join(' ')).toBe('right');
      }
    },
  );

  it('the fresh variant has its own right program, and the old one does not pass it', async () => {
    for (const seed of seeds) {
      const fresh = inVariant(solution, true, drill.fresh.solution);
      expect(verdictOf(await judge(loaded, fresh, { seed, fresh: true }))).toBe('right');
      expect(verdictOf(await judge(loaded, solution, { seed, fresh: true }))).toBe('wrong');
    }
  });

  it('the start does not pass, and says what is missing', async () => {
    for (const text of [start, edited(start, drill.fresh.start)]) {
      const report = drillReport(await judge(loaded, text, { fresh: text !== start }), null);
      expect(report.verdict).not.toBe('right');
      expect(report.headline.length + report.details.join('').length).toBeGreaterThan(30);
    }
  });

  it.each(drill.mistakes.map((m) => [m.id, m] as const))(
    '%s is called wrong and named',
    async (id, mistake) => {
      for (const seed of [1, 2, 3]) {
        const d = await judge(loaded, edited(solution, mistake.edits), { seed });
        expect(verdictOf(d)).toBe('wrong');
        expect(d.mistakes.map((m) => m.id)).toContain(id);
        const report = drillReport(d, null);
        expect(report.mistakes.map(({ paragraph }) => paragraph)).toContain(mistake.paragraph);
      }
    },
  );

  it('each wrong program gives numbers of its own: no two are named for one', async () => {
    for (const mistake of drill.mistakes) {
      const d = await judge(loaded, edited(solution, mistake.edits));
      expect(d.mistakes.map((m) => m.id)).toEqual([mistake.id]);
    }
  });

  it('wrong programs that fit the fresh variant are named there too', async () => {
    const fresh = inVariant(solution, true, drill.fresh.solution);
    for (const mistake of drill.mistakes) {
      const text = editedIfFits(fresh, mistake.edits);
      if (text === null) continue;
      const d = await judge(loaded, text, { fresh: true });
      expect(
        d.mistakes.map((m) => m.id),
        mistake.id,
      ).toContain(mistake.id);
    }
  });
});
