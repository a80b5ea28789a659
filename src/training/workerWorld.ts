// What the workers' hosts get from the browser: a breath between two steps, files of this site, a clock to measure backends by, and a
// sign of life that nobody has to send.
import { Chooser } from '../backends/choose.ts';
import { backendEntry, backends } from '../backends/registry.ts';
import { choiceShelf } from './choiceShelf.ts';
import type { Alive } from './link.ts';

/** A breath: resolves after the messages that wait already, by a message to oneself; without the 4 ms that timers take. */
export function messageBreath(): () => Promise<void> {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.addEventListener('message', () => waiting.shift()?.());
  channel.port1.start();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}

/** A file of this site, as text. @throws Error where it does not come */
export async function fetchText(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} could not be loaded (${answer.status})`);
  return answer.text();
}

/** The choice among all backends that can be fast. */
export const browserChooser = (breathe: () => Promise<void>): Chooser =>
  new Chooser({
    candidates: backends.map(({ id }) => id).filter((id) => id !== 'reference'),
    load: (id) => backendEntry(id).load(),
    now: () => performance.now(),
    alarm(ms, ring) {
      const timer = setTimeout(ring, ms);
      return () => clearTimeout(timer);
    },
    breathe,
    store: choiceShelf,
  });

/**
 * Holds a lock for as long as this worker lives, and tells the page its name: who waits for it hears of the worker's end, however it came.
 * A worker that is terminated, or killed for want of memory, says nothing itself.
 */
export function showLife(): void {
  // absent in old browsers: then only an error that the worker throws is heard of
  const locks = navigator.locks as LockManager | undefined;
  const lock = `unrolled-worker-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  locks
    ?.request(lock, () => {
      postMessage({ kind: 'alive', lock } satisfies Alive);
      return new Promise(() => undefined);
    })
    .catch(() => undefined); // nor where the browser's settings shut them
}
