// Files made of strings and bytes, read as the worker reads them; and what they are refused with.
import { FileError } from '../../../src/training/files/fileError.ts';
import type { Kind } from '../../../src/training/files/kinds.ts';
import { sayMend } from '../../../src/training/files/mends.ts';
import { readFile } from '../../../src/training/files/read.ts';

export type Part = string | number[];

/** UTF-8 where a part is a string, bytes as they are where it is a list. */
export const blobOf = (...parts: Part[]): Blob =>
  new Blob(parts.map((part) => (typeof part === 'string' ? part : Uint8Array.from(part))));

export const read = <K extends Kind>(kind: K, ...parts: Part[]) => readFile(blobOf(...parts), kind);

/** What was mended, in sentences. */
export const mended = async (kind: Kind, ...parts: Part[]): Promise<string[]> =>
  (await read(kind, ...parts)).mends.map(sayMend);

/** @throws Error where the file is taken */
export async function refusal(kind: Kind, ...parts: Part[]): Promise<FileError> {
  try {
    await read(kind, ...parts);
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  throw new Error(`the file was taken as ${kind}`);
}

/** `n` lines. */
export const lines = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => `${line(i)}\n`).join('');
