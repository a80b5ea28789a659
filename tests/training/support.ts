// A small text, a fast run, a shelf in memory and a world without clock or worker, for the tests of training.
import { reference } from '../../src/backends/reference.ts';
import { Host, type HostWorld } from '../../src/training/host.ts';
import { defaultOptions, type RunOptions } from '../../src/training/options.ts';
import type { Event } from '../../src/training/protocol.ts';
import type { Shelf, Slots, StoredText } from '../../src/training/snapshots.ts';

export const rhyme = 'hickory dickory dock, the mouse ran up the clock.\n'.repeat(12);

export const quick: RunOptions = {
  ...defaultOptions,
  hiddens: 12,
  steps: 8,
  batch: 4,
  goal: 200,
  alpha: 0.01,
};

export interface MemoryShelf extends Shelf {
  slots: Slots;
  readonly texts: Map<string, unknown>;
  /** Makes the next writes fail with this. */
  fault: Error | null;
  writes: number;
}

/** As the database: whole writes or none, and what is read is a copy. */
export function memoryShelf(): MemoryShelf {
  const shelf: MemoryShelf = {
    slots: { latest: undefined, previous: undefined },
    texts: new Map(),
    fault: null,
    writes: 0,
    read: async () => structuredClone(shelf.slots),
    readText: async (sha) => structuredClone(shelf.texts.get(sha)),
    async update(change, text: StoredText | null) {
      const next = change(structuredClone(shelf.slots));
      if (shelf.fault) throw shelf.fault;
      shelf.slots = structuredClone(next);
      if (text) shelf.texts.set(text.sha256, text);
      shelf.writes++;
    },
    async clear() {
      shelf.slots = { latest: undefined, previous: undefined };
      shelf.texts.clear();
    },
  };
  return shelf;
}

export interface TestWorld extends HostWorld {
  readonly events: Event[];
  readonly shelf: MemoryShelf;
  /** Milliseconds that pass at each look at the clock. */
  tick: number;
}

/** A host whose clock moves by itself and whose events are kept. `files` is what the site serves. */
export function testHost(
  shelf: MemoryShelf = memoryShelf(),
  files: Record<string, string> = {},
  overrides: Partial<Omit<HostWorld, 'shelf'>> = {},
): { host: Host; world: TestWorld } {
  let clock = 0;
  let runs = 0;
  const events: Event[] = [];
  const world: TestWorld = {
    events,
    shelf,
    tick: 1,
    send: (event) => void events.push(structuredClone(event)),
    loadBackend: async () => reference,
    chooser: { choose: async () => ({ chosen: 'reference', measured: [] }) },
    now: () => (clock += world.tick),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    fetchText: async (url) => files[url] ?? Promise.reject(new Error(`${url} could not be loaded (404)`)),
    newRunName: () => `run ${++runs}`,
    ...overrides,
  };
  return { host: new Host(world), world };
}

/** Waits until an event fits, and returns the first that does, from `since` on. */
export async function until(world: TestWorld, fits: (event: Event) => boolean, since = 0): Promise<Event> {
  for (let turn = 0; turn < 50_000; turn++) {
    const found = world.events.slice(since).find(fits);
    if (found) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`until: it never came; the last was ${JSON.stringify(world.events.at(-1))}`);
}
