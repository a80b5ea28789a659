// The worker's side of training: one run at a time, a breath after every step so that a pause acts within one, and a save every few
// seconds. Clock, storage and backends are handed in, so that tests run it without a worker.
import type { Backend } from '../backends/backend.ts';
import { NotFiniteError } from './autopsy.ts';
import { CheckpointError } from './checkpointNetwork.ts';
import { listenTo, nothingIfInterrupted, type Hearing } from './hearing.ts';
import { factsOf, hold, readSource, Refusal, taskFacts, type Held } from './held.ts';
import { countParameters, misfit, specOf, tooLarge, type RunOptions } from './options.ts';
import type { Event, Request, RunFacts, RunState, Source, WeightsFile } from './protocol.ts';
import { Reports } from './reports.ts';
import { SafetensorsError } from './safetensors.ts';
import { createSession, type Advance, type Looked, type Sample, type Session, type SessionSnapshot } from './session.ts'; // prettier-ignore
import { SavedRuns, SnapshotError, type Shelf } from './snapshots.ts';
import { UnreadableError, type StatesOf } from './stepStates.ts';
import { FileError } from './files/fileError.ts';
import { readWeights, weightsOf } from './weights.ts';

export interface HostWorld {
  send(event: Event): void;
  loadBackend(id: RunOptions['backend']): Promise<Backend>;
  readonly shelf: Shelf;
  /** Milliseconds. */
  now(): number;
  /** Lets messages that wait be handled. */
  breathe(): Promise<void>;
  fetchText(url: string): Promise<string>;
  /** A name that no other run has. */
  newRunName(): string;
}

/** Milliseconds between two saves. */
export const saveEvery = 3000;
/** What says in its message, in a sentence, why something asked for is not done. */
const sentences = [FileError, Refusal, CheckpointError, SafetensorsError, UnreadableError];

/** Where a run begins, if not as a new network; `weights` is the name of a file. */
interface Beginning {
  readonly from: SessionSnapshot | null;
  readonly weights: string | null;
  readonly remark: string | null;
}
const anew: Beginning = { from: null, weights: null, remark: null };

const isText = ({ task = 'text' }: RunOptions): boolean => task === 'text';

export class Host {
  readonly #world: HostWorld;
  readonly #saved: SavedRuns;
  /** The latest text of a run; that of the run in memory, which is saved with it, is null where it learns no text. */
  #held: Held | null = null;
  #learned: Held | null = null;
  #session: Session | null = null;
  #state: RunState = 'paused';
  /** Saves, one after another; `#waiting` counts those under way. */
  #saves: Promise<void> = Promise.resolve();
  #waiting = 0;
  /** False after the reader had the saved run deleted, until training goes on. */
  #keeping = true;
  /** Grows with each start or restore that is asked for, and with each that takes over: what older ones still do is dropped. */
  #asked = 0;
  #taken = 0;
  #loop: Promise<void> = Promise.resolve();
  /** Grows with each sample that is asked for, and with each that is to be left. */
  #drawing = 0;

  constructor(world: HostWorld) {
    this.#world = world;
    this.#saved = new SavedRuns(world.shelf, '');
  }

