// The notation the reader chose: kept in the browser where storage allows, else for this visit.
import { atom } from 'nanostores';
import { isConvention, type ConventionId } from '../../../engine/conventions.ts';

export const convention = atom<ConventionId>('textbook');

const key = 'unrolled:convention';
let remembering = false;

/** Takes up the stored choice and stores every later one. Storage that is blocked or holds something else is passed over. */
export function rememberConvention(): void {
  if (remembering) return;
  remembering = true;
  try {
    const stored = localStorage.getItem(key);
    if (isConvention(stored)) convention.set(stored);
  } catch {
    // storage is blocked: the choice lasts for this visit
  }
  convention.listen((id) => {
    try {
      localStorage.setItem(key, id);
    } catch {
      // as above
    }
  });
}
