// The parsers of the book's own sets: each form read as it is meant, each fault refused with its line, and every file that is shipped.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapOf } from '../../../src/training/datasets/glyphs.ts';
import { linesOf, seriesOf, tableOf } from '../../../src/training/datasets/lines.ts';
import { melodyOf, pitchOf } from '../../../src/training/datasets/melodies.ts';
import { bracketedOf, conllOf, entitiesOf } from '../../../src/training/datasets/tagged.ts';
import { gather, gatheredOf, textOf } from '../../../src/training/datasets/texts.ts';
import { toneOf } from '../../../src/training/datasets/tones.ts';

const data = fileURLToPath(new URL('../../../content/data/', import.meta.url));
const read = (...path: string[]): string => readFileSync(join(data, ...path), 'utf8');

describe('lines and tables', () => {
  it('gives lines without their newlines, and refuses an empty one and an open end', () => {
    expect(linesOf('one\ntwo\n')).toEqual(['one', 'two']);
    expect(() => linesOf('one\ntwo')).toThrow('linesOf: the last line has no newline');
    expect(() => linesOf('one\n\ntwo\n')).toThrow('linesOf: line 2 is empty');
  });

  it('names fields by the first line, whatever the order of columns', () => {
    expect(tableOf('b\ta\n1\t2\n', ['a', 'b'])).toEqual([{ b: '1', a: '2' }]);
    expect(() => tableOf('a\n1\n', ['a', 'label'])).toThrow('the columns are a, expected label too');
    expect(() => tableOf('a\tb\n1\t2\n1\n')).toThrow('line 3 has 1 fields, expected 2');
  });

  it('reads numbers, and refuses what only looks like one', () => {
    expect([...seriesOf('value\n-1.25\n3\n')]).toEqual([-1.25, 3]);
    for (const bad of ['1e5', '', ' 1', '0x1', '1,5', 'NaN'])
      expect(() => seriesOf(`value\n2\n${bad || ' '}\n`), bad).toThrow('line 3');
    expect(() => seriesOf('x\n1\n')).toThrow('expected value');
  });
});

describe('tagged sentences', () => {
  it('reads CoNLL, and tells names from it', () => {
    const [first, second, ...more] = conllOf('In\tO\nNew\tB-LOC\nYork\tI-LOC\nBo\tB-PER\n.\tO\n\nYes\tO\n');
    expect(first!.tokens).toEqual(['In', 'New', 'York', 'Bo', '.']);
    expect(entitiesOf(first!)).toEqual([
      { kind: 'LOC', start: 1, end: 3 },
      { kind: 'PER', start: 3, end: 4 },
    ]);
    expect(entitiesOf(second!)).toEqual([]);
    expect(more).toEqual([]);
  });

  it('tells two names that touch apart', () => {
    const [sentence] = conllOf('A\tB-PER\nB\tB-PER\nC\tI-PER\n');
    expect(entitiesOf(sentence!)).toEqual([
      { kind: 'PER', start: 0, end: 1 },
      { kind: 'PER', start: 1, end: 3 },
    ]);
  });

  it('refuses what is not BIO, by its line', () => {
    expect(() => conllOf('A\tO\n\nB\tI-PER\n')).toThrow('conllOf: line 3 has I-PER after O');
    expect(() => conllOf('A\tB-LOC\nB\tI-PER\n')).toThrow('line 2 has I-PER after B-LOC, expected B-PER');
    expect(() => conllOf('A O\n')).toThrow('line 1 is "A O"');
    expect(() => conllOf('A\tB-\n')).toThrow('line 1');
    expect(() => conllOf('A\tO\n\n\nB\tO\n')).toThrow('line 3');
  });

  it('reads brackets as the same tags', () => {
    expect(bracketedOf('[PER Mara Quill] left [LOC Kelder] .')).toEqual({
      tokens: ['Mara', 'Quill', 'left', 'Kelder', '.'],
      tags: ['B-PER', 'I-PER', 'O', 'B-LOC', 'O'],
    });
    for (const [bad, why] of [
      ['[PER Mara', 'not closed'],
      ['Mara] left', 'not opened'],
      ['[PER [LOC Kelder] ]', 'within a bracket'],
      ['two  blanks', 'empty token'],
    ] as const)
      expect(() => bracketedOf(bad), bad).toThrow(why);
  });

  it('gives back what was written, for any names', () => {
    const token = fc.stringMatching(/^[a-zé’.,&]{1,6}$/);
    const piece = fc.tuple(
      fc.constantFrom(null, 'PER', 'LOC', 'ORG'),
      fc.array(token, { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const text = pieces
          .map(([kind, tokens]) => (kind ? `[${kind} ${tokens.join(' ')}]` : tokens.join(' ')))
          .join(' ');
        const sentence = bracketedOf(text);
        expect(sentence.tokens).toEqual(pieces.flatMap(([, tokens]) => tokens));
        expect(
          entitiesOf(sentence).map(({ kind, start, end }) => [kind, sentence.tokens.slice(start, end)]),
        ).toEqual(pieces.filter(([kind]) => kind));
      }),
    );
  });
});

