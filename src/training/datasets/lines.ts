// What the files of the book's own sets are made of: lines, and tables with tabs. Strict, because a fault in them is ours; a reader's own
// files are read elsewhere, and more kindly. Pure.

/**
 * The lines of a file, without the newline that ends each.
 * @throws Error where the last line has no newline, or a line is empty
 */
export function linesOf(text: string): string[] {
  if (!text.endsWith('\n')) throw new Error('linesOf: the last line has no newline, expected one at the end');
  const lines = text.slice(0, -1).split('\n');
  const empty = lines.indexOf('');
  if (empty >= 0) throw new Error(`linesOf: line ${empty + 1} is empty, expected a line with text`);
  return lines;
}

export type Row = Readonly<Record<string, string>>;

/**
 * The rows of a table by the names of its columns, which its first line gives, with tabs between; no field is quoted.
 * @param columns that there must be; there may be others
 * @throws Error where one is missing, or a row has another number of fields than the first line
 */
export function tableOf(text: string, columns: readonly string[] = []): Row[] {
  const [header, ...rows] = linesOf(text).map((line) => line.split('\t'));
  const missing = columns.filter((column) => !header!.includes(column));
  if (missing.length > 0)
    throw new Error(`tableOf: the columns are ${header!.join(', ')}, expected ${missing.join(', ')} too`);
  return rows.map((fields, n) => {
    if (fields.length !== header!.length)
      throw new Error(`tableOf: line ${n + 2} has ${fields.length} fields, expected ${header!.length}`);
    return Object.fromEntries(header!.map((column, k) => [column, fields[k]!]));
  });
}

/**
 * The numbers of a series, one a line under the line `value`.
 * @throws Error for another first line, or a line that is no number
 */
export function seriesOf(text: string): Float64Array {
  return Float64Array.from(tableOf(text, ['value']), ({ value }, n) => {
    if (!/^-?\d+(\.\d+)?$/.test(value!))
      throw new Error(`seriesOf: line ${n + 2} is ${JSON.stringify(value)}, expected a number like -1.25`);
    return Number(value);
  });
}
