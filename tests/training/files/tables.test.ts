// Texts with labels, and pairs: what papaparse writes comes back, columns are found and told, and what does not fit is refused or left out.
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/training/vocabulary.ts';
import { lines, mended, read, refusal } from './support.ts';

/** Separators, quotation marks and line ends among the letters. */
const field = fc
  .array(fc.constantFrom('a', 'B', 'é', ' ', ',', ';', '|', '"', '""', '\n', '\r\n', "'", '👍', '0'), {
    maxLength: 12,
  }) // prettier-ignore
  .map((parts) => parts.join(''));
const textField = field.filter((text) => text.trim() !== '');
const labelled = fc.array(fc.record({ label: fc.constantFrom('good', 'bad', 'so, so', '"odd"'), text: textField, other: field }), { minLength: 3, maxLength: 30 }); // prettier-ignore

describe('texts with labels', () => {
  it('come back from what papaparse writes, with columns in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        labelled,
        fc.shuffledSubarray(['label', 'text', 'other'] as const, { minLength: 3 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        async (rows, order, delimiter, newline) => {
          fc.pre(new Set(rows.map(({ label }) => label)).size > 1);
          const written = Papa.unparse({ fields: [...order], data: rows.map((row) => order.map((name) => row[name])) }, { delimiter, newline, quotes: true }); // prettier-ignore
          const { data } = await read('labelled', written);
          expect(data.rows).toEqual(rows.map(({ label, text }) => ({ label, text: normalise(text) })));
          expect(data.labels.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
        },
      ),
      { numRuns: 300, seed: 31 },
    );
  });

  it('come back over many pieces', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => ({ label: i % 3 ? 'yes' : 'no', text: `Row ${i}, "quoted"\nand ${'long '.repeat(i % 17)}end` })); // prettier-ignore
    const { data, lines } = await read('labelled', Papa.unparse(rows, { newline: '\n' }));
    expect(data.rows).toEqual(rows);
    expect(lines).toBe(1 + 2 * rows.length);
    expect(data.labels).toEqual([{ name: 'yes', count: 26_666 }, { name: 'no', count: 13_334 }]); // prettier-ignore
  });

  it('are found by the names of their columns', async () => {
    const file = await read('labelled', 'id,Review,Sentiment\n1,fine,pos\n2,dull,neg\n');
    expect(file.data.rows).toEqual([{ label: 'pos', text: 'fine' }, { label: 'neg', text: 'dull' }]); // prettier-ignore
    expect(file.notes).toEqual([
      'Between the fields stands a comma.',
      'The first row is a header.',
      'The label is "Sentiment" (column 3), by its name.',
      'The text is "Review" (column 2), by its name.',
      'Left out: "id" (column 1).',
    ]);
  });

  it('are found by few different values where no name tells, with a header or without', async () => {
    const body = lines(20, (i) => `sentence number ${i};${i % 2 ? 'ham' : 'spam'}`);
    const bare = await read('labelled', body);
    expect(bare.data.rows.length).toBe(20);
    expect(bare.notes).toEqual([
      'Between the fields stands a semicolon.',
      'There is no header: the first row counts.',
      'The label is column 2, by its few values: 2 different in 19 rows.',
      'The text is column 1, the longest of the others.',
    ]);
    const headed = await read('labelled', `what was said;what it was\n${body}`);
    expect(headed.data.rows).toEqual(bare.data.rows);
    expect(headed.notes).toContain(
      'The label is "what it was" (column 2), by its few values: 2 different in 20 rows.',
    );
  });

  it('may be sorted by label', async () => {
    const { data } = await read(
      'labelled',
      lines(4000, (i) => `"text, ${i}",${i < 2000 ? 0 : 1}`),
    );
    expect(data.labels).toEqual([{ name: '0', count: 2000 }, { name: '1', count: 2000 }]); // prettier-ignore
  });

  it.each([
    ['one class', 'label,text\na,x\na,y\n', 'one-class', null, 'Every one of the 2 rows (lines 2 to 3) has the label "a". At least two labels were expected.'], // prettier-ignore
    ['one class without a name', lines(60, (i) => `pos,text ${i}`), 'one-class', null, /^Column 1 holds "pos" in every row, and no other column holds few values\./], // prettier-ignore
    ['no column of few values', lines(60, (i) => `${i},text ${i}`), 'no-label', null, /in 59 rows column 1 \(it begins "0"\) more than 50, column 2 \(it begins "text 0"\) more than 50\. Two to 50 were expected/], // prettier-ignore
    ['too many labels', 'label,text\n' + lines(300, (i) => `l${i},t`), 'too-many-labels', null, /holds 300 different values in 300 rows, "l0" and "l1" among them\. At most 200/], // prettier-ignore
    ['one column', '\n\nno separator\nhere\n', 'columns', 3, 'Line 3 has one field: "no separator". At least two were expected, a label and a text, with a comma, a semicolon, a tab or a bar between them.'], // prettier-ignore
    ['blanks', '\n  \n', 'empty', null, /^The file is empty/],
    ['only a header', 'label,text\n', 'empty', null, /^The file holds no row but the first\./],
    ['a row too long', 'label,text\na,"x\ny"\nb,z,w\n', 'ragged', 4, /^Line 4 begins a row of 3 fields: "b \| z \| w"\. 2 fields, with a comma between them, were expected, as in line 1\. A field that holds a comma itself stands in quotation marks\.$/], // prettier-ignore
    ['a row too short', 'label,text\na,x\n\nb\n', 'ragged', 4, /^Line 4 begins a row of 1 field: "b"\./],
    ['no text', 'label,text\na,x\nb,  \n', 'ragged', 3, 'Line 3 begins a row without a text; beside it stands "b". One was expected.'], // prettier-ignore
    ['no text, and no header', 'ex,good\nwhy,bad\n,good\nzed,bad\n', 'ragged', 3, 'Line 3 begins a row without a text; beside it stands "good". One was expected.'], // prettier-ignore
    ['no label', 'label,text\na,x\n,y\nb,z\n', 'ragged', 3, 'Line 3 begins a row without a label; beside it stands "y". One was expected.'], // prettier-ignore
    ['an open quotation mark', 'label,text\na,x\nb,"never closed\nc,z\n', 'quotes', 3, 'Line 3 begins a row with a quotation mark that is never closed: "never closed\\nc,z\\n". One was expected at the end of the field.'], // prettier-ignore
    ['a quotation mark inside', 'label,text\na,x\nb,"so "called" end"\n', 'quotes', 3, /^Line 3 begins a row with a quotation mark inside a field .*: "so \\"called\\" end"\. .* is doubled/], // prettier-ignore
    ['an open one in a long file', 'label,text\na,"' + 'long '.repeat(800_000), 'quotes', 2, /^Line 2 begins a row of more than 1,000,000 characters: .* may not be closed/], // prettier-ignore
  ] as const)('are refused: %s', async (_, file, code, line, message) => {
    const error = await refusal('labelled', file);
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
    expect([error.code, error.line]).toEqual([code, line]);
  });

  it('lose up to one row in a hundred that does not fit, and that is told; one more refuses the file', async () => {
    const row = (wrong: number[]) => (i: number) => (wrong.includes(i) ? 'a,b,c' : `${i % 2 ? 'a' : 'b'},text ${i}`); // prettier-ignore
    const header = 'label,text\n';
    const file = await read('labelled', header, lines(200, row([7, 100])));
    expect(file.data.rows.length).toBe(198);
    expect(await mended('labelled', header, lines(200, row([7, 100])))).toEqual([
      'Rows that do not fit were left out: 2 times, in lines 9 (3 fields: "a | b | c") and 102 (3 fields: "a | b | c").',
    ]);
    expect(await refusal('labelled', header, lines(200, row([7, 100, 150])))).toMatchObject({ code: 'ragged', line: 9 }); // prettier-ignore
    expect(await refusal('labelled', header, lines(99, row([7])))).toMatchObject({ code: 'ragged', line: 9 });
  });

  it('are mended: empty lines, empty fields at the end, blanks around labels', async () => {
    const text = 'label,text\na,x,,\n\n b ,y\n';
    expect((await read('labelled', text)).data.rows).toEqual([{ label: 'a', text: 'x' }, { label: 'b', text: 'y' }]); // prettier-ignore
    expect(await mended('labelled', text)).toEqual([
      'Empty fields beyond the last column were left out: 1 time, in line 2.',
      'Empty lines were left out: 1 time, in line 3.',
      'Blanks around labels were left out: 1 time, in line 4 (" b ").',
    ]);
  });

  it('keep quotation marks that only stand in the text, where tabs part the fields', async () => {
    const text = 'label\ttext\na\t"Fine," he said.\nb\tAn inch is 1"\n';
    expect((await read('labelled', text)).data.rows).toEqual([
      { label: 'a', text: '"Fine," he said.' },
      { label: 'b', text: 'An inch is 1"' },
    ]);
    expect(await mended('labelled', text)).toEqual([
      'Quotation marks were read as part of the text, as they do not enclose whole fields: 1 time, in line 2.',
    ]);
  });
});

