// Expressions as trees: parts in reading order, rebuilding, references; and what evaluation makes of each kind of node.
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/engine/expression/evaluate.ts';
import * as e from '../../../src/engine/expression/tree.ts';
import { column, fromRows, toRows, type Matrix } from '../../../src/engine/matrix.ts';

const h = e.ref('rnn.h');
const W = e.ref('rnn.W');
const y: e.Expression = { op: 'oneHot', index: e.ref('loss.y'), like: h };

const values: Record<string, Matrix> = {
  'rnn.h@0': column([1, 2]), 'rnn.h@1': column([3, -4]), 'rnn.h@2': column([5, 6]),
  'rnn.W': fromRows([[1, 2], [3, 4]]), 'loss.y@1': column([1]), 'update.alpha': column([0.5]), 'time.tau': column([2]),
}; // prettier-ignore
const env = {
  steps: 2,
  value: ({ symbol, step, offset }: e.Ref, t: number): Matrix =>
    values[symbol] ?? values[`${symbol}@${step ?? t + offset}`]!,
  shape: (): readonly [number, number] => [2, 1],
};
const at1 = (expression: e.Expression): number[] => toRows(evaluate(expression, env, 1)).flat();

describe('evaluation at t = 1', () => {
  it.each<[string, e.Expression, number[]]>([
    ['now', h, [3, -4]],
    ['before', e.ref('rnn.h', -1), [1, 2]],
    ['at a fixed step', e.refAtStep('rnn.h', 2), [5, 6]],
    ['add', e.add(h, h, e.ref('rnn.h', -1)), [7, -6]],
    ['subtract', e.subtract(h, e.ref('rnn.h', 1)), [-2, -10]],
    ['matVec', e.matVec(W, h), [-5, -7]],
    ['transpose', e.matVec(e.transpose(W), h), [-9, -10]],
    ['outer', e.outer(h, e.ref('rnn.h', -1)), [3, 6, -4, -8]],
    ['diagonal', e.diagonal(h, h), [9, 16]],
    ['apply', e.apply('relu', h), [3, 0]],
    ['slope of ReLU, read off a', e.slope('relu', h), [1, 0]],
    ['slope of tanh, read off h', e.slope('tanh', h), [-8, -15]],
    ['slope of σ, read off s', e.slope('sigmoid', h), [-6, -20]],
    ['oneMinus', e.oneMinus(h), [-2, 5]],
    ['concat', e.concat(h, e.ref('rnn.h', -1)), [3, -4, 1, 2]],
    ['part', e.part(e.concat(h, e.ref('rnn.h', -1)), 1, 2), [1, 2]],
    ['oneHot', y, [0, 1]],
    ['negLog', { op: 'negLog', of: e.ref('rnn.h', -1), index: e.ref('loss.y') }, [-Math.log(2)]],
    ['scale', e.scale(e.ref('update.alpha'), h), [1.5, -2]],
    ['divide', e.divide(h, e.ref('time.tau')), [1.5, -2]],
    ['sumOverTime', e.sumOverTime(h), [8, 2]],
    ['zero', { op: 'zero', like: 'rnn.h' }, [0, 0]],
  ])('%s', (_, expression, expected) => expect(at1(expression)).toEqual(expected));

  it('softmax sums to 1', () => {
    const [a, b] = at1(e.apply('softmax', h)) as [number, number];
    expect(a + b).toBeCloseTo(1, 14);
    expect(a / b).toBeCloseTo(Math.exp(7), 9);
  });
});

describe('parts and references', () => {
  const tree = e.add(
    e.ref('rnn.b'),
    e.matVec(e.transpose(W), e.diagonal(e.slope('tanh', h), e.ref('rnn.dh', 1))),
  );

  it('come in reading order', () => {
    expect(e.references(tree).map((r) => [r.symbol, r.offset])).toEqual([['rnn.b', 0], ['rnn.W', 0], ['rnn.h', 0], ['rnn.dh', 1]]); // prettier-ignore
    expect(e.parts(y)).toEqual([e.ref('loss.y')]);
    expect(e.parts({ op: 'zero', like: 'rnn.h' })).toEqual([]);
  });

  it('rebuild to the same tree', () => {
    const copy = (x: e.Expression): e.Expression => e.mapParts(x, copy);
    expect(copy(tree)).toEqual(tree);
  });

  it('rebuild to another where asked', () => {
    const swap = (x: e.Expression): e.Expression =>
      x.op === 'ref' && x.symbol === 'rnn.W' ? e.ref('rnn.U') : e.mapParts(x, swap);
    expect(e.references(swap(tree)).map((r) => r.symbol)).toEqual(['rnn.b', 'rnn.U', 'rnn.h', 'rnn.dh']);
  });

  it('know the vocabulary', () => {
    expect(() => e.ref('rnn.nothing')).toThrow('symbolOf: no symbol "rnn.nothing"');
  });
});
