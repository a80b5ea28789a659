// What a file seems to be, from its name and its first lines: a proposal that the reader may change.
import { firstRows, noSeparator, separatorOf } from './csv.ts';
import type { Kind } from './kinds.ts';
import { isBio } from './bio.ts';
import { labelColumns, namesBoth } from './labelColumns.ts';
import { isNumberOrTime } from './numbers.ts';
import { pairColumns } from './pairs.ts';
import { seriesColumns } from './seriesColumns.ts';
import { columnsOf, documentMark } from './tagged.ts';

export interface Proposal {
  readonly kind: Kind;
  /** Why, as the end of a sentence: `because …`. */
  readonly why: string;
}

/** Of the lines that are looked at, so many must fit: a file with a wrong line is still what it is, and the line is told. */
const mostly = 0.9;

const ending = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
const share = <T>(items: readonly T[], fits: (item: T) => boolean) =>
  items.length === 0 ? 0 : items.filter(fits).length / items.length;

function looksTagged(lines: readonly string[]): boolean {
  const words = lines.filter((line) => !line.startsWith(documentMark));
  const columns = words.map((line) => columnsOf(line.trimEnd()));
  return (
    share(columns, (fields) => fields.length >= 2 && fields.length <= 4 && isBio(fields.at(-1)!)) >= mostly
  );
}

function looksSeries(head: string, whole: boolean): boolean {
  try {
    const { separator, header, width } = seriesColumns(head, whole);
    const rows = firstRows(head, separator ?? noSeparator, whole);
    // beside numbers and dates a series has nothing: words are a text, perhaps with numbers as labels
    return share(header ? rows.slice(1) : rows, (row) => row.length === width && row.every(isNumberOrTime)) >= mostly; // prettier-ignore
  } catch {
    return false;
  }
}

/** Whether a column of the first rows can be a label: at most twenty values. */
function looksLabelled(rows: readonly string[][]): boolean {
  const width = rows[0]!.length;
  const fitting = rows.filter((row) => row.length === width);
  if (width < 2 || fitting.length < mostly * rows.length) return false;
  if (namesBoth(rows[0]!)) return true;
  try {
    const columns = rows[0]!.map((_, i) => fitting.slice(1).map((row) => row[i]!));
    const { label } = labelColumns(rows[0]!, columns);
    return new Set(columns[label]).size <= 20;
  } catch {
    return false;
  }
}

/**
 * @param name of the file
 * @param head its beginning, decoded, line ends as line feeds
 * @param whole that is all of it; else its last line may be cut
 */
export function sniff(name: string, head: string, whole: boolean): Proposal {
  const end = ending(name);
  const shown = whole ? head : head.slice(0, head.lastIndexOf('\n') + 1) || head;
  const lines = shown
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 200);
  if (lines.length === 0) return { kind: 'text', why: 'nothing in its first lines says otherwise' };
  if (looksTagged(lines)) return { kind: 'tagged', why: 'its lines hold a token and a BIO tag' };
  if (['conll', 'bio', 'iob', 'iob2'].includes(end))
    return { kind: 'tagged', why: `its name ends in .${end}` };
  if (looksSeries(shown, whole)) return { kind: 'series', why: 'its rows hold numbers' };

  const separator = separatorOf(shown, whole);
  const rows = separator ? firstRows(shown, separator, whole) : [];
  if (separator && rows.length) {
    if (separator === '\t' && pairColumns(rows[0]!))
      return { kind: 'pairs', why: 'its first row names a source and a target' };
    // a running text has commas too: without a name that says so, a label must stand in a table
    const table = separator === '\t' || ['csv', 'tsv', 'tab'].includes(end) || namesBoth(rows[0]!);
    if (table && looksLabelled(rows)) return { kind: 'labelled', why: 'one of its columns can be a label' };
    if (separator === '\t' && share(lines, (line) => line.includes('\t')) >= mostly)
      return { kind: 'pairs', why: 'its lines hold two texts with a tab between them' };
  }
  if (end === 'csv' || end === 'tsv') return { kind: 'labelled', why: `its name ends in .${end}` };
  return { kind: 'text', why: 'its lines are neither a table nor tagged' };
}
