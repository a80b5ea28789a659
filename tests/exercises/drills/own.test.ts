// The drills that are judged in a way of their own: right programs pass on any seed, wrong ones are named, and nothing else passes.
import { describe, expect, it } from 'vitest';
import { relativeError } from '../../../src/engine/gradcheck.ts';
import { plantedProblems } from '../../../src/exercises/diagnosis/planted.ts';
import { edited, editedIfFits } from '../../../src/exercises/drills/edits.ts';
import { inVariant } from '../../../src/exercises/drills/registry.ts';
import { newRealm } from '../../notebook/record/support/run.ts';
import { ownDrills, judgeOwn } from './support.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const idsIn = (told: readonly { when: string }[], all: readonly { id: string; when: string }[]) =>
  told.map(({ when }) => all.find((m) => m.when === when)!.id);

it('there are some', () => expect(ownDrills.length).toBeGreaterThan(0));

describe.each(ownDrills.map((d) => [d.folder, d] as const))('%s', (_, loaded) => {
  const { drill, start, solutions } = loaded;
  const solution = solutions[0]!;
  const variant = inVariant(solution, true, drill.fresh.solution);

  it('has at least three right programs and eight wrong ones', () => {
    expect(solutions.length).toBeGreaterThanOrEqual(3);
    expect(drill.mistakes.length).toBeGreaterThanOrEqual(8);
    expect(new Set(drill.mistakes.map(({ id }) => id)).size).toBe(drill.mistakes.length);
  });

  it.each(solutions.map((text, i) => [i, text] as const))(
    'right program %i passes on every seed',
    async (i, text) => {
      for (const seed of seeds) {
        const report = await judgeOwn(loaded, text, { seed });
        expect(report, `${i} on ${seed}: ${report.details.join(' ')}`).toMatchObject({ verdict: 'right', mistakes: [], inputs: null }); // prettier-ignore
        expect(report.cases.every(({ result }) => result === 'passed')).toBe(true);
        expect(report.cases.length).toBeGreaterThanOrEqual(5);
      }
    },
  );

  it('the fresh variant has its own right program, and neither passes for the other', async () => {
    for (const seed of seeds) {
      const report = await judgeOwn(loaded, variant, { seed, fresh: true });
      expect(report.verdict, report.details.join(' ')).toBe('right');
      expect((await judgeOwn(loaded, solution, { seed, fresh: true })).verdict).not.toBe('right');
      expect((await judgeOwn(loaded, variant, { seed })).verdict).not.toBe('right');
    }
  });

  it('the start does not pass, and says what is missing', async () => {
    for (const fresh of [false, true]) {
      const text = fresh ? edited(start, drill.fresh.start) : start;
      const report = await judgeOwn(loaded, text, { fresh });
      expect(report.verdict).not.toBe('right');
      expect(report.headline.length + report.details.join('').length).toBeGreaterThan(30);
    }
  });

  it.each(drill.mistakes.map((m) => [m.id, m] as const))(
    '%s is called wrong and named, alone',
    async (id, mistake) => {
      for (const seed of seeds) {
        const report = await judgeOwn(loaded, edited(solution, mistake.edits), { seed });
        expect(report.verdict, `seed ${seed}`).toBe('wrong');
        expect(idsIn(report.mistakes, drill.mistakes), `seed ${seed}`).toEqual([id]);
        expect(report.mistakes[0]).toMatchObject({ misconception: mistake.misconception, paragraph: mistake.paragraph }); // prettier-ignore
        expect(report.inputs).toMatch(/^const parameters = \{\n {2}V: /m);
        expect(report.cases.some(({ result }) => result === 'wrong')).toBe(true);
      }
    },
  );

  it('wrong programs that fit the fresh variant are called wrong there, and named where the answers tell', async () => {
    let named = 0;
    for (const { id, edits } of drill.mistakes) {
      const text = editedIfFits(variant, edits);
      if (text === null) continue;
      const report = await judgeOwn(loaded, text, { fresh: true });
      expect(report.verdict, id).toBe('wrong');
      for (const other of idsIn(report.mistakes, drill.mistakes)) expect(other).toBe(id);
      named += report.mistakes.length;
    }
    expect(named).toBeGreaterThanOrEqual(6);
  });
});

describe('the worst entries of the checker’s fresh variant', () => {
  const loaded = ownDrills.find(({ drill }) => drill.id === 'D5')!;
  /** A program that knows the answers of a seed, with something done to each. */
  const knowing = (seed: number, change: (claim: [string, number, number, number]) => unknown): string => {
    const answers = plantedProblems(seed).map(({ truth, claimed, inputs }) => ({
      gradients: JSON.stringify(inputs['gradients']),
      worst: Object.entries(truth).map(([name, m]) => {
        const errors = Array.from(m.data, (v, i) => relativeError(claimed[name]!.data[i]!, v));
        const at = errors.indexOf(Math.max(...errors));
        return change([name, Math.floor(at / m.columns), at % m.columns, errors[at]!]);
      }),
    }));
    return `const all = ${JSON.stringify(answers)};
return all.find(({ gradients }) => gradients === JSON.stringify(inputs.gradients)).worst;`;
  };
  const verdict = async (text: string) => (await judgeOwn(loaded, text, { fresh: true })).verdict;

  it('are accepted as they are, as objects too, and within a thousandth', async () => {
    expect(await verdict(knowing(1, (claim) => claim))).toBe('right');
    expect(await verdict(knowing(1, ([name, row, column, error]) => ({ name, row, column, error })))).toBe(
      'right',
    );
    expect(await verdict(knowing(1, ([n, i, j, e]) => [n, i, j, e + 9e-4]))).toBe('right');
  });

  it.each<[string, (claim: [string, number, number, number]) => unknown]>([
    ['another error', ([n, i, j, e]) => [n, i, j, e + 2e-3]],
    ['no number', ([n, i, j]) => [n, i, j, null]],
    ['another entry', ([n, i, j, e]) => [n, (i + 1) % 3, j, e]],
    ['another name', ([n, i, j, e]) => [n === 'W' ? 'U' : n, i, j, e]],
    ['no such entry', ([n, i, j, e]) => [n, i, n === 'W' ? 7 : j, e]],
    ['half an index', ([n, i, j, e]) => [n, i, j + 0.5, e]],
  ])('%s is not', async (_, change) => {
    expect(await verdict(knowing(1, change))).not.toBe('right');
    newRealm();
  });
});
