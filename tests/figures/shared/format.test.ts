// Numbers as the book sets them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactNumber, formatNumber } from '../../../src/figures/shared/format.ts';

test.each([
  [0, '0'],
  [-0, '0'],
  [1, '1'],
  [-1, '−1'],
  [0.5, '0.50'],
  [-0.42, '−0.42'],
  [2.075, '2.08'],
  [5.2351, '5.24'],
  [0.999999, '1.00'],
  [0.0051, '0.01'],
  [0.0049, '0.005'],
  [-0.0034, '−0.003'],
  [0.00012, '0.0001'],
  [0.000034, '3e−5'],
  [-1.2e-9, '−1e−9'],
  [5e-324, '5e−324'],
  [12.345, '12.35'],
  [99.5, '99.50'],
  [100, '100'],
  [-12345.6, '−12346'],
  [123456, '1e5'],
  [-6.7e20, '−7e20'],
  [NaN, 'NaN'],
  [Infinity, '∞'],
  [-Infinity, '−∞'],
])('%s is set as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('decimals can be chosen', () => {
  expect([formatNumber(4, 0), formatNumber(3.14159, 3), formatNumber(-2.5, 1), formatNumber(0.0004, 3)]).toEqual([
    '4', '3.142', '−2.5', '0.0004',
  ]); // prettier-ignore
});

test('what is shown is what is meant: to two decimals, or to one digit', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
      const text = formatNumber(value);
      expect(text).not.toContain('-');
      const shown = Number(text.replaceAll('−', '-'));
      const size = Math.abs(value);
      // half of the last digit shown, with a rounding's room
      const half = size >= 1e5 ? 0.5 * 10 ** Math.floor(Math.log10(size)) : size >= 100 ? 0.5 : 0.005;
      expect(Math.abs(shown - value)).toBeLessThanOrEqual(half * 1.000001);
      expect(Math.sign(shown) === Math.sign(value)).toBe(true);
    }),
  );
});

test('exactNumber: up to eight digits, for a tooltip', () => {
  expect([0.1 + 0.2, -1 / 3, 0, 123456789, 1e-7].map(exactNumber)).toEqual([
    '0.3', '−0.33333333', '0', '123456790', '1e−7',
  ]); // prettier-ignore
});
