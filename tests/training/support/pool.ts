// A pool on a clock of the test's own, held between two steps, with runs whose steps cost what the test says.
import { defaultOptions } from '../../../src/training/options.ts';
import { Pool, type PoolEvent, type PoolSession } from '../../../src/training/pool.ts';
import type { Advance, CurvePoint } from '../../../src/training/session.ts';

export interface FakeSession extends PoolSession {
  step: number;
  curve: CurvePoint[];
  disposed: boolean;
}

export interface Bench {
  readonly pool: Pool;
  readonly events: PoolEvent[];
  /** Names of the runs in the order of their steps. */
  readonly order: string[];
  /** A run whose nth step (from 0) takes `cost(n)` ms. */
  run(cost: (n: number) => number, more?: Partial<FakeSession>): FakeSession;
  used(name: string): number;
  /** Lets the pool work until so many steps are made, or until it rests. */
  steps(most: number): Promise<void>;
}

/** @param slice of the pool, ms */
export function bench(slice: number): Bench {
  let clock = 1000;
  let left = 0;
  let waiting: (() => void) | null = null;
  const events: PoolEvent[] = [];
  const order: string[] = [];
  const made: Bench = {
    pool: new Pool(
      {
        now: () => clock,
        // the test holds the pool between two steps; what a breath takes is nobody's
        breathe: async () => {
          clock += 3;
          if (left <= 0) await new Promise<void>((resolve) => (waiting = resolve));
        },
        tell: (event) => {
          events.push(event);
          if (event.kind === 'step') order.push(event.run);
        },
      },
      slice,
    ),
    events,
    order,
    run(cost, more = {}) {
      const session: FakeSession = {
        step: 0,
        options: { ...defaultOptions, goal: 1e9 },
        curve: [],
        disposed: false,
        async advance(): Promise<Advance> {
          clock += cost(session.step);
          session.step++;
          left--;
          return { losses: [1], loss: 1, norm: 1, point: null, sample: null };
        },
        dispose: () => void (session.disposed = true),
        ...more,
      };
      return session;
    },
    used: (name) => made.pool.standings().find(({ run }) => run === name)!.used,
    async steps(most) {
      left = most;
      waiting?.();
      waiting = null;
      // nothing here waits for more than microtasks: by the next task the pool holds its breath, or rests
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  return made;
}
