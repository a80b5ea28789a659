// The bond between a drill and the page's stepper: the run that the stepper shows is the drill's first problem, and what differs in it
// is opened there.
import { recordTrace } from '../../engine/record.ts';
import type { Trace } from '../../engine/trace.ts';
import type { FirstDifference } from '../../exercises/report.ts';
import { goToStepper } from '../../figures/shared/goToStepper.ts';
import type { Settings } from '../../figures/shared/run/settings.ts';
import { change, run, settings, showScalar } from '../../figures/shared/run/stores.ts';

/** What a drill fixes of the network; word, size, seed and weights are the reader's. */
export type Network = Pick<Settings, 'nonlinearity' | 'reduction' | 'truncate'>;

type Where = Pick<FirstDifference, 'at' | 'row' | 'column'>;

const shows = ({ faults, nonlinearity, reduction, truncate }: Settings, network: Network): boolean =>
  faults.length === 0 &&
  nonlinearity === network.nonlinearity &&
  reduction === network.reduction &&
  truncate === network.truncate;

export class OnStepper {
  /** The settings that the last verdict is about. */
  #about = $state.raw<Settings | null>(null);
  readonly #network: Network | null;

  /** @param network what the drill's problems are problems of; null where the page has no stepper */
  constructor(network: Network | null) {
    this.#network = network;
  }

  /** The reader's word and weights in the drill's network, with nothing broken. */
  problem(): Trace | null {
    if (!this.#network) return null;
    this.#about = settings.get();
    const { trace, parameters, sequence } = run.get();
    return recordTrace({ ...trace.spec, ...this.#network }, parameters, sequence);
  }

  /** Whether the reader has changed the run since the last verdict. */
  moved = (now: Settings): boolean => this.#about !== null && this.#about !== now;

  /** Sets the stepper to a quantity, unless that would change what the reader has set in it. */
  point({ at, row, column }: Where): void {
    if (this.#network && shows(settings.get(), this.#network)) showScalar({ ref: at, row, column });
  }

  /** Opens a quantity in the stepper, in the drill's network. */
  open({ at, row, column }: Where): void {
    if (this.#network && !shows(settings.get(), this.#network)) {
      change({ ...this.#network, faults: [] });
      this.#about = settings.get();
    }
    showScalar({ ref: at, row, column });
    goToStepper();
  }
}
