// What the page is told of a run when it is opened, and when it has moved.
import type { Choice } from '../backends/choose.ts';
import { factsOf, taskFacts, type Held } from './held.ts';
import { countParameters } from './options.ts';
import type { RunFacts } from './protocol.ts';
import type { MovableSession } from './movable.ts';

/** What a session does not know of itself. */
export interface Origin extends Pick<RunFacts, 'restoredFrom' | 'weights' | 'remark'> {
  readonly held: Held | null;
  readonly choice: Choice | null;
}

export function factsOfRun(session: MovableSession, { held, ...origin }: Origin): RunFacts {
  const { backend, device, task, options, spec, perEpoch, step, curve, samples, moves } = session;
  return {
    text: held && factsOf(held, options),
    task: taskFacts(task),
    options,
    backend: backend.name,
    on: backend.id,
    device,
    parameters: countParameters(spec),
    bytes: backend.bytes(spec),
    perEpoch,
    step,
    curve,
    samples,
    moves,
    ...origin,
  };
}
