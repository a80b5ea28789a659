// What the figure says of a reader's file: what each kind is and looks like, sizes, numbers.
import type { Kind } from '../../training/files/kinds.ts';
import type { Fact } from '../../training/files/summary.ts';

interface KindWords {
  /** As one of the choices. */
  readonly name: string;
  /** What such a file holds. */
  readonly expects: string;
  /** Some of its lines; a tab is written →. */
  readonly example: string;
}

export const kindWords: Readonly<Record<Kind, KindWords>> = {
  text: {
    name: 'running text',
    expects: 'Any plain text. A network learns to guess its next character or word.',
    example: 'The kettle began to whistle,\nand nobody got up.',
  },
  pairs: {
    name: 'pairs',
    expects:
      'A pair a line: the source, a tab, the target. A first line may name the columns source and target.',
    example: '24 october 2009 → 2009-10-24\n1.v.2067 → 2067-05-01',
  },
  labelled: {
    name: 'texts with labels',
    expects:
      'CSV or TSV: a label and a text in each row, in any order. A field in quotation marks may hold separators and line ends. A first row may name the columns label and text; else the column with few different values is the label.',
    example: 'label,text\nnegative,"Dull, and long."',
  },
  tagged: {
    name: 'tagged tokens',
    expects:
      'CoNLL: a token a line, its BIO tag in the last of two to four columns, an empty line between sentences. BIO1 becomes BIO2.',
    example: 'Mara → B-PER\nQuill → I-PER\nsang → O',
  },
  series: {
    name: 'a series',
    expects:
      'CSV: a number a row, alone or beside an index or a time. A first row may name the columns. Decimal point; or decimal comma, with semicolons between columns.',
    example: 'time,value\n0,0.594\n1,0.553',
  },
};

export const whole = (n: number): string => n.toLocaleString('en-GB');

/** A fact's number: whole ones in full, others with six digits. */
export const factValue = ({ value }: Fact): string =>
  (Number.isInteger(value) ? whole(Math.abs(value)) : String(Number(Math.abs(value).toPrecision(6)))).replace(
    /^/,
    value < 0 ? '−' : '',
  );

export const megabytes = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} bytes`
    : bytes < 1e6
      ? `${whole(Math.round(bytes / 1000))} KB`
      : `${(bytes / 1e6).toFixed(1)} MB`;

/** `51 %`; under one in a hundred with a decimal, and never rounded to none. */
export const share = (part: number, of: number): string => {
  const percent = (100 * part) / of;
  return percent >= 1 ? `${Math.round(percent)} %` : percent >= 0.1 ? `${percent.toFixed(1)} %` : '< 0.1 %';
};
