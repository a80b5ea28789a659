// Syntax errors: the right line and column, and words that a beginner understands.
import { expect, it } from 'vitest';
import { instrument } from '../../../src/notebook/record/instrument.ts';

const problemOf = (source: string) => {
  const result = instrument(source);
  return 'problem' in result ? result.problem : null;
};

it.each<[string, number, number, string]>([
  ['let a = 1;\nlet b = ;', 2, 9, '“;” is not expected here.'],
  ['for (let t = 1; t <= tau; t++) {\n  h[t] = 1;\n', 1, 32, 'This { is never closed.'],
  ['const x = (1 + 2;', 1, 11, 'This ( is never closed.'],
  ['const h = [1, 2;\nreturn h;', 1, 11, 'This [ is never closed.'],
  ['a b', 1, 3, '“b” is not expected here; ; is missing before it.'],
  ['const a = "x', 1, 11, 'This text in quotes is never closed.'],
  ['const t: number = 1; const t = 2;', 1, 28, '“t” is declared twice.'],
  ['let dW = 1;\nif (dW = 1) { dW + 1 = 2; }', 2, 15, 'What stands left of this = cannot be assigned to.'],
  ['import { a } from "b";', 1, 1, 'Nothing can be imported or exported here: the library is already there.'],
  [
    'const f = (x: number): number => await x;',
    1,
    34,
    '“await” cannot be used here: the program runs to its end in one go.',
  ],
  ['break;', 1, 1, '“break” stands outside of a loop.'],
  ['let class = 3;', 1, 5, '“class” is not expected here.'],
  ['return 1 +', 1, 11, 'The code ends too early.'],
  ['const a = “x”;', 1, 11, '“ is not a sign of the language.'],
])('%j', (source, line, column, message) => {
  expect(problemOf(source)).toEqual({ line, column, message });
});

it('a program that is one has no problem, an empty one included', () => {
  for (const source of [
    '',
    '// nothing',
    'return 1',
    '"use strict";\nreturn 2;',
    'const a: Array<number> = [];',
  ])
    expect(problemOf(source)).toBeNull();
});
