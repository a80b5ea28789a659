// What the reader of each kind is: it is given blocks of whole lines, and at the end has the data.
import type { Loaded } from './kinds.ts';
import type { Mends } from './mends.ts';

export interface KindReader<T extends Loaded = Loaded> {
  /** Whole lines, each with its line feed, the last of the file perhaps without. @throws FileError */
  push(block: string): void;
  /** @throws FileError */
  end(): T;
}

/** What a reader is told, and tells. */
export interface Reading {
  readonly mends: Mends;
  /** What it chose, in sentences. */
  readonly notes: string[];
  /** Quotation marks are plain characters: no quoting as in CSV. */
  readonly plainQuotes: boolean;
}
