// A word as a sequence: graphemes, the end mark, the limit of twelve steps, and what is refused and why.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encode,
  endMark,
  graphemes,
  maxSteps,
  spell,
  SpellingError,
  visible,
} from '../../src/training/spelling.ts';

const astronaut = '👩🏽‍🚀';

describe('spell', () => {
  test('hello: inputs h e l l, targets e l l o, each letter once in the vocabulary', () => {
    expect(spell('hello')).toEqual({
      word: 'hello',
      vocabulary: ['e', 'h', 'l', 'o'],
      inputs: ['h', 'e', 'l', 'l'],
      targets: ['e', 'l', 'l', 'o'],
    });
  });

  test.each([
    ['aaa', ['a', 'a', 'a'], ['a', 'a', endMark]],
    ['a', ['a'], [endMark]],
    [astronaut, [astronaut], [endMark]],
    ['é', ['é'], [endMark]],
  ])('%s alone has one symbol, so an end mark is wanted last', (word, inputs, targets) => {
    expect(spell(word)).toEqual({ word, vocabulary: [inputs[0], endMark], inputs, targets });
  });

  test('é is one symbol, whether typed as one code point or as two', () => {
    const [composed, decomposed] = ['caf\u00e9', 'cafe\u0301'];
    expect(decomposed).toHaveLength(5);
    expect(spell(decomposed)).toEqual(spell(composed));
    expect(spell(decomposed).targets.at(-1)).toBe('é');
  });

  test('Hangul typed as letters is composed into syllables', () => {
    const typed = '한글'.normalize('NFD');
    expect(typed.length).toBeGreaterThan(4);
    expect(spell(typed)).toMatchObject({ word: '한글', inputs: ['한'], targets: ['글'] });
  });

  test('an emoji of several code points is one symbol, and skin tones tell emoji apart', () => {
    expect(graphemes(`a${astronaut}b`)).toEqual(['a', astronaut, 'b']);
    expect(spell('👋🏽👋🏿').vocabulary).toHaveLength(2);
    expect(spell('🇩🇪🇫🇷').inputs).toEqual(['🇩🇪']);
    // the longest emoji that people use: a family of four, each with a skin tone
    expect(spell('👨🏻‍👩🏼‍👧🏽‍👦🏾').inputs).toHaveLength(1);
  });

  test('capitals, digits and blanks are symbols of their own', () => {
    expect(spell('Ab b1').vocabulary).toEqual([' ', '1', 'A', 'b']);
  });

  test('an end mark that the reader typed is a letter like any other', () => {
    expect(spell(`a${endMark}b`).vocabulary).toEqual(['a', 'b', endMark]);
    expect(spell(`a${endMark}`)).toMatchObject({ inputs: ['a'], targets: [endMark] });
  });

  test.each([endMark, endMark.repeat(3)])(
    'a word of nothing but end marks (%s) still has two symbols',
    (word) => {
      const { vocabulary, targets } = spell(word);
      expect(vocabulary).toHaveLength(2);
      expect(targets.at(-1)).not.toBe(endMark);
    },
  );

  test('thirteen different symbols make twelve steps; fourteen are refused, with the numbers', () => {
    expect(spell('abcdefghijklm').inputs).toHaveLength(maxSteps);
    expect(() => spell('abcdefghijklmn')).toThrow(
      new SpellingError('The word has 14 characters, which would take 13 steps. At most 12 steps fit.'),
    );
  });

  test('an added end mark takes a step too', () => {
    expect(spell('a'.repeat(12)).inputs).toHaveLength(12);
    expect(() => spell('a'.repeat(13))).toThrow('The word has 13 characters, which would take 13 steps');
  });

  test('characters are counted as people count them', () => {
    expect(spell(astronaut.repeat(6) + 'abcdefg').inputs).toHaveLength(12);
  });

  test.each(['', ' ', '\u00a0\u3000', '\ufeff'])('refuses %j as empty', (word) => {
    expect(() => spell(word)).toThrow(new SpellingError('The word is empty. Type at least one character.'));
  });

  test.each(['a\nb', 'a\tb', 'a\u0000', '\u0007a', 'a\u2028b', 'a\ud800', 'a\u0085b'])(
    'refuses %j: a control character, a line break or half a character',
    (word) => expect(() => spell(word)).toThrow(/control character or a line break/),
  );

  test.each(['a\u202eb', 'a\u200bb', '\u00ad', 'a\u2066b', '\u3164', '\u200d'])(
    'refuses %j, which holds something that nobody can see',
    (word) => expect(() => spell(word)).toThrow(/cannot be seen/),
  );

  test('refuses a tower of accents, which would run over the whole page', () => {
    expect(() => spell(`ab${'\u0301'.repeat(500)}`)).toThrow(/built of \d+ signs. At most 24 fit/);
  });

  test('a pasted book is refused, not choked on', () => {
    expect(() => spell('lorem ipsum '.repeat(50_000))).toThrow(/At most 12 steps fit/);
  });

  test('whatever is typed gives a sentence or a sequence that hangs together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 16 }), (text) => {
        let spelling;
        try {
          spelling = spell(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SpellingError);
          return;
        }
        const { word, vocabulary, inputs, targets } = spelling;
        expect(inputs).toHaveLength(targets.length);
        expect(inputs.length).toBeGreaterThanOrEqual(1);
        expect(inputs.length).toBeLessThanOrEqual(maxSteps);
        expect(inputs.slice(1)).toEqual(targets.slice(0, -1));
        expect(vocabulary.length).toBeGreaterThanOrEqual(2);
        expect(new Set(vocabulary)).toEqual(new Set([...inputs, ...targets]));
        expect(vocabulary).toHaveLength(new Set(vocabulary).size);
        expect(spell(word)).toEqual(spelling);
      }),
    );
  });
});

test('encode: one-hot inputs and the index of each target', () => {
  const { inputs, targets } = encode(spell('hello'));
  expect(inputs.map((m) => [...m.data])).toEqual([
    [0, 1, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 1, 0],
  ]);
  expect(inputs.every((m) => m.rows === 4 && m.columns === 1)).toBe(true);
  expect(targets).toEqual([0, 2, 2, 3]);
});

test('visible: blanks get a sign, all else stays', () => {
  expect([' ', '\u00a0', 'a', astronaut, endMark].map(visible)).toEqual(['␣', '␣', 'a', astronaut, endMark]);
});
