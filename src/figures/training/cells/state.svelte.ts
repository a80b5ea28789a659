// What the figure shows, and how it follows the pool's worker: nothing of it is loaded before the reader asks for something.
import type { BackendChoice } from '../../../backends/backend.ts';
import { createPoolClient, type PoolClient, type PoolClientEvent } from '../../../training/poolClient.ts';
import type { PoolFacts, TimedPoint } from '../../../training/poolProtocol.ts';
import type { RunState } from '../../../training/protocol.ts';
import type { Move } from '../../../training/sessionTypes.ts';
import { FieldError, parse, whole as wholeNumber } from '../fields.ts';
import { recallBackend, rememberBackend } from '../remembered.ts';
import { loss, moveInWords, whole } from '../words.ts';
import type { BuiltText } from './built.ts';
import { cells, defaultSeconds, defaultSettings, optionsOf, type CellName, type Settings } from './cells.ts';

/** One of the three, as far as it has come. */
export interface CellRun {
  readonly state: RunState;
  readonly message: string | null;
  readonly step: number;
  /** Time of its own, ms. */
  readonly used: number;
  readonly msPerStep: number | null;
  readonly curve: readonly TimedPoint[];
  /** Where it went on elsewhere, and why. */
  readonly moves: readonly Move[];
}
export type FieldName = keyof Settings | 'seconds';
/** Seconds of computing that can be asked for. */
const seconds = [1, 600] as const;

export class CellsState {
  readonly texts: readonly BuiltText[];
  kind = $state<BuiltText['kind']>('code');
  settings = $state.raw(defaultSettings);
  seconds = $state(defaultSeconds);
  /** Of all three. */
  backend = $state<BackendChoice>('auto');
  /** The runs as they were opened; null: nothing runs. */
  pool = $state.raw<PoolFacts | null>(null);
  runs = $state.raw<Readonly<Partial<Record<CellName, CellRun>>>>({});
  /** Seconds that each of them has. */
  limit = $state(defaultSeconds);
  opening = $state('');
  /** A setting that cannot be used, or why nothing runs. */
  problem = $state('');
  /** For screen readers: changes of state only. */
  said = $state('');
  #client: PoolClient | null = null;

