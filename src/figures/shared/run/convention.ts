// The notation the reader chose: kept in the browser where storage allows, else for this visit.
import { atom } from 'nanostores';
import { isConvention, type ConventionId } from '../../../engine/conventions.ts';

export const convention = atom<ConventionId>('textbook');

const key = 'unrolled:convention';
let remembering = false;

/**
 * Takes up what a link asks for, else the stored choice, and stores every later one.
 * Storage that is blocked or holds something else is passed over.
 */
export function rememberConvention(asked?: ConventionId): void {
  if (remembering) return;
  remembering = true;
  const first = asked ?? storedConvention();
  if (first) convention.set(first);
  convention.listen((id) => {
    try {
      localStorage.setItem(key, id);
    } catch {
      // storage is blocked or full: the choice lasts for this visit
    }
  });
}

function storedConvention(): ConventionId | null {
  try {
    const stored = localStorage.getItem(key);
    return isConvention(stored) ? stored : null;
  } catch {
    return null; // storage is blocked: the choice lasts for this visit
  }
}
