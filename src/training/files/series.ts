// A series of numbers, one a row: a column alone, or beside an index, a time or other columns.
import { CsvReader, noSeparator } from './csv.ts';
import { count, excerpt, FileError, many } from './fileError.ts';
import { HeadFirst } from './headFirst.ts';
import type { Series } from './kinds.ts';
import { rowExcerpt } from './mends.ts';
import { parseNumber } from './numbers.ts';
import type { KindReader, Reading } from './reader.ts';
import { seriesColumns, type SeriesColumns } from './seriesColumns.ts';

/** Fewest values that make a series. */
const fewest = 2;

export function seriesReader({ mends, notes, plainQuotes }: Reading): KindReader<Series> {
  let columns: SeriesColumns | null = null;
  let header = false;
  let values = new Float64Array(1024);
  let length = 0;

  function take(fields: string[], line: number): void {
    const { width, column, decimal } = columns!;
    if (header) return void (header = false);
    while (fields.length > width && fields.at(-1)!.trim() === '') {
      fields.pop();
      mends.add('trailing-fields', line);
    }
    if (fields.length !== width)
      throw new FileError('ragged', `Line ${count(line)} has ${rowExcerpt(fields)}. ${many(width, 'field')} were expected, as in the first row. A series has no gaps: mend the row, or leave it out.`, line); // prettier-ignore
    const field = fields[column]!;
    const value = parseNumber(field, decimal);
    if (Number.isNaN(value)) {
      const where = width > 1 ? ` in column ${column + 1}` : '';
      throw new FileError('number', `Line ${count(line)} holds ${excerpt(field)}${where}. A number with a decimal ${decimal === '.' ? 'point' : 'comma'} was expected. A series has no gaps: fill the value in, or leave the row out.`, line); // prettier-ignore
    }
    if (decimal === ',' && field.includes(',')) mends.add('decimal-comma', line, field.trim());
    if (length === values.length) {
      const longer = new Float64Array(2 * length);
      longer.set(values);
      values = longer;
    }
    values[length++] = value;
  }

  const csv = new HeadFirst((head, whole) => {
    columns = seriesColumns(head, whole);
    header = columns.header;
    notes.push(...columns.notes);
    return new CsvReader(columns.separator ?? noSeparator, plainQuotes, { row: take, empty: (line) => mends.add('empty-lines', line) }); // prettier-ignore
  });

  return {
    push: (block) => csv.push(block),
    end() {
      csv.end();
      if (length < fewest)
        throw new FileError('empty', `The file holds ${length === 0 ? 'no number' : 'one number'}. At least two were expected, one a row.`); // prettier-ignore
      const taken = values.slice(0, length);
      if (taken.every((value) => value === taken[0]))
        throw new FileError('constant', `Every one of the ${many(length, 'value')} is ${taken[0]}. There is nothing to predict: at least two different ones were expected.`); // prettier-ignore
      return { kind: 'series', values: taken, name: columns!.name };
    },
  };
}
