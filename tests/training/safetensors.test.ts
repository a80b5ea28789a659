// The safetensors format, both ways, and files that mean no good.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readSafetensors, SafetensorsError, writeSafetensors } from '../../src/training/safetensors.ts';

/** A file with any header and as many bytes after it. */
function fileOf(header: unknown, bytes = 0, says?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + bytes);
  new DataView(file.buffer).setBigUint64(0, says ?? BigInt(text.length), true);
  file.set(text, 8);
  return file;
}
const f32 = (shape: unknown, from: number, to: number) => ({ dtype: 'F32', shape, data_offsets: [from, to] });

it('byte for byte what the format documents', () => {
  const bytes = writeSafetensors({
    tensors: { a: { shape: [2], data: Float32Array.of(1, -2) } },
    metadata: { format: 'pt' },
  });
  const header = '{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
  expect(new DataView(bytes.buffer).getBigUint64(0, true)).toBe(88n);
  expect(new TextDecoder().decode(bytes.subarray(8, 96))).toBe(header.padEnd(88));
  expect([...bytes.subarray(96)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
});

it('whatever is written is read back, bit for bit, wherever in memory it lies', () => {
  const tensor = fc
    .tuple(fc.array(fc.nat(4), { maxLength: 3 }), fc.boolean(), fc.infiniteStream(fc.double()))
    .map(([shape, single, numbers]) => {
      const values = [...numbers.take(shape.reduce((a, b) => a * b, 1))];
      return { shape, data: single ? Float32Array.from(values) : Float64Array.from(values) };
    });
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((s) => s !== '__metadata__' && s !== '__proto__'),
        tensor,
        { maxKeys: 4 },
      ),
      fc.dictionary(fc.constantFrom('a', 'b', 'ü'), fc.string()),
      fc.nat(7),
      (tensors, metadata, shift) => {
        const bytes = writeSafetensors({ tensors, metadata });
        const moved = new Uint8Array(bytes.length + shift).subarray(shift);
        moved.set(bytes);
        const read = readSafetensors(moved);
        expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(tensors).sort());
        expect({ ...read.metadata }).toEqual({ ...metadata });
        for (const [name, { shape, data }] of Object.entries(tensors)) {
          expect(read.tensors[name]!.shape).toEqual(shape);
          expect(read.tensors[name]!.data).toEqual(data);
        }
      },
    ),
    { seed: 3, numRuns: 100 },
  );
});

it('a shape that does not fit is not written', () => {
  const tensors = { a: { shape: [2, 2], data: Float32Array.of(1) } };
  expect(() => writeSafetensors({ tensors, metadata: {} })).toThrow(
    'writeSafetensors: a has 1 numbers, expected 4 for shape [2, 2]',
  );
});

describe('refused, with what was found and what was expected', () => {
  const two = { a: f32([2], 0, 8), b: f32([1], 8, 12) };
  const cases: [string, Uint8Array, RegExp][] = [
    ['nothing', new Uint8Array(0), /has 0 bytes, expected at least 8/],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), /no safetensors file/],
    ['a header of 2 GB', fileOf('{}', 0, 2_147_483_648n), /said to have 2147483648 bytes, but the file has 10/],
    ['a header of 2⁶⁴ − 1 bytes', fileOf('{}', 0, 2n ** 64n - 1n), /said to have 18446744073709551615/],
    ['a truncated file', fileOf(two, 10), /b: it ends at byte 12 of 10: the file is cut off/],
    ['more than the tensors', fileOf(two, 16), /take 12 bytes, but 16 follow/],
    ['overlapping offsets', fileOf({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12), /b: it begins at byte 4, expected 8: the tensors overlap/],
    ['a gap', fileOf({ a: f32([1], 4, 8) }, 8), /a: it begins at byte 4, expected 0: the tensors leave a gap/],
    ['another type', fileOf({ a: { dtype: 'BF16', shape: [2], data_offsets: [0, 4] } }, 4), /a: its numbers are of type "BF16", expected F32 or F64/],
    ['a type of the prototype', fileOf({ a: { dtype: 'toString', shape: [], data_offsets: [0, 4] } }, 4), /"toString"/],
    ['no type', fileOf({ a: null }), /a: its numbers are of type undefined/],
    ['a negative size', fileOf({ a: f32([-1], 0, 4) }, 4), /a: its shape is \[-1\]/],
    ['sizes whose product overflows', fileOf({ a: f32([2 ** 40, 2 ** 40], 0, 4) }, 4), /its shape is/],
    ['fewer bytes than the shape', fileOf({ a: f32([3], 0, 8) }, 8), /a: it takes 8 bytes, expected 12 for shape \[3\]/],
    ['offsets that run backwards', fileOf({ a: f32([0], 8, 4) }, 8), /takes -4 bytes, expected 0/],
    ['half a place', fileOf({ a: { dtype: 'F32', shape: [1], data_offsets: [0] } }, 4), /its place is \[0\]/],
    ['a header that is no JSON', fileOf('{"a":'), /no JSON/],
    ['a header that is no UTF-8', fileOf('"\u0000').fill(0xff, 8), /no JSON/],
    ['a header that is a list', fileOf([]), /no JSON object/],
    ['metadata that is no text', fileOf({ __metadata__: { a: 1 } }), /metadata/],
  ]; // prettier-ignore
  for (const [what, bytes, message] of cases)
    it(what, () => {
      expect(() => readSafetensors(bytes)).toThrow(SafetensorsError);
      expect(() => readSafetensors(bytes)).toThrow(message);
    });

  it('whatever a byte is turned into: read, or refused in words', () => {
    const good = writeSafetensors({
      tensors: { a: { shape: [2], data: Float32Array.of(1, 2) } },
      metadata: {},
    });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bytes = good.slice();
        bytes[at] = byte;
        try {
          readSafetensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(SafetensorsError);
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
