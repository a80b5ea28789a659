// Why a reader's file cannot be used: a code for programs, a sentence for the reader.

export type FileProblem =
  | 'empty'
  | 'too-large'
  | 'unreadable'
  | 'encoding'
  | 'binary'
  | 'too-short'
  | 'one-character'
  | 'columns'
  | 'ragged'
  | 'quotes'
  | 'no-label'
  | 'too-many-labels'
  | 'one-class'
  | 'unknown-tag'
  | 'number'
  | 'ambiguous'
  | 'constant';

/** The message says what was found and where, and what was expected. */
export class FileError extends Error {
  override name = 'FileError';
  readonly code: FileProblem;
  /** The line it is about, from 1; null where it is about the whole file. */
  readonly line: number | null;
  constructor(code: FileProblem, message: string, line: number | null = null) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

/** Quotation marks that are not those of CSV, in a file whose fields are parted by tabs: there they may be meant as they stand. */
export class QuotesInTabs extends FileError {}

/** 12345 → 12,345 */
export const count = (n: number): string => n.toLocaleString('en-GB');

/** One or many of something: `1 field`, `2 fields`. */
export const many = (n: number, one: string): string => `${count(n)} ${one}${n === 1 ? '' : 's'}`;

/** What was found, in quotation marks and no longer than a line; line ends and tabs are written out. */
export function excerpt(text: string, most = 40): string {
  const points = [...text.slice(0, 2 * most + 2)];
  const cut = points.length > most;
  return JSON.stringify(cut ? `${points.slice(0, most).join('')}…` : text);
}
