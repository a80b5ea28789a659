// Pairs of sentences, one a line: source, a tab, target. Quotation marks are plain characters. A header that names the columns is
// recognised; columns beyond the two are left out.
import { count, excerpt, FileError, many } from './fileError.ts';
import type { Pair, Pairs } from './kinds.ts';
import { eachLine } from './lines.ts';
import { Misfits, rowExcerpt } from './mends.ts';
import type { KindReader, Reading } from './reader.ts';

const names = { source: ['source', 'src', 'input', 'from'], target: ['target', 'tgt', 'output', 'to'] };

/** Where a header names the two; null where the line is no header. */
export function pairColumns(fields: readonly string[]): { source: number; target: number } | null {
  const words = fields.map((field) => field.trim().toLowerCase());
  const [source, target] = [names.source, names.target].map((known) =>
    words.findIndex((word) => known.includes(word)),
  ) as [number, number];
  return source >= 0 && target >= 0 ? { source, target } : null;
}

export function pairsReader({ mends, notes }: Reading): KindReader<Pairs> {
  const pairs: Pair[] = [];
  const misfits = new Misfits(mends);
  let [line, rows] = [0, 0];
  let columns: { source: number; target: number; width: number; line: number } | null = null;

  /** The first line with anything in it says which columns there are. @returns whether it is a header */
  function begin(fields: readonly string[]): boolean {
    const named = pairColumns(fields);
    if (fields.length < 2)
      throw new FileError(
        'columns',
        `Line ${count(line)} holds no tab: ${excerpt(fields[0]!)}. Two columns were expected, the source sentence and the target sentence with a tab between them.`,
        line,
      );
    columns = { ...(named ?? { source: 0, target: 1 }), width: fields.length, line };
    if (named) notes.push(`Line ${line} is a header: the columns ${excerpt(fields[named.source]!)} and ${excerpt(fields[named.target]!)} are the pairs.`); // prettier-ignore
    if (fields.length > 2)
      notes.push(`Of ${many(fields.length, 'column')}, ${named ? 'those two' : 'the first two'} were taken.`);
    return named !== null;
  }

  function take(text: string): void {
    line++;
    if (text.trim() === '') return mends.add('empty-lines', line);
    const fields = text.split('\t');
    if (!columns && begin(fields)) return;
    const { source, target, width, line: at } = columns!;
    rows++;
    if (fields.length !== width) {
      return misfits.add(line, rowExcerpt(fields), () => {
        const found = `Line ${count(line)} has ${rowExcerpt(fields)}. `;
        return new FileError('ragged', `${found}${many(width, 'field')}, with tabs between them, were expected, as in line ${count(at)}.`, line); // prettier-ignore
      });
    }
    for (const [side, column] of [
      ['source', source],
      ['target', target],
    ] as const)
      // prettier-ignore
      if (fields[column]!.trim() === '')
        return misfits.add(line, `no ${side}`, () => {
          const other = excerpt(fields[column === source ? target : source]!);
          return new FileError('ragged', `Line ${count(line)} has no ${side}: there is nothing beside ${other}. A sentence on each side of the tab was expected.`, line); // prettier-ignore
        });
    pairs.push({ source: fields[source]!, target: fields[target]! });
  }

  return {
    push: (block) => eachLine(block, take),
    end() {
      misfits.check(rows);
      if (pairs.length === 0)
        throw new FileError('empty', `The file holds no pair: ${columns ? 'only its header' : 'nothing but blanks and line ends'} was found.`); // prettier-ignore
      return { kind: 'pairs', pairs };
    },
  };
}
