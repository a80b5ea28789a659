// What the browser's local storage keeps of training: a line that says a run is saved, so that the panel can offer it without opening the
// database (only a hint: what is really saved, the worker reads and checks), and the backend that the reader has chosen.
import type { BackendChoice } from '../../backends/backend.ts';

const key = 'unrolled:training';

export interface Remembered {
  readonly step: number;
  readonly title: string;
}

export function recall(): Remembered | null {
  try {
    const { step, title } = JSON.parse(localStorage.getItem(key) ?? 'null') as Remembered;
    return Number.isInteger(step) && step >= 0 && typeof title === 'string'
      ? { step, title: title.slice(0, 80) }
      : null;
  } catch {
    return null; // nothing there, or storage that is shut
  }
}

export function remember(hint: Remembered | null): void {
  try {
    if (hint) localStorage.setItem(key, JSON.stringify(hint));
    else localStorage.removeItem(key);
  } catch {
    // without the hint the run is still saved; it is only not offered
  }
}

const backendKey = 'unrolled:backend';
const choices: readonly BackendChoice[] = ['auto', 'reference', 'cpu', 'gpu'];

/** What the reader chose last, wherever it was; null: nothing, or nothing that there is. */
export function recallBackend(): BackendChoice | null {
  try {
    const kept = localStorage.getItem(backendKey);
    return choices.find((choice) => choice === kept) ?? null;
  } catch {
    return null;
  }
}

export function rememberBackend(choice: BackendChoice): void {
  try {
    localStorage.setItem(backendKey, choice);
  } catch {
    // it holds for this page
  }
}
