// The training worker: a host with the browser's own clock, storage and network (its own site only).
import { backendEntry } from '../backends/registry.ts';
import { browserChooser, fetchText, messageBreath, showLife } from './workerWorld.ts';
import { databaseShelf } from './database.ts';
import { Host } from './host.ts';
import type { Event, Request } from './protocol.ts';

const breathe = messageBreath();
const host = new Host({
  send: (event: Event) => postMessage(event),
  loadBackend: (id) => backendEntry(id).load(),
  chooser: browserChooser(breathe),
  shelf: databaseShelf,
  now: () => performance.now(),
  breathe,
  fetchText,
  newRunName: () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
});

addEventListener('message', (event: MessageEvent<Request>) => void host.handle(event.data));
showLife();
