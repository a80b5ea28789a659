// What is shown of a set: reading samples, filters, search, draws, the link, and what a page is built with.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind, Sample } from '../../../src/figures/datasets/kinds.ts';
import { openingOf, wordsOf } from '../../../src/figures/datasets/kinds.ts';
import { headOf, piecesOf, samplesOf } from '../../../src/figures/datasets/samples.ts';
import {
  cutAt,
  drawn,
  firstView,
  fromQuery,
  passing,
  toQuery,
  type Offer,
} from '../../../src/figures/datasets/view.ts';
import { bracketedOf } from '../../../src/training/datasets/tagged.ts';
import { servedFiles, setFacts } from '../../../src/figures/datasets/built.ts';

const films =
  'label\tkind\tfilm\ttext\npositive\tplain\tTin Moon\tTin Moon shines.\nnegative\tirony\t-\tWhat a triumph of dullness.\n' +
  'negative\tplain\t-\tIt bored the moon out of the sky.\n';
const offer: Offer = {
  files: ['train.tsv', 'held-out.tsv'],
  facets: { label: ['negative', 'positive'], kind: ['irony', 'plain'] },
  searchable: true,
};
const first = firstView(offer);
const many: Sample[] = Array.from({ length: 100 }, (_, n) => ({
  place: n + 1,
  searched: '',
  facets: {},
  size: 1,
  shown: { kind: 'sentences', words: '' },
}));

describe('samples', () => {
  it('a labelled row has its label, its kind, its film, and a number in the file', () => {
    const samples = samplesOf('labelled', films, 'train.tsv');
    expect(samples.map(({ place }) => place)).toEqual([1, 2, 3]);
    expect(samples[0]!.shown).toEqual({
      kind: 'labelled',
      label: 'positive',
      manner: 'plain',
      film: 'Tin Moon',
      words: 'Tin Moon shines.',
    });
    expect(samples[1]).toMatchObject({ facets: { label: ['negative'], kind: ['irony'] }, size: 5 });
    expect(samples[1]!.shown).toMatchObject({ film: null });
  });

  it('a table of sources adds a facet, families without their numbers', () => {
    const conll = 'Bo\tB-PER\nleft\tO\n\nRain\tO\n';
    const sources = 'sentence\tsource\n1\tsport-9\n2\tby-hand\n';
    expect(samplesOf('tagged', conll, 'train.conll', sources).map(({ facets }) => facets)).toEqual([
      { holds: ['PER'], source: ['sport'] },
      { holds: ['no name'], source: ['by-hand'] },
    ]);
    expect(() => samplesOf('tagged', conll, 'train.conll', 'source\nx\n')).toThrow(
      'train.conll has 2 samples and 1 sources',
    );
  });

  it('a tagged sentence is cut into names and what is between, and nothing is lost', () => {
    expect(piecesOf(bracketedOf('[ORG Hale & Sons] left [LOC Kelder] [PER Bo]'))).toEqual([
      { words: 'Hale & Sons', entity: 'ORG' },
      { words: 'left', entity: null },
      { words: 'Kelder', entity: 'LOC' },
      { words: 'Bo', entity: 'PER' },
    ]);
  });

  it('a series is shown in pieces of 120, the last one as long as it is', () => {
    const text = `value\n${Array.from({ length: 250 }, (_, n) => n).join('\n')}\n`;
    const pieces = samplesOf('series', text, 'a.csv').map(({ shown }) => shown);
    expect(pieces.map((p) => (p.kind === 'series' ? [p.from, p.values.length, p.values[0]] : null))).toEqual([
      [1, 120, 0],
      [121, 120, 120],
      [241, 10, 240],
    ]);
  });

  it('counts words as readers do', () => {
    expect(wordsOf('It’s a well-made film, 9.15 long – no?')).toBe(7);
    expect(wordsOf('– …')).toBe(0);
  });

  it('opens a letter beyond its address', () => {
    const paragraphs = ['To the Water Board', 'word '.repeat(30), 'More.'];
    expect(openingOf(paragraphs)).toEqual(paragraphs.slice(0, 2));
    expect(openingOf(['Short.'])).toEqual(['Short.']);
  });
});

describe('filters and search', () => {
  const samples = samplesOf('labelled', films, 'train.tsv');
  const places = (change: Partial<typeof first>) =>
    passing(samples, { ...first, ...change }).map(({ place }) => place);

  it('all filters and the word must pass, capitals or not', () => {
    expect(places({})).toEqual([1, 2, 3]);
    expect(places({ picks: { label: 'negative' } })).toEqual([2, 3]);
    expect(places({ picks: { label: 'negative', kind: 'plain' } })).toEqual([3]);
    expect(places({ word: ' MOON ' })).toEqual([1, 3]);
    expect(places({ word: 'moon', picks: { label: 'positive' } })).toEqual([1]);
    expect(places({ word: 'label' })).toEqual([]);
  });

  it('marks each hit, and the pieces are the text', () => {
    expect(cutAt('A moon, a Moon.', 'moon')).toEqual(['A ', 'moon', ', a ', 'Moon', '.']);
    expect(cutAt('aaa', 'aa')).toEqual(['', 'aa', 'a']);
    expect(cutAt('nothing', ' ')).toEqual(['nothing']);
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, word) => {
        const pieces = cutAt(text, word);
        expect(pieces.join('')).toBe(text);
        for (const [n, hit] of pieces.entries())
          if (n % 2) expect(hit.toLowerCase()).toBe(word.trim().toLowerCase());
      }),
    );
  });
});

