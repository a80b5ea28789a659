// One shape: every system started on the same job, its losses held against ours, then rounds of windows in alternation with ours.
import { checksOf, ours, type Candidate, type Measurement, type Plan, type SystemId } from './plan.ts';
import type { Check, FirstStep, MemoryRow } from './results.ts';
import { firstDifference, type Pair, type Window } from './statistics.ts';
import type { RunningSystem } from './systems.ts';

export interface Opener {
  /** Null where the system is not on this machine. */
  open(candidate: Candidate): RunningSystem | null;
  /** The yardstick's loop, running since before; null where nothing is held against it. */
  readonly yardstick: RunningSystem | null;
  note(text: string): void;
  /** Milliseconds of the whole run that are left. */
  left(): number;
}

export interface Measured {
  readonly measurement: Measurement;
  /** All of our windows. */
  readonly ours: readonly Window[];
  readonly pairs: readonly { readonly id: SystemId; readonly pairs: readonly Pair[] }[];
  /** The yardstick between two of ours; none without one. */
  readonly yardstick: readonly Pair[];
  readonly checks: readonly Check[];
  readonly memory: readonly MemoryRow[];
  readonly firstSteps: readonly FirstStep[];
}

const idOf = ({ system, backend, threads }: SystemId): SystemId => ({ system, backend, threads });
export const nameOf = ({ system, backend, threads }: SystemId): string =>
  `${system} ${backend}${threads > 1 ? ` × ${threads}` : ''}`;
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/^page\.evaluate: (Error: )?/, '').split('\n')[0]!; // prettier-ignore

/** A started system and what it has cost so far. */
interface Entrant {
  readonly candidate: Candidate;
  readonly running: RunningSystem;
  readonly pairs: Pair[];
  spentMs: number;
  rounds: number;
}

/** Time to optimise: the engine compiles what runs often once more. */
const warmMs = 250;

/** @throws Error where ours does not start; another system that does not is left out with a note */
export async function measure(measurement: Measurement, plan: Plan, opener: Opener): Promise<Measured> {
  const { shape, against } = measurement;
  const sizes = `${shape.cell} H ${shape.hiddens} T ${shape.steps} B ${shape.batch}`;
  const checks: Check[] = [];
  const memory: MemoryRow[] = [];
  const firstSteps: FirstStep[] = [];
  const ourLosses: number[] = [];
  const open: RunningSystem[] = [];

  /** Starts one and compares its losses with ours, which comes first. */
  async function enter(candidate: Candidate): Promise<RunningSystem | null> {
    const running = opener.open(candidate);
    if (!running) return null;
    const id = idOf(candidate);
    try {
      const { loss, ms } = await running.start(Math.min(plan.startMs, Math.max(2000, opener.left())));
      open.push(running);
      firstSteps.push({ ...shape, ...id, ms });
      const count = checksOf(candidate, shape, measurement.checkSteps);
      const losses = [loss, ...(await running.losses(count, plan.checkMs))];
      if (ourLosses.length === 0) ourLosses.push(...losses);
      else checks.push(checkOf(id, losses));
      memory.push({ ...shape, ...id, ...(await running.memory()) });
      await running.run(Math.min(warmMs, plan.systemMs / 4));
      return running;
    } catch (error) {
      opener.note(`${sizes}: ${nameOf(candidate)} left out: ${messageOf(error)}`);
      await running.end().catch(() => undefined);
      return null;
    }
  }
  function checkOf(id: SystemId, losses: readonly number[]): Check {
    const updates = Math.min(losses.length, ourLosses.length) - 1;
    const apart = losses.slice(0, updates + 1).map((loss, n) => Math.abs(loss - ourLosses[n]!));
    return {
      ...shape,
      ...id,
      updates,
      loss: losses[updates]!,
      ours: ourLosses[updates]!,
      difference: Math.max(...apart),
      same: firstDifference(losses, ourLosses) < 0,
    };
  }

  try {
    const base = await enter(measurement.base ?? ours);
    if (!base) throw new Error(`${sizes}: our own backend did not start`);
    const entrants: Entrant[] = [];
    for (const candidate of against) {
      const running = await enter(candidate);
      if (running) entrants.push({ candidate, running, pairs: [], spentMs: 0, rounds: 0 });
    }
    const windows: Window[] = [];
    const yardstick: Pair[] = [];
    const window = async (system: RunningSystem): Promise<Window> => {
      const { ms, busyMs, steps } = await system.run(plan.windowMs);
      const one = { ms: ms / steps, busyMs: busyMs === null ? null : busyMs / steps };
      if (system === base) windows.push(one);
      return one;
    };
    let dry = false;
    for (let round = 0; round < plan.rounds && !dry; round++) {
      let last = await window(base);
      if (opener.yardstick) {
        const before = last;
        const time = await window(opener.yardstick);
        last = await window(base);
        yardstick.push({ before, time, after: last });
      }
      // another order each round, so that none always comes after the same one
      for (let n = 0; n < entrants.length; n++) {
        const entrant = entrants[(n + round) % entrants.length]!;
        if (entrant.rounds > 0 && entrant.spentMs * (1 + 1 / entrant.rounds) > plan.systemMs) continue;
        const before = last;
        const start = performance.now();
        const its = await window(entrant.running);
        entrant.spentMs += performance.now() - start;
        entrant.rounds++;
        last = await window(base);
        entrant.pairs.push({ before, time: its, after: last });
      }
      dry = opener.left() <= 0;
    }
    const pairs = entrants.map(({ candidate, pairs }) => ({ id: idOf(candidate), pairs }));
    return { measurement, ours: windows, pairs, yardstick, checks, memory, firstSteps };
  } finally {
    for (const running of open) await running.end().catch(() => undefined);
  }
}
