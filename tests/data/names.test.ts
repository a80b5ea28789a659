// The tagged sentences: well formed, no two alike, the splits apart in templates, names known and unknown in the shares that the sheet states.
import { describe, expect, it } from 'vitest';
import { heldOutFrames } from '../../content/data/names/frames-held-out.ts';
import { affairsFrames } from '../../content/data/names/frames-affairs.ts';
import { peopleFrames } from '../../content/data/names/frames-people.ts';
import { phraseFrames } from '../../content/data/names/frames-phrases.ts';
import { placeFrames } from '../../content/data/names/frames-places.ts';
import { plainFrames } from '../../content/data/names/frames-plain.ts';
import { registerFrames } from '../../content/data/names/frames-registers.ts';
import { sportFrames } from '../../content/data/names/frames-sport.ts';
import { fromBrackets, mentions, namesFile, readSplit, skeleton, type TaggedSentence } from './conll.ts';

const train = readSplit('train');
const heldOut = readSplit('held-out');
const all = [...train, ...heldOut];
const splits = [
  ['train', train],
  ['held-out', heldOut],
] as const;
const byHand = (sentences: readonly TaggedSentence[]) =>
  sentences.filter(({ source }) => source === 'by-hand');
const generated = (sentences: readonly TaggedSentence[]) =>
  sentences.filter(({ source }) => source !== 'by-hand');
const text = ({ words }: TaggedSentence): string => words.join(' ');
const share = (part: number, whole: number): number => part / whole;

const kindsOf = new Map<string, Set<string>>();
for (const { kind, name } of train.flatMap(mentions))
  kindsOf.set(name, (kindsOf.get(name) ?? new Set()).add(kind));

