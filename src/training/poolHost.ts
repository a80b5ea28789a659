// The worker's side of a pool: reads the text once, makes the networks if all of them fit together, and tells the page a few times a
// second how they stand. Clock, network and backends are handed in, so that tests run it without a worker.
import type { Backend, BackendId } from '../backends/backend.ts';
import type { Chooser } from '../backends/choose.ts';
import type { TrainerSpec } from '../backends/spec.ts';
import { backendFor, takeBackend, type Given } from './backendFor.ts';
import { factsOf, readSource, Refusal, type Held } from './held.ts';
import { openMovable, type MovableSession } from './movable.ts';
import { countParameters, maxTrainerBytes, specOf, type RunOptions } from './options.ts';
import { Pool, type PoolEvent } from './pool.ts';
import type { PoolHostEvent, PoolRequest, PoolRun, PoolRunFacts, TimedPoint } from './poolProtocol.ts';
import type { Move } from './sessionTypes.ts';
import { taskOf } from './tasks/registry.ts';
import { FileError } from './files/fileError.ts';

export interface PoolHostWorld {
  send(event: PoolHostEvent): void;
  loadBackend(id: BackendId): Promise<Backend>;
  /** For runs whose backend is `auto`. */
  readonly chooser: Pick<Chooser, 'choose'>;
  /** Milliseconds; never falls. */
  now(): number;
  /** Lets messages that wait be handled. */
  breathe(): Promise<void>;
  fetchText(url: string): Promise<string>;
}

/** Milliseconds between two messages on progress. */
const reportEvery = 250;

/** Why runs of these sizes are not begun side by side, in a sentence with the estimate; null where they fit. Nothing is allocated. */
export function tooLargeTogether(
  backend: Pick<Backend, 'bytes'>,
  specs: readonly TrainerSpec[],
): string | null {
  const bytes = specs.map((spec) => backend.bytes(spec));
  const sum = bytes.reduce((a, b) => a + b, 0);
  if (sum <= maxTrainerBytes) return null;
  const megabytes = (n: number) => Math.ceil(n / 1e6).toLocaleString('en-GB');
  const parameters = specs.reduce((n, spec) => n + countParameters(spec), 0).toLocaleString('en-GB');
  return (
    `Together the ${specs.length} networks have ${parameters} parameters and need about ${megabytes(sum)} MB (${bytes.map(megabytes).join(' + ')}). ` +
    `At most ${maxTrainerBytes / 1e6} MB are taken. Choose fewer hidden units or fewer steps.`
  );
}

/** @throws Refusal */
function fitTogether(backend: Backend, specs: readonly TrainerSpec[]): void {
  const tooLarge = tooLargeTogether(backend, specs);
  if (tooLarge !== null) throw new Refusal(tooLarge);
}

export class PoolHost {
  readonly #world: PoolHostWorld;
  readonly #pool: Pool;
  /** Grows with each start and each cancel of all: what older ones still do is dropped. */
  #asked = 0;
  /** Starts that make networks, one after another: never two sets of them in memory. */
  #making: Promise<void> = Promise.resolve();
  #points = new Map<string, TimedPoint[]>();
  #reported = 0;
  /** While backends are measured, no run may be in their way. */
  #quiet: Promise<unknown> = Promise.resolve();

  constructor(world: PoolHostWorld, slice?: number) {
    this.#world = world;
    const { now, breathe } = world;
    const calm = async () => {
      await breathe();
      await this.#quiet;
    };
    this.#pool = new Pool({ now, breathe: calm, tell: (event) => this.#hear(event) }, slice);
  }

  async handle(request: PoolRequest): Promise<void> {
    try {
      await this.#handle(request);
    } catch (error) {
      const { message } = error as Error;
      const known = error instanceof Refusal || error instanceof FileError;
      this.#world.send({ kind: 'refused', message: known ? message : `Training failed: ${message}` });
    }
  }

