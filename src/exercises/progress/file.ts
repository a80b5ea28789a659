// Progress as a file: the stored shape, one line of JSON, and the check of what is brought back.
import { merge } from './merge.ts';
import { parseRecord, ProgressError } from './parse.ts';
import { LIMITS, SECTIONS, textOf, type Moment, type ProgressRecord } from './record.ts';

/** `unrolled-progress-2026-11-21.json`: the day in UTC, so that names sort. */
export const fileName = (at: Moment): string =>
  `unrolled-progress-${new Date(at).toISOString().slice(0, 10)}.json`;

export const fileText = (record: ProgressRecord): string => `${textOf(record)}\n`;

/** Room for a book that grows; far below LIMITS.entries, so that no file can bring a record near what is refused. */
const MOST = 1000;

/**
 * The record of a file, ready to be joined to `current`.
 * @param size of the file in bytes, looked at before its text is
 * @throws {ProgressError} in words for the reader
 */
export async function readFile(
  file: { readonly size: number; text(): Promise<string> },
  current: ProgressRecord,
): Promise<ProgressRecord> {
  if (file.size > LIMITS.text)
    throw new ProgressError(`it has ${file.size} bytes, expected at most ${LIMITS.text}`);
  const record = parseRecord(await file.text());
  const together = merge(current, { ...record, cleared: current.cleared });
  for (const section of SECTIONS) {
    const entries = Object.keys(together[section]).length;
    if (entries > MOST)
      throw new ProgressError(`with it there would be ${entries} ${section}, expected at most ${MOST}`);
  }
  return record;
}
