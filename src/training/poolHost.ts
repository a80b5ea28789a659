// The worker's side of a pool: reads the text once, makes the networks if all of them fit together, and tells the page a few times a
// second how they stand. Clock, network and backends are handed in, so that tests run it without a worker.
import type { Backend } from '../backends/backend.ts';
import type { TrainerSpec } from '../backends/spec.ts';
import { factsOf, readSource, Refusal, type Held } from './held.ts';
import { countParameters, maxTrainerBytes, specOf, type RunOptions } from './options.ts';
import { Pool, type PoolEvent } from './pool.ts';
import type { PoolHostEvent, PoolRequest, PoolRun, PoolRunFacts, TimedPoint } from './poolProtocol.ts';
import { createSession, type Session } from './session.ts';
import { FileError } from './files/fileError.ts';

export interface PoolHostWorld {
  send(event: PoolHostEvent): void;
  loadBackend(id: RunOptions['backend']): Promise<Backend>;
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

export class PoolHost {
  readonly #world: PoolHostWorld;
  readonly #pool: Pool;
  /** Grows with each start and each cancel of all: what older ones still do is dropped. */
  #asked = 0;
  /** Starts that make networks, one after another: never two sets of them in memory. */
  #making: Promise<void> = Promise.resolve();
  #points = new Map<string, TimedPoint[]>();
  #reported = 0;

  constructor(world: PoolHostWorld, slice?: number) {
    this.#world = world;
    const { now, breathe } = world;
    this.#pool = new Pool({ now, breathe, tell: (event) => this.#hear(event) }, slice);
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
    const backend = await this.#backendFor(held, runs);
    const turn = this.#making.then(() => this.#make(held, backend, runs, limit, asked));
    this.#making = turn.catch(() => undefined);
    await turn;
  }

  async #backendFor(held: Held, runs: readonly PoolRun[]): Promise<Backend> {
    const backend = await this.#world.loadBackend(runs[0]!.options.backend);
    const specs = runs.map(({ options }) => specOf(options, held.tokens.vocabulary.characters.length));
    const tooLarge = tooLargeTogether(backend, specs);
    if (tooLarge !== null) throw new Refusal(tooLarge);
    for (const spec of specs) {
      const refusal = await backend.refuses(spec);
      if (refusal !== null) throw new Refusal(refusal);
    }
    return backend;
  }

  async #make(
    held: Held,
    backend: Backend,
    runs: readonly PoolRun[],
    limit: number,
    asked: number,
  ): Promise<void> {
    if (asked !== this.#asked) return;
    await this.#cancel();
    this.#world.send({ kind: 'opening', what: 'Making the networks.' });
    const made: Session[] = [];
    try {
      for (const { options } of runs) {
        made.push(await createSession(backend, held.tokens, options));
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
      const { spec, curve } = made[n]!;
      this.#pool.add(run, made[n]!, limit);
      return {
        run,
        options,
        parameters: countParameters(spec),
        bytes: backend.bytes(spec),
        curve: curve.map((point) => ({ ...point, used: 0 })),
      };
    });
    const text = factsOf(held, runs[0]!.options);
    this.#world.send({ kind: 'opened', pool: { text, backend: backend.name, runs: facts, limit } });
    this.#pool.resume();
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
