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

const same = (a: Network, b: Network): boolean =>
  a.nonlinearity === b.nonlinearity && a.reduction === b.reduction && a.truncate === b.truncate;

export class OnStepper {
  /** The settings that the last verdict is about. */
  #about = $state.raw<Settings | null>(null);
  readonly #networks: readonly Network[];

  /** @param networks what the drill takes, the plainest first; none where the page has no stepper */
  constructor(networks: readonly Network[]) {
    this.#networks = networks;
  }

  /** The one that the stepper shows, where the drill takes that. */
  #network(): Network | undefined {
    const now = settings.get();
    return this.#networks.find((network) => same(network, now)) ?? this.#networks[0];
  }

  #asShown(network: Network): boolean {
    const now = settings.get();
    return now.faults.length === 0 && same(network, now);
  }

  /** The reader's word and weights in one of the drill's networks, with nothing broken. */
  problem(): Trace | null {
    const network = this.#network();
    if (!network) return null;
    this.#about = settings.get();
    const { trace, parameters, sequence } = run.get();
    const { nonlinearity, reduction, truncate } = network;
    return recordTrace({ ...trace.spec, nonlinearity, reduction, truncate }, parameters, sequence);
  }

  /** Whether the reader has changed the run since the last verdict. */
  moved = (now: Settings): boolean => this.#about !== null && this.#about !== now;

  /** Sets the stepper to a quantity, unless that would change what the reader has set in it. */
  point({ at, row, column }: Where): void {
    const network = this.#network();
    if (network && this.#asShown(network)) showScalar({ ref: at, row, column });
  }

  /** Opens a quantity in the stepper, in the network that it was judged in. */
  open({ at, row, column }: Where): void {
    const network = this.#network();
    if (network && !this.#asShown(network)) {
      change({ ...network, faults: [] });
      this.#about = settings.get();
    }
    showScalar({ ref: at, row, column });
    goToStepper();
  }
}
