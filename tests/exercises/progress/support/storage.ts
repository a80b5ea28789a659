// A Storage in memory with faults to inject: calls that throw, room that runs out, garbage that is read, another tab that
// writes in between.
import type { Store } from '../../../../src/exercises/progress/keep.ts';

/** As browsers throw it; Node's DOMException has the same names. */
export const thrown = (name: 'SecurityError' | 'QuotaExceededError') => new DOMException('refused', name);

export class FakeStorage {
  readonly map = new Map<string, string>();
  /** UTF-16 units of all keys and values together. */
  quota = Infinity;
  /** Called before each access; it may throw, and it may write to `map` as another tab would. */
  before: (call: 'get' | 'set' | 'remove', key: string) => void = () => {};
  /** Called after each successful write. */
  after: (key: string) => void = () => {};
  /** What a read gives instead, where it gives one. */
  garbage: (key: string) => unknown = () => undefined;
  writes = 0;

  getItem(key: string): string | null {
    this.before('get', key);
    const garbage = this.garbage(key);
    return garbage === undefined ? (this.map.get(key) ?? null) : (garbage as string);
  }
  setItem(key: string, value: string): void {
    this.before('set', key);
    let used = key.length + value.length;
    for (const [k, v] of this.map) if (k !== key) used += k.length + v.length;
    if (used > this.quota) throw thrown('QuotaExceededError');
    this.map.set(key, value);
    this.writes++;
    this.after(key);
  }
  removeItem(key: string): void {
    this.before('remove', key);
    this.map.delete(key);
  }
  readonly store: Store = () => this;
}