describe('pictures, notes, tones, texts', () => {
  it('reads a bitmap from the left pixel, the highest bit', () => {
    const bitmap = bitmapOf(`801${'0'.repeat(30)}fff`);
    expect(bitmap.flatMap((ink, pixel) => (ink ? [pixel] : []))).toEqual([
      0,
      11,
      ...Array.from({ length: 12 }, (_, n) => 132 + n),
    ]);
    expect(() => bitmapOf('FFF')).toThrow('expected 36 hexadecimal digits');
  });

  it('knows pitches by name: middle C is 60, A4 is 69', () => {
    expect(['C4', 'A4', 'Bb3', 'F#5', 'B3'].map(pitchOf)).toEqual([60, 69, 58, 78, 59]);
    for (const bad of ['H4', 'C', 'C##4', 'c4']) expect(() => pitchOf(bad), bad).toThrow('pitchOf');
  });

  it('places notes one after the other and knows where bars end', () => {
    const { notes, bars } = melodyOf('C4:3 D4:1 | E4:4');
    expect(notes.map(({ start, length, pitch }) => [start, length, pitch])).toEqual([
      [0, 3, 60],
      [3, 1, 62],
      [4, 4, 64],
    ]);
    expect(bars).toEqual([4, 8]);
    expect(() => melodyOf('C4:0')).toThrow('melodyOf');
    expect(() => melodyOf('C4')).toThrow('melodyOf');
  });

  it('reads a keyed word, and refuses one of another number of lengths', () => {
    const row = { text: 'et', pitch: '600', noise: '0.1', seed: '3', lengths: '60 180 170' };
    expect(toneOf(row)).toEqual({ text: 'et', pitch: 600, noise: 0.1, seed: 3, lengths: [60, 180, 170] });
    expect(() => toneOf({ ...row, lengths: '60 180' })).toThrow('expected 3 numbers');
    expect(() => toneOf({ ...row, pitch: 'high' })).toThrow('toneOf');
  });

  it('gathers texts and takes them apart again', () => {
    const files = ['A title\n\nOne.\n\nTwo.\n', 'Another\n\nThree.\n'];
    expect(gatheredOf(gather(files))).toEqual(files.map(textOf));
    expect(textOf(files[0]!)).toEqual({ title: 'A title', paragraphs: ['One.', 'Two.'] });
    expect(() => textOf('A title\n')).toThrow('expected a title, an empty line, paragraphs');
  });
});

describe('every file that is shipped', () => {
  it('tales, letters and recipes are the same gathered and one by one', () => {
    for (const folder of ['tales', 'letters', 'recipes']) {
      const files = readdirSync(join(data, 'collection', folder)).sort();
      const texts = files.map((file) => read('collection', folder, file));
      expect(gatheredOf(gather(texts)), folder).toEqual(texts.map(textOf));
    }
  });

  it('melodies fill their bars, words their lengths, glyphs their pixels', () => {
    for (const file of ['train.tsv', 'held-out.tsv']) {
      for (const { melody, metre } of tableOf(read('melodies', file), ['melody', 'metre'])) {
        const eighths = { '3/4': 6, '4/4': 8, '6/8': 6 }[metre!]!;
        expect(melodyOf(melody!).bars).toEqual(Array.from({ length: 8 }, (_, n) => (n + 1) * eighths));
      }
      for (const row of tableOf(read('tones', file))) expect(toneOf(row).text).toMatch(/^[a-z]{3,6}$/);
      for (const { rows } of tableOf(read('glyphs', file), ['name', 'rows'])) bitmapOf(rows!);
    }
  });
});
