// What is told of a run while it trains: new points of the curve, and how fast it goes, every so often.
import { stopsEarly } from './earlyStopping.ts';
import type { Event } from './protocol.ts';
import type { CurvePoint, Session } from './session.ts';

/** Milliseconds between two messages on progress. */
export const reportEvery = 250;
/** Steps that the shown speed is a mean of. */
const speedWindow = 50;

export class Reports {
  readonly #session: Session;
  readonly #now: () => number;
  readonly #send: (event: Event) => void;
  #reported: number;
  #told: number;
  #points: CurvePoint[] = [];
  #loss = NaN;
  /** When the latest steps were done, and when the first of them was begun. */
  readonly #times: number[];

  /** @param now milliseconds */
  constructor(session: Session, now: () => number, send: (event: Event) => void) {
    this.#session = session;
    this.#now = now;
    this.#send = send;
    this.#reported = now();
    this.#told = session.curve.length;
    this.#times = [now()];
  }

  /** @param losses of the steps that were made in one call, if any: they share its time evenly */
  stepped(losses: readonly number[]): void {
    if (losses.length === 0) return;
    this.#loss = losses.at(-1)!;
    const [before, now] = [this.#times.at(-1)!, this.#now()];
    losses.forEach((_, n) => this.#times.push(before + ((now - before) * (n + 1)) / losses.length));
    this.#times.splice(0, this.#times.length - speedWindow - 1);
  }

  /** Why the run stops early, now that there may be a new point; null where it goes on. */
  looked(): string | null {
    // from the curve: a look may be done where the sample after it was left
    const { curve, options } = this.#session;
    if (curve.length === this.#told) return null;
    this.#points.push(...curve.slice(this.#told));
    this.#told = curve.length;
    return stopsEarly(curve, options.patience ?? 0);
  }

  /** The run has moved, and its whole curve is told with that; so fast as it was it need not be any more. */
  restart(): void {
    this.#told = this.#session.curve.length;
    this.#points = [];
    this.#times.splice(0, this.#times.length, this.#now());
  }

  /** Tells what there is, if it is time. */
  maybe(): void {
    if (this.#now() - this.#reported >= reportEvery) this.tell();
  }

  tell(): void {
    this.#reported = this.#now();
    const times = this.#times;
    const done = times.length - 1;
    const msPerStep = done ? (times.at(-1)! - times[0]!) / done : NaN;
    const { step, epoch, options } = this.#session;
    const { steps, batch, goal } = options;
    const charactersPerSecond = (steps * batch * 1000) / msPerStep;
    const secondsLeft = (msPerStep * (goal - step)) / 1000;
    if (this.#points.length) this.#send({ kind: 'points', points: this.#points });
    this.#points = [];
    const loss = this.#loss;
    if (done)
      this.#send({
        kind: 'progress',
        progress: { step, epoch, loss, msPerStep, charactersPerSecond, secondsLeft },
      });
  }
}
