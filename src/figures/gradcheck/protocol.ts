// What the page asks of the check's worker and what comes back: plain data only.
import type { Settings } from '../shared/run/settings.ts';
import type { Differences } from './check.ts';
import type { Fingerprints } from './verdict.ts';

export interface CheckRequest {
  /** Counts up; an answer to any but the latest is dropped. */
  readonly id: number;
  readonly settings: Settings;
  /** The stop of the ε slider that the reader sees, answered first. */
  readonly stop: number;
}

/** Two answers to a request: at once the stop asked for, then every stop and what each fault would break. */
export interface CheckAnswer {
  readonly id: number;
  readonly stops: Readonly<Record<number, Differences>>;
  readonly fingerprints: Fingerprints | null;
}
