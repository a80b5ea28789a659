// What the panel shows, and how it follows the worker: nothing of it is loaded before the reader asks for something.
import { createTrainingClient, type ClientEvent, type TrainingClient } from '../../training/client.ts';
import type { OptimizerId } from '../../backends/optimizers.ts';
import { defaultAlphas, defaultOptions, optimizerOf, type RunOptions } from '../../training/options.ts';
import type { Progress, RunFacts, RunState, Source, TextFacts, TextRun, WeightsFile } from '../../training/protocol.ts'; // prettier-ignore
import type { CurvePoint, Move, Sample } from '../../training/sessionTypes.ts';
import { save } from '../shared/export.ts';
import type { BookText } from './book-texts.ts';
import { differs, FieldError, parse, type FieldName } from './fields.ts';
import { recall, recallBackend, remember, rememberBackend, type Remembered } from './remembered.ts';
import { sourceOf, type OwnText, type TextChoice } from './source.ts';
import { moveInWords, whole } from './words.ts';

export class TrainingState {
  readonly texts: readonly BookText[];
  choice = $state<TextChoice>('prose');
  own = $state.raw<OwnText | null>(null);
  ownFacts = $state.raw<TextFacts | null>(null);
  /** As set by the controls; a run has its own. */
  options = $state.raw<RunOptions>({ ...defaultOptions, backend: 'auto' });
  run = $state.raw<TextRun | null>(null);
  state = $state<RunState | 'none' | 'opening'>('none');
  curve = $state.raw<readonly CurvePoint[]>([]);
  samples = $state.raw<readonly Sample[]>([]);
  /** Drawn on request, not part of the run. */
  extra = $state.raw<Sample | null>(null);
  /** A sample as far as it has come; `kept` where it is one of the run's own. */
  writing = $state.raw<{ readonly sample: Sample; readonly kept: boolean } | null>(null);
  progress = $state.raw<Progress | null>(null);
  opening = $state('');
  /** Why the run stopped. */
  failure = $state('');
  /** Why it finished before its goal. */
  early = $state('');
  /** A text, a size or a setting that cannot be used. */
  problem = $state('');
  savedStep = $state<number | null>(null);
  notSaved = $state('');
  hint = $state.raw<Remembered | null>(null);
  /** For screen readers: changes of state only. */
  said = $state('');
  readonly #createClient: typeof createTrainingClient;
  #client: TrainingClient | null = null;
  /** The learning rate is the reader's own: else it follows the optimiser. */
  #ownAlpha = false;
  #textOfRun: OwnText | TextChoice | null = null;
  /** The text that a start was asked with: the run's, once it is opened. */
  #textAsked: OwnText | TextChoice | null = null;
  /** What the state was before something was asked for that may be refused. */
  #before: RunState | 'none' = 'none';
  /** The saved step from which it went on after its worker had died: from there it is not tried again. */
  #revivedAt: number | null = null;
  /** To be said with the next change of state. */
  #news = '';

  /** @param createClient how the worker is had: tests bring fakes */
  constructor(texts: readonly BookText[], createClient = createTrainingClient) {
    this.texts = texts;
    this.#createClient = createClient;
  }

  /** From now on alive: offers a saved run, saves when the page is left. Returns what ends it. */
  follow(): () => void {
    this.hint = recall();
    this.options = { ...this.options, backend: recallBackend() ?? this.options.backend };
    const leave = () => {
      if (document.visibilityState === 'hidden' && this.state === 'running') this.#post({ kind: 'save' });
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      this.#client?.end();
    };
  }

