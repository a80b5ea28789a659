// What the editor and its users agree on.

/** Something wrong with a line, from a run, a parser or a judge. */
export interface Problem {
  /** from 1 */
  readonly line: number;
  /** from 1; null or left out: the whole line */
  readonly column?: number | null;
  /** a sentence that the reader can be shown */
  readonly message: string;
}

/** The symbol that an identifier names: what `data-ref` and `data-role` say everywhere in the book. */
export interface Link {
  readonly ref: string;
  readonly role: string;
}

export type Decorate = (identifier: string) => Link | null;
