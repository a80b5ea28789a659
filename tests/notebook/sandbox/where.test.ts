// Lines of the reader's program out of the stacks that engines write.
import { describe, expect, it } from 'vitest';
import { framesOf, place } from '../../../src/notebook/sandbox/where.ts';

const chromium = `TypeError: x is not a function
    at helper (your-program.js:4:9)
    at eval (your-program.js:12:3)
    at eval (your-program.js:15:4)
    at run (data:text/javascript;charset=utf-8,…:300:12)`;
const firefox = `helper@data:text/javascript;charset=utf-8,x line 300 > Function:4:9
anonymous@data:text/javascript;charset=utf-8,x line 300 > Function:12:3
run@data:text/javascript;charset=utf-8,x:300:12`;

describe.each([
  ['Chromium', chromium],
  ['Firefox', firefox],
])('%s', (_, stack) => {
  it('finds the frames in compiled text', () => expect(framesOf(stack).slice(0, 2)).toEqual([[4, 9], [12, 3]])); // prettier-ignore
  it('takes the innermost frame that lies in the program', () => {
    expect(place(stack, 10, 4)).toEqual({ line: 2, column: 3 });
    expect(place(stack, 3, 20)).toEqual({ line: 1, column: 9 });
  });
  it('says nothing where no frame does', () =>
    expect(place(stack, 20, 5)).toEqual({ line: null, column: null }));
});

it('takes any text at all', () => {
  expect(framesOf('')).toEqual([]);
  expect(place('your-program.js:99999999999:1 your-program.js:-1:2', 0, 1e9)).toEqual({
    line: null,
    column: null,
  });
});
