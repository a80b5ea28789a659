// "Ask me": what counts as a number, and how near is near enough.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNumber } from '../../../src/figures/shared/format.ts';
import { judge, readNumber, tolerance } from '../../../src/figures/stepper/ask.ts';

test.each([
  ['0.42', 0.42],
  [' -0.42 ', -0.42],
  ['−0,42', -0.42],
  ['+.5', 0.5],
  ['3.', 3],
  ['1e-3', 0.001],
  ['3e−5', 3e-5],
  ['-2E+2', -200],
  ['007', 7],
])('%j is %s', (text, value) => expect(readNumber(text)).toBe(value));

test.each([
  '',
  ' ',
  '-',
  '.',
  '1.2.3',
  '1,2,3',
  '0x1f',
  'NaN',
  'Infinity',
  'one',
  '1/2',
  '1 2',
  '½',
  '--1',
  'e5',
  '1e',
  '0.1·2',
])('%j is no number', (text) => {
  expect(readNumber(text)).toBeNull();
  expect(judge(text, 0)).toBe('unreadable');
});

describe('judge', () => {
  test.each([
    ['0.42', 0.4249, 'right'],
    ['0.42', 0.4151, 'right'],
    ['0.42', 0.426, 'wrong'],
    ['-0.42', 0.42, 'wrong'],
    ['−0,42', -0.42, 'right'],
    ['0', 0.004, 'right'],
    ['0', -0.0052, 'wrong'],
    ['120', 120.9, 'right'],
    ['120', 122, 'wrong'],
    ['1', NaN, 'wrong'],
  ] as const)('%s for %s is %s', (text, expected, verdict) => expect(judge(text, expected)).toBe(verdict));

  test('no number is right for an infinite one', () => expect(judge('1', Infinity)).toBe('wrong'));

  test('a number as the page itself sets it is right', () => {
    for (const value of [-0.42, 0.0034, -0.0034, 3.4e-5, 118.5, -118.5, 0, -1])
      expect(judge(formatNumber(value), value)).toBe('right');
  });

  test('what the page itself would show is always right', () => {
    fc.assert(
      fc.property(fc.double({ min: -99_999, max: 99_999, noNaN: true }), (value) => {
        expect(judge(formatNumber(value), value)).toBe('right');
      }),
    );
  });

  test('twice the tolerance away is always wrong', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.boolean(), (value, above) => {
        const off = value + (above ? 2 : -2) * tolerance(value);
        expect(judge(off.toFixed(6), value)).toBe('wrong');
      }),
    );
  });
});
