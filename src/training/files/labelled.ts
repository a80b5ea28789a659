// Texts with a label each, as CSV or TSV: fields in quotation marks, a header in any order or none.
import { CsvReader, separatorNames, separatorOf, type Separator } from './csv.ts';
import { count, excerpt, FileError, many } from './fileError.ts';
import { HeadFirst } from './headFirst.ts';
import { counted, type Labelled, type LabelledText } from './kinds.ts';
import { labelColumns } from './labelColumns.ts';
import { Misfits, rowExcerpt } from './mends.ts';
import type { KindReader, Reading } from './reader.ts';

/** Most different labels that a named column may hold. */
const mostLabels = 200;

export function labelledReader({ mends, notes, plainQuotes }: Reading): KindReader<Labelled> {
  const misfits = new Misfits(mends);
  let separator: Separator;
  let first: { readonly fields: string[]; readonly line: number } | null = null;
  let columns: string[][] = [];
  const lines: number[] = [];
  let rows = 0;

  function takeRow(fields: string[], line: number): void {
    if (!first) {
      if (fields.length < 2) throw oneColumn(fields.join(' '), line);
      first = { fields, line };
      columns = fields.map(() => []);
      return;
    }
    rows++;
    const width = first.fields.length;
    if (fields.length > width && fields.slice(width).every((field) => field.trim() === '')) {
      fields.length = width;
      mends.add('trailing-fields', line);
    }
    if (fields.length !== width) {
      const expected = first.line;
      return misfits.add(line, rowExcerpt(fields), () => new FileError('ragged', `Line ${count(line)} begins a row of ${rowExcerpt(fields)}. ${many(width, 'field')}, with ${separatorNames[separator]} between them, were expected, as in line ${count(expected)}. A field that holds ${separatorNames[separator]} itself stands in quotation marks.`, line)); // prettier-ignore
    }
    fields.forEach((field, i) => columns[i]!.push(field));
    lines.push(line);
  }

  const csv = new HeadFirst((head, whole) => {
    const found = separatorOf(head, whole, plainQuotes);
    if (!found) {
      const blank = /^\s*/.exec(head)![0];
      throw oneColumn(head.slice(blank.length).split('\n', 1)[0]!, blank.split('\n').length);
    }
    separator = found;
    notes.push(`Between the fields stands ${separatorNames[found]}.`);
    return new CsvReader(found, plainQuotes, { row: takeRow, empty: (line) => mends.add('empty-lines', line) }); // prettier-ignore
  });

  return {
    push: (block) => csv.push(block),
    end() {
      csv.end();
      misfits.check(rows);
      if (!first || lines.length === 0)
        throw new FileError('empty', `The file holds no row${first ? ' but the first' : ''}. A label and a text were expected in each of several rows.`); // prettier-ignore
      const chosen = labelColumns(first.fields, columns);
      notes.push(...chosen.notes);
      if (!chosen.header) {
        first.fields.forEach((field, i) => columns[i]!.unshift(field));
        lines.unshift(first.line);
        rows++;
      }
      return collect(columns[chosen.label]!, columns[chosen.text]!, lines);
    },
  };

  /** @throws FileError where the labels are one, or too many to be labels */
  function collect(labels: readonly string[], texts: readonly string[], at: readonly number[]): Labelled {
    const taken: LabelledText[] = [];
    const tally = new Map<string, number>();
    const own = new Map<string, string>();
    labels.forEach((written, i) => {
      const [line, text] = [at[i]!, texts[i]!];
      const label = written.trim();
      if (label === '' || text.trim() === '') {
        const [missing, other] = label === '' ? ['label', text] : ['text', label];
        return misfits.add(line, `no ${missing}`, () => new FileError('ragged', `Line ${count(line)} begins a row without a ${missing}; beside it stands ${excerpt(other)}. One was expected.`, line)); // prettier-ignore
      }
      if (label !== written) mends.add('label-blanks', line, excerpt(written));
      if (!own.has(label)) own.set(label, label);
      taken.push({ label: own.get(label)!, text });
      tally.set(label, (tally.get(label) ?? 0) + 1);
    });
    misfits.check(rows);
    if (tally.size === 1)
      throw new FileError('one-class', `Every one of the ${many(taken.length, 'row')} (lines ${count(at[0]!)} to ${count(at.at(-1)!)}) has the label ${excerpt(taken[0]!.label)}. At least two labels were expected.`); // prettier-ignore
    if (tally.size > mostLabels)
      throw new FileError('too-many-labels', `The label column holds ${count(tally.size)} different values in ${many(taken.length, 'row')}, ${excerpt(taken[0]!.label)} and ${excerpt(taken[1]!.label)} among them. At most ${mostLabels} were expected.`); // prettier-ignore
    return { kind: 'labelled', rows: taken, labels: counted(tally) };
  }
}

const oneColumn = (found: string, line: number): FileError =>
  new FileError('columns', `Line ${count(line)} has one field: ${excerpt(found)}. At least two were expected, a label and a text, with a comma, a semicolon, a tab or a bar between them.`, line); // prettier-ignore
