// The judge of gradient checkers: right ones pass, wrong ones are rejected and their mistake is named.
import { describe as group, expect, it } from 'vitest';
import { describeChecker, judgeChecker } from '../../src/exercises/diagnosis/judgeChecker.ts';
import { plantedProblems } from '../../src/exercises/diagnosis/planted.ts';
import { gradientCheckProgram, gradientCheckStart } from '../../src/exercises/listings/gradientCheck.ts';
import { lossOf, type Parameters, type Task } from '../../src/notebook/library/functions.ts';
import { edit } from './support/edit.ts';
import { run } from './support/sandbox.ts';

const judge = (source: string) => judgeChecker(source, run, 1_000_000);
const program = gradientCheckProgram;

const rightOnes: Record<string, string> = {
  'the listing': program,
  'copies instead of restoring, objects, another measure': `
const { parameters, gradients } = inputs;
const moved = (name, i, j, by) => {
  const next = structuredClone(parameters);
  next[name][i][j] += by;
  return loss(next);
};
return Object.entries(gradients).flatMap(([name, rows]) =>
  rows.flatMap((row, i) => row.flatMap((analytic, j) => {
    const numeric = (moved(name, i, j, 3e-5) - moved(name, i, j, -3e-5)) / 6e-5;
    const close = Math.abs(analytic - numeric) <= 1e-7 + 1e-4 * Math.max(Math.abs(analytic), Math.abs(numeric));
    return close ? [] : [{ name, row: i, column: j }];
  })));`,
  'one-sided with a small ε, names as text': `
const { parameters: p, gradients: g } = inputs;
const here = loss(p);
const wrong = [];
for (const name in p)
  p[name].forEach((row, i) => row.forEach((v, j) => {
    row[j] = v + 1e-7;
    const slope = (loss(p) - here) / (row[j] - v);
    row[j] = v;
    if (Math.abs(slope - g[name][i][j]) > 1e-3 * Math.abs(slope) + 1e-6) wrong.push(name + '[' + i + '][' + j + ']');
  }));
return wrong;`,
  'four points': edit(
    edit(
      edit(
        program,
        'const above = loss(parameters);',
        'const above = loss(parameters); p[i][j] = kept + 2 * epsilon; const above2 = loss(parameters);',
      ),
      'const below = loss(parameters);',
      'const below = loss(parameters); p[i][j] = kept - 2 * epsilon; const below2 = loss(parameters);',
    ),
    '(above - below) / (2 * epsilon)',
    '(8 * (above - below) - (above2 - below2)) / (12 * epsilon)',
  ).replace('1e-5', '1e-4'),
};

group('right checkers pass', () => {
  it.each(Object.entries(rightOnes))('%s', async (_, source) => {
    const d = await judge(source);
    expect(describeChecker(d).headline, JSON.stringify([d.misjudged, d.error, d.syntax])).toMatch(
      /^Right: it finds all \d+ planted/,
    );
  });
});

const relative = 'Math.abs(analytic - numeric) / Math.max(Math.abs(analytic) + Math.abs(numeric), 1e-8)';
const below = '      p[i][j] = kept - epsilon;\n      const below = loss(parameters);\n';

