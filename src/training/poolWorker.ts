// The worker of a pool: its host with the browser's own clock and network (its own site only). It stores nothing.
import { backendEntry } from '../backends/registry.ts';
import { browserChooser, fetchText, messageBreath, showLife } from './workerWorld.ts';
import { PoolHost } from './poolHost.ts';
import type { PoolHostEvent, PoolRequest } from './poolProtocol.ts';

const breathe = messageBreath();
const host = new PoolHost({
  send: (event: PoolHostEvent) => postMessage(event),
  loadBackend: (id) => backendEntry(id).load(),
  chooser: browserChooser(breathe),
  now: () => performance.now(),
  breathe,
  fetchText,
});

addEventListener('message', (event: MessageEvent<PoolRequest>) => void host.handle(event.data));
showLife();
