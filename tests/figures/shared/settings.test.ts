// Settings from text: every limit, and messages that say what was found and what was expected.
import { describe, expect, test } from 'vitest';
import { faultIds } from '../../../src/engine/faults.ts';
import {
  defaults,
  editKey,
  fittingEdits,
  limits,
  parameterShape,
  parse,
  parseEditKey,
  SettingsError,
  SpellingError,
} from '../../../src/figures/shared/run/settings.ts';

const hostile = [
  '', ' ', '-', 'NaN', 'Infinity', '-Infinity', '1e999', '0x10', '1_000', '١٢', '1 2', '1,5', 'null', '[]', '{}',
  '__proto__', 'constructor', 'toString', '<script>alert(1)</script>', "';--", '\u0000', '9'.repeat(400),
]; // prettier-ignore

/** The message of what `read` throws, which must be a SettingsError. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error('was not refused');
}

describe.each([
  ['hiddens', 'hidden size', limits.hiddens],
  ['seed', 'seed', limits.seed],
  ['truncate', 'truncation length', limits.truncate],
] as const)('%s', (key, name, [low, high]) => {
  test(`takes whole numbers from ${low} to ${high}`, () => {
    expect(parse[key](String(low))).toBe(low);
    expect(parse[key](String(high))).toBe(high);
    for (const text of [String(low - 1), String(high + 1), `${low}.5`, `+${high}`, '1e0', ...hostile]) {
      const message = refusal(() => parse[key](text));
      expect(message).toMatch(
        new RegExp(`^${name} is .*, expected a whole number from ${low} to ${high}$`, 's'),
      );
      expect(message.length).toBeLessThan(120);
    }
  });

  test('says what it found', () => {
    expect(refusal(() => parse[key]('many'))).toBe(
      `${name} is "many", expected a whole number from ${low} to ${high}`,
    );
  });
});

describe.each([
  ['alpha', 'learning rate', limits.alpha],
  ['weight', 'weight', limits.weight],
] as const)('%s', (key, name, [low, high]) => {
  test(`takes numbers from ${low} to ${high}`, () => {
    for (const value of [low, high, 0.25, 1e-7]) expect(parse[key](String(value))).toBe(value);
    expect(parse[key]('.5')).toBe(0.5);
    expect(parse[key]('2.')).toBe(2);
    for (const text of [String(low - 0.001), String(high + 0.001), '+1', '.', '1e', '--1', ...hostile]) {
      const message = refusal(() => parse[key](text));
      expect(message).toMatch(new RegExp(`^${name} is .*, expected a number from ${low} to ${high}$`, 's'));
      expect(message.length).toBeLessThan(120);
    }
  });
});

test('what a page can hold is what a link can hold: every limit survives its own text', () => {
  for (const value of [limits.weight[0], limits.weight[1], 1 / 3, -5e-324, 0.1 + 0.2])
    expect(parse.weight(String(value))).toBe(value);
});

test.each([
  ['nonlinearity', 'expected tanh or relu'],
  ['reduction', 'expected sum or mean'],
] as const)('%s: only what there is', (key, expected) => {
  expect(parse.nonlinearity('relu')).toBe('relu');
  expect(parse.reduction('mean')).toBe('mean');
  for (const text of ['Tanh', 'tanh ', ...hostile])
    expect(refusal(() => parse[key](text))).toContain(expected);
});

test('faults: any of them, in the order of the switches, each once', () => {
  expect(parse.faults('')).toEqual([]);
  expect(parse.faults('average.no-slope.average')).toEqual(['no-slope', 'average']);
  expect(parse.faults(faultIds.toReversed().join('.'))).toEqual(faultIds);
  for (const text of ['toString', '__proto__', 'constructor.no-slope', 'No-slope'])
    expect(refusal(() => parse.faults(text))).toContain(`expected one of ${faultIds.join(', ')}`);
});

test('word: as spelling reads it', () => {
  expect(parse.word('cafe\u0301')).toBe('café');
  expect(() => parse.word('')).toThrow(SpellingError);
});

test('a long find is shortened in the message', () => {
  expect(refusal(() => parse.seed('z'.repeat(5000)))).toContain(`"${'z'.repeat(24)}…"`);
});

describe('edits', () => {
  test('keys and their parts', () => {
    expect(parseEditKey(editKey('rnn.W', 3, 11))).toEqual({ id: 'rnn.W', row: 3, column: 11 });
    for (const key of [
      'rnn.W',
      'rnn.W[1]',
      'rnn.W[-1,0]',
      'rnn.W[1,222]',
      'rnn.h[0,0]',
      'toString[0,0]',
      '__proto__[0,0]',
      '',
    ])
      expect(parseEditKey(key), key).toBeNull();
  });

  test('shapes follow the word and the hidden size', () => {
    const settings = { ...defaults, word: 'abcab', hiddens: 5 };
    expect(['rnn.U', 'rnn.W', 'rnn.b', 'readout.V', 'readout.c', 'rnn.h'].map((id) => parameterShape(settings, id))).toEqual([
      [5, 3], [5, 5], [5, 1], [3, 5], [3, 1], [0, 0],
    ]); // prettier-ignore
  });

  test('those outside the matrices are dropped, those out of range stopped at the edge', () => {
    const edits = {
      'rnn.W[3,3]': 1,
      'rnn.W[4,0]': 1,
      'readout.V[3,0]': -250,
      'readout.V[4,0]': 1,
      'rnn.b[0,1]': 1,
      'rnn.U[0,0]': Infinity,
      'readout.c[0,0]': NaN,
      nonsense: 1,
    };
    expect(fittingEdits({ ...defaults, edits })).toEqual({
      'rnn.W[3,3]': 1,
      'readout.V[3,0]': -100,
      'rnn.U[0,0]': 100,
    });
  });
});
