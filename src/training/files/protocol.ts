// What a page and the file worker say to each other. Plain data, small: of the file only a summary goes to the page.
import type { FileProblem } from './fileError.ts';
import type { Kind } from './kinds.ts';
import type { Proposal } from './sniff.ts';
import type { Summary } from './summary.ts';

export interface FileRequest {
  readonly kind: 'open';
  /** Comes back with every event. */
  readonly id: number;
  readonly name: string;
  readonly blob: Blob;
  /** What to read it as; null asks for a proposal, and reads it as that. */
  readonly as: Kind | null;
}

export type FileEvent = { readonly id: number } & (
  | { readonly kind: 'proposed'; readonly proposal: Proposal }
  /** Bytes read, of all. */
  | { readonly kind: 'progress'; readonly read: number; readonly of: number }
  | { readonly kind: 'read'; readonly summary: Summary }
  /** In a sentence for the reader; a code of null is a fault of this program. */
  | { readonly kind: 'refused'; readonly code: FileProblem | null; readonly line: number | null; readonly message: string } // prettier-ignore
);
