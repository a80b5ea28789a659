// Several runs side by side, one step at a time in one thread, each with the same share of time, not of steps: whoever has used least
// goes next, for a slice. It knows no clock and no worker; what a run computes does not depend on who runs beside it.
import { NotFiniteError } from './autopsy.ts';
import { stopsEarly } from './earlyStopping.ts';
import type { RunState } from './protocol.ts';
import type { Advance, Session } from './session.ts';

/** What a pool needs of a run. It must have begun. */
export type PoolSession = Pick<Session, 'step' | 'options' | 'curve' | 'advance' | 'dispose'>;

/** How a run stands. */
export interface Standing {
  readonly run: string;
  readonly state: RunState;
  /** Updates made since it began, those before it came to the pool among them. */
  readonly step: number;
  /** Updates made in the pool. */
  readonly made: number;
  /** Time that these took, with their looks and samples, ms. */
  readonly used: number;
  /** Of that time, what it may use, ms. */
  readonly limit: number;
}

export type PoolEvent =
  | { readonly kind: 'step'; readonly run: string; readonly advance: Advance; readonly used: number }
  | {
      readonly kind: 'state';
      readonly run: string;
      readonly state: RunState;
      readonly message: string | null;
    };

export interface PoolWorld {
  /** Milliseconds; never falls. */
  now(): number;
  /** Lets messages that wait be handled. Its time counts for no run. */
  breathe(): Promise<void>;
  /** Must not throw. */
  tell(event: PoolEvent): void;
}

/**
 * Milliseconds of a run's turn; it ends after the step that passes them. Long enough that most turns hold several steps and find the
 * run's numbers still in the cache, short enough that a curve drawn four times a second sees every run move.
 */
export const defaultSlice = 20;

interface Run {
  readonly name: string;
  readonly session: PoolSession;
  state: RunState;
  made: number;
  used: number;
  limit: number;
  /** What turns go by, ms: the time used, and what it has missed for not being there. */
  account: number;
  /** Set by a cancel in the middle of a step. */
  gone: (() => void) | null;
}

/**
 * The times that two runs have used since they were resumed together differ by less than a slice and the longest step: whoever goes
 * has the least when its turn begins, and its turn is over after the step that passes the slice. One that comes later begins at the
 * least that anyone going has used; since then it differs by less than twice that.
 */
export class Pool {
  readonly #world: PoolWorld;
  readonly #slice: number;
  readonly #runs = new Map<string, Run>();
  /** The account of the run whose turn came last: where a run begins that finds nobody going. */
  #floor = 0;
  /** The run in the middle of a step. */
  #busy: Run | null = null;
  #awake = false;

  /** @throws RangeError where the slice is no positive number of ms */
  constructor(world: PoolWorld, slice: number = defaultSlice) {
    if (!(slice > 0)) throw new RangeError(`Pool: slice is ${slice}, expected a positive number of ms`);
    this.#world = world;
    this.#slice = slice;
  }

