// What the check says of each entry, held against what the engine says.
import { describe, expect, it } from 'vitest';
import { faultIds } from '../../../src/engine/faults.ts';
import { relativeError } from '../../../src/engine/gradcheck.ts';
import { differs } from '../../../src/figures/shared/run/wrong.ts';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';
import {
  analyticOf,
  defaultStop,
  differencesOf,
  entriesOf,
  epsilons,
} from '../../../src/figures/gradcheck/check.ts';
import {
  curveOf,
  fingerprintsOf,
  judge,
  threshold,
  type Known,
  type Verdict,
} from '../../../src/figures/gradcheck/verdict.ts';
import { gradientOf, tallyOf, worstOf } from '../../../src/figures/gradcheck/words.ts';

const check = (partial: Partial<Settings>, stops: readonly number[] = [defaultStop]): Known => {
  const run = buildRun({ ...defaults, ...partial });
  return { run, stops: Object.fromEntries(stops.map((k) => [k, differencesOf(run, epsilons[k]!)])) };
};
const verdicts = (partial: Partial<Settings>): readonly Verdict[] =>
  judge(check(partial), defaultStop).verdicts;

describe('a right gradient', () => {
  it.each(['hello', 'aaa', 'é', '👩🏽‍🚀👍', 'abcdefghijklm'])('passes in every entry: %s', (word) => {
    for (const hiddens of [1, 4, 6])
      for (const reduction of ['sum', 'mean'] as const)
        for (const seed of [1, 2, 20]) {
          const { right, zero } = tallyOf(verdicts({ word, hiddens, reduction, seed }));
          expect(right + zero).toBe(entriesOf(buildRun({ ...defaults, word, hiddens }).parameters).length);
        }
  });

  it('passes with saturated units too, where gradients drown in the round-off of the loss', () => {
    const edits = { 'rnn.W[0,0]': 100, 'rnn.U[1,0]': -100, 'readout.V[0,2]': 40 };
    const stops = epsilons.flatMap((e, k) => (e > 0.9e-7 && e < 1.1e-4 ? [k] : []));
    const tally = tallyOf(judge(check({ edits }, stops), defaultStop).verdicts);
    expect(tally.wrong).toBe(0);
  });
});

describe.each(faultIds)('the fault %s', (fault) => {
  it.each([
    {},
    { word: 'banana', hiddens: 3, reduction: 'mean' as const },
    { word: 'abcdefgh', hiddens: 6, seed: 3 },
  ])('marks exactly what the engine computes differently, %o', (partial) => {
    const known = check({ ...partial, faults: [fault] });
    const expected = entriesOf(known.run.parameters).map(({ id, row, column }) =>
      differs(known.run, { symbol: gradientOf(id), step: 1 }, row, column),
    );
    expect(judge(known, defaultStop).verdicts.map((v) => v === 'wrong')).toEqual(expected);
    const counted = Object.values(fingerprintsOf(known.run.settings)[fault]).reduce((a, b) => a + b, 0);
    expect(counted).toBe(expected.filter(Boolean).length);
  });

  it('is named through a wrong entry', () => {
    const known = check({ faults: [fault] });
    const judged = judge(known, defaultStop);
    expect(judged.verdicts[worstOf(judged)]).toBe('wrong');
  });
});

it('a fault that has nothing to break breaks nothing: one step has no future to forget', () => {
  expect(verdicts({ word: 'ab', faults: ['no-future'] })).not.toContain('wrong');
});

describe('truncation', () => {
  it('is called a cut, not wrong, and only where the gradient really differs', () => {
    const known = check({ truncate: 2 });
    const whole = analyticOf(buildRun(defaults).trace);
    const { verdicts: found, analytic } = judge(known, defaultStop);
    expect(found.map((v) => v === 'cut')).toEqual(
      Array.from(analytic, (a, i) => relativeError(a, whole[i]!) > threshold),
    );
    expect(found).not.toContain('wrong');
  });

  it('does not hide a fault', () => {
    const tally = tallyOf(verdicts({ truncate: 2, faults: ['wrong-previous'] }));
    expect(tally.wrong).toBe(16);
  });
});

describe('ε', () => {
  const all = epsilons.map((_, k) => k);
  it('too small or too large blurs the difference, and is not held against the gradient', () => {
    const known = check({}, all);
    for (const stop of [0, 44]) {
      const tally = tallyOf(judge(known, stop).verdicts);
      expect(tally.blurred).toBeGreaterThan(40);
      expect(tally.wrong).toBe(0);
    }
  });

  it('does not acquit a fault, however it is chosen', () => {
    const known = check({ faults: ['no-slope'] }, all);
    const count = (stop: number) => tallyOf(judge(known, stop).verdicts).wrong;
    expect(count(defaultStop)).toBe(32);
    for (const stop of [20, 24, 28, 32]) expect(count(stop)).toBe(32);
  });

  it('has its valley between 1e-7 and 1e-3, with walls a thousand times higher', () => {
    const { worst, median } = curveOf(check({}, all));
    for (const errors of [worst, median]) {
      const lowest = errors.indexOf(Math.min(...errors));
      expect(epsilons[lowest]).toBeGreaterThan(1e-7);
      expect(epsilons[lowest]).toBeLessThan(1e-3);
      expect(errors[0]! / errors[lowest]!).toBeGreaterThan(1e3);
      expect(errors[44]! / errors[lowest]!).toBeGreaterThan(1e3);
    }
    // truncation error falls with ε², so a decade of ε is two of the error
    expect(Math.log10(median[44]! / median[40]!)).toBeCloseTo(2, 1);
  });
});

describe('kinks of ReLU', () => {
  it('take an entry out of the verdict where the difference straddles one, and only there', () => {
    // b is set so that the first unit is exactly at its kink at t = 1: any ε straddles it
    const still = buildRun({ ...defaults, nonlinearity: 'relu' });
    const u = still.parameters['rnn.U']!.data[still.spelling.vocabulary.indexOf('h')]!;
    const known = check({ nonlinearity: 'relu', edits: { 'rnn.b[0,0]': -u } });
    const entries = entriesOf(known.run.parameters);
    const { verdicts: found } = judge(known, defaultStop);
    const kinks = entries
      .filter((_, i) => found[i] === 'kink')
      .map(({ id, row, column }) => `${id}[${row},${column}]`);
    expect(kinks).toContain('rnn.b[0,0]');
    expect(kinks).toContain(`rnn.U[0,${known.run.spelling.vocabulary.indexOf('h')}]`);
    expect(kinks.every((entry) => !entry.startsWith('readout'))).toBe(true);
    expect(found).not.toContain('wrong');
  });

  it('are not looked for with tanh', () => {
    expect(check({}).stops[defaultStop]!.kinks).toBeNull();
  });
});