  async handle(request: Request): Promise<void> {
    try {
      await this.#handle(request);
    } catch (error) {
      const known = sentences.some((kind) => error instanceof kind);
      const message =
        error instanceof SnapshotError
          ? `There is no run to go on with: ${error.message}.`
          : (error as Error).message;
      this.#world.send({
        kind: 'refused',
        message: known || error instanceof SnapshotError ? message : `Training failed: ${message}`,
      });
    }
  }

  #handle(request: Request): Promise<void> | void {
    switch (request.kind) {
      case 'start':
        return this.#start(request.source, request.options, request.weights);
      case 'read':
        return this.#read(request.source, request.options);
      case 'restore':
        return this.#restore(request.train);
      case 'pause':
        if (this.#state === 'running') this.#enter('paused');
        return;
      case 'resume':
        return this.#resume(request.goal);
      case 'temperature':
        this.#session?.setTemperature(request.temperature);
        return this.#tellOptions();
      case 'sample':
        return this.#sample();
      case 'stop-sample':
        this.#drawing++;
        return this.#world.send({ kind: 'sample-stopped' });
      case 'states':
        return this.#states(request.id, request.of);
      case 'weights':
        return this.#weights();
      case 'save':
        return this.#save();
      case 'forget':
        return this.#forget();
    }
  }

  async #forget(): Promise<void> {
    this.#keeping = false;
    await this.#saves;
    await this.#saved.forget();
    this.#world.send({ kind: 'forgotten' });
  }

  /** Ends the run in memory; resolves when its loop has let go of it. */
  async #takeOver(): Promise<number> {
    const mine = ++this.#taken;
    this.#state = 'paused';
    await this.#loop;
    await this.#saves;
    this.#session?.dispose();
    this.#session = null;
    this.#keeping = true;
    return mine;
  }

  async #start(source: Source | null, given: RunOptions, weights?: WeightsFile): Promise<void> {
    const asked = ++this.#asked;
    // what can be refused is refused before the run that is there is given up
    this.#check(given);
    const held = isText(given) ? await this.#hold(source, given) : null;
    if (weights) this.#world.send({ kind: 'opening', what: `Reading ${weights.title}.` });
    const characters = held?.tokens.vocabulary.characters ?? null;
    const from = weights ? await readWeights(weights, given, characters) : null;
    const options = from?.options ?? given;
    const backend = await this.#backendFor(held, options);
    if (asked !== this.#asked) return;
    const mine = await this.#takeOver();
    this.#saved.begin(this.#world.newRunName());
    const beginning = weights && from ? { from, weights: weights.title, remark: null } : anew;
    if (!(await this.#open(held, backend, options, beginning, mine))) return;
    void this.#save(); // from its first step on there is something to go back to
    this.#run();
  }

  async #read(source: Source, options: RunOptions): Promise<void> {
    const asked = ++this.#asked;
    const held = await this.#hold(source, options);
    if (asked === this.#asked) this.#world.send({ kind: 'read', text: factsOf(held, options) });
  }

  async #restore(train: boolean): Promise<void> {
    const asked = ++this.#asked;
    this.#world.send({ kind: 'opening', what: 'Reading the saved run.' });
    await this.#saves;
    const { snapshot, text, remark } = await this.#saved.load();
    this.#check(snapshot.options);
    const held = hold(text);
    const backend = await this.#backendFor(held, snapshot.options);
    if (asked !== this.#asked) return;
    const mine = await this.#takeOver();
    if (!(await this.#open(held, backend, snapshot.options, { from: snapshot, weights: null, remark }, mine)))
      return;
    const more = this.#more;
    if (train && more) this.#run();
    else this.#enter(more ? 'paused' : 'finished');
  }

  /** @throws Refusal where the options do not fit each other */
  #check(options: RunOptions): void {
    const refusal = misfit(options);
    if (refusal !== null) throw new Refusal(refusal);
  }

  /** Whether the run in memory has updates left to make, or a look to take. */
  get #more(): boolean {
    const session = this.#session;
    return session !== null && (session.step < session.options.goal || session.due);
  }

  async #backendFor(held: Held | null, options: RunOptions): Promise<Backend> {
    const backend = await this.#world.loadBackend(options.backend);
    const spec = specOf(options, held?.tokens.vocabulary.characters.length ?? 0);
    const refusal = tooLarge(backend, spec) ?? (await backend.refuses(spec));
    if (refusal !== null) throw new Refusal(refusal);
    return backend;
  }

  async #hold(source: Source | null, options: RunOptions): Promise<Held> {
    if (!source) throw new Refusal('There is no text to learn. Choose one.');
    return readSource(this.#world, source, this.#held, options);
  }

  /** Makes the session and tells the page; false where another run has taken over meanwhile. */
  async #open(
    held: Held | null,
    backend: Backend,
    options: RunOptions,
    { from, weights, remark }: Beginning,
    mine: number,
  ): Promise<boolean> {
    this.#world.send({ kind: 'opening', what: 'Making the network.' });
    const session = await createSession(backend, held?.tokens ?? null, options, from);
    const stay = () => mine === this.#taken;
    await session.begin(this.#listen(stay)).catch(nothingIfInterrupted);
    if (!stay()) {
      session.dispose();
      return false;
    }
    if (held) this.#held = held;
    this.#learned = held;
    this.#session = session;
    const run: RunFacts = {
      text: held && factsOf(held, options),
      task: taskFacts(session.task),
      options,
      backend: backend.name,
      parameters: countParameters(session.spec),
      bytes: backend.bytes(session.spec),
      perEpoch: session.perEpoch,
      step: session.step,
      curve: session.curve,
      samples: session.samples,
      restoredFrom: from && weights === null ? from.step : null,
      weights,
      remark,
    };
    this.#world.send({ kind: 'opened', run });
    return true;
  }

  #resume(goal?: number): void {
    const session = this.#session;
    if (!session || this.#state === 'running' || this.#state === 'failed') return;
    if (goal !== undefined && goal > session.options.goal) session.setGoal(goal);
    this.#tellOptions();
    if (this.#more) this.#run();
  }

  #listen = (stay: () => boolean, heard?: (sample: Sample) => void): Hearing<Sample> =>
    listenTo(this.#world, stay, heard);

  #run(): void {
    const mine = this.#taken;
    this.#keeping = true;
    this.#enter('running');
    // behind the loop before, which may be in the middle of its last step
    this.#loop = this.#loop.then(() => this.#train(mine));
  }

  /** Steps until the goal, a pause, or a failure. */
  async #train(mine: number): Promise<void> {
    const session = this.#session;
    const { now, send, breathe } = this.#world;
    const going = () => mine === this.#taken && this.#state === 'running';
    if (!session || !going()) return;
    let saved = now();
    const reports = new Reports(session, now, send);
    const hearing = this.#listen(going, (sample) => send({ kind: 'writing', sample, kept: true }));
    try {
      let early: string | null = null;
      while (going() && this.#more && early === null) {
        const work: Promise<Looked & Partial<Advance>> = session.due
          ? session.settle(hearing)
          : session.advance(hearing);
        const done = await work.catch(nothingIfInterrupted);
        reports.stepped(done?.loss);
        early = reports.looked();
        if (done?.sample) send({ kind: 'sample', sample: done.sample, kept: true });
        reports.maybe();
        if (now() - saved >= saveEvery && this.#waiting === 0) {
          saved = now();
          void this.#save();
        }
        await breathe();
      }
      reports.tell();
      if (mine !== this.#taken) return;
      await this.#save();
      if (going()) this.#enter('finished', early);
    } catch (error) {
      reports.tell();
      const what =
        error instanceof NotFiniteError ? error.message : `Training failed: ${(error as Error).message}`;
      if (mine === this.#taken) this.#enter('failed', what);
    }
  }

  async #sample(): Promise<void> {
    const session = this.#session;
    if (!session || this.#state === 'failed') return;
    if (!session.task.characters) throw new Refusal('This network does not write: it has no text to learn.');
    const { send } = this.#world;
    const [mine, drawing] = [this.#taken, ++this.#drawing];
    const stay = () => mine === this.#taken && drawing === this.#drawing;
    const hearing = this.#listen(stay, (sample) => send({ kind: 'writing', sample, kept: false }));
    const { temperature } = session.options;
    const sample = await session.drawSample(temperature, hearing).catch(nothingIfInterrupted);
    if (sample && stay()) send({ kind: 'sample', sample, kept: false });
  }

  async #states(id: number, of: StatesOf): Promise<void> {
    const session = this.#session;
    if (!session || this.#state === 'failed') throw new Refusal('There is no run to look into.');
    const mine = this.#taken;
    const { breathe } = listenTo(this.#world, () => mine === this.#taken);
    const states = await session.states(of, { breathe }).catch(nothingIfInterrupted);
    if (!states || mine !== this.#taken) throw new Refusal('The run that was looked into is over.');
    this.#world.send({ kind: 'states', id, states });
  }

  /** The weights as they are now, as a file. */
  async #weights(): Promise<void> {
    const [session, held] = [this.#session, this.#learned];
    if (!session || this.#state === 'failed')
      throw new Refusal('There is no run whose weights could be saved.');
    const file = weightsOf(await session.snapshot(), held?.tokens.vocabulary.characters ?? null);
    this.#world.send({ kind: 'weights', ...file });
  }

  #tellOptions(): void {
    if (this.#session) this.#world.send({ kind: 'options', options: this.#session.options });
  }

  #enter(state: RunState, message: string | null = null): void {
    this.#state = state;
    this.#world.send({ kind: 'state', state, message });
  }

  /** Saves the run as it is when its turn comes. Never rejects: what happened is told. */
  #save(): Promise<void> {
    // a run on a drawn task takes seconds and is not saved: the reader's own run stays where it is
    const [session, held] = [this.#session, this.#learned];
    if (!session || !held || this.#state === 'failed' || !this.#keeping) return Promise.resolve();
    this.#waiting++;
    this.#saves = this.#saves.then(() => this.#write(session, held)).finally(() => this.#waiting--);
    return this.#saves;
  }

  async #write(session: Session, held: Held): Promise<void> {
    try {
      const snapshot = await session.snapshot();
      await this.#saved.save(snapshot, held.stored);
      this.#world.send({ kind: 'saved', step: snapshot.step, text: held.stored.title });
    } catch (error) {
      this.#world.send({ kind: 'not-saved', reason: (error as Error).message });
    }
  }
}
