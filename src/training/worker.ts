// The training worker: a host with the browser's own clock, storage and network (its own site only).
import { backendEntry } from '../backends/registry.ts';
import { databaseShelf } from './database.ts';
import { Host } from './host.ts';
import type { Event, Request } from './protocol.ts';

const channel = new MessageChannel();
// training and a sample may both be waiting for their turn
const waiting: (() => void)[] = [];
channel.port1.addEventListener('message', () => waiting.shift()?.());
channel.port1.start();

const host = new Host({
  send: (event: Event) => postMessage(event),
  loadBackend: (id) => backendEntry(id).load(),
  shelf: databaseShelf,
  now: () => performance.now(),
  // a message to oneself comes after those that wait, and without the 4 ms that timers take
  breathe: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    }),
  async fetchText(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} could not be loaded (${answer.status})`);
    return answer.text();
  },
  newRunName: () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
});

addEventListener('message', (event: MessageEvent<Request>) => void host.handle(event.data));
