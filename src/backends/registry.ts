// Every backend that can be chosen, by id. Each is loaded when it is first asked for; a new one is a new line here and in names.ts.
import type { Backend, BackendId } from './backend.ts';
import { backendNames } from './names.ts';

export interface BackendEntry {
  readonly id: BackendId;
  /** As the switch shows it. */
  readonly name: string;
  load(): Promise<Backend>;
}

const loaders: Readonly<Record<BackendId, () => Promise<Backend>>> = {
  reference: async () => (await import('./reference.ts')).reference,
  cpu: async () => (await import('./cpu/browser.ts')).cpu,
  gpu: async () => (await import('./gpu/backend.ts')).gpu(),
};

export const backends: readonly BackendEntry[] = backendNames.map((named) => ({
  ...named,
  load: loaders[named.id],
}));

/** @throws RangeError for an id that no backend here has. */
export function backendEntry(id: string): BackendEntry {
  const found = backends.find((entry) => entry.id === id);
  if (!found)
    throw new RangeError(
      `backendEntry: there is no backend ${JSON.stringify(id)}, expected ${backends.map((b) => b.id).join(' or ')}`,
    );
  return found;
}