  #post: TrainingClient['post'] = (request) =>
    (this.#client ??= this.#createClient((event) => this.#hear(event))).post(request);

  get step(): number {
    return Math.max(this.run?.step ?? 0, this.progress?.step ?? 0);
  }
  /** Updates that this run is to make. */
  get goal(): number {
    return this.run?.options.goal ?? this.options.goal;
  }
  /** Controls that say something else than the run was started with. */
  get changed(): boolean {
    if (!this.run) return false;
    return differs(this.options, this.run.options) || this.#chosenText() !== this.#textOfRun;
  }
  #chosenText = (): OwnText | TextChoice | null => (this.choice === 'file' ? this.own : this.choice);

  /** Sets one option from typed text; what cannot be used is said, and the option stays. */
  set(name: FieldName, text: string): void {
    try {
      const value = parse[name](text);
      this.options = { ...this.options, [name]: value };
      if (name === 'alpha') this.#keepAlpha();
      this.problem = '';
      if (name === 'temperature' && this.run) this.#post({ kind: 'temperature', temperature: value });
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      this.problem = error.message;
    }
  }
  setCell(cell: RunOptions['cell'], nonlinearity: RunOptions['nonlinearity']): void {
    this.options = { ...this.options, cell, nonlinearity };
  }
  /** The learning rate that suits it comes with it, unless the reader has set one. */
  setOptimizer(optimizer: OptimizerId): void {
    const alpha = this.#ownAlpha ? this.options.alpha : defaultAlphas[optimizer];
    this.options = { ...this.options, optimizer, alpha };
  }
  #keepAlpha(): void {
    this.#ownAlpha = this.options.alpha !== defaultAlphas[optimizerOf(this.options)];
  }
  setBackend(backend: RunOptions['backend']): void {
    this.options = { ...this.options, backend };
    rememberBackend(backend);
  }

  choose(choice: TextChoice): void {
    this.choice = choice;
    this.problem = '';
  }
  /** Takes a text of the reader's and has the worker look at it. */
  take(own: OwnText): void {
    this.choice = 'file';
    this.own = own;
    this.ownFacts = null;
    this.problem = '';
    this.#wait(`Reading ${own.title}.`);
    this.#post({ kind: 'read', source: this.#source()!, options: this.options });
  }

  #source = (): Source | null => sourceOf(this.choice, this.own, this.texts);

