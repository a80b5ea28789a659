// What this browser keeps of a drill besides the programs: hints taken, the form that is open, the order of the lines. Versioned,
// checked when read; storage that is blocked is passed over, and then it lasts as long as the page.

export type Form = 'write' | 'order';

export interface Kept {
  /** How many rungs of the ladder were opened: 0 to 4; 4 is the solution. */
  readonly hints: number;
  readonly form: Form;
  /** Texts of the lines put in order so far. */
  readonly lines: readonly string[];
}

export const nothingKept: Kept = { hints: 0, form: 'write', lines: [] };

/** The part of Storage that is needed; a function, since merely reaching for localStorage can throw. */
export type Store = () => Pick<Storage, 'getItem' | 'setItem'>;

const here: Store = () => localStorage;

export const keptKey = (folder: string): string => `unrolled:drill:${folder}`;

/** @returns null for anything that was not written by {@link keep} */
export function parseKept(raw: string): Kept | null {
  let data: unknown;
  try {
    data = JSON.parse(raw);
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null) return null;
  const { version, hints, form, lines } = data as Record<string, unknown>;
  const fits =
    version === 1 &&
    Number.isInteger(hints) &&
    (hints as number) >= 0 &&
    (hints as number) <= 4 &&
    (form === 'write' || form === 'order') &&
    Array.isArray(lines) &&
    lines.length <= 100 && // far above any drill
    lines.every((line) => typeof line === 'string');
  return fits ? { hints: hints as number, form, lines: lines as string[] } : null;
}

/** What was kept; null where there is nothing that can be read. Never throws. */
export function readKept(folder: string, store: Store = here): Kept | null {
  try {
    const raw = store().getItem(keptKey(folder));
    return raw === null ? null : parseKept(raw);
  } catch {
    return null; // storage is blocked
  }
}

/** Never throws. @returns what is kept now: a hint that was taken in another tab stays taken */
export function keep(folder: string, mine: Kept, store: Store = here): Kept {
  const kept = { ...mine, hints: Math.max(mine.hints, readKept(folder, store)?.hints ?? 0) };
  try {
    store().setItem(keptKey(folder), JSON.stringify({ version: 1, ...kept }));
  } catch {
    // storage is blocked or full: it lasts as long as the page
  }
  return kept;
}
