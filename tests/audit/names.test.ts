// The audit of names on cases that can be counted by hand: the dictionary, what a tagger is told of a word, names exchanged, scores apart;
// and the real corpus read, where it is there.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/engine/random.ts';
import { fromBrackets } from '../data/conll.ts';
import { scoresOf } from './names.ts';
import { follows, wellFormed } from './support/decode.ts';
import { Dictionary } from './support/dictionary.ts';
import { Names } from './support/exchanged.ts';
import { Features, shapeOf } from './support/features.ts';
import { readCorpus } from './support/files.ts';
import { spansOf } from './support/metrics.ts';
import { readConll } from './support/tagged.ts';
import { missing } from './wnut.ts';

const train = [
  '[PER Hudson] left [LOC Port Anselm] .',
  '[PER Hudson] swam in the [LOC Hudson] .',
  '[LOC Port] is far .',
].map(fromBrackets);

describe('the dictionary', () => {
  const dictionary = new Dictionary(train);
  it('takes the longest name, of the kind that it most often has', () => {
    const words = 'Port Anselm and Port saw Hudson'.split(' ');
    expect(dictionary.tag(words)).toEqual(['B-LOC', 'I-LOC', 'O', 'B-LOC', 'O', 'B-PER']);
    expect(dictionary.tag(['Kelder'])).toEqual(['O']);
  });
  it('knows every name once', () => {
    expect([...dictionary.names].sort()).toEqual(['Hudson', 'Port', 'Port Anselm']);
  });
});

describe('features', () => {
  const features = new Features(train, 100);
  it('tell shapes by capitals and digits', () => {
    const shapes = [
      'Hudson',
      'O’Brien',
      'J.',
      'A',
      'BBC',
      'lake',
      '1874',
      '9',
      '2-2',
      '10.52',
      ',',
      'Beresford-Lowe',
      '’s',
    ];
    expect(shapes.map(shapeOf)).toEqual('Xx XxXx X. X XX xx dddd d d- d- . XxXx xx'.split(' '));
  });
  it('have a column for a word that stands twice, one for its shape and one for each end', () => {
    const [own, ...rest] = features.of('Hudson', null);
    expect(features.of('hudson', null)[0]).toBe(own);
    expect(rest).toHaveLength(3);
    expect(features.of('Anselm', null)).toHaveLength(3);
    for (const column of features.of('Zürich', null)) {
      expect(column).toBeGreaterThanOrEqual(0);
      expect(column).toBeLessThan(features.columns);
    }
  });
  it('hide the word, and with it the ends, as often as asked', () => {
    const random = seededRandom(1);
    const lengths = (capital: number, affixes: number) =>
      features.of('Hudson', { random, shares: { small: 0, capital, affixes } }).length;
    expect([lengths(0, 0), lengths(1, 0), lengths(1, 1)]).toEqual([4, 3, 1]);
  });
});

describe('decoding', () => {
  const tags = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC'];
  it('gives the likeliest row without an I that nothing begins', () => {
    // step by step it would be O I-PER: better to begin the name than to lose it
    expect(wellFormed([[2, 1.5, 9, 0, 0], [0, 1, 3, 0, 0]], tags)).toEqual(['B-PER', 'I-PER']); // prettier-ignore
    // a place that goes on as a person is one or the other as a whole
    expect(wellFormed([[0, 2, 0, 3, 0], [0, 0, 5, 0, 1]], tags)).toEqual(['B-PER', 'I-PER']); // prettier-ignore
    expect(wellFormed([[0, 1, 0, 0, 0]], tags)).toEqual(['B-PER']);
  });
  it('is the step by step choice where that is well formed', () => {
    const random = seededRandom(3);
    for (let n = 0; n < 200; n++) {
      const scores = Array.from({ length: 4 }, () => tags.map(() => random()));
      const each = scores.map((row) => tags[row.indexOf(Math.max(...row))]!);
      const decoded = wellFormed(scores, tags);
      expect(decoded.every((tag, t) => follows(decoded[t - 1] ?? null, tag))).toBe(true);
      if (each.every((tag, t) => follows(each[t - 1] ?? null, tag))) expect(decoded).toEqual(each);
    }
  });
});

describe('names exchanged', () => {
  it('are others of their kind, with the article before them or without; the words around stay', () => {
    const names = new Names(train);
    const random = seededRandom(2);
    const told = Array.from({ length: 40 }, () => names.exchange(train[0]!, 1, random));
    for (const { words, tags } of told) {
      expect(words).toHaveLength(tags.length);
      expect(words.join(' ')).toMatch(/^Hudson left (Port|Port Anselm) \.$/);
      expect(spansOf(tags).map(({ kind }) => kind)).toEqual(['PER', 'LOC']);
    }
    expect(new Set(told.map(({ words }) => words.length)).size).toBe(2);
    expect(names.exchange(train[1]!, 1, random)).toEqual(train[1]); // the only one with an article
    expect(names.exchange(train[0]!, 0, random)).toEqual(train[0]);
  });
});

describe('scores', () => {
  it('of seen and of unseen names count what was wanted and what was found of them', () => {
    const sentences = [fromBrackets('[PER Hudson] met [PER Kwame] in [LOC Kelder] .')];
    const got = [['B-LOC', 'O', 'B-PER', 'O', 'O', 'O']];
    // Hudson, seen: found as another kind; Kwame found, Kelder missed: precision 1, recall 1/2
    const { all, seen, unseen } = scoresOf(sentences, got, new Set(['Hudson']));
    expect(seen).toBe(0);
    expect(unseen).toBeCloseTo(2 / 3, 12);
    expect(all).toBeCloseTo(2 / 5, 12); // one of two found, one of three wanted
  });
});

const reason = missing();
describe.skipIf(reason !== null)('WNUT-17', () => {
  it('is read: six kinds, a tag for each word, and a dictionary that finds little', () => {
    const sentences = readConll(readCorpus('wnut17.dev.conll'));
    expect(sentences.length).toBeGreaterThan(1000);
    const kinds = new Set(sentences.flatMap(({ tags }) => spansOf(tags).map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual([
      'corporation',
      'creative-work',
      'group',
      'location',
      'person',
      'product',
    ]);
    expect(sentences.every(({ words }) => words.every((word) => word !== ''))).toBe(true);
    const cut = Math.floor(sentences.length / 5);
    const [heldOut, rest] = [sentences.slice(0, cut), sentences.slice(cut)];
    const dictionary = new Dictionary(rest);
    const found = heldOut.map(({ words }) => dictionary.tag(words));
    expect(scoresOf(heldOut, found, dictionary.names).all).toBeLessThan(0.3); // most names stand once in all of it
  });
});
if (reason !== null) it.skip(`WNUT-17 is not read: ${reason}`, () => {});