  #wait(what: string): void {
    if (this.state !== 'opening') this.#before = this.state;
    if (this.state !== 'running') this.state = 'opening';
    this.opening = what;
  }

  /**
   * A run on the text that is chosen: a new one, the same one again from its beginning, or one that goes on from the weights of a file.
   */
  start(weights?: WeightsFile): void {
    // opened from its save, a run has its text only in the worker
    const held = this.choice === 'file' && !this.own && this.run && this.#textOfRun === null;
    const source: Source | null = held ? { from: 'held' } : this.#source();
    if (!source) {
      this.problem =
        this.choice === 'file'
          ? 'Choose a file, drop one here, or paste a text first.'
          : 'The text is missing.';
      return;
    }
    this.problem = '';
    this.#wait('Starting.');
    this.#textAsked = this.#chosenText();
    this.#post({ kind: 'start', source, options: this.options, ...(weights ? { weights } : {}) });
  }
  pause = (): void => this.#post({ kind: 'pause' });
  resume = (): void => this.#post({ kind: 'resume', goal: this.options.goal });
  more = (): void => this.#post({ kind: 'resume', goal: this.step + this.options.goal });
  sample = (): void => this.#post({ kind: 'sample' });
  stopSample = (): void => this.#post({ kind: 'stop-sample' });
  saveWeights = (): void => this.#post({ kind: 'weights' });
  forget = (): void => this.#post({ kind: 'forget' });
  restore(train: boolean): void {
    this.problem = '';
    this.#wait('Reading the saved run.');
    this.#post({ kind: 'restore', train });
  }

  #hear(event: ClientEvent): void {
    switch (event.kind) {
      case 'opening':
        this.opening = event.what;
        break;
      case 'read':
        this.ownFacts = event.text;
        this.#settle();
        break;
      case 'opened':
        this.#open(event.run);
        break;
      case 'state':
        this.#enter(event.state, event.message);
        break;
      case 'moved':
        this.#follow(event.move, event.run);
        break;
      case 'progress':
        this.progress = event.progress;
        break;
      case 'points':
        this.curve = [...this.curve, ...event.points];
        break;
      case 'writing':
        // two may grow at once: the one that the reader asked for is shown
        if (!event.kept || this.writing?.kept !== false)
          this.writing = { sample: event.sample, kept: event.kept };
        break;
      case 'sample-stopped':
        if (this.writing && !this.writing.kept) this.writing = null;
        this.said = 'The sample is stopped.';
        break;
      case 'sample':
        if (this.writing?.kept === event.kept) this.writing = null;
        // the whole text at once: one that grows would be read out again and again
        if (!event.kept) this.said = `The network writes: ${event.sample.text.trim()}`;
        if (event.kept)
          this.samples = [...this.samples.slice(0, 1), ...this.samples.slice(1).slice(-3), event.sample];
        this.extra = event.kept ? null : event.sample;
        break;
      case 'options':
        if (this.run) this.run = { ...this.run, options: event.options };
        break;
      case 'weights':
        save(event.name, new Blob([event.bytes]));
        this.said = `The weights are saved as ${event.name}.`;
        break;
      case 'saved':
        [this.savedStep, this.notSaved] = [event.step, ''];
        this.hint = { step: event.step, title: event.text };
        remember(this.hint);
        break;
      case 'not-saved':
        this.notSaved = event.reason;
        break;
      case 'forgotten':
        [this.savedStep, this.notSaved, this.hint] = [null, '', null];
        remember(null);
        this.said = 'The saved run is deleted.';
        break;
      case 'refused':
        this.problem = event.message;
        if (event.message.startsWith('There is no run')) remember((this.hint = null));
        this.#settle();
        break;
      case 'crashed':
        this.writing = null;
        this.#revive(`The training worker stopped: ${event.reason}.`);
        break;
    }
  }

  /** The run goes on elsewhere. */
  #follow(move: Move, facts: RunFacts): void {
    if (!facts.text) return;
    const { text } = facts;
    [this.run, this.curve, this.samples, this.progress] = [{ ...facts, text }, facts.curve, facts.samples, null]; // prettier-ignore
    this.writing = null;
    this.said = moveInWords(move);
  }

  /** After the worker's death: from its last save, once; where there is none, or it has died there before, the run has failed. */
  #revive(why: string): void {
    const { run, savedStep, state } = this;
    this.#enter('failed', why);
    const known = state === 'running' || state === 'paused' || state === 'finished';
    if (!run || !known || savedStep === null || savedStep === this.#revivedAt) return;
    this.#revivedAt = savedStep;
    this.#wait(`${why} Going on from step ${whole(savedStep)}.`);
    this.#post({ kind: 'restore', train: state === 'running', after: { on: run.on, why } });
  }

  /** Back to how it was before something was asked for. */
  #settle(): void {
    this.opening = '';
    if (this.state === 'opening') this.state = this.#before;
  }

  #open(facts: RunFacts): void {
    if (!facts.text) return; // this panel asks for runs on texts only
    const run: TextRun = { ...facts, text: facts.text };
    this.opening = '';
    this.writing = null;
    [this.run, this.curve, this.samples, this.extra, this.progress] = [
      run,
      run.curve,
      run.samples,
      null,
      null,
    ];
    [this.failure, this.notSaved] = ['', ''];
    this.savedStep = run.restoredFrom;
    const [last] = run.moves.slice(-1);
    // after a death the controls are as the reader left them
    if (run.restoredFrom !== null && this.#revivedAt === run.restoredFrom && last)
      this.#news = moveInWords(last);
    else if (run.restoredFrom !== null) this.#adopt(run);
    else this.#textOfRun = this.#textAsked;
    // cell and hidden units came with the file
    if (run.weights !== null) this.options = { ...run.options, goal: this.options.goal };
    if (this.state === 'opening') this.state = 'paused';
  }

  /** The controls take the settings of a run that was opened from its save. */
  #adopt({ options, text }: TextRun): void {
    this.options = options;
    this.#keepAlpha();
    this.choice = text.kind;
    if (text.kind === 'file') this.ownFacts = text;
    const site = this.texts.find(({ sha256 }) => sha256 === text.sha256);
    // the book may have changed since: then its text of today is another one
    this.#textOfRun = site ? site.kind : text.kind === 'file' ? this.own : null;
  }

  #enter(state: RunState, message: string | null): void {
    this.state = state;
    // one of the run's own is left with the pause, and drawn anew when it goes on
    if (this.writing?.kept) this.writing = null;
    this.opening = '';
    this.failure = state === 'failed' ? (message ?? '') : '';
    this.early = state === 'finished' ? (message ?? '') : '';
    const at = `at step ${whole(this.step)}`;
    this.said = {
      running: 'Training.',
      paused: `Paused ${at}.`,
      finished: this.early ? `Finished ${at}: ${this.early}.` : `Finished ${at}.`,
      failed: `Stopped. ${message ?? ''}`,
    }[state];
    if (this.#news) this.said = `${this.#news} ${this.said}`;
    this.#news = '';
  }
}
