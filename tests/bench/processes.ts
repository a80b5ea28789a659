// What Linux tells of another process's threads; elsewhere nothing is known, and the bench goes by the clock alone.
import { readdirSync, readFileSync } from 'node:fs';

/** A file of each thread's own folder, by the thread's id; none where the system does not say. */
function ofThreads(pid: number, file: string): Map<string, string> {
  const found = new Map<string, string>();
  try {
    for (const id of readdirSync(`/proc/${pid}/task`))
      found.set(id, readFileSync(`/proc/${pid}/task/${id}/${file}`, 'utf8'));
  } catch {
    // no such system, or a thread that ended meanwhile: those read so far are told
  }
  return found;
}

/** Names of a process's threads, cut to 15 characters. */
export const threadNames = (pid: number): string[] => [...ofThreads(pid, 'comm').values()];

/** Milliseconds that processors have worked for each thread of a process so far. */
export const busyOf = (pid: number | null): ReadonlyMap<string, number> =>
  new Map(
    [...(pid === null ? [] : ofThreads(pid, 'schedstat'))].map(([id, text]) => [
      id,
      Number(text.split(' ')[0]) / 1e6,
    ]),
  );

/**
 * Milliseconds that the busiest thread worked between two such readings, what the clock would have shown with nothing else running; null
 * where nothing is known. A thread that has ended meanwhile does not count.
 */
export const busiestBetween = (
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): number | null =>
  after.size ? Math.max(...[...after].map(([id, ms]) => ms - (before.get(id) ?? 0))) : null;
