// Reads the sets under content/data/ the plain way, with nothing of the scripts that made them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATA } from '../../src/tools/data.ts';

export const read = (file: string): string => readFileSync(join(DATA, file), 'utf8');

/** Lines without the last, empty one. */
export const linesOf = (file: string): string[] => read(file).replace(/\n$/, '').split('\n');

/** Rows of a table with tabs, by the names of its columns. @throws Error where a row has another number of fields */
export function rowsOf(file: string): Record<string, string>[] {
  const [head = '', ...rows] = linesOf(file);
  const columns = head.split('\t');
  return rows.map((row, n) => {
    const fields = row.split('\t');
    if (fields.length !== columns.length)
      throw new Error(
        `rowsOf: ${file}, line ${n + 2} has ${fields.length} fields, expected ${columns.length}`,
      );
    return Object.fromEntries(columns.map((column, c) => [column, fields[c]!]));
  });
}

/** Files of a set, with their folders (`tales/01-name.txt`); not scripts, not the sheet. */
export const dataFiles = (set: string): string[] =>
  (readdirSync(join(DATA, set), { recursive: true }) as string[])
    .filter((file) => statSync(join(DATA, set, file)).isFile() && !/\.(ts|md)$/.test(file))
    .sort();

export interface Listed {
  readonly name: string;
  readonly split: string;
  readonly count: number;
}
export interface Sheet {
  readonly title: string;
  readonly summary: string;
  readonly kind: string;
  readonly files: readonly Listed[];
  readonly body: string;
}

/** The sheet's front matter as far as the tests want it; files stand one a line as `- { name: …, split: …, count: … }`. */
export function sheetOf(set: string): Sheet {
  const [, front = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(read(`${set}/sheet.md`)) ?? [];
  const field = (name: string): string => new RegExp(`^${name}: '?(.+?)'?$`, 'm').exec(front)?.[1] ?? '';
  const files = [...front.matchAll(/^ {2}- \{ name: (\S+), split: (\S+), count: (\d+) \}$/gm)].map(
    ([, name = '', split = '', count]) => ({ name, split, count: Number(count) }),
  );
  return { title: field('title'), summary: field('summary'), kind: field('kind'), files, body };
}

/** Lower case, letters and digits only, one blank between words. */
export const normalised = (text: string): string =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');

/** Values that stand more than once. */
export function repeated<T>(values: readonly T[]): T[] {
  const seen = new Set<T>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

/** How often each value stands. */
export function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Pairs of texts that have too much in common.
 * @param runs of each text, its runs of words
 * @param tooMuch of how many runs two texts share, and how many each of them has
 */
export function pairsSharing(
  runs: readonly ReadonlySet<string>[],
  tooMuch: (common: number, a: number, b: number) => boolean,
): [number, number][] {
  const holders = new Map<string, number[]>();
  const found: [number, number][] = [];
  runs.forEach((mine, n) => {
    const common = new Map<number, number>();
    for (const run of mine) {
      const others = holders.get(run) ?? [];
      for (const m of others) common.set(m, (common.get(m) ?? 0) + 1);
      others.push(n);
      holders.set(run, others);
    }
    for (const [m, count] of common) if (tooMuch(count, mine.size, runs[m]!.size)) found.push([n, m]);
  });
  return found;
}
