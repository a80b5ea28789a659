// The audits' own small machinery on cases that can be counted by hand: metrics, the trigram, batches of sentences.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/engine/random.ts';
import { bestTrigram } from './everyday.ts';
import { partsOf } from './shakespeare.ts';
import { batchOf, forgetful, inBatches } from './support/examples.ts';
import { amongTop, spanF1, spansOf } from './support/metrics.ts';
import { Trigram } from './support/trigram.ts';
import { knownWords, wordsOf } from './support/words.ts';

describe('amongTop', () => {
  const scores = [9, 9, 9, 0.1, 0.4, 0.3, 0.2];
  it('looks only at its part of the scores', () => {
    expect(amongTop(scores, 3, 4, 1, 1)).toBe(true);
    expect(amongTop(scores, 3, 4, 3, 2)).toBe(false);
    expect(amongTop(scores, 3, 4, 3, 3)).toBe(true);
    expect(amongTop(scores, 3, 4, 0, 4)).toBe(true);
  });
  it('does not reward a model that finds all words alike', () => {
    const flat = new Float32Array(100);
    const found = Array.from({ length: 100 }, (_, y) => amongTop(flat, 0, 100, y, 5)).filter(Boolean);
    expect(found).toHaveLength(5);
  });
});

describe('spans', () => {
  it('begin with B, and with an I that continues nothing of its kind', () => {
    expect(spansOf(['B-PER', 'I-PER', 'B-PER', 'O', 'I-LOC', 'I-ORG'])).toEqual([
      { kind: 'PER', from: 0, to: 2 },
      { kind: 'PER', from: 2, to: 3 },
      { kind: 'LOC', from: 4, to: 5 },
      { kind: 'ORG', from: 5, to: 6 },
    ]);
    expect(() => spansOf(['PER'])).toThrow('tag 0 is "PER"');
  });
  it('count only where both ends and the kind are right', () => {
    const wanted = [
      ['B-PER', 'I-PER', 'O', 'B-LOC'],
      ['B-ORG', 'O'],
    ];
    // one right, one too short, one of another kind: 1 of 3 found, 1 of 3 wanted
    const got = [
      ['B-PER', 'O', 'O', 'B-LOC'],
      ['B-LOC', 'O'],
    ];
    expect(spanF1(got, wanted)).toEqual({ precision: 1 / 3, recall: 1 / 3, f1: 1 / 3, wanted: 3 });
    expect(spanF1(wanted, wanted).f1).toBe(1);
    expect(spanF1([['O']], [['B-PER']])).toEqual({ precision: 0, recall: 0, f1: 0, wanted: 1 });
  });
  it('leaves out what does not count, found or not', () => {
    const wanted = [['B-PER', 'O', 'B-LOC']];
    const onlyPlaces = (_: number, { kind }: { kind: string }) => kind === 'LOC';
    expect(spanF1([['B-PER', 'O', 'B-LOC']], wanted, onlyPlaces)).toEqual({
      precision: 1,
      recall: 1,
      f1: 1,
      wanted: 1,
    });
    expect(spanF1([['O', 'O', 'B-LOC']], wanted, onlyPlaces).f1).toBe(1);
    // an invention counts against it: 1 of 2 found, 1 of 1 wanted
    expect(spanF1([['O', 'B-LOC', 'B-LOC']], wanted, onlyPlaces).f1).toBeCloseTo(2 / 3, 12);
  });
});