describe.each(splits)('%s', (split, sentences) => {
  it('is well-formed BIO of three kinds', () => {
    const bad = sentences.filter(({ tags }) =>
      tags.some(
        (tag, n) =>
          !/^(O|[BI]-(PER|LOC|ORG))$/.test(tag) ||
          (tag.startsWith('I-') && ![`B-${tag.slice(2)}`, tag].includes(tags[n - 1] ?? 'O')),
      ),
    );
    expect(bad.map(text)).toEqual([]);
  });

  it('has about as many of each kind, and sentences without a name', () => {
    const found = sentences.flatMap(mentions);
    for (const kind of ['PER', 'LOC', 'ORG']) {
      const of = share(found.filter((mention) => mention.kind === kind).length, found.length);
      expect(of, kind).toBeGreaterThan(0.25);
      expect(of, kind).toBeLessThan(0.42);
    }
    const without = share(sentences.filter((s) => mentions(s).length === 0).length, sentences.length);
    expect(without).toBeGreaterThan(0.1);
    expect(without).toBeLessThan(0.25);
  });

  it('has clean tokens', () => {
    const foreign = /[\s[\]{}|<>#"'`_\p{C}]/u;
    // a mark stands alone, but for initials, abbreviations, times, scores and what is written in one
    const whole = /^.$|^£?[\p{L}\p{N}].*[\p{L}\p{N}]$|^(\p{L}|St|Co|p\.m|a\.m)\.$|^’s$/u;
    const bad = sentences.flatMap(({ words }) =>
      words.filter((word) => foreign.test(word) || !whole.test(word) || word.normalize('NFC') !== word),
    );
    expect(bad).toEqual([]);
    const said = sentences.map(text);
    expect(
      said.filter((one) => / , [,.;?]| \. \.|^[,.;:]| a [aeio]/.test(one) && !/ a (one|eu)/.test(one)),
    ).toEqual([]);
    expect(said.filter((one) => !/^(“ )?[\p{Lu}\p{N}]/u.test(one))).toEqual([]);
  });

  it('takes the sentences written by hand as they are', () => {
    const written = namesFile(`by-hand-${split}.txt`).trimEnd().split('\n').map(fromBrackets);
    const flat = (sentence: Omit<TaggedSentence, 'source'>) =>
      sentence.words.map((word, n) => `${word}/${sentence.tags[n]!}`).join(' ');
    expect(byHand(sentences).map(flat).sort()).toEqual(written.map(flat).sort());
  });

  it('is varied: no template gives more than one in a hundred sentences, and lengths differ', () => {
    const counts = new Map<string, number>();
    for (const { source } of generated(sentences)) counts.set(source, (counts.get(source) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(Math.ceil(Math.max(8, sentences.length / 100)));
    const lengths = sentences.map(({ words }) => words.length).sort((a, b) => a - b);
    const at = (part: number) => lengths[Math.floor(part * lengths.length)]!;
    expect(at(0.95) - at(0.05)).toBeGreaterThanOrEqual(10);
  });
});

describe('sizes', () => {
  it('are those asked for', () => {
    expect(train.length).toBeGreaterThanOrEqual(4000);
    expect(byHand(train).length).toBeGreaterThanOrEqual(800);
    expect(heldOut.length).toBeGreaterThanOrEqual(600);
    expect(generated(heldOut).length).toBeGreaterThanOrEqual(250);
  });
});

describe('sentences', () => {
  it('stand once, whatever the case and the punctuation', () => {
    const plain = all.map(({ words }) =>
      words
        .filter((word) => /[\p{L}\p{N}]/u.test(word))
        .join(' ')
        .toLowerCase(),
    );
    expect(plain.filter((one, n) => plain.indexOf(one) !== n)).toEqual([]);
  });

  it('of the grammar differ from every other in two words at least, names counted as one word of their kind', () => {
    const holder = new Map<string, TaggedSentence>();
    const near: string[] = [];
    for (const sentence of [...byHand(all), ...generated(all)]) {
      const words = skeleton(sentence);
      for (const gap of words.map((_, n) => words.with(n, '_').join(' '))) {
        const other = holder.get(gap);
        if (other && other !== sentence && sentence.source !== 'by-hand')
          near.push(`${text(sentence)} = ${text(other)}`);
        holder.set(gap, sentence);
      }
    }
    expect(near).toEqual([]);
  });

  it('of one template share four words in five at most', () => {
    const near: string[] = [];
    for (const template of new Set(generated(all).map(({ source }) => source))) {
      const siblings = all.filter(({ source }) => source === template);
      const words = siblings.map((sentence) => new Set(skeleton(sentence)));
      words.forEach((a, n) => {
        for (let m = 0; m < n; m++)
          if ((2 * a.intersection(words[m]!).size) / (a.size + words[m]!.size) > 0.8)
            near.push(`${text(siblings[n]!)} = ${text(siblings[m]!)}`);
      });
    }
    expect(near).toEqual([]);
  });

  it('by hand differ in two words too, but for pairs of five words or fewer', () => {
    const holder = new Map<string, TaggedSentence>();
    const near: string[] = [];
    for (const sentence of byHand(all)) {
      const words = skeleton(sentence);
      if (words.length > 5)
        for (const gap of words.map((_, n) => words.with(n, '_').join(' '))) {
          const other = holder.get(gap);
          if (other && other !== sentence) near.push(`${text(sentence)} = ${text(other)}`);
          holder.set(gap, sentence);
        }
    }
    expect(near).toEqual([]);
  });
});

describe('templates', () => {
  it('of the splits are disjoint', () => {
    const of = (sentences: readonly TaggedSentence[]) =>
      new Set(generated(sentences).map(({ source }) => source));
    expect(of(train).size).toBeGreaterThanOrEqual(250);
    expect(of(heldOut).size).toBeGreaterThanOrEqual(60);
    expect([...of(heldOut)].filter((source) => of(train).has(source))).toEqual([]);
    for (const source of of(heldOut)) expect(source).toMatch(/^held-out-\d+$/);
  });

  it('stand once, and no held-out one shares four of its own words in a row with a training one', () => {
    const trainFrames = [
      peopleFrames,
      sportFrames,
      placeFrames,
      affairsFrames,
      phraseFrames,
      registerFrames,
      plainFrames,
    ].flat();
    expect(new Set([...trainFrames, ...heldOutFrames]).size).toBe(trainFrames.length + heldOutFrames.length);
    // a row ends at a choice, a name, a mark
    const runs = (frame: string) =>
      frame.split(/[^\p{L}’ ]+|\{[a-z-]+\}/u).flatMap((row) => {
        const words = row.trim().split(/\s+/);
        return words.slice(3).map((_, n) => words.slice(n, n + 4).join(' '));
      });
    const known = new Set(trainFrames.flatMap(runs));
    expect(heldOutFrames.flatMap(runs).filter((run) => known.has(run))).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['all', heldOut],
    ['by hand', byHand(heldOut)],
    ['of the grammar', generated(heldOut)],
  ] as const)('held out, %s: about half were seen in training', (_, sentences) => {
    const found = sentences.flatMap(mentions);
    const seen = share(found.filter(({ name }) => kindsOf.has(name)).length, found.length);
    expect(seen).toBeGreaterThan(0.4);
    expect(seen).toBeLessThan(0.6);
  });

  it('of several kinds are many, so that the words around have to decide', () => {
    const several = [...kindsOf].filter(([, kinds]) => kinds.size > 1).map(([name]) => name);
    expect(several.length).toBeGreaterThanOrEqual(100);
    const asked = heldOut.flatMap(mentions).filter(({ name }) => several.includes(name));
    expect(asked.length).toBeGreaterThanOrEqual(100);
    // and the kind asked for is not just the one that is met most often: each has its part
    for (const kind of ['PER', 'LOC', 'ORG'])
      expect(share(asked.filter((one) => one.kind === kind).length, asked.length)).toBeGreaterThan(0.15);
  });

  it('are no words that always are names: some stand untagged elsewhere', () => {
    const untagged = new Set(train.flatMap(({ words, tags }) => words.filter((_, n) => tags[n] === 'O')));
    const both = [...kindsOf.keys()].filter((name) => untagged.has(name));
    expect(both.length).toBeGreaterThanOrEqual(5);
  });
});
