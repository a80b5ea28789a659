// Different but right programs pass, each on the shown problem and on the hidden ones.
import { describe as group, expect, it } from 'vitest';
import { conventionIds } from '../../src/engine/conventions.ts';
import { describe } from '../../src/exercises/diagnosis/describe.ts';
import { hiddenCases, randomTrace } from '../../src/exercises/diagnosis/cases.ts';
import { bpttProgram } from '../../src/exercises/listings/bptt.ts';
import { judge } from './support/sandbox.ts';
import { rightPrograms } from './support/rightPrograms.ts';

const shown = randomTrace({ steps: 4, inputs: 3, hiddens: 2, outputs: 3 }, 11);
const single = randomTrace({ steps: 1, inputs: 2, hiddens: 3, outputs: 2 }, 12);

group.each(Object.entries(rightPrograms))('%s', (_, source) => {
  it.each([
    ['several steps', shown],
    ['one step', single],
  ])('is right on %s', async (_name, trace) => {
    const d = await judge(source, { shown: trace });
    expect(describe(d).headline, JSON.stringify([d.divergence, d.error, d.syntax, d.missing])).toMatch(
      /^Right/,
    );
  });
});

group.each(conventionIds)('the listing under %s', (convention) => {
  it.each(['tanh', 'relu'] as const)('with %s is right', async (nonlinearity) => {
    for (const reduction of ['sum', 'mean'] as const) {
      const variant = { nonlinearity, reduction };
      const d = await judge(bpttProgram({ convention, ...variant }), { convention, variant });
      expect(describe(d, convention).headline, JSON.stringify(d.divergence)).toMatch(/^Right/);
    }
  });

  it('is right on other numbers too', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const d = await judge(bpttProgram({ convention }), {
        convention,
        cases: hiddenCases(convention, {}, seed * 100),
      });
      expect(d.verdict).toBe('right');
    }
  });
});
