// The reader's edits, kept in this browser under a versioned key, checked when read. Nothing is called saved that was not
// read back; what another tab saved meanwhile is handed over, not silently lost.

/** The part of Storage that is needed; a function, since merely reaching for localStorage can throw. */
export type Store = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What is stored, as JSON. `base` is a hash of the original that was edited, to notice that the book has changed. */
interface Stored {
  readonly version: 1;
  readonly base: string;
  readonly text: string;
}

/** original: the text is the original, and nothing needs keeping; failed: storage is blocked or full. */
export type SaveResult =
  | {
      readonly state: 'saved' | 'original';
      /** what another tab had saved meanwhile; it is overwritten, so show a way back to it */
      readonly theirs: string | null;
    }
  | { readonly state: 'failed' };

export interface Drafts {
  /** The text to start with: the saved one, else the original. */
  readonly text: string;
  /**
   * saved: edits were found; outdated: found, but made on another original; unreadable: something was found that is no
   * draft (it is left alone until the reader edits); blocked: storage cannot be reached
   */
  readonly found: 'nothing' | 'saved' | 'outdated' | 'unreadable' | 'blocked';
  save(text: string): SaveResult;
}

/** UTF-16 units; far above any listing, far below a browser's quota. */
const LONGEST = 200_000;

export const keyOf = (name: string): string => `unrolled:code:${name}`;

/** FNV-1a over UTF-16 units, 32 bits, as hex: tells originals apart, protects nothing. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

function parse(raw: string): Stored | null {
  let data: unknown;
  try {
    data = JSON.parse(raw);
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null) return null;
  const { version, base, text } = data as Record<string, unknown>;
  if (version !== 1 || typeof base !== 'string' || typeof text !== 'string') return null;
  return text.length > LONGEST ? null : { version, base, text: text.replace(/\r\n?/g, '\n') };
}

/** Opens the draft of one listing. Never throws. */
export function openDrafts(name: string, original: string, store: Store = () => localStorage): Drafts {
  const key = keyOf(name);
  const base = hashOf(original);
  let last: string | null = null;
  let found: Drafts['found'] = 'nothing';
  let text = original;
  try {
    last = store().getItem(key);
    const stored = last === null ? null : parse(last);
    if (stored) {
      text = stored.text;
      found = stored.base === base ? 'saved' : 'outdated';
    } else if (last !== null) found = 'unreadable';
  } catch {
    found = 'blocked';
  }
  return {
    text,
    found,
    save(now) {
      try {
        const storage = store();
        const there = storage.getItem(key);
        const other = there === last ? now : there === null ? original : (parse(there)?.text ?? now);
        const theirs = other === now ? null : other;
        if (now === original) {
          storage.removeItem(key);
          last = null;
          return { state: 'original', theirs };
        }
        if (now.length > LONGEST) return { state: 'failed' };
        const raw = JSON.stringify({ version: 1, base, text: now } satisfies Stored);
        storage.setItem(key, raw);
        if (storage.getItem(key) !== raw) return { state: 'failed' };
        last = raw;
        return { state: 'saved', theirs };
      } catch {
        return { state: 'failed' };
      }
    },
  };
}