describe('draws', () => {
  it('seed 0 gives the first ten; a seed always the same ten others, without repeats', () => {
    expect(drawn(many, 0).map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const once = drawn(many, 7);
    expect(drawn(many, 7)).toEqual(once);
    expect(new Set(once).size).toBe(10);
    expect(drawn(many, 8)).not.toEqual(once);
    expect(drawn(many.slice(0, 4), 3)).toHaveLength(4);
    expect(many.map(({ place }) => place)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });

  it('each sample is as likely as any other', () => {
    const counts = new Array<number>(100).fill(0);
    const draws = 2000;
    for (let seed = 1; seed <= draws; seed++) for (const { place } of drawn(many, seed)) counts[place - 1]!++;
    const chi2 = counts.reduce((sum, n) => sum + (n - draws / 10) ** 2 / (draws / 10), 0);
    // 99 degrees of freedom, times 0.9 because ten are drawn without repeats: mean 89, standard deviation 13; four of these above it
    expect(chi2).toBeLessThan(141);
    expect(chi2).toBeGreaterThan(37);
  });
});

describe('the link', () => {
  it('is empty for the first view, and brings any other back', () => {
    expect(toQuery(first, offer)).toBe('');
    const view = fc.record({
      file: fc.constantFrom(...offer.files),
      picks: fc.record(
        { label: fc.constantFrom('negative', 'positive'), kind: fc.constantFrom('irony', 'plain') },
        { requiredKeys: [] },
      ),
      word: fc.string({ maxLength: 80 }).map((word) => word.trim()),
      seed: fc.integer({ min: 0, max: 999_999 }),
    });
    fc.assert(
      fc.property(view, (asked) => {
        const { view: back, problem } = fromQuery(toQuery(asked, offer), offer);
        expect(problem).toBeNull();
        expect(back).toEqual(asked);
      }),
    );
  });

  it('one that does not fit is refused with a reason, and gives the first view', () => {
    for (const [query, why] of [
      ['?file=secret.tsv', 'file “secret.tsv”, which this set does not have'],
      ['?label=neutral', 'label “neutral”, which no sample has'],
      ['?seed=-1', 'not a whole number'],
      ['?seed=1e3', 'not a whole number'],
      [`?word=${'x'.repeat(81)}`, '81 characters'],
    ] as const) {
      const { view, problem } = fromQuery(query, offer);
      expect(problem, query).toContain(why);
      expect(view).toEqual(first);
    }
  });
});

describe('what a page is built with', () => {
  const sets: [string, Kind, string[]][] = [
    ['dates', 'pairs', ['train.tsv', 'held-out.tsv']],
    ['everyday', 'sentences', ['by-hand.txt', 'train.txt', 'held-out.txt']],
    ['glyphs', 'glyphs', ['train.tsv']],
    ['tones', 'tones', ['held-out.tsv']],
    ['melodies', 'melodies', ['held-out.tsv']],
    ['series', 'series', ['walk-train.csv', 'walk-held-out.csv']],
    ['names', 'tagged', ['by-hand-train.txt', 'by-hand-held-out.txt']],
    ['films', 'labelled', ['by-hand-train.tsv', 'by-hand-held-out.tsv']],
    ['collection', 'text', []],
  ];
  for (const [set, kind, names] of sets)
    it(`${set}: the head is the first ten samples of the first file, and the counts are of all`, () => {
      const listed = names.map((name) => ({
        name,
        count: 1,
        split: name.startsWith('by-hand.') ? ('source' as const) : ('train' as const),
      }));
      const facts = setFacts(set, kind, listed)!;
      const file = facts.files[0]!;
      expect(file.split, 'what went into the others comes last').not.toBe('source');
      const { text } = servedFiles().find((served) => served.set === set && served.file === file.name)!;
      const all = samplesOf(kind, text, file.name);
      const head = samplesOf(kind, headOf(kind, text, file.name), file.name);
      expect(samplesOf(kind, facts.head, file.name)).toEqual(head);
      expect(head).toHaveLength(10);
      if (kind !== 'text') expect(head).toEqual(all.slice(0, 10));
      else
        expect(head.map(({ shown }) => (shown.kind === 'text' ? shown.title : ''))).toEqual(
          all.slice(0, 10).map(({ shown }) => (shown.kind === 'text' ? shown.title : '')),
        );
      expect(file.samples).toBe(all.length);
      // a series' values are counted, not its pieces of 120
      const counted =
        kind === 'series'
          ? all.reduce((sum, { shown }) => sum + (shown.kind === 'series' ? shown.values.length : 0), 0)
          : all.length;
      expect(facts.groups[0]!.bins.counts[0]!.reduce((a, b) => a + b)).toBe(counted);
      for (const { values, counts } of facts.tallies)
        for (const file of counts) expect(file).toHaveLength(values.length);
    });

  it('a set without files of its own has none to show', () => {
    expect(setFacts('characters', 'text', [])).toBeNull();
  });
  it('a file that is not there is named', () => {
    expect(() => setFacts('dates', 'pairs', [{ name: 'absent.tsv', split: 'train', count: 1 }])).toThrow(
      'content/data/dates has no absent.tsv',
    );
  });
});
