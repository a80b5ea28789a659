// Series of numbers: decimal points and commas, headers, an index beside them, and each refusal.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../src/training/files/numbers.ts';
import { lines, mended, read, refusal } from './support.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => v + 0);
const several = fc.array(number, { minLength: 2, maxLength: 40 }).filter((v) => v.some((x) => x !== v[0]));

describe('numbers', () => {
  it('are read as they are written, and nothing else is a number', () => {
    expect(['1', '-2.5', '+.5', '3.', '1e-3', ' 7 '].map((s) => parseNumber(s, '.'))).toEqual([1, -2.5, 0.5, 3, 0.001, 7]); // prettier-ignore
    expect(['1,5', '-,25', '2'].map((s) => parseNumber(s, ','))).toEqual([1.5, -0.25, 2]);
    for (const wrong of ['', '-', 'NaN', 'Infinity', '1e999', '0x10', '1,000', '1.5.2', 'abc', '1 2', '٣'])
      expect(parseNumber(wrong, '.'), wrong).toBeNaN();
    expect(parseNumber('1.5', ',')).toBeNaN();
  });
});

describe('a series', () => {
  it('comes back as it was written: alone or beside an index and a date, with a header or without', async () => {
    await fc.assert(
      fc.asyncProperty(several, fc.boolean(), fc.boolean(), fc.constantFrom(',', ';', '\t'), async (values, header, index, separator) => {
        const row = (v: number, i: number) => (index ? [i, `2020-01-01 00:${i}`, v] : [v]).join(separator);
        const head = header ? (index ? ['step', 'date', 'height'].join(separator) : 'height') + '\n' : '';
        const { data } = await read('series', head, ...values.map((v, i) => row(v, i) + '\n'));
        expect([...data.values]).toEqual(values.map((v) => Number(String(v))));
        expect(data.name).toBe(header ? 'height' : null);
      }),
      { numRuns: 300, seed: 51 },
    ); // prettier-ignore
  });

  it('tells which column was taken, and why', async () => {
    expect((await read('series', 'date,open,close\n2020-01-01,5,7\n2020-01-02,4,9\n')).notes).toEqual([
      'The first row is a header.',
      'Between the columns stands a comma.',
      'The series is "close" (column 3), by its name. Left out: "date" (column 1), "open" (column 2).',
    ]);
    const years = await read('series', '1749,96.7\n1750,104.3\n1751,83.4\n');
    expect([...years.data.values]).toEqual([96.7, 104.3, 83.4]);
    expect(years.notes.at(-1)).toBe(
      'The series is column 2, the first of numbers that does not count or date the others. Left out: column 1.',
    );
    expect((await read('series', '2020-01-01;3\n2020-01-02;1\n')).notes.at(-1)).toBe(
      'The series is column 2, the only one of numbers. Left out: column 1.',
    );
  });

  it('with decimal commas is read where semicolons part the columns, or where a header shows that nothing does', async () => {
    const file = await read('series', 't;value\n0;0,5\n1;-1,25\n2;3\n');
    expect([...file.data.values]).toEqual([0.5, -1.25, 3]);
    expect(file.notes).toContain('Numbers have a decimal comma.');
    expect(await mended('series', 't;value\n0;0,5\n1;-1,25\n2;3\n')).toEqual([
      'Decimal commas were read as decimal points: 2 times, in lines 2 (0,5) and 3 (-1,25).',
    ]);
    expect([...(await read('series', 'value\n0,5\n12,25\n')).data.values]).toEqual([0.5, 12.25]);
    expect([...(await read('series', '3,05\n1,25\n')).data.values]).toEqual([3.05, 1.25]);
  });

  it('may stand in quotation marks, as spreadsheets and R write it', async () => {
    const file = await read('series', '"","x"\n"1","0.5"\n"2",0.75\n');
    expect([[...file.data.values], file.data.name]).toEqual([[0.5, 0.75], 'x']);
    expect([...(await read('series', '"x"\n"1.5"\n2\n')).data.values]).toEqual([1.5, 2]);
  });

  it('is read beyond the rows that its columns were found by, and keeps all of a long file', async () => {
    const n = 300_000;
    const { data, lines: read300 } = await read(
      'series',
      lines(n, (i) => `${(i % 1000) / 8}`),
    );
    expect(data.values.length).toBe(n);
    expect(read300).toBe(n);
    expect(data.values[123_457]).toBe(457 / 8);
  });

  it.each([
    ['a word', 'value\n1\n2\nNA\n4\n', 'number', 4, 'Line 4 holds "NA". A number with a decimal point was expected. A series has no gaps: fill the value in, or leave the row out.'], // prettier-ignore
    ['a word far down', lines(30_000, (i) => (i === 29_000 ? '1.2.3' : `0.${i}`)), 'number', 29_001, /^Line 29,001 holds "1\.2\.3"\./], // prettier-ignore
    ['an empty field', 't;v\n0;1,5\n1;\n2;2,5\n3;1,1\n', 'number', 3, 'Line 3 holds "" in column 2. A number with a decimal comma was expected. A series has no gaps: fill the value in, or leave the row out.'], // prettier-ignore
    ['a row too short', 't;v\n0;1,5\n1\n2;2,5\n', 'ragged', 3, 'Line 3 has 1 field: "1". 2 fields were expected, as in the first row. A series has no gaps: mend the row, or leave it out.'], // prettier-ignore
    ['words in most rows', '\nname\n1\nb\n\nc\n', 'number', 4, /^Line 4 holds "b"\./],
    ['no number at all', 'one\ntwo\n', 'number', 1, 'Line 1 holds "one". A number was expected, and no column holds numbers in half of its rows.'], // prettier-ignore
    ['a row too long', '1,2\n2,3\n3,4,5\n', 'ragged', 3, 'Line 3 has 3 fields: "3 | 4 | 5". 2 fields were expected, as in the first row. A series has no gaps: mend the row, or leave it out.'], // prettier-ignore
    ['commas that can be both', '3,5\n1,25\n', 'ambiguous', 1, /^Line 1 holds "3,5": it can be two whole numbers, or one with a decimal comma\. Write decimal points/], // prettier-ignore
    [
      'commas that may part thousands',
      'value\n1,234\n2,345\n',
      'ambiguous',
      2,
      /^Line 2 holds "1,234": it can be a number in thousands/,
    ],
    ['one value over and over', '2\n2.0\n2\n', 'constant', null, 'Every one of the 3 values is 2. There is nothing to predict: at least two different ones were expected.'], // prettier-ignore
    [
      'one number',
      'value\n7\n',
      'empty',
      null,
      'The file holds one number. At least two were expected, one a row.',
    ],
    ['blanks', '\n \n', 'empty', null, /^The file is empty/],
  ] as const)('is refused: %s', async (_, file, code, line, message) => {
    const error = await refusal('series', file);
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
    expect([error.code, error.line]).toEqual([code, line]);
  });
});
