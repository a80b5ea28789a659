// The files that are audited: the book's own sets, and real corpora that lie beside a checkout on some machines.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bookSets = new URL('../../../content/data/', import.meta.url);
const corpora = new URL('../../../../shared/data/', import.meta.url);

/** @param path under content/data: `dates/train.tsv` */
export const readSet = (path: string): string => readFileSync(new URL(path, bookSets), 'utf8');

export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** Rows by the names in the first line. */
export function readTable(path: string): Record<string, string>[] {
  const [head = '', ...rows] = linesOf(readSet(path));
  const names = head.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((field, n) => [names[n], field])));
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @throws TypeError where it is not UTF-8 */
export const readCorpus = (file: string): string => decoder.decode(readFileSync(new URL(file, corpora)));

/** Why these corpora cannot be read here, in a sentence; null where they can. */
export function missingCorpora(...files: readonly string[]): string | null {
  const absent = files.filter((file) => !existsSync(new URL(file, corpora)));
  return absent.length === 0 ? null : `${fileURLToPath(corpora)} has no ${absent.join(', ')}.`;
}
