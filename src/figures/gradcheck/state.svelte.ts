// What the figure shows, and how it follows the page's run: old numbers stay until new ones arrive from the worker.
import { defaults } from '../shared/run/settings.ts';
import { buildRun, type Run } from '../shared/run/build.ts';
import { run, settings } from '../shared/run/stores.ts';
import { defaultStop, type Differences } from './check.ts';
import { createChecker, type Checker } from './checker.ts';
import type { First } from './first.ts';
import type { CheckAnswer } from './protocol.ts';
import { curveOf, type Curve, type Fingerprints } from './verdict.ts';

/** One run and what is known of it. The curve and the fingerprints may lag a moment behind. */
export interface Shown {
  readonly run: Run;
  readonly stops: Readonly<Record<number, Differences>>;
  readonly curve: Curve | null;
  readonly fingerprints: Fingerprints | null;
  /** The run that curve and fingerprints are of. */
  readonly behind: Run;
  /** Every stop of the ε slider is known. */
  readonly whole: boolean;
}

export class CheckState {
  shown = $state.raw<Shown | null>(null);
  /** The ε that the reader chose, as an index. */
  stop = $state(defaultStop);
  /** The ε whose numbers are shown: the reader's, once they are there. */
  at = $state(defaultStop);
  computing = $state(false);
  trouble = $state<string | null>(null);
  #checker: Checker | null = null;
  #asked: Run = buildRun(defaults);

  /** Starts with what the build computed for the default settings, whatever the page's run may be by now. */
  constructor(first: First | null) {
    if (first === null) return;
    const { numeric, curve, fingerprints } = first;
    const stops = { [defaultStop]: { numeric: Float64Array.from(numeric), kinks: null } };
    this.shown = { run: this.#asked, stops, curve, fingerprints, behind: this.#asked, whole: false };
  }

  /** From now on in step with the page's run; returns a function that ends it. */
  follow(): () => void {
    this.#checker = createChecker(
      (answer) => this.#take(answer),
      (reason) => {
        this.computing = false;
        this.trouble = `The check stopped (${reason}). These numbers are of before; any change starts it anew.`;
      },
    );
    const unsubscribe = run.subscribe((next) => {
      this.#asked = next;
      this.#ask();
    });
    return () => {
      unsubscribe();
      this.#checker?.end();
    };
  }

  moveTo(stop: number): void {
    this.stop = stop;
    if (this.shown?.stops[stop]) this.at = stop;
    else this.#ask();
  }

  #ask(): void {
    this.computing = true;
    this.#checker?.ask(settings.get(), this.stop);
  }

  #take({ stops, fingerprints }: CheckAnswer): void {
    const known = { run: this.#asked, stops };
    const whole = fingerprints !== null;
    const old = this.shown;
    this.shown = {
      ...known,
      whole,
      behind: whole ? known.run : (old?.behind ?? known.run),
      curve: whole ? curveOf(known) : (old?.curve ?? null),
      fingerprints: fingerprints ?? old?.fingerprints ?? null,
    };
    this.at = stops[this.stop] ? this.stop : Number(Object.keys(stops)[0]);
    this.computing = !whole;
    this.trouble = null;
  }
}
