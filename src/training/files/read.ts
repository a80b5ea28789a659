// Reads a reader's file, a piece at a time: bytes, text, lines, data. Whatever worker calls it stays open to messages between two pieces.
import { checkSize } from '../textFile.ts';
import { count, FileError, QuotesInTabs } from './fileError.ts';
import type { Kind, Loaded } from './kinds.ts';
import { LineReader } from './lines.ts';
import { Mends, type Mend } from './mends.ts';
import { pairsReader } from './pairs.ts';
import type { KindReader, Reading } from './reader.ts';
import { labelledReader } from './labelled.ts';
import { seriesReader } from './series.ts';
import { taggedReader } from './tagged.ts';
import { textReader } from './text.ts';
import { Utf8Reader } from './utf8.ts';

/** Largest file, bytes: 50 MB. */
export const maxFileBytes = 50_000_000;
/** Read at once, bytes: 1 MiB. */
export const pieceBytes = 2 ** 20;

export interface FileRead<T extends Loaded = Loaded> {
  readonly data: T;
  readonly bytes: number;
  readonly lines: number;
  /** What was mended, and where. */
  readonly mends: readonly Mend[];
  /** What was chosen, in sentences: columns, separators. */
  readonly notes: readonly string[];
}

/** Bytes read, of all. */
export type OnProgress = (read: number, of: number) => void;

const readers: { readonly [K in Kind]: (reading: Reading) => KindReader<Extract<Loaded, { kind: K }>> } = {
  text: textReader,
  pairs: pairsReader,
  labelled: labelledReader,
  tagged: taggedReader,
  series: seriesReader,
};

/** @throws FileError of code `unreadable` where the browser cannot read on */
async function bytesOf(blob: Blob, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(from, to).arrayBuffer());
  } catch (error) {
    const reason = error instanceof Error ? ` (${error.message})` : '';
    throw new FileError('unreadable', `The browser could not read the file beyond its byte ${count(from)}${reason}. It may have been changed, moved or deleted since it was chosen: choose it again.`); // prettier-ignore
  }
}

async function readOnce<K extends Kind>(
  blob: Blob,
  kind: K,
  onProgress: OnProgress,
  plainQuotes: boolean,
): Promise<FileRead<Extract<Loaded, { kind: K }>>> {
  const mends = new Mends();
  const notes: string[] = [];
  const bytes = new Utf8Reader();
  const lines = new LineReader(mends);
  const reader = readers[kind]({ mends, notes, plainQuotes });
  for (let from = 0; from < blob.size; from += pieceBytes) {
    const to = Math.min(blob.size, from + pieceBytes);
    reader.push(lines.push(bytes.push(await bytesOf(blob, from, to))));
    onProgress(to, blob.size);
  }
  reader.push(lines.push(bytes.end()));
  reader.push(lines.end());
  if (bytes.mark) mends.add('mark', 1);
  const data = reader.end();
  return { data, bytes: blob.size, lines: lines.lines, mends: mends.list(), notes };
}

/**
 * Reads a file as one kind. Nothing of it leaves the machine. Quotation marks that are not those of CSV are refused where commas part the
 * fields; where tabs do, the file is read again with them as plain characters, and that is told.
 * @throws FileError, with the line, what was found and what was expected
 */
export async function readFile<K extends Kind>(
  blob: Blob,
  kind: K,
  onProgress: OnProgress = () => {},
): Promise<FileRead<Extract<Loaded, { kind: K }>>> {
  checkSize(blob.size, maxFileBytes);
  try {
    return await readOnce(blob, kind, onProgress, false);
  } catch (error) {
    if (!(error instanceof QuotesInTabs)) throw error;
    const read = await readOnce(blob, kind, onProgress, true);
    const mends = new Mends();
    mends.add('plain-quotes', error.line!);
    return { ...read, mends: [...mends.list(), ...read.mends] };
  }
}
