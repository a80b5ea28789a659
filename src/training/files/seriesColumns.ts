// How a series is written: what parts the columns, which decimal sign, whether there is a header, and which column is the series.
import { firstRows, noSeparator, separatorNames, type Separator } from './csv.ts';
import { excerpt, FileError } from './fileError.ts';
import { parseNumber, type Decimal } from './numbers.ts';

/** Names of a column that counts or dates the values, and of one that holds them. */
const indexNames = ['', 'index', 'i', 'n', 'id', 't', 'time', 'date', 'datetime', 'timestamp', 'step', 'year', 'month', 'week', 'day', 'hour', 'minute', 'second']; // prettier-ignore
const valueNames = ['value', 'values', 'y', 'x', 'series', 'observation', 'count', 'close', 'price', 'temperature', 'level', 'mean']; // prettier-ignore

/** A column is one of numbers if so many of its first values are, at least: one that is none is then an error, with its line. */
const mostly = 0.5;

export interface SeriesColumns {
  /** null where there is one column. */
  readonly separator: Separator | null;
  readonly decimal: Decimal;
  readonly header: boolean;
  readonly width: number;
  readonly column: number;
  readonly name: string | null;
  /** The choice, in sentences. */
  readonly notes: readonly string[];
}

const lower = (field: string) => field.trim().toLowerCase();
const wholeNumber = /^[+-]?\d+$/;

/** What parts the columns, and whether a comma is a decimal sign though nothing else parts them. */
function separatorOf(lines: readonly string[]): { separator: Separator | null; decimalComma: boolean } {
  const most = (sign: string) => lines.filter((line) => line.includes(sign)).length > lines.length / 2;
  for (const separator of [';', '\t', '|'] as const)
    if (most(separator)) return { separator, decimalComma: false };
  if (!most(',')) return { separator: null, decimalComma: false };
  const body = lines.filter((line, i) => i > 0 || /\d/.test(line));
  const halves = body.map((line) => line.split(','));
  const oneComma = halves.every((parts) => parts.length === 2 && parts.every((part) => wholeNumber.test(part.trim()))); // prettier-ignore
  if (!oneComma || (body.length < lines.length && lines[0]!.includes(',')))
    return { separator: ',', decimalComma: false };
  const [left, right] = [0, 1].map((side) => halves.map((parts) => parts[side]!.trim())) as [string[], string[]]; // prettier-ignore
  // 1,234 is more often a thousand than one and a bit
  const thousands = right.every((n) => n.length === 3);
  if (body.length < lines.length) {
    if (thousands) throw ambiguous(body[0]!, lines.indexOf(body[0]!) + 1, 'a number in thousands, or one with a decimal comma'); // prettier-ignore
    return { separator: null, decimalComma: true };
  }
  const step = Number(left[1]) - Number(left[0]);
  if (
    left.length > 2 &&
    step > 0 &&
    left.every((n, i) => i === 0 || Number(n) - Number(left[i - 1]) === step)
  )
    // prettier-ignore
    return { separator: ',', decimalComma: false };
  // no whole number is written with a zero before it
  if (!thousands && right.some((n) => /^0\d/.test(n))) return { separator: null, decimalComma: true };
  throw ambiguous(lines[0]!, 1, 'two whole numbers, or one with a decimal comma');
}

const ambiguous = (found: string, line: number, either: string): FileError =>
  new FileError('ambiguous', `Line ${line} holds ${excerpt(found)}: it can be ${either}. Write decimal points and no other signs in a number, put semicolons between columns, or give the columns names in a first row.`, line); // prettier-ignore

/** Which decimal sign the numbers of these rows have. */
const decimalOf = (rows: readonly (readonly string[])[]): Decimal => {
  const fields = rows.flat().map((field) => field.trim());
  const comma = fields.filter((field) => /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/.test(field)).length;
  const point = fields.filter((field) => /^[+-]?\d*\.\d+(?:[eE][+-]?\d+)?$/.test(field)).length;
  return comma > point ? ',' : '.';
};

const rising = (values: readonly number[]) => values.every((v, i) => i === 0 || !(v <= values[i - 1]!));

/**
 * @param head the beginning of the file, with anything in it
 * @param whole that is all of it
 * @throws FileError of code `number` where no column holds numbers, `ambiguous` where commas can be read both ways
 */
export function seriesColumns(head: string, whole: boolean): SeriesColumns {
  const lines = firstRows(head, noSeparator, whole, true).map((row) => row[0]!);
  const { separator, decimalComma } = separatorOf(lines);
  const rows = firstRows(head, separator ?? noSeparator, whole);
  const decimal = decimalComma ? ',' : separator === ',' ? '.' : decimalOf(rows);
  const numeric = (field: string | undefined) => field !== undefined && !Number.isNaN(parseNumber(field, decimal)); // prettier-ignore
  const first = rows[0]!;
  const header = rows.length > 1 && !first.some(numeric) && rows.slice(1).some((row) => row.some(numeric));
  const body = header ? rows.slice(1) : rows;
  const width = first.length;
  const all = first.map((_, i) => i);
  const ofNumbers = all.filter((i) => body.filter((row) => numeric(row[i])).length >= mostly * body.length);
  if (ofNumbers.length === 0) {
    const at = Math.max(
      0,
      body.findIndex((row) => !row.some(numeric)),
    );
    // the line of that row: rows and lines are the same here, but for empty lines
    const full = head.split('\n').map((text, i) => (text.trim() === '' ? 0 : i + 1)).filter(Boolean); // prettier-ignore
    const line = full[at + (header ? 1 : 0)]!;
    throw new FileError('number', `Line ${line} holds ${excerpt(body[at]!.join(' | '))}. A number was expected, and no column holds numbers in half of its rows.`, line); // prettier-ignore
  }

  const isIndex = (i: number) =>
    ofNumbers.length > 1 &&
    ((header && indexNames.includes(lower(first[i]!))) ||
      (i === ofNumbers[0] &&
        body.length > 1 &&
        rising(body.map((row) => parseNumber(row[i] ?? '', decimal)))));
  const left = ofNumbers.filter((i) => !isIndex(i));
  const usable = left.length ? left : ofNumbers.slice(-1);
  const byName = header ? usable.filter((i) => valueNames.includes(lower(first[i]!))) : [];
  const column = byName[0] ?? usable[0]!;
  const name = header ? first[column]!.trim() || null : null;

  const call = (i: number) => (header ? `${excerpt(first[i]!)} (column ${i + 1})` : `column ${i + 1}`);
  const notes = [header ? 'The first row is a header.' : 'There is no header: the first row counts.'];
  if (separator) notes.push(`Between the columns stands ${separatorNames[separator]}.`);
  if (decimal === ',') notes.push('Numbers have a decimal comma.');
  if (width > 1) {
    const reason =
      ofNumbers.length === 1
        ? 'the only one of numbers'
        : byName.length
          ? 'by its name'
          : 'the first of numbers that does not count or date the others';
    notes.push(`The series is ${call(column)}, ${reason}. Left out: ${all.filter((i) => i !== column).map(call).join(', ')}.`); // prettier-ignore
  }
  return { separator, decimal, header, width, column, name, notes };
}
