// The threads that share a step: each has one shard of the batch, all have one memory. The trainer's own thread takes the first shard; it
// wakes the others, works, and waits for them: two meetings a step. Without helpers the same code runs on one thread.
import type { FullSpec } from '../spec.ts';
import { instantiateOn } from './kernels.ts';
import { Shard } from './network.ts';
import type { Places } from './places.ts';

/** What a helper is told when it starts; all of it can be posted to a worker. */
export interface HelperTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly spec: FullSpec;
  readonly places: Places;
  /** Of its shard. */
  readonly index: number;
}

/** A running helper, however it was made: a worker in a page, a thread in Node. */
export interface Helper {
  /** Resolves when the helper waits for work. */
  readonly ready: Promise<void>;
  end(): void;
}
export type StartHelper = (task: HelperTask) => Helper;

/** What is to be done of a step, as bits. */
export const forward = 1;
export const loss = 2;
export const backward = 4;
/** Backward also to the input and the state before the first step. */
export const whole = 8;

/** Does it with one shard; returns the sum of its losses, nats. */
function perform(shard: Shard, work: number, share: number): number {
  if (work & forward) shard.forward();
  const sum = work & loss ? shard.loss(share) : 0;
  if (work & backward) shard.backward((work & whole) !== 0);
  return sum;
}

// The control block: int32 words, then float64 for the share and each shard's loss.
const round = 0; // counts the calls; helpers sleep on it
const task = 1;
const pending = 2; // helpers that still work
const failed = 3;
const stop = -1;
const firstDouble = 4; // in units of eight bytes

const controlOf = (buffer: ArrayBufferLike, { control, shards }: Places) => ({
  words: new Int32Array(buffer, control, 8),
  doubles: new Float64Array(buffer, control + 8 * firstDouble, 1 + shards.length),
});

/** First sequence of a shard. */
export const offsetOf = ({ shards }: Places, index: number): number =>
  shards.slice(0, index).reduce((sum, { batch }) => sum + batch, 0);

/** A helper's whole life: says that it is ready, then works whenever it is woken, until it is stopped. Blocks its thread. */
export function help({ module, memory, spec, places, index }: HelperTask, ready: () => void): void {
  const kernels = instantiateOn(module, memory);
  const shard = new Shard(
    kernels,
    spec,
    places.shared,
    places.shards[index]!,
    memory.buffer,
    offsetOf(places, index),
  );
  const { words, doubles } = controlOf(memory.buffer, places);
  let seen = Atomics.load(words, round);
  ready();
  for (;;) {
    Atomics.wait(words, round, seen);
    seen = Atomics.load(words, round);
    const work = Atomics.load(words, task);
    if (work === stop) return;
    try {
      doubles[1 + index] = perform(shard, work, doubles[0]!);
    } catch {
      Atomics.store(words, failed, 1);
    }
    if (Atomics.sub(words, pending, 1) === 1) Atomics.notify(words, pending);
  }
}

/** Milliseconds after which a helper that does not answer is taken for dead: no step takes near as long. */
const patience = 60_000;

export class Crew {
  readonly #own: Shard;
  readonly #helpers: readonly Helper[];
  readonly #words: Int32Array;
  readonly #doubles: Float64Array;

  /** @param own the first shard; each helper has one of the others */
  constructor(own: Shard, helpers: readonly Helper[], buffer: ArrayBufferLike, places: Places) {
    this.#own = own;
    this.#helpers = helpers;
    const { words, doubles } = controlOf(buffer, places);
    this.#words = words;
    this.#doubles = doubles;
  }

  /**
   * Has every shard do this part of a step.
   * @param work bits of {@link forward}, {@link loss}, {@link backward}, {@link whole}
   * @param share what ∇o is multiplied by
   * @returns the sum of all losses, nats, added in the order of the shards: the same each time
   * @throws Error where a helper failed or does not answer
   */
  run(work: number, share: number): number {
    const helpers = this.#helpers.length;
    if (helpers) this.#wake(work, share);
    let sum = perform(this.#own, work, share);
    if (!helpers) return sum;
    for (;;) {
      const left = Atomics.load(this.#words, pending);
      if (left === 0) break;
      if (Atomics.wait(this.#words, pending, left, patience) === 'timed-out')
        throw new Error(`cpu: ${left} of ${helpers} helper threads do not answer`);
    }
    if (Atomics.load(this.#words, failed)) throw new Error('cpu: a helper thread failed');
    for (let n = 1; n <= helpers; n++) sum += this.#doubles[1 + n]!;
    return sum;
  }

  #wake(work: number, share: number): void {
    this.#doubles[0] = share;
    Atomics.store(this.#words, task, work);
    Atomics.store(this.#words, pending, this.#helpers.length);
    Atomics.add(this.#words, round, 1);
    Atomics.notify(this.#words, round);
  }

  end(): void {
    if (this.#helpers.length) this.#wake(stop, 0);
    for (const helper of this.#helpers) helper.end();
  }
}
