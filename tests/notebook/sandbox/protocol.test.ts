// What may come back from readers' code: measured, of plain types, with this run's nonce; anything else is no answer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LIMITS,
  readFrameAnswer,
  readWorkerAnswer,
  Refused,
  sizeOf,
} from '../../../src/notebook/sandbox/protocol.ts';

const nonce = 'n-1';

describe('sizeOf', () => {
  it('counts numbers, text, typed arrays, arrays and objects', () => {
    expect(sizeOf(1)).toBe(8);
    expect(sizeOf(undefined)).toBe(8);
    expect(sizeOf('ab')).toBe(12);
    expect(sizeOf(new Float32Array(5))).toBe(28);
    expect(sizeOf([1, 2])).toBe(24);
    expect(sizeOf({ a: [NaN, -0], b: null })).toBe(8 + 2 + 24 + 2 + 8);
    expect(sizeOf([, 1])).toBe(24); // eslint-disable-line no-sparse-arrays -- what a program may return
  });

  it.each([
    ['a Map', new Map(), 'holds a Map'],
    ['a date deep inside', { a: [new Date(0)] }, 'holds a Date'],
    ['an error', new TypeError('x'), 'holds a TypeError'],
    ['bytes without a type', new ArrayBuffer(8), 'holds an ArrayBuffer'],
    ['a view without a type', new DataView(new ArrayBuffer(8)), 'holds a DataView'],
    ['a big integer', [1n], 'holds a bigint'],
    ['a function', () => 1, 'holds a function'],
    ['a symbol', Symbol('s'), 'holds a symbol'],
    ['no prototype', Object.create(null), 'holds a special object'],
    ['an own __proto__', JSON.parse('{"__proto__": {"x": 1}}'), 'holds a property called __proto__'],
  ])('refuses %s', (_, value, message) => {
    expect(() => sizeOf(value)).toThrow(new Refused(message));
  });

  it('refuses what contains itself, and what is as deep', () => {
    const self: unknown[] = [];
    self.push(self);
    expect(() => sizeOf(self)).toThrow('is nested more than 32 deep');
    let deep: unknown = 1;
    for (let i = 0; i < LIMITS.depth; i++) deep = [deep];
    expect(sizeOf(deep)).toBe(8 * (LIMITS.depth + 1));
    expect(() => sizeOf([deep])).toThrow(Refused);
  });

  it('stops at the limit without walking on', () => {
    const message = 'is larger than 2 MB';
    expect(() => sizeOf(new Float64Array(250_001))).toThrow(message);
    expect(() => sizeOf('x'.repeat(1_000_000))).toThrow(message);
    expect(() => sizeOf(new Array(1e9))).toThrow(message);
    // shared parts, which structured clone keeps shared, count each time: 2^30 numbers from 30 arrays
    let doubled: unknown = [1, 1];
    for (let i = 0; i < 29; i++) doubled = [doubled, doubled];
    expect(() => sizeOf(doubled)).toThrow(message);
    expect(sizeOf(new Float64Array(249_999))).toBe(2_000_000);
  });
});

describe('readWorkerAnswer', () => {
  it('returns a fresh object with the known fields only', () => {
    const message = { nonce, type: 'done', value: [1], verdict: 'right', __proto__: { type: 'error' } };
    const answer = readWorkerAnswer(message, nonce);
    expect(answer).toEqual({ nonce, type: 'done', value: [1] });
    expect(answer).not.toBe(message);
    expect(Object.getPrototypeOf(answer)).toBe(Object.prototype);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['text', 'done'],
    ['a list', [{ nonce, type: 'done' }]],
    ['no nonce', { type: 'done', value: 1 }],
    ['another run’s nonce', { nonce: 'n-0', type: 'done', value: 1 }],
    ['an unknown type', { nonce, type: 'verdict', value: true }],
    ['a type that is no text', { nonce, type: { toString: () => 'done' }, value: 1 }],
    ['a result of another type', { nonce, type: 'done', value: new Set() }],
    ['a log that is no text', { nonce, type: 'log', text: 1 }],
    ['a log line that is too long', { nonce, type: 'log', text: 'x'.repeat(LIMITS.lineText + 1) }],
    ['an error without a stack', { nonce, type: 'error', name: 'E', message: '', at: null }],
    ['an endless error', { nonce, type: 'error', name: 'E', message: 'x'.repeat(3000), stack: '', at: null }],
    ['half a place', { nonce, type: 'error', name: 'E', message: '', stack: '', at: [1] }],
    ['a place before the start', { nonce, type: 'error', name: 'E', message: '', stack: '', at: [0, 1] }],
  ])('ignores %s', (_, message) => expect(readWorkerAnswer(message, nonce)).toBeNull());

  it('passes logs and errors', () => {
    const error = { nonce, type: 'error', name: 'TypeError', message: 'm', stack: 's', at: [3, 1] };
    expect(readWorkerAnswer(error, nonce)).toEqual(error);
    expect(readWorkerAnswer({ ...error, at: null }, nonce)).toEqual({ ...error, at: null });
    expect(readWorkerAnswer({ nonce, type: 'log', text: '' }, nonce)).toEqual({
      nonce,
      type: 'log',
      text: '',
    });
  });
});

describe('readFrameAnswer', () => {
  it.each([
    { nonce, type: 'heard' },
    { nonce, type: 'started' },
    { nonce, type: 'log', text: 'a' },
    { nonce, type: 'done', value: { h: [new Float64Array(2)] } },
    { nonce, type: 'error', name: 'E', message: 'm', line: 2, column: null },
    { nonce, type: 'timeout' },
    { nonce, type: 'killed', reason: 'flood' },
  ])('passes $type', (message) => {
    expect(readFrameAnswer({ ...message, more: 1 }, nonce)).toEqual(message);
    expect(readFrameAnswer(message, 'n-2')).toBeNull();
  });

  it.each<[string, unknown]>([
    ['a reason it does not know', { nonce, type: 'killed', reason: 'graded: right' }],
    ['line 0', { nonce, type: 'error', name: 'E', message: '', line: 0, column: null }],
    ['line 1.5', { nonce, type: 'error', name: 'E', message: '', line: 1.5, column: null }],
    ['a line that is text', { nonce, type: 'error', name: 'E', message: '', line: '1', column: null }],
    ['a name that is no text', { nonce, type: 'error', name: {}, message: '', line: 1, column: 1 }],
  ])('ignores %s', (_, message) => expect(readFrameAnswer(message, nonce)).toBeNull());
});

it('both readers take anything at all without throwing, and let nothing through but plain data', () => {
  const anything = fc.anything({
    withBigInt: true,
    withMap: true,
    withSet: true,
    withDate: true,
    withTypedArray: true,
  });
  const message = fc.oneof(
    anything,
    fc.record({ nonce: fc.constant(nonce), type: fc.constantFrom('log', 'done', 'error', 'killed'), value: anything, text: anything, at: anything }),
  ); // prettier-ignore
  fc.assert(
    fc.property(message, (data) => {
      for (const answer of [readWorkerAnswer(data, nonce), readFrameAnswer(data, nonce)])
        if (answer?.type === 'done') expect(() => sizeOf(answer.value)).not.toThrow();
    }),
  );
});
