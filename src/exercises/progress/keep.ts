// Keeps a record in the browser's storage through every fault that storage has: blocked, full, corrupt, changed by
// another tab between read and write. Reads and joins before each write, reads back after it, keeps a last good copy.
import { merge } from './merge.ts';
import { parseRecord, ProgressError } from './parse.ts';
import { empty, LIMITS, textOf, type Moment, type ProgressRecord } from './record.ts';
import type { Change } from './changes.ts';

/** The part of Storage that is needed; a function, since merely reaching for localStorage can throw. */
export type Store = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export const KEYS = {
  record: 'unrolled:progress',
  /** Written after the record itself was read back, so at any moment at least one of the two is whole. */
  copy: 'unrolled:progress:last-good',
  /** What was found under the other two and could not be read. */
  aside: 'unrolled:progress:unreadable',
} as const;

/**
 * Why what happened is not kept. blocked: storage cannot be reached; full: its quota is used up; newer: a later edition
 * of the book wrote it, which this one must not overwrite; unsteady: what was written was not what was then read.
 */
export type Trouble = 'blocked' | 'full' | 'newer' | 'unsteady';

export interface Unreadable {
  readonly text: string;
  /** Why it is no record; null: it was put aside on an earlier visit. */
  readonly why: string | null;
  /** Whether the last good copy could be used in its place. */
  readonly rescued: boolean;
}

export interface Kept {
  /** Everything known: what is stored and what is not stored yet. */
  readonly record: ProgressRecord;
  /** Null: storage holds all of `record`, as far as it was last read. Otherwise it lasts as long as the page. */
  readonly trouble: Trouble | null;
  /** What was found in storage and is no record. It is not lost: offer it as a file. */
  readonly unreadable: Unreadable | null;
}

export interface Keeper {
  readonly kept: () => Kept;
  /** Makes a change and tries to keep it. Never throws for what storage does. */
  change(change: Change): Kept;
  /** Joins in what other tabs have written, and writes again if storage has lost something that is known here. */
  refresh(): Kept;
  /** Joins in an imported record; its own `cleared` does not count, for the reader asked for it. */
  add(record: ProgressRecord): Kept;
  /** Deletes everything, here and in storage; the trouble says whether storage could be reached. */
  clear(now: Moment): Kept;
  /** Forgets the unreadable text, here and in storage. */
  discard(): Kept;
}

/** After so many writes that were not read back the storage is not believed; another tab wins a race twice at most. */
const ROUNDS = 4;

/** What every browser calls a used-up quota. */
const isFull = (error: unknown): boolean =>
  error instanceof Error && /^(QuotaExceededError|NS_ERROR_DOM_QUOTA_REACHED)$/.test(error.name);

interface Seen {
  readonly main: string | null;
  readonly copy: string | null;
  /** The join of what could be read of the two; null: neither. */
  readonly record: ProgressRecord | null;
  readonly newer: boolean;
  readonly unreadable: Unreadable | null;
}

function read(text: unknown): ProgressRecord | ProgressError | null {
  if (text === null) return null;
  try {
    if (typeof text !== 'string') throw new ProgressError(`storage gave a ${typeof text}, expected a text`);
    return parseRecord(text);
  } catch (error) {
    if (error instanceof ProgressError) return error;
    throw error;
  }
}

function look(storage: ReturnType<Store>): Seen {
  const main = storage.getItem(KEYS.record);
  const copy = storage.getItem(KEYS.copy);
  const found = [read(main), read(copy)] as const;
  const [first, second] = found.map((f) => (f instanceof ProgressError ? null : f)) as [
    ProgressRecord | null,
    ProgressRecord | null,
  ];
  const wrong = found[0] instanceof ProgressError ? found[0] : null;
  const copyWrong = found[1] instanceof ProgressError ? found[1] : null;
  // A bad copy beside a good record has nothing that the record lacks.
  const lost = wrong
    ? [main, ...(copyWrong && copy !== main ? [copy] : [])]
    : first
      ? []
      : copyWrong
        ? [copy]
        : [];
  return {
    main,
    copy,
    record: first && second ? merge(first, second) : (first ?? second),
    newer: wrong?.reason === 'newer' || copyWrong?.reason === 'newer',
    unreadable: lost.length
      ? { text: lost.map(String).join('\n\n'), why: (wrong ?? copyWrong)!.message, rescued: second !== null }
      : null,
  };
}