const wrongOnes: [string, string, string[]][] = [
  [
    'one-sided with too large an ε',
    edit(
      edit(
        edit(program, below, '      p[i][j] = kept;\n      const below = loss(parameters);\n'),
        '(2 * epsilon)',
        'epsilon',
      ),
      '1e-5',
      '1e-2',
    ),
    ['epsilon-too-large', 'one-sided'],
  ],
  [
    'one-sided',
    edit(
      edit(
        edit(program, below, '      p[i][j] = kept;\n      const below = loss(parameters);\n'),
        '(2 * epsilon)',
        'epsilon',
      ),
      '1e-5',
      '1e-3',
    ),
    ['one-sided'],
  ],
  ['ε of 1e-12', edit(program, '1e-5', '1e-12'), ['epsilon-too-small']],
  [
    'absolute error only',
    edit(program, relative, 'Math.abs(analytic - numeric)').replace('> 1e-4', '> 1e-3'),
    ['absolute-error'],
  ],
  ['parameter not restored', edit(program, '      p[i][j] = kept;\n', ''), ['not-restored']],
  ['first row only', edit(program, 'i < p.length', 'i < 1'), ['first-row-only']],
  ['some parameters only', edit(program, 'Object.keys(parameters)', "['U', 'W', 'V']"), ['not-all-entries']],
  [
    'abs missing',
    edit(program, relative, relative.replace('Math.abs(analytic - numeric)', '(analytic - numeric)')),
    ['no-absolute-value'],
  ],
  [
    'compares to itself',
    edit(
      program,
      'const numeric = (above - below) / (2 * epsilon);',
      'const numeric = gradients[name][i][j];',
    ).replaceAll('loss(parameters)', '0'),
    ['compares-to-itself'],
  ],
  ['tolerance of 1', edit(program, 'error > 1e-4', 'error > 1'), ['tolerance-too-wide']],
  ['tolerance of a tenth', edit(program, 'error > 1e-4', 'error > 0.1'), ['tolerance-too-wide']],
  ['not halved', edit(program, '(2 * epsilon)', 'epsilon'), ['wrong-quotient']],
  ['not divided at all', edit(program, ' / (2 * epsilon)', ''), ['wrong-quotient']],
  ['too strict', edit(program, 'error > 1e-4', 'error > 1e-9'), ['tolerance-too-strict']],
  [
    '0 / 0',
    edit(
      program,
      relative,
      'Math.abs(analytic - numeric) / (Math.abs(analytic) + Math.abs(numeric))',
    ).replace('if (error > 1e-4)', 'if (!(error < 1e-4))'),
    ['zero-over-zero'],
  ],
];

group('wrong checkers are rejected and named', () => {
  it.each(wrongOnes)('%s', async (_, source, named) => {
    const d = await judge(source);
    expect(d.verdict).toBe('wrong');
    expect(d.misjudged).not.toBeNull();
    expect(d.mistakes.map(({ id }) => id)).toEqual(named);
    expect(describeChecker(d).details.length).toBeGreaterThan(1);
  });

  it('the start finds nothing, and is told so', async () => {
    const d = await judge(gradientCheckStart);
    expect(describeChecker(d)).toMatchObject({
      headline: expect.stringMatching(/^Not yet: it finds 0 of \d+ planted faults\.$/) as unknown,
      details: [
        expect.stringMatching(/^With two flipped signs planted, it misses/),
        expect.stringMatching(/never asked/),
      ],
    });
  });

  it('accusing everything, nothing, or what does not exist is no way through', async () => {
    const all = `return Object.entries(inputs.gradients).flatMap(([n, m]) => m.flatMap((r, i) => r.map((_, j) => [n, i, j])));`;
    expect((await judge(all)).verdict).toBe('wrong');
    expect((await judge('return [];')).verdict).toBe('wrong');
    const stray = edit(program, 'return wrong;', "return [...wrong, ['W', 9, 9]];");
    expect(describeChecker(await judge(stray)).details[0]).toMatch(/W\[9\]\[9\], which does not exist/);
  });

  it.each<[string, string]>([
    ['return 3;', 'nothing-recorded'],
    ['return [1, 2];', 'nothing-recorded'],
    ['let x = ;', 'error'],
    ['return loss({});', 'error'],
    ['for (;;);', 'error'],
  ])('%s → %s', async (source, verdict) => {
    expect((await judge(source)).verdict).toBe(verdict);
  });
});

group('the planted problems', () => {
  it.each(plantedProblems().map((p) => [p.id, p] as const))(
    '%s: true gradients are those of the loss, and faults are plain',
    (_, p) => {
      const { parameters, task } = p.inputs as { parameters: Record<string, number[][]>; task: Task };
      for (const [name, truth] of Object.entries(p.truth))
        truth.data.forEach((expected, n) => {
          const [i, j] = [Math.floor(n / truth.columns), n % truth.columns];
          const at = (by: number) => {
            const moved = structuredClone(parameters);
            moved[name]![i]![j]! += by;
            return lossOf(task, moved as unknown as Parameters);
          };
          // truncation error of the order ε², round-off of 1e-16 / ε: 1e-9 together
          expect(Math.abs((at(1e-5) - at(-1e-5)) / 2e-5 - expected)).toBeLessThan(2e-8);
        });
      expect(p.wrong.length === 0).toBe(p.planted === 'nothing');
    },
  );
});
