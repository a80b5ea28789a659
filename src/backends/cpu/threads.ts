// How many threads a trainer gets, and which sequences of the batch each of them.
import { directionsOf, fullSpec, type TrainerSpec } from '../spec.ts';
import { sectionsOf } from './packing.ts';

/** Floating-point operations of the matrix products of one training step, as the benchmark counts them. */
export function operationsOf(given: TrainerSpec): number {
  const spec = fullSpec(given);
  const { hiddens: H, layers, steps, batch, outputs } = spec;
  const both = directionsOf(spec);
  const { gates } = sectionsOf[spec.cell];
  const inputs = spec.input === 'one-hot' ? 0 : spec.inputs;
  const cells = both * gates * H * (layers * H + inputs + (layers - 1) * both * H);
  const read = outputs * H * (spec.directions === 'concat' ? 2 : 1);
  // forward, to what was read, and to the weights: two operations each
  return 6 * batch * (steps * cells + (spec.readout === 'last-step' ? 1 : steps) * read);
}

/**
 * Operations from which threads pay: two or three milliseconds, of which waking a thread and adding up the gradients take a tenth or
 * two. Measured with two threads: an LSTM of 64 units over 32 steps of 32 sequences (126 million) takes 0.55 of the time of one
 * thread, one of 128 (453 million) 0.52.
 */
export const worthThreads = 1e8;

/** More than this are not worth their memory: each has its own gradient, and the update is one thread's. */
const mostThreads = 8;

/** Threads for this size with so many to be had: one where the step is short; at least four sequences for each. */
export const threadsFor = (spec: TrainerSpec, available: number): number =>
  operationsOf(spec) < worthThreads
    ? 1
    : Math.max(1, Math.min(available, mostThreads, Math.ceil(spec.batch / 4)));

/** Sequences of each thread: fours, which fill a tile's rows, as even as it goes; the last takes what is left. */
export function shardSizes(batch: number, threads: number): number[] {
  const fours = Math.ceil(batch / 4);
  const shards = Math.min(threads, fours);
  return Array.from({ length: shards }, (_, n) => {
    const [from, to] = [Math.floor((n * fours) / shards) * 4, Math.floor(((n + 1) * fours) / shards) * 4];
    return Math.min(to, batch) - from;
  });
}