describe('Trigram', () => {
  // tokens 0 … 3, 3 is the start
  const model = new Trigram(
    [
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 0],
    ],
    4,
    3,
  );
  const half = { triples: 0.5, pairs: 0.5 };
  it('gives what the counts say, by hand', () => {
    // single: (4 + 1, 3 + 1, 2 + 1, 0 + 1) / 13; after 1: 2 twice, 0 once; after 0 1: the same
    const single = [5, 4, 3, 1].map((n) => n / 13);
    const pairs = single.map((p, w) => ([0.5, 0, 1.5, 0][w]! + 0.5 * 2 * p) / 3);
    const triples = pairs.map((p, w) => ([0.5, 0, 1.5, 0][w]! + 0.5 * 2 * p) / 3);
    model.predict([0, 1], half).forEach((p, w) => expect(p).toBeCloseTo(triples[w]!, 12));
  });
  it('adds up to 1 after any history, seen or not', () => {
    for (const before of [[], [0], [0, 1], [2, 2], [1, 0, 1], [2]])
      expect(model.predict(before, half).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });
  it('knows the start of a sentence', () => {
    expect(model.predict([], half).indexOf(Math.max(...model.predict([], half)))).toBe(0);
  });
  it('is tuned on the end of what it is given, and then counts all of it', () => {
    const sentences = Array.from({ length: 40 }, (_, n) => (n % 2 ? ['a', 'b', 'c'] : ['b', 'a', 'd']));
    const words = knownWords(sentences, 2);
    const tokens = sentences.map((s) => s.map((w) => words.token(w)));
    const { model: tuned, discounts } = bestTrigram(tokens, words);
    const p = tuned.predict(tokens[1]!.slice(0, 2), discounts);
    expect(p.indexOf(Math.max(...p))).toBe(words.token('c'));
  });
});

describe('words', () => {
  it('are cut at blanks and marks, not at an apostrophe within', () => {
    expect(wordsOf('The baker’s well-known “pie”, at 9.')).toEqual(
      ['the', 'baker’s', 'well-known', '“', 'pie', '”', ',', 'at', '9', '.'],
    ); // prettier-ignore
  });
  it('are known from so many times on', () => {
    const words = knownWords(
      [
        ['a', 'b'],
        ['a', 'c', 'b'],
      ],
      2,
    );
    expect(words.size).toBe(4);
    expect(words.token('c')).toBe(words.unknown);
    expect(new Set([words.token('a'), words.token('b'), words.unknown, words.start]).size).toBe(4);
  });
});

describe('batches of sentences', () => {
  const examples = [
    { inputs: [1, 2, 3], targets: [2, 3, 4] },
    { inputs: [5], targets: [6] },
    { inputs: [7, 8], targets: [8, 9] },
  ];
  it('lie time first, and what is filled up is not counted', () => {
    const sizes = { steps: 3, batch: 2 };
    const [first, last] = inBatches(sizes, examples);
    expect(batchOf(sizes, first!)).toEqual({
      inputs: Int32Array.of(1, 5, 2, 0, 3, 0),
      targets: Int32Array.of(2, 6, 3, -1, 4, -1),
      lengths: Int32Array.of(3, 1),
    });
    expect(batchOf(sizes, last!).targets).toEqual(Int32Array.of(8, -1, 9, -1, -1, -1));
    expect(() => batchOf({ steps: 2, batch: 2 }, examples)).toThrow(
      '3 steps in example 0, expected at most 2',
    );
  });
  it('have one target each where the network is read once', () => {
    const read = [{ inputs: [1, 2], targets: [1] }];
    expect(batchOf({ steps: 2, batch: 2, readout: 'last-step' }, read).targets).toEqual(Int32Array.of(1, -1));
  });
  it('hide the share of words that they are asked to, and no target', () => {
    const many = Array.from({ length: 200 }, () => ({ inputs: Array<number>(20).fill(7), targets: [1] }));
    const shown = forgetful(many, 0.3, 0, seededRandom(1));
    const hidden = shown.flatMap(({ inputs }) => inputs).filter((x) => x === 0).length / 4000;
    // 4,000 draws scatter by 0.007; four times that
    expect(Math.abs(hidden - 0.3)).toBeLessThan(0.03);
    expect(shown.every(({ targets }) => targets[0] === 1)).toBe(true);
  });
});

describe('partsOf', () => {
  it('gives each character to one part, the last tenth and every tenth page held out', () => {
    const tokens = Uint8Array.from({ length: 100_000 }, (_, n) => Math.floor(n / 4000));
    const { training, pages, ending } = partsOf(tokens);
    expect([training, pages, ending].map(({ length }) => length)).toEqual([82_000, 8000, 10_000]);
    // pages 9 and 19, counted from 0; nothing of them and of the last tenth is learned
    expect([...new Set(pages)]).toEqual([9, 19]);
    expect([...ending]).toEqual([...tokens.subarray(90_000)]);
    expect(new Set(training).has(9)).toBe(false);
    expect(Math.max(...training)).toBe(22);
  });
});