  #handle(request: PoolRequest): Promise<void> | void {
    switch (request.kind) {
      case 'start':
        return this.#start(request);
      case 'pause':
        this.#pool.pause(request.run);
        return this.#report();
      case 'resume':
        return this.#pool.resume(request.run, request.limit);
      case 'cancel':
        if (request.run === undefined) this.#asked++;
        return this.#cancel(request.run);
    }
  }

  async #start({ source, runs, limit }: PoolRequest & { kind: 'start' }): Promise<void> {
    const asked = ++this.#asked;
    const [first] = runs;
    if (!first || runs.some(({ options }) => options.backend !== first.options.backend))
      throw new RangeError(`PoolHost: ${runs.length} runs, expected at least one, all on one backend`);
    // what can be refused is refused before the runs that are there are given up
    const { send, fetchText } = this.#world;
    const held = await readSource({ send, fetchText }, source, null, first.options);
    const given = await this.#backendFor(held, runs);
    const turn = this.#making.then(() => this.#make(held, given, runs, limit, asked));
    this.#making = turn.catch(() => undefined);
    await turn;
  }

  /** One for all, so that their times can be compared: what the largest of them gets. */
  async #backendFor(held: Held, runs: readonly PoolRun[]): Promise<Given> {
    const specs = runs.map(({ options }) => specOf(options, held.tokens.vocabulary.characters.length));
    const sizes = specs.map(countParameters);
    const largest = sizes.indexOf(Math.max(...sizes));
    const { options } = runs[largest]!;
    const named = options.backend === 'auto' || options.backend === 'gpu' ? 'cpu' : options.backend;
    // by their sizes before anything is measured
    fitTogether(await this.#world.loadBackend(named), specs);
    const given = backendFor(
      this.#world,
      options,
      specs[largest]!,
      () => taskOf(options.task, held.tokens, options),
      (what) => this.#world.send({ kind: 'opening', what }),
    );
    this.#quiet = given.catch(() => undefined);
    const { backend } = await given;
    // the same kind of network in other sizes: what takes the largest takes them all, or it is said which it does not
    await this.#fit(backend, specs);
    return given;
  }

  /** @throws Refusal */
  async #fit(backend: Backend, specs: readonly TrainerSpec[]): Promise<void> {
    fitTogether(backend, specs);
    for (const spec of specs) {
      const refusal = await backend.refuses(spec);
      if (refusal !== null) throw new Refusal(refusal);
    }
  }

  async #make(
    held: Held,
    { backend, choice }: Given,
    runs: readonly PoolRun[],
    limit: number,
    asked: number,
  ): Promise<void> {
    if (asked !== this.#asked) return;
    await this.#cancel();
    this.#world.send({ kind: 'opening', what: 'Making the networks.' });
    const made: MovableSession[] = [];
    try {
      for (const { run, options } of runs) {
        made.push(await this.#session(held, backend, run, options));
        await made.at(-1)!.begin();
        await this.#world.breathe();
      }
    } catch (error) {
      for (const session of made) session.dispose();
      throw error;
    }
    if (asked !== this.#asked) {
      for (const session of made) session.dispose();
      return;
    }
    const facts = runs.map(({ run, options }, n): PoolRunFacts => {
      const { spec, curve, moves } = made[n]!;
      this.#pool.add(run, made[n]!, limit);
      return {
        run,
        options,
        parameters: countParameters(spec),
        bytes: backend.bytes(spec),
        curve: curve.map((point) => ({ ...point, used: 0 })),
        moves,
      };
    });
    const text = factsOf(held, runs[0]!.options);
    this.#world.send({ kind: 'opened', pool: { text, backend: backend.name, choice, runs: facts, limit } });
    this.#pool.resume();
  }

  #session(held: Held, backend: Backend, run: string, options: RunOptions): Promise<MovableSession> {
    const spec = specOf(options, held.tokens.vocabulary.characters.length);
    return openMovable({
      task: taskOf(options.task, held.tokens, options),
      options,
      from: null,
      backend,
      spare: () => takeBackend(this.#world, 'cpu', spec),
      moved: (move) => this.#moved(run, move),
    });
  }

  #moved(run: string, move: Move): void {
    if (!this.#pool.standings().some((standing) => standing.run === run)) return; // told when it is opened
    this.#report();
    this.#world.send({ kind: 'moved', run, move });
  }

  async #cancel(name?: string): Promise<void> {
    const runs = this.#pool.standings().flatMap(({ run }) => ((name ?? run) === run ? [run] : []));
    await this.#pool.cancel(name);
    for (const run of runs) this.#points.delete(run);
    if (runs.length) this.#world.send({ kind: 'cancelled', runs });
  }

  #hear(event: PoolEvent): void {
    if (event.kind === 'state') {
      // what it did before it stopped comes first
      if (event.state !== 'running') this.#report();
      return this.#world.send(event);
    }
    const { run, advance, used } = event;
    if (advance.point) this.#points.set(run, [...(this.#points.get(run) ?? []), { ...advance.point, used }]);
    if (this.#world.now() - this.#reported >= reportEvery) this.#report();
  }

  #report(): void {
    this.#reported = this.#world.now();
    for (const [run, points] of this.#points) this.#world.send({ kind: 'points', run, points });
    this.#points.clear();
    const runs = this.#pool.standings().map(({ run, step, made, used }) => ({
      run,
      step,
      used,
      msPerStep: made ? used / made : null,
    }));
    if (runs.length) this.#world.send({ kind: 'progress', runs });
  }
}
