// Tagged sentences: two to four columns, tabs or blanks, BIO1 and BIO2, and each refusal.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBio, toBio2 } from '../../../src/training/files/bio.ts';
import { mended, read, refusal } from './support.ts';

interface Span {
  readonly type: string;
  readonly length: number;
}
/** A sentence as its names and the gaps between them, which may be none. */
const sentence = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 2 }),
    span: fc.record({ type: fc.constantFrom('PER', 'LOC'), length: fc.integer({ min: 1, max: 3 }) }),
  }),
  { maxLength: 6 },
);
type Sentence = readonly { readonly gap: number; readonly span: Span }[];

const inBio2 = (s: Sentence): string[] =>
  s.flatMap(({ gap, span }) => [
    ...Array<string>(gap).fill('O'),
    ...Array.from({ length: span.length }, (_, i) => `${i ? 'I' : 'B'}-${span.type}`),
  ]);
/** B- only where a name follows another of its type at once. */
const inBio1 = (s: Sentence): string[] =>
  s.flatMap(({ gap, span }, n) => {
    const touches = n > 0 && gap === 0 && s[n - 1]!.span.type === span.type;
    return [
      ...Array<string>(gap).fill('O'),
      ...Array.from({ length: span.length }, (_, i) => `${i === 0 && touches ? 'B' : 'I'}-${span.type}`),
    ];
  });

describe('tags', () => {
  it('in BIO1 become BIO2, and those in BIO2 stay', () => {
    fc.assert(
      fc.property(sentence, (s) => {
        expect(toBio2(inBio1(s))).toEqual(inBio2(s));
        expect(toBio2(inBio2(s))).toEqual(inBio2(s));
      }),
      { numRuns: 1000, seed: 41 },
    );
  });
  it('are O, B-… or I-…', () => {
    expect(['O', 'B-PER', 'I-creative-work', 'B-x:y'].filter((tag) => !isBio(tag))).toEqual([]);
    expect(['o', 'B', 'B-', 'S-PER', 'I_PER', '', 'NN', 'B-a b'].filter(isBio)).toEqual([]);
  });
});

describe('tagged sentences', () => {
  const token = fc.array(fc.constantFrom('a', 'É', '"', '-', '#', '’', '👍'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')); // prettier-ignore

  it('come back as they were written, in two to four columns, with tabs or blanks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sentence.filter((s) => s.length > 0), { minLength: 1, maxLength: 5 }),
        fc.infiniteStream(token),
        fc.constantFrom('\t', ' ', '  '),
        fc.integer({ min: 0, max: 2 }),
        fc.boolean(),
        async (sentences, words, separator, between, bio1) => {
          const tokens = sentences.map((s) => inBio2(s).map(() => words.next().value!));
          const text = sentences
            .map((s, n) =>
              (bio1 ? inBio1(s) : inBio2(s))
                .map((tag, i) => [tokens[n]![i]!, ...Array<string>(between).fill('x'), tag].join(separator) + '\n')
                .join(''),
            )
            .join('\n');
          const { data } = await read('tagged', text);
          expect(data.sentences).toEqual(sentences.map((s, n) => ({ tokens: tokens[n], tags: inBio2(s) })));
        },
      ),
      { numRuns: 200, seed: 42 },
    ); // prettier-ignore
  });

  it('have documents’ first lines and blanks at the end left out, BIO1 converted, and all of it told', async () => {
    const text = '-DOCSTART- -X- -X- O\n\nMara NNP B-NP I-PER \nQuill NNP I-NP I-PER\nsang VBD B-VP O\n \n\n-DOCSTART- -X- -X- O\n\nKelder NNP B-NP I-LOC\n'; // prettier-ignore
    const file = await read('tagged', text);
    expect(file.data.sentences).toEqual([
      { tokens: ['Mara', 'Quill', 'sang'], tags: ['B-PER', 'I-PER', 'O'] },
      { tokens: ['Kelder'], tags: ['B-LOC'] },
    ]);
    expect(file.data.tags).toContainEqual({ name: 'B-LOC', count: 1 });
    expect(file.notes).toEqual(['Of 4 columns, the first (tokens) and the last (tags) were taken.']);
    expect(await mended('tagged', text)).toEqual([
      'Lines that begin a document (-DOCSTART-) were left out: 2 times, in lines 1 and 8.',
      'Blanks at the end of a line were left out: 1 time, in line 3.',
      'Entities that began with I- now begin with B-: 2 times, in lines 3 (I-PER → B-PER) and 10 (I-LOC → B-LOC).',
    ]);
  });

  it.each([
    ['an unknown tag', 'a\tO\nb\tNN\n', 'unknown-tag', 2, 'Line 2 has the tag "NN" in its last column. O, B-… or I-… was expected, as in B-PER.'], // prettier-ignore
    ['BIOES', 'a\tB-PER\nb\tE-PER\n', 'unknown-tag', 2, /the tag "E-PER" .* It looks like BIOES or BILOU: convert the file to BIO\.$/], // prettier-ignore
    ['a small letter', 'a\to\n', 'unknown-tag', 1, /the tag "o" .* Tags are written with a capital letter and a hyphen\.$/], // prettier-ignore
    [
      'a line without a tag',
      'a O\nb\n',
      'ragged',
      2,
      'Line 2 has 1 column: "b". 2 were expected, as in line 1.',
    ],
    ['a column too many', 'a O\n\nb x O\n', 'ragged', 3, 'Line 3 has 3 columns: "b x O". 2 were expected, as in line 1.'], // prettier-ignore
    ['one column', 'a\nb\n', 'columns', 1, 'Line 1 has 1 column: "a". Two to four were expected, the token first and its tag last, with a tab or blanks between them.'], // prettier-ignore
    ['five columns', 'a b c d O\n', 'columns', 1, /^Line 1 has 5 columns/],
    ['no token', 'a\tO\n\tO\n', 'ragged', 2, 'Line 2 has no token before its tag "O". One was expected in the first column.'], // prettier-ignore
    ['no name at all', 'a O\nb O\n', 'one-class', null, 'Every one of the 2 tokens has the tag O. At least one name, with B- or I-, was expected.'], // prettier-ignore
    ['nothing but empty lines', '\n\n', 'empty', null, /^The file holds no token/],
  ] as const)('are refused: %s', async (_, file, code, line, message) => {
    const error = await refusal('tagged', file);
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
    expect([error.code, error.line]).toEqual([code, line]);
  });
});