describe('pairs', () => {
  const side = fc.array(fc.constantFrom('a', 'é', ' ', '"', ',', '👍'), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')).filter((text) => text.trim() !== ''); // prettier-ignore

  it('come back as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ source: side, target: side }), { minLength: 1 }), fc.boolean(), async (pairs, header) => {
        const { data } = await read('pairs', header ? 'target\tsource\n' : '', ...pairs.map(({ source, target }) => (header ? `${target}\t${source}\n` : `${source}\t${target}\n`))); // prettier-ignore
        expect(data.pairs).toEqual(pairs);
      }),
      { numRuns: 200, seed: 32 },
    ); // prettier-ignore
  });

  it('tell which columns were taken', async () => {
    expect((await read('pairs', 'a\tb\tc\nd\te\tf\n')).notes).toEqual([
      'Of 3 columns, the first two were taken.',
    ]);
    expect((await read('pairs', 'form\tsource\ttarget\nx\ta\tb\n')).notes).toEqual([
      'Line 1 is a header: the columns "source" and "target" are the pairs.',
      'Of 3 columns, those two were taken.',
    ]);
  });

  it.each([
    ['no tab', '\nno tab here\n', 'columns', 2, 'Line 2 holds no tab: "no tab here". Two columns were expected, the source sentence and the target sentence with a tab between them.'], // prettier-ignore
    ['a line without its tab', 'a\tb\nc d\n', 'ragged', 2, 'Line 2 has 1 field: "c d". 2 fields, with tabs between them, were expected, as in line 1.'], // prettier-ignore
    ['a tab too many', 'a\tb\nc\td\te\n', 'ragged', 2, /^Line 2 has 3 fields: "c \| d \| e"\./],
    ['no target', 'a\tb\nc\t \n', 'ragged', 2, 'Line 2 has no target: there is nothing beside "c". A sentence on each side of the tab was expected.'], // prettier-ignore
    ['no source', 'a\tb\n\td\n', 'ragged', 2, /^Line 2 has no source: there is nothing beside "d"\./],
    [
      'only a header',
      'source\ttarget\n',
      'empty',
      null,
      'The file holds no pair: only its header was found.',
    ],
  ] as const)('are refused: %s', async (_, file, code, line, message) => {
    const error = await refusal('pairs', file);
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
    expect([error.code, error.line]).toEqual([code, line]);
  });

  it('lose one line in a hundred that does not fit', async () => {
    const text = lines(100, (i) => (i === 41 ? 'alone' : `s${i}\tt${i}`));
    expect((await read('pairs', text)).data.pairs.length).toBe(99);
    expect(await mended('pairs', text)).toEqual([
      'Rows that do not fit were left out: 1 time, in line 42 (1 field: "alone").',
    ]);
  });
});
