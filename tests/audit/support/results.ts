// What an audit leaves behind: a file of figures for each set, and the table that the set's sheet quotes of it. A sheet's table is made
// of that file and of nothing else, so that a test can hold one against the other.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { resultOf, type Measured, type Result } from './measured.ts';

/** results/<set>.json. No date and no machine: the same code and data give the same file. */
export interface Results {
  readonly set: string;
  readonly seeds: readonly number[];
  readonly results: readonly Result[];
}

const folder = new URL('../results/', import.meta.url);
const sheets = new URL('../../../content/data/', import.meta.url);

export const resultsOf = (set: string, seeds: readonly number[], measured: readonly Measured[]): Results => ({
  set,
  seeds,
  results: measured.map(resultOf),
});

/** The sets that have been audited. */
export const auditedSets = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

export const readResults = (set: string): Results =>
  JSON.parse(readFileSync(new URL(`${set}.json`, folder), 'utf8')) as Results;

export async function writeResults(results: Results): Promise<void> {
  const text = await format(JSON.stringify(results), { parser: 'json', printWidth: 110 });
  writeFileSync(new URL(`${results.set}.json`, folder), text);
}

/** As it is stored, four decimals at the most: rounding it once more would shift some; figures of hundreds whole. */
export const figure = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : String(value));

export const barOf = ({ bar, higherIsBetter }: Result): string =>
  bar === null ? '–' : `${higherIsBetter ? '≥' : '≤'} ${figure(bar)}`;

export const verdictOf = ({ met }: Result): string => (met === null ? '' : met ? 'met' : 'MISSED');

/** Corpora that the book does not ship, each with the set in whose sheet its figures stand: the one of its kind. */
const corpora: Readonly<Record<string, string>> = {
  'rt-polarity': 'films',
  wnut: 'names',
  shakespeare: 'characters',
};
const headingOf = (set: string): string => (set in corpora ? '## Measured on a real corpus' : '## Measured');

const begin = (set: string): string => `<!-- audit of ${set}: begin -->`;
const end = (set: string): string => `<!-- audit of ${set}: end -->`;

/** As it stands in a sheet between the markers, laid out by the formatter. */
export async function section({ set, seeds, results }: Results): Promise<string> {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = results.map((one) => {
    const { quantity, bySeed, median, min, max } = one;
    const range = bySeed.length > 1 ? `${figure(min)}–${figure(max)}` : '';
    return line([quantity, figure(median), range, barOf(one)]);
  });
  const notes = results.flatMap(({ quantity, note }) =>
    note === undefined ? [] : [`- ${quantity}: ${note}`],
  );
  const table = [
    `Measured by \`npm run audit\` over ${seeds.length} seeds, each with other initial weights and another order of the examples.`,
    '',
    line(['quantity', 'median', 'lowest–highest', 'asked']),
    line(['---', '--:', '--:', '--:']),
    ...rows,
    '',
    ...notes,
  ].join('\n');
  const laidOut = await format(table, { parser: 'markdown', printWidth: 110 });
  return `${begin(set)}\n\n${laidOut.trim()}\n\n${end(set)}`;
}

/** What stands between the markers, they among it; null where a sheet lacks them. */
export function sectionIn(sheet: string, set: string): string | null {
  const [from, to] = [sheet.indexOf(begin(set)), sheet.indexOf(end(set))];
  return from < 0 || to < from ? null : sheet.slice(from, to + end(set).length);
}

/**
 * The sheet with this section of a set: in place of the one before it, else below its heading; where that lacks, it is added before
 * “Not fit for”, or at the end.
 */
export function withSection(sheet: string, set: string, next: string): string {
  const heading = headingOf(set);
  const before = sectionIn(sheet, set);
  if (before !== null) return sheet.replace(before, () => next);
  const under = `${heading}\n\n${next}`;
  if (sheet.includes(`\n${heading}\n`)) return sheet.replace(`\n${heading}\n`, () => `\n${under}\n`);
  const [body, ...limits] = sheet.split(/^(?=## Not fit for$)/m);
  return [body!.trimEnd(), under, ...limits].join('\n\n').trimEnd() + '\n';
}

const sheetFile = (set: string): URL => new URL(`${corpora[set] ?? set}/sheet.md`, sheets);

/** The sheet in which the set's figures stand. */
export const readSheet = (set: string): string => readFileSync(sheetFile(set), 'utf8');

export async function quote(results: Results): Promise<void> {
  const { set } = results;
  writeFileSync(sheetFile(set), withSection(readSheet(set), set, await section(results)));
}
