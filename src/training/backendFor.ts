// Which backend a run gets: the one that the reader named, or the one that measures fastest. What the GPU cannot take goes to `cpu`, and
// the reason is told.
import type { Backend, BackendId } from '../backends/backend.ts';
import { describe, reasonOf, type Choice, type Chooser, type Measured } from '../backends/choose.ts';
import { initialNumbers } from '../backends/network.ts';
import { stateSize, type TrainerSpec } from '../backends/spec.ts';
import { Refusal } from './held.ts';
import { tooLarge, type RunOptions } from './options.ts';
import type { Task } from './task.ts';

export interface BackendWorld {
  loadBackend(id: BackendId): Promise<Backend>;
  readonly chooser: Pick<Chooser, 'choose'>;
}

export interface Given {
  readonly backend: Backend;
  /** Why it is this one; null where the reader named it and it could be had. */
  readonly choice: Choice | null;
}

/** @throws Refusal where it cannot run this */
export async function takeBackend(world: BackendWorld, id: BackendId, spec: TrainerSpec): Promise<Backend> {
  const backend = await world.loadBackend(id);
  const refusal = tooLarge(backend, spec) ?? (await backend.refuses(spec));
  if (refusal !== null) throw new Refusal(refusal);
  return backend;
}

/**
 * @param task made only where something is to be measured
 * @param heard hears what is being done, for the reader
 * @throws Refusal where nothing here can run this
 */
export async function backendFor(
  world: BackendWorld,
  options: RunOptions,
  spec: TrainerSpec,
  task: () => Task,
  heard: (what: string) => void,
): Promise<Given> {
  if (options.backend === 'auto') return fastest(world, options, spec, task, heard);
  if (options.backend !== 'gpu')
    return { backend: await takeBackend(world, options.backend, spec), choice: null };
  const passed = await passedOver(world, spec);
  if (!passed) return { backend: await world.loadBackend('gpu'), choice: null };
  const backend = await takeBackend(world, 'cpu', spec);
  return { backend, choice: { chosen: 'cpu', measured: [passed] } };
}

/** Why the GPU that was asked for by name is not taken; null where it is. */
async function passedOver(world: BackendWorld, spec: TrainerSpec): Promise<Measured | null> {
  let words = 'GPU';
  const over = (reason: Measured['reason']): Measured => ({ id: 'gpu', words, msPerStep: null, reason });
  try {
    const backend = await world.loadBackend('gpu');
    ({ words } = await describe(backend, spec));
    const refusal = tooLarge(backend, spec) ?? (await backend.refuses(spec));
    return refusal === null ? null : over({ code: 'refused', sentence: refusal });
  } catch (error) {
    return over({ ...reasonOf(error), code: 'unavailable' });
  }
}

async function fastest(
  world: BackendWorld,
  options: RunOptions,
  spec: TrainerSpec,
  task: () => Task,
  heard: (what: string) => void,
): Promise<Given> {
  const trial = () => ({
    parameters: initialNumbers(spec, options.seed),
    batch: task().batch(0),
    state: new Float64Array(stateSize(spec)),
  });
  const choice = await world.chooser.choose(spec, trial, { forbids: tooLarge, heard });
  try {
    return { backend: await takeBackend(world, choice.chosen, spec), choice };
  } catch (error) {
    // the last resort cannot take it either: what the first one said is the better sentence
    const [first] = choice.measured;
    if (error instanceof Refusal && first?.reason?.code === 'refused')
      throw new Refusal(first.reason.sentence);
    throw error;
  }
}
