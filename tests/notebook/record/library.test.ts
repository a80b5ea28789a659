// The library of the reader's code: right numbers, shape errors in plain words, and the same text in the prelude as tested here.
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as library from '../../../src/notebook/library/functions.ts';
import { libraryNames, preludeText } from '../../../src/notebook/library/prelude.ts';

const {
  add,
  sub,
  mul,
  scale,
  matVec,
  matMul,
  T,
  outer,
  dot,
  sum,
  tanh,
  relu,
  softmax,
  oneHot,
  oneMinusSquare,
  positive,
  zeros,
  zerosLike,
  copy,
  sumOverTimeTo,
} = library;

it('numbers', () => {
  expect(add([1, 2], [3, 4], [5, 6])).toEqual([9, 12]);
  expect(add(1, 2)).toBe(3);
  expect(sub([[1, 2]], [[3, 5]])).toEqual([[-2, -3]]);
  expect(mul([1, 2], [3, 4])).toEqual([3, 8]);
  expect(scale(2, [[1], [2]])).toEqual([[2], [4]]);
  expect(
    matVec(
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      [1, -1],
    ),
  ).toEqual([-1, -1, -1]);
  expect(matMul([[1, 2]], [[3], [4]])).toEqual([[11]]);
  expect(T([[1, 2, 3]])).toEqual([[1], [2], [3]]);
  expect(outer([1, 2], [3, 4, 5])).toEqual([
    [3, 4, 5],
    [6, 8, 10],
  ]);
  expect([dot([1, 2], [3, 4]), sum([1, 2, 3])]).toEqual([11, 6]);
  expect(tanh([0, 1])).toEqual([0, Math.tanh(1)]);
  expect([relu([-1, 2]), positive([-1, 0, 2]), oneMinusSquare([0.5])]).toEqual([[0, 2], [0, 0, 1], [0.75]]);
  expect(softmax([1000, 1000])).toEqual([0.5, 0.5]);
  expect(oneHot(1, 3)).toEqual([0, 1, 0]);
  expect([zeros(2), zeros(1, 2), zerosLike([[1, 2]])]).toEqual([[0, 0], [[0, 0]], [[0, 0]]]);
  expect(sumOverTimeTo(3)((t) => [t, 1])).toEqual([6, 3]);
});

it('typed arrays go in, lists come out; nothing is changed in place', () => {
  const v = Float32Array.of(1, 2);
  expect(add(v, [1, 1])).toEqual([2, 3]);
  const m = [[1, 2]];
  const c = copy(m);
  c[0]![0] = 9;
  zeros(2, 2)[0]![0] = 5;
  expect([m, Array.from(v)]).toEqual([[[1, 2]], [1, 2]]);
  const z = zeros(2, 2);
  z[0]![0] = 1;
  expect(z[1]).toEqual([0, 0]);
});

describe('errors name the function, what came and what was expected', () => {
  const bad = (v: unknown) => v as number[] & number[][] & number;
  it.each<[() => unknown, string]>([
    [() => add([1, 2], [3, 4], [5, 6, 7]), 'add: term 3 has shape [3], expected shape [2]'],
    [() => add([1], 2), 'add: term 2 is a number, expected shape [1]'],
    [() => add(bad(undefined), [1]), 'add: term 1 is undefined, expected a number, a vector or a matrix'],
    [() => sub([1, 2], [[1, 2]]), 'sub: the right side has shape [1, 2], expected shape [2]'],
    [
      () => matVec([[1, 2]], [1, 2, 3]),
      'matVec: the vector has shape [3], expected [2], the columns of the matrix',
    ],
    [() => matVec(bad([1, 2]), [1, 2]), 'matVec: the matrix has shape [2], expected a matrix'],
    [() => matVec([[1, 2], [3]], [1, 2]), 'matVec: row 1 of the matrix has 1 entries, expected 2'],
    [() => T(bad([1, 2])), 'T: the argument has shape [2], expected a matrix'],
    [() => outer(bad([[1]]), [1]), 'outer: the left vector has shape [1, 1], expected a vector'],
    [() => tanh(bad('x')), 'tanh: the argument is a string, expected a number, a vector or a matrix'],
    [() => scale(bad([1]), [2]), 'scale: the factor has shape [1], expected a number'],
    [() => oneHot(3, 3), 'oneHot: the index is 3, expected an integer from 0 to 2'],
    [() => zeros(-1), 'zeros: a size is -1, expected an integer from 0'],
    [
      () => sumOverTimeTo(2)(bad(3) as never),
      'sumOverTime: the argument is a number, expected a function of t',
    ],
  ])('%#: %s', (call, message) => expect(call).toThrow(message));
});

describe('the prelude', () => {
  const context = createContext({});
  runInContext(preludeText(), context);

  it('holds what is tested here', () => {
    for (const name of libraryNames) {
      const text = runInContext(`${name}.toString()`, context) as string;
      // both were stripped of their types; only the layout may differ
      const bare = (s: string) => s.replace(/[\s;,()]/g, '').replace(/["'`]/g, '');
      const own = (library as unknown as Record<string, { toString: () => string }>)[name]!.toString();
      expect(bare(text).length, name).toBeGreaterThan(5);
      expect(bare(own).slice(0, 20), name).toBe(bare(text).slice(0, 20));
    }
    expect(runInContext('JSON.stringify(matVec([[1, 2]], [3, 4]))', context)).toBe('[11]');
    expect(runInContext('JSON.stringify(softmax([0, 0]))', context)).toBe('[0.5,0.5]');
  });

  it('can be evaluated twice, and adds nothing but its names', () => {
    runInContext(preludeText(), context);
    const names = runInContext('JSON.stringify(Object.getOwnPropertyNames(globalThis))', context) as string;
    const bare = runInContext(
      'JSON.stringify(Object.getOwnPropertyNames(globalThis))',
      createContext({}),
    ) as string;
    const added = (JSON.parse(names) as string[]).filter((n) => !(JSON.parse(bare) as string[]).includes(n));
    expect(added.sort()).toEqual(
      [...libraryNames, 'loggedLoss', 'lossOf', 'openRecorder', 'sumOverTimeTo'].sort(),
    );
  });
});
