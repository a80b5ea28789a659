// A line in the browser's local storage that says a run is saved, so that the panel can offer it without opening the database.
// Only a hint: what is really saved, the worker reads and checks.
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
