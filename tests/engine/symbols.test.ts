// The vocabulary: names that cannot be mixed up in code, gradients shaped like what they are the gradient of.
import { describe, expect, it } from 'vitest';
import { conventionIds } from '../../src/engine/conventions.ts';
import { gradientIds, isWeightMatrix, parameterIds, symbolOf, symbols } from '../../src/engine/symbols.ts';

const all = Object.values(symbols);

it.each(conventionIds)('names in code are legal and distinct under %s', (convention) => {
  const reserved = ['do', 'const', 'let', 'for', 'lambda', 'in', 'is', 'not', 'np', 't', 'K'];
  const named = all.filter(({ kind }) => kind !== 'updated'); // an updated W is W again
  const codes = named.map((s) => s.names[convention].code);
  for (const code of codes) {
    expect(code).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/);
    expect(reserved).not.toContain(code);
  }
  expect(new Set(codes).size).toBe(codes.length);
});

it.each(all)('$id is spelled out', ({ id, words, of, shape, role, kind, through }) => {
  expect(words).toMatch(/^[a-z].*[a-z]$/);
  if (role === 'gradient') expect(symbolOf(of!).shape).toEqual(shape);
  else expect(of).toBeUndefined();
  if (through) expect(symbols[through.symbol]).toBeDefined();
  if (kind === 'updated') expect(id).toMatch(/Next$/);
});

describe('gradientIds', () => {
  it('names the copy, the sum and the update of a parameter', () => {
    expect(gradientIds('rnn.W')).toEqual({ copy: 'rnn.dWStep', sum: 'rnn.dW', next: 'rnn.WNext' });
  });
  it.each(parameterIds)('those of %s are in the vocabulary', (id) => {
    const { copy, sum, next } = gradientIds(id);
    expect([copy, sum, next].map((s) => symbolOf(s).kind)).toEqual(['copy', 'sum', 'updated']);
    for (const s of [copy, sum, next]) expect(symbolOf(s).shape).toEqual(symbolOf(id).shape);
    expect([copy, sum].map((s) => symbolOf(s).of)).toEqual([id, id]);
  });
});

it('weight matrices are what a convention may store transposed', () => {
  expect(all.filter(({ id }) => isWeightMatrix(id)).map(({ id }) => id).sort()).toEqual(
    ['readout.V', 'rnn.W', 'rnn.U'].flatMap((id) => [id, ...Object.values(gradientIds(id))]).sort(),
  ); // prettier-ignore
});

it('names an unknown symbol and those that there are', () => {
  expect(() => symbolOf('rnn.hh')).toThrow('symbolOf: no symbol "rnn.hh", expected one of rnn.x rnn.a rnn.h');
});
