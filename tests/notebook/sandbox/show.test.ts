// Values as lines of the log, whatever they do when they are looked at.
import { expect, it } from 'vitest';
import { cut, show } from '../../../src/notebook/sandbox/show.ts';

it.each<[unknown, string]>([
  ['as it is', 'as it is'],
  [0.1, '0.1'],
  [-0, '-0'],
  [NaN, 'NaN'],
  [null, 'null'],
  [undefined, 'undefined'],
  [12n, '12n'],
  [Symbol('s'), 'Symbol(s)'],
  [[1, [-0, 'a']], "[1, [-0, 'a']]"],
  [{ h: [1], t: { u: 'v' } }, "{ h: [1], t: { u: 'v' } }"],
  [{}, '{}'],
  [[], '[]'],
  [new Float64Array([1, 2]), 'Float64Array(2) [1, 2]'],
  [new RangeError('far'), 'RangeError: far'],
  [function named() {}, 'function named'],
  [Array(60).fill(0), `[${Array(50).fill(0).join(', ')}, …]`],
  [[[[[[1]]]]], '[[[[…]]]]'],
])('shows %o', (value, line) => expect(show(value)).toBe(line));

it('survives values that do not want to be shown', () => {
  const angry = new Proxy({}, { ownKeys: () => { throw new Error('no'); } }); // prettier-ignore
  expect(show(angry)).toBe('(a value that cannot be shown)');
  expect(show({ get a() { throw new Error('no'); } })).toBe('(a value that cannot be shown)'); // prettier-ignore
  const self: { me?: unknown } = {};
  self.me = self;
  expect(show(self)).toBe('{ me: { me: { me: { me: … } } } }');
});

it('cuts text to a length, the mark included', () => {
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('abcd', 3)).toBe('ab…');
});
