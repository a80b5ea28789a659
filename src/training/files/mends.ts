// What was mended in a file while it was read: how often, and where the first three times.
import { count, excerpt, many } from './fileError.ts';

const told = {
  mark: 'The byte-order mark at the beginning was left out',
  'line-ends': 'Line ends of other systems (CR LF, or CR alone) were read as line feeds',
  composed: 'Letters written apart from their accents were put together (NFC)',
  'empty-lines': 'Empty lines were left out',
  'left-out': 'Rows that do not fit were left out',
  'trailing-fields': 'Empty fields beyond the last column were left out',
  'plain-quotes': 'Quotation marks were read as part of the text, as they do not enclose whole fields',
  'label-blanks': 'Blanks around labels were left out',
  'blanks-at-end': 'Blanks at the end of a line were left out',
  'document-lines': 'Lines that begin a document (-DOCSTART-) were left out',
  'begin-tags': 'Entities that began with I- now begin with B-',
  'decimal-comma': 'Decimal commas were read as decimal points',
} as const;

export type MendCode = keyof typeof told;

export interface Mend {
  readonly code: MendCode;
  readonly count: number;
  /** The first three, in the order of the file; what was found there where it is worth telling. */
  readonly first: readonly { readonly line: number; readonly found: string | null }[];
}

const shown = 3;

export class Mends {
  #found = new Map<MendCode, { count: number; first: { line: number; found: string | null }[] }>();

  add(code: MendCode, line: number, found: string | null = null): void {
    let mend = this.#found.get(code);
    if (!mend) this.#found.set(code, (mend = { count: 0, first: [] }));
    mend.count++;
    if (mend.first.length < shown) mend.first.push({ line, found });
  }

  count(code: MendCode): number {
    return this.#found.get(code)?.count ?? 0;
  }

  list(): Mend[] {
    return [...this.#found].map(([code, mend]) => ({ code, ...mend }));
  }
}

/** `Empty lines were left out: 12 times, first in lines 3, 5 and 9.` */
export function sayMend({ code, count: times, first }: Mend): string {
  if (code === 'mark') return `${told[code]}.`;
  const places = first.map(({ line, found }) => count(line) + (found === null ? '' : ` (${found})`));
  const lines =
    places.length === 1
      ? `line ${places[0]}`
      : `lines ${places.slice(0, -1).join(', ')} and ${places.at(-1)}`;
  return `${told[code]}: ${many(times, 'time')}, ${times > first.length ? 'first ' : ''}in ${lines}.`;
}

/** Of a hundred rows, one may be left out; where more do not fit, the file is refused with the first. */
export const tolerated = (rows: number): number => Math.floor(rows / 100);

/** Rows that do not fit: few are left out, many are a reason to refuse. */
export class Misfits {
  #mends: Mends;
  #first: Error | null = null;
  count = 0;
  constructor(mends: Mends) {
    this.#mends = mends;
  }
  /** @param error what is thrown if there are too many, made for the first only */
  add(line: number, found: string, error: () => Error): void {
    this.count++;
    this.#first ??= error();
    this.#mends.add('left-out', line, found);
  }
  /**
   * @param rows of the file, these among them
   * @throws the first one's error where they are more than {@link tolerated}
   */
  check(rows: number): void {
    if (this.#first && this.count > tolerated(rows)) throw this.#first;
  }
}

/** What a row holds, for a message. */
export const rowExcerpt = (fields: readonly string[]): string =>
  `${many(fields.length, 'field')}: ${excerpt(fields.join(' | '))}`;