  /**
   * Takes in a run, paused. The pool now owns its session, and disposes of it when it is cancelled.
   * @param limit ms of its own time after which it finishes, after the step that passes them; default: none, it goes to its goal
   * @throws RangeError where the name is taken
   */
  add(name: string, session: PoolSession, limit = Infinity): void {
    if (this.#runs.has(name))
      throw new RangeError(`Pool.add: there is a run ${JSON.stringify(name)} already`);
    const [state, made, used, account] = ['paused' as const, 0, 0, 0];
    this.#runs.set(name, { name, session, state, made, used, limit, account, gone: null });
  }

  /** Each run, in the order in which they came. */
  standings(): Standing[] {
    return [...this.#runs.values()].map(({ name, session, state, made, used, limit }) => ({
      run: name,
      state,
      step: session.step,
      made,
      used,
      limit,
    }));
  }

  /** After the step that one of them may be in. A run that is not going stays as it is. @throws RangeError for an unknown name */
  pause(name?: string): void {
    for (const run of this.#named('pause', name)) if (run.state === 'running') this.#enter(run, 'paused');
  }

  /**
   * Trains on, from the least time that anyone going has used: a run that was away catches nothing up, and need not wait either. One
   * that failed, or has come to its goal or its limit, stays as it is.
   * @param limit a further limit, ms; a lower one than it has changes nothing
   * @throws RangeError for an unknown name
   */
  resume(name?: string, limit = 0): void {
    const named = this.#named('resume', name);
    const going = [...this.#runs.values()].filter(({ state }) => state === 'running');
    const least = going.length ? Math.min(...going.map(({ account }) => account)) : this.#floor;
    for (const run of named) {
      run.limit = Math.max(run.limit, limit);
      if (run.state === 'running' || run.state === 'failed' || ended(run)) continue;
      run.account = Math.max(run.account, least);
      this.#enter(run, 'running');
    }
    if (!this.#awake && this.#next()) {
      this.#awake = true;
      void this.#work();
    }
  }

  /**
   * Takes runs out and gives their memory back; resolves when that is done, after the step that one of them may be in.
   * @throws RangeError for an unknown name
   */
  async cancel(name?: string): Promise<void> {
    const named = this.#named('cancel', name);
    for (const run of named) {
      this.#runs.delete(run.name);
      run.state = 'paused';
    }
    const busy = named.find((run) => run === this.#busy);
    if (busy) await new Promise<void>((resolve) => (busy.gone = resolve));
    for (const { session } of named) session.dispose();
  }

  #named(method: string, name: string | undefined): Run[] {
    if (name === undefined) return [...this.#runs.values()];
    const run = this.#runs.get(name);
    if (run) return [run];
    const names = [...this.#runs.keys()].map((known) => JSON.stringify(known)).join(', ') || 'none';
    throw new RangeError(`Pool.${method}: there is no run ${JSON.stringify(name)}; there are: ${names}`);
  }

  #enter(run: Run, state: RunState, message: string | null = null): void {
    run.state = state;
    this.#world.tell({ kind: 'state', run: run.name, state, message });
  }

  /** Of those going, the one with the least on its account; of several, the one that came first. */
  #next(): Run | null {
    let next: Run | null = null;
    for (const run of this.#runs.values())
      if (run.state === 'running' && (!next || run.account < next.account)) next = run;
    return next;
  }

  async #work(): Promise<void> {
    await this.#world.breathe();
    for (let run = this.#next(); run; run = this.#next()) {
      this.#floor = run.account;
      const end = run.account + this.#slice;
      while (run.state === 'running' && run.account < end) {
        await this.#step(run);
        await this.#world.breathe();
      }
    }
    this.#awake = false;
  }

  async #step(run: Run): Promise<void> {
    this.#busy = run;
    const [before, made] = [this.#world.now(), run.session.step];
    const outcome = await run.session.advance(undefined, Infinity).then(
      (advance) => ({ advance }),
      (error: unknown) => ({ error }),
    );
    const took = this.#world.now() - before;
    this.#busy = null;
    run.used += took;
    run.account += took;
    if (run.gone) return run.gone();
    if ('error' in outcome) return this.#enter(run, 'failed', wordsOf(outcome.error));
    run.made += run.session.step - made;
    const { advance } = outcome;
    this.#world.tell({ kind: 'step', run: run.name, advance, used: run.used });
    const early = advance.point ? stopsEarly(run.session.curve, run.session.options.patience ?? 0) : null;
    if (early !== null || ended(run)) this.#enter(run, 'finished', early);
  }
}

const ended = ({ session, used, limit }: Run): boolean =>
  session.step >= session.options.goal || used >= limit;

const wordsOf = (error: unknown): string =>
  error instanceof NotFiniteError ? error.message : `Training failed: ${(error as Error).message}`;
