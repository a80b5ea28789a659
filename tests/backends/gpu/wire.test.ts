// Text and back: nothing is lost on the way, neither the kind of an array nor the numbers that JSON lacks.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode, encode } from './wire.ts';

const there = (value: unknown): unknown => decode(encode(value));

it('brings back what went, NaN, infinities and −0 among it', () => {
  const value = {
    a: [1, NaN, Infinity, -Infinity, -0, 'x', null, true],
    f: Float32Array.of(NaN, -0, 1e-45, 3e38),
    n: { d: Float64Array.of(0.1, -Infinity), i: Int32Array.of(-1, 2 ** 31 - 1) },
    none: new Float32Array(0),
  };
  expect(there(value)).toEqual(value);
  expect(there({ a: undefined })).toEqual({});
});

it('keeps every bit of long arrays and of parts of them', () => {
  fc.assert(
    fc.property(fc.float32Array({ maxLength: 20_000 }), fc.nat(9), (numbers, from) => {
      const part = numbers.subarray(from);
      expect(there(part)).toEqual(part);
    }),
    { numRuns: 30 },
  );
});

it('names an array that it does not know', () => {
  expect(() => encode(new Uint8Array(1))).toThrow('encode: a Uint8Array, expected Float32Array or');
});
