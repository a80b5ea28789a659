// Rows of fields parted by commas, semicolons, tabs or bars, piece by piece, each with the line it begins in. A field in quotation marks
// may hold the separator, doubled quotation marks and line ends (RFC 4180); papaparse takes the rows apart.
import Papa from 'papaparse';
import { count, excerpt, FileError, QuotesInTabs } from './fileError.ts';

/** What may part fields; where two part a file equally well, the first. */
export const separators = ['\t', ';', ',', '|'] as const;
export type Separator = (typeof separators)[number];

export const separatorNames: Readonly<Record<Separator, string>> = {
  '\t': 'a tab',
  ';': 'a semicolon',
  ',': 'a comma',
  '|': 'a bar',
};

/** Longest row, characters: 1 million. A quotation mark that is never closed would swallow the rest of the file. */
const longest = 1_000_000;
/** Stands for no separator, and for no quotation mark: it cannot occur in a text that was taken. */
export const noSeparator = '\0';

interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly row: number; readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

/**
 * The rows of a text.
 * @param whole its last row ends with it; else that row is left out
 */
function parse(text: string, separator: string, plainQuotes: boolean, whole: boolean): Parsed {
  const parser = new Papa.Parser({
    delimiter: separator,
    newline: '\n',
    quoteChar: plainQuotes ? noSeparator : '"',
  });
  return parser.parse(text, 0, !whole) as Parsed;
}

const isEmpty = (fields: readonly string[]) => fields.length === 1 && fields[0]!.trim() === '';

/** The first rows with anything in them, at most 200, of the beginning of a file. Wrong quotation marks are passed over. */
export const firstRows = (head: string, separator: string, whole: boolean, plainQuotes = false): string[][] =>
  parse(head, separator, plainQuotes, whole)
    .data.filter((fields) => !isEmpty(fields))
    .slice(0, 200);

/** What parts the fields of most rows into equally many, two at least; null where nothing does. */
export function separatorOf(head: string, whole: boolean, plainQuotes = false): Separator | null {
  let best: { separator: Separator; share: number } | null = null;
  for (const separator of separators) {
    const rows = firstRows(head, separator, whole, plainQuotes);
    const widths = new Map<number, number>();
    for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1);
    widths.delete(1);
    const share = Math.max(0, ...widths.values()) / rows.length;
    if (share > (best?.share ?? 0)) best = { separator, share };
  }
  return best?.separator ?? null;
}

interface Taking {
  row(fields: string[], line: number): void;
  empty(line: number): void;
}

export class CsvReader {
  #separator: string;
  #plainQuotes: boolean;
  #taking: Taking;
  #waiting = '';
  /** Of the row that comes next. */
  #line = 1;

  constructor(separator: string, plainQuotes: boolean, taking: Taking) {
    this.#separator = separator;
    this.#plainQuotes = plainQuotes;
    this.#taking = taking;
  }

  /** @throws FileError of code `quotes` */
  push(block: string): void {
    this.#take(this.#waiting + block, false);
  }
  /** @throws FileError of code `quotes` */
  end(): void {
    this.#take(this.#waiting, true);
  }

  #take(text: string, whole: boolean): void {
    const { data, errors, meta } = parse(text, this.#separator, this.#plainQuotes, whole);
    // the first that is found; in a row that is not whole yet it is found again
    const [wrong] = errors;
    data.forEach((fields, i) => {
      const line = this.#line;
      this.#line++;
      for (const field of fields)
        for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) this.#line++;
      if (wrong?.row === i) throw this.#error(line, wrongQuotes(wrong.code, line, fields));
      // an empty rest after the last line end is no row
      if (isEmpty(fields)) return void ((!whole || i < data.length - 1) && this.#taking.empty(line));
      this.#taking.row(fields, line);
    });
    this.#waiting = whole ? '' : text.slice(meta.cursor);
    if (this.#waiting.length > longest)
      throw this.#error(this.#line, `Line ${count(this.#line)} begins a row of more than ${count(longest)} characters: ${excerpt(this.#waiting)}. A quotation mark may not be closed.`); // prettier-ignore
  }

  #error(line: number, message: string): FileError {
    return new (this.#separator === '\t' ? QuotesInTabs : FileError)('quotes', message, line);
  }
}

const wrongQuotes = (code: string, line: number, fields: readonly string[]): string =>
  code === 'MissingQuotes'
    ? `Line ${count(line)} begins a row with a quotation mark that is never closed: ${excerpt(fields.at(-1)!)}. One was expected at the end of the field.`
    : `Line ${count(line)} begins a row with a quotation mark inside a field that is in quotation marks: ${excerpt(fields.find((field) => field.includes('"')) ?? fields.join(' '))}. A separator was expected after the closing one; one that is part of the text is doubled, "".`;