/** Opens what is kept. Reads, and writes nothing until something changes. Never throws for what storage does. */
export function openKeeper(store: Store): Keeper {
  let record = empty();
  let trouble: Trouble | null = null;
  let unreadable: Unreadable | null = null;
  const kept = (): Kept => ({ record, trouble, unreadable });

  /** Reads storage and joins it in; null where it cannot be reached. */
  function take(): { storage: ReturnType<Store>; seen: Seen } | null {
    try {
      const storage = store();
      const seen = look(storage);
      if (seen.record) record = merge(record, seen.record);
      if (seen.newer) trouble = 'newer';
      else unreadable = seen.unreadable ?? unreadable;
      return { storage, seen };
    } catch {
      trouble = 'blocked';
      return null;
    }
  }

  /** Puts text that cannot be read where the next write does not destroy it. */
  function setAside(storage: ReturnType<Store>, text: string): void {
    const found: unknown = storage.getItem(KEYS.aside);
    const before = typeof found === 'string' ? found : '';
    if (before !== '' && before.includes(text)) return;
    // Whoever corrupts storage again and again does not get to fill it.
    const both = before ? `${before}\n\n${text}` : text;
    storage.setItem(KEYS.aside, both.length > LIMITS.text ? text : both);
  }

  function save(): Kept {
    for (let round = 0; round < ROUNDS; round++) {
      const taken = take();
      if (!taken || taken.seen.newer) return kept();
      const { storage, seen } = taken;
      const text = textOf(record);
      try {
        if (seen.unreadable) setAside(storage, seen.unreadable.text);
        if (seen.main !== text) {
          storage.setItem(KEYS.record, text);
          // Another tab may have written between the look and this write. Then either this is not what is there now, or
          // this has covered what the other wrote, whose copy still tells of it. Look again, and join.
          if (storage.getItem(KEYS.record) !== text || storage.getItem(KEYS.copy) !== seen.copy) continue;
        }
      } catch (error) {
        trouble = isFull(error) ? 'full' : 'blocked';
        return kept();
      }
      trouble = null;
      try {
        if (seen.copy !== text) storage.setItem(KEYS.copy, text);
      } catch {
        // The record itself is in place, and so is an older copy.
      }
      return kept();
    }
    trouble = 'unsteady';
    return kept();
  }

  function restoreAside(): void {
    try {
      const text = store().getItem(KEYS.aside);
      if (typeof text === 'string' && text !== '') unreadable ??= { text, why: null, rescued: false };
    } catch {
      // Blocked; take() has said so.
    }
  }

  take();
  restoreAside();
  return {
    kept,
    change(change) {
      take();
      record = change(record);
      return save();
    },
    refresh() {
      const taken = take();
      if (!taken || taken.seen.newer) return kept();
      const nothing = textOf(record) === textOf(empty());
      if (taken.seen.main === textOf(record) || (nothing && taken.seen.main === null)) {
        trouble = null;
        return kept();
      }
      return save();
    },
    add(imported) {
      take();
      record = merge(record, { ...imported, cleared: record.cleared });
      return save();
    },
    clear(now) {
      const taken = take();
      record = empty(Math.min(LIMITS.moment, Math.max(now, record.cleared + 1)));
      unreadable = null;
      if (!taken) return kept();
      try {
        // Removing first frees the room that the little that is then written needs.
        for (const key of Object.values(KEYS)) taken.storage.removeItem(key);
      } catch {
        trouble = 'blocked';
        return kept();
      }
      trouble = null;
      return save();
    },
    discard() {
      unreadable = null;
      try {
        store().removeItem(KEYS.aside);
      } catch {
        trouble = 'blocked';
      }
      return kept();
    },
  };
}
