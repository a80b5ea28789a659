// Which text is chosen, as the training worker is told of it.
import type { Source } from '../../training/protocol.ts';
import type { BookText } from './book-texts.ts';

export type TextChoice = 'prose' | 'code' | 'tales' | 'file';
/** A text of the reader's own, not read yet. */
export interface OwnText {
  readonly title: string;
  readonly blob: Blob;
}

/** Plain data, as a proxy cannot cross to the worker; null where the reader has given no text yet, or the book has none of that kind. */
export function sourceOf(choice: TextChoice, own: OwnText | null, texts: readonly BookText[]): Source | null {
  if (choice === 'file') return own && { from: 'reader', kind: 'file', title: own.title, blob: own.blob };
  const text = texts.find(({ kind }) => kind === choice);
  return text
    ? { from: 'site', kind: text.kind, title: text.title, url: text.url, sha256: text.sha256 }
    : null;
}
