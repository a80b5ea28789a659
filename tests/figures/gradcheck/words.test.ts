// What the gradient check says, and how it writes numbers.
import { describe, expect, it } from 'vitest';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { defaults, type Settings } from '../../../src/figures/shared/run/settings.ts';
import { defaultStop, differencesOf, entriesOf, epsilons } from '../../../src/figures/gradcheck/check.ts';
import { align } from '../../../src/figures/gradcheck/digits.ts';
import { judge } from '../../../src/figures/gradcheck/verdict.ts';
import { errorText, findings, gradientName, indexOf } from '../../../src/figures/gradcheck/words.ts';

const said = (partial: Partial<Settings>, stop = defaultStop): string => {
  const run = buildRun({ ...defaults, ...partial });
  const stops = Object.fromEntries([stop, defaultStop].map((k) => [k, differencesOf(run, epsilons[k]!)]));
  return findings(run, entriesOf(run.parameters), judge({ run, stops }, stop), epsilons[stop]!)
    .map((pieces) =>
      pieces.map((p) => (typeof p === 'string' ? p : gradientName(p.gradient, 'textbook'))).join(''),
    )
    .join(' ');
};

describe('the sentence', () => {
  it('says that all is well', () => expect(said({})).toBe('All 56 entries agree.'));

  it('names faults and what they break', () => {
    expect(said({ faults: ['not-transposed'] })).toMatch(
      /^Broken on purpose, by “W instead of Wᵀ”: \d+ of 56 entries are wrong, in ∇W, ∇U and ∇b\.$/,
    );
    expect(said({ faults: ['last-step-only', 'average'] })).toContain(
      'by “last step only” and “average over t”',
    );
  });

  it('owns up to a fault that changes nothing', () => {
    expect(said({ word: 'ab', faults: ['no-future'] })).toContain('In this run that changes nothing');
  });

  it('calls truncation an approximation', () => {
    expect(said({ truncate: 2 })).toMatch(
      /cut every 2 steps, so \d+ entries in ∇W, ∇U and ∇b differ from the true gradient: a deliberate approximation, not a fault/,
    );
    expect(said({ truncate: 1, faults: ['average'] })).toContain('also cut every step');
    expect(said({ truncate: 4 })).toBe('All 56 entries agree.');
  });

  it('blames ε where ε is to blame', () => {
    expect(said({}, 0)).toContain('round-off: ε is too small');
    expect(said({}, 44)).toContain('truncation error: ε is too large');
  });
});

it.each([
  [0, '0'],
  [1.68e-9, '1.7e−9'],
  [1e-6, '1e−6'],
  [0.0099, '9.9e−3'],
  [0.012, '0.01'],
  [1, '1.00'],
  [NaN, 'not a number'],
])('an error of %d is written %s', (error, text) => expect(errorText(error)).toBe(text));

it('entries are counted from 1; a bias has one index', () => {
  expect(indexOf({ id: 'rnn.W', row: 1, column: 2 })).toBe('[2,3]');
  expect(indexOf({ id: 'readout.c', row: 0, column: 0 })).toBe('[1]');
  expect(gradientName('rnn.W', 'd2l')).toBe('∇W_hh⊤');
});

it.each([
  [
    0.2438489569399512,
    0.24384895693811,
    { analytic: ' 0.243848956940', numeric: ' 0.243848956938', same: 13 },
  ],
  [-0.0317144, 0.0188768, { analytic: '−0.0317144000000', numeric: ' 0.0188768000000', same: 0 }],
  [0, 0, { analytic: ' 0.000000000000', numeric: ' 0.000000000000', same: 15 }],
  [1e-12, 0, { analytic: ' 1.00000000000e-12', numeric: ' 0.00000000000e+0', same: 1 }],
])('%d beside %d', (a, n, expected) => expect(align(a, n)).toEqual(expected));