  constructor(texts: readonly BuiltText[]) {
    this.texts = texts;
  }
  /** Ends the worker. */
  end = (): void => this.#client?.end();
  #post: PoolClient['post'] = (request) =>
    (this.#client ??= createPoolClient((event) => this.#hear(event))).post(request);

  get text(): BuiltText {
    return this.texts.find(({ kind }) => kind === this.kind)!;
  }
  get state(): RunState | 'none' | 'opening' {
    if (this.opening) return 'opening';
    const states = Object.values(this.runs).map(({ state }) => state);
    if (!this.pool || states.length === 0) return 'none';
    for (const state of ['running', 'paused', 'finished'] as const) if (states.includes(state)) return state;
    return 'failed';
  }
  /** Controls that say something else than the runs were started with. */
  get changed(): boolean {
    const options = this.pool?.runs[0]?.options;
    if (!this.pool || !options) return false;
    const other = (Object.keys(this.settings) as (keyof Settings)[]).some(
      (k) => this.settings[k] !== options[k],
    );
    return other || options.backend !== this.backend || this.pool.text.sha256 !== this.text.sha256;
  }
  /** Of the time that all have used; null before there is any. */
  share(cell: CellName): number | null {
    const sum = Object.values(this.runs).reduce((ms, run) => ms + run.used, 0);
    return sum > 0 ? (this.runs[cell]?.used ?? 0) / sum : null;
  }

  /** Sets one option from typed text; what cannot be used is said, and the option stays. */
  set(name: FieldName, text: string): void {
    try {
      if (name === 'seconds') this.seconds = wholeNumber('The time of each', text, seconds);
      else this.settings = { ...this.settings, [name]: parse[name](text) };
      this.problem = '';
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      this.problem = error.message;
    }
  }
  choose(kind: BuiltText['kind']): void {
    this.kind = kind;
  }
  setBackend(backend: BackendChoice): void {
    this.backend = backend;
    rememberBackend(backend);
  }
  /** In the page: takes the backend that the reader chose last. Returns what ends the worker. */
  follow(): () => void {
    this.backend = recallBackend() ?? this.backend;
    return this.end;
  }

  start = (): void => {
    const { kind, title, url, sha256 } = this.text;
    this.problem = '';
    this.opening = 'Starting.';
    this.#post({
      kind: 'start',
      source: { from: 'site', kind, title, url, sha256 },
      runs: cells.map(({ cell }) => ({ run: cell, options: optionsOf(cell, this.settings, this.backend) })),
      limit: this.seconds * 1000,
    });
  };
  pause = (cell?: CellName): void => this.#post({ kind: 'pause', ...(cell ? { run: cell } : {}) });
  resume = (cell?: CellName): void => this.#post({ kind: 'resume', ...(cell ? { run: cell } : {}) });
  more = (): void => {
    this.limit += this.seconds;
    this.#post({ kind: 'resume', limit: this.limit * 1000 });
  };
  /** Back to the first state, with the settings as they are. */
  reset = (): void => {
    this.#post({ kind: 'cancel' });
    this.#clear();
    this.said = 'Reset.';
  };
  #clear(): void {
    [this.pool, this.runs, this.opening, this.problem] = [null, {}, '', ''];
  }

  #change(cell: string, change: (run: CellRun) => Partial<CellRun>): void {
    const run = this.runs[cell as CellName];
    if (run) this.runs = { ...this.runs, [cell]: { ...run, ...change(run) } };
  }

  #hear(event: PoolClientEvent): void {
    switch (event.kind) {
      case 'opening':
        if (this.opening) this.opening = event.what;
        break;
      case 'opened':
        this.#open(event.pool);
        break;
      case 'state':
        this.#change(event.run, () => ({ state: event.state, message: event.message }));
        this.#say();
        break;
      case 'moved': {
        const { run, move } = event;
        const kept = (curve: CellRun['curve']) => curve.filter(({ step }) => step <= move.step);
        this.#change(run, ({ moves, curve }) => ({ moves: [...moves, move], curve: kept(curve) }));
        this.said = `${cells.find(({ cell }) => cell === run)?.name ?? run}. ${moveInWords(move)}`;
        break;
      }
      case 'progress':
        for (const { run, ...now } of event.runs) this.#change(run, () => now);
        break;
      case 'points':
        this.#change(event.run, ({ curve }) => ({ curve: [...curve, ...event.points] }));
        break;
      case 'cancelled':
        if (!this.opening) this.#clear(); // by a start, others are opened in their place
        break;
      case 'refused':
        [this.opening, this.problem] = ['', event.message];
        break;
      case 'crashed':
        this.#clear();
        this.problem = `The training worker stopped: ${event.reason}.`;
        break;
    }
  }

  #open(pool: PoolFacts): void {
    this.opening = '';
    this.pool = pool;
    this.limit = pool.limit / 1000;
    const fresh = { state: 'paused', message: null, step: 0, used: 0, msPerStep: null } as const;
    this.runs = Object.fromEntries(
      pool.runs.map(({ run, curve, moves }) => [run, { ...fresh, curve, moves }]),
    );
  }

  #say(): void {
    const { state } = this;
    const losses = cells.map(
      ({ cell, name }) => `${name} ${loss(this.runs[cell]?.curve.at(-1)?.heldOut ?? NaN)}`,
    );
    const paused = cells.filter(({ cell }) => this.runs[cell]?.state === 'paused').map(({ name }) => name);
    this.said = {
      none: '',
      opening: '',
      running: paused.length ? `Training; ${paused.join(' and ')} paused.` : 'Training.',
      paused: 'Paused.',
      finished: `Finished after ${whole(this.limit)} s each. Held out, nats: ${losses.join(', ')}.`,
      failed: 'Stopped.',
    }[state];
  }
}
