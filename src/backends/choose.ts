// The choice of a backend by measurement: a real training step of this very shape on each one that is here, and the fastest wins. What was
// measured for a shape and a device is kept. Clock, backends and storage are handed in.
import type { Backend, BackendId, Description } from './backend.ts';
import { choiceIn, choiceKey, fastestOf, recordOf, type Choice, type Measured, type PassedOverCode } from './choiceRecord.ts'; // prettier-ignore
import { inTime, patience, timeSteps, TooSlow, type Clock, type Trial } from './measure.ts';
import type { TrainerSpec } from './spec.ts';

export type { Choice, Measured, PassedOverCode } from './choiceRecord.ts';
export type { Trial } from './measure.ts';

/** Where choices are kept, by key. Either may reject: then it is measured again. */
export interface ChoiceStore {
  read(key: string): Promise<unknown>;
  /** @param record plain data */
  write(key: string, record: object): Promise<void>;
}

export interface ChooserWorld extends Clock {
  /** What is measured, in this order; of two that are as fast the first is taken. */
  readonly candidates: readonly BackendId[];
  load(id: BackendId): Promise<Backend>;
  readonly store: ChoiceStore;
}

export interface ChooseOptions {
  /** Why a backend is not to be taken for this, whatever it says itself, in a sentence; null where it may be. */
  readonly forbids?: (backend: Backend, spec: TrainerSpec) => string | null;
  /** Measures an emulated GPU too. It is not taken even so. */
  readonly software?: boolean;
  /** Hears what is being done, in a phrase for the reader. */
  readonly heard?: (what: string) => void;
}

/** Milliseconds of counted steps, of all backends together. */
export const budget = 300;
/** What always runs, where nothing else does. It is readable, not fast, and is not measured. */
const lastResort: BackendId = 'reference';
/** How far two backends' first losses may lie apart, relative to the larger of 1 and their size: ten thousand times float32's rounding. */
const sameLoss = 1e-3;

/** A candidate on its way: what there is to run, or why it is out. */
interface Entrant {
  readonly id: BackendId;
  readonly backend: Backend | null;
  readonly described: Description;
  readonly reason: Measured['reason'];
}

/** What a backend is called before it can say so itself. */
const plainNames: Readonly<Record<BackendId, string>> = {
  reference: 'TypeScript',
  cpu: 'WebAssembly',
  gpu: 'GPU',
};

/** A backend's own words on what it computes with. */
export const describe = async (backend: Backend, spec: TrainerSpec): Promise<Description> =>
  (await backend.describe?.(spec)) ?? { words: backend.name, software: false };

/** What went wrong, as a typed reason with a sentence. */
export function reasonOf(error: unknown): NonNullable<Measured['reason']> {
  const { name, code, message = String(error) } = (error ?? {}) as { name?: string; code?: string; message?: string }; // prettier-ignore
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  if (error instanceof TooSlow)
    return { code: 'too-slow', sentence: `It was not ready within ${patience / 1000} s.` };
  const known: Readonly<Record<string, PassedOverCode>> = {
    unavailable: 'unavailable',
    'fell-back': 'unavailable',
    timeout: 'too-slow',
    'out-of-memory': 'refused',
    'too-large': 'refused',
    'too-many-passes': 'refused',
  };
  return { code: (name === 'GpuError' && known[code ?? '']) || 'failed', sentence };
}

export class Chooser {
  readonly #world: ChooserWorld;
  readonly #known = new Map<string, Choice>();
  /** One choice after another: two that measure at once would measure each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(world: ChooserWorld) {
    this.#world = world;
  }

  /**
   * The fastest backend for this spec here. Where none could be measured: the first that was only too slow to be ready, else the reference.
   * @param trial is made only where something is measured
   */
  choose(spec: TrainerSpec, trial: () => Trial, options: ChooseOptions = {}): Promise<Choice> {
    const chosen = this.#turn.then(() => this.#choose(spec, trial, options));
    this.#turn = chosen.catch(() => undefined);
    return chosen;
  }

  async #choose(spec: TrainerSpec, trial: () => Trial, options: ChooseOptions): Promise<Choice> {
    const entrants: Entrant[] = [];
    for (const id of this.#world.candidates) entrants.push(await this.#enter(id, spec, options));
    const described = entrants.map(({ id, described, reason }) => ({
      id,
      ...described,
      words: reason?.code === 'unavailable' ? `${described.words}, not here` : described.words,
    }));
    const key = choiceKey(spec, described);
    const known = this.#known.get(key) ?? (await this.#stored(key));
    if (known && !(options.software && known.measured.some(unmeasuredSoftware))) return known;
    const choice = await this.#measureAll(entrants, spec, trial(), options);
    this.#known.set(key, choice);
    // what failed may do so once only: the next page tries again
    if (choice.measured.every(({ reason }) => reason?.code !== 'failed'))
      await this.#world.store.write(key, recordOf(key, choice)).catch(() => undefined);
    return choice;
  }

  async #stored(key: string): Promise<Choice | null> {
    const stored = await this.#world.store.read(key).catch(() => null);
    const choice = choiceIn(stored, key, this.#world.candidates);
    if (choice) this.#known.set(key, choice);
    return choice;
  }

  /** Loads it and asks what it is; one that cannot be had, or cannot run this, is out. */
  async #enter(id: BackendId, spec: TrainerSpec, { forbids }: ChooseOptions): Promise<Entrant> {
    let described: Description = { words: plainNames[id], software: false };
    const out = (reason: Measured['reason'], backend: Backend | null = null): Entrant => ({
      id,
      backend,
      described,
      reason,
    });
    try {
      const load = async () => {
        const backend = await this.#world.load(id);
        described = await describe(backend, spec);
        return backend;
      };
      const backend = await inTime(this.#world, patience, load());
      const refusal = forbids?.(backend, spec) ?? (await backend.refuses(spec));
      return out(refusal === null ? null : { code: 'refused', sentence: refusal }, backend);
    } catch (error) {
      // whatever it was, before it could say what it is it is not here
      return out({ ...reasonOf(error), code: 'unavailable' });
    }
  }

  async #measureAll(
    entrants: readonly Entrant[],
    spec: TrainerSpec,
    trial: Trial,
    { software = false, heard }: ChooseOptions,
  ): Promise<Choice> {
    let [left, first] = [budget, null as number | null];
    let waiting = entrants.filter(({ described, reason }) => !reason && (software || !described.software)).length; // prettier-ignore
    const measured: Measured[] = [];
    for (const { id, backend, described, reason } of entrants) {
      const { words } = described;
      const emulated = described.software
        ? { code: 'software' as const, sentence: 'The processor emulates it; there is no GPU behind it.' }
        : null;
      if (reason || !backend || (emulated && !software)) {
        measured.push({ id, words, msPerStep: null, reason: reason ?? emulated });
        continue;
      }
      heard?.(id === 'gpu' ? `Compiling for ${words} …` : `Timing a step on ${words}.`);
      await this.#world.breathe();
      try {
        const share = Math.max(0, left) / waiting--;
        const { msPerStep, firstLoss, spent } = await timeSteps(this.#world, backend, spec, trial, share);
        left -= spent;
        const wrong = first === null ? null : unlike(firstLoss, first);
        if (Number.isFinite(firstLoss)) first ??= firstLoss;
        measured.push({ id, words, msPerStep: wrong ? null : msPerStep, reason: wrong ?? emulated });
      } catch (error) {
        measured.push({ id, words, msPerStep: null, reason: reasonOf(error) });
      }
    }
    const tooSlow = measured.find(({ reason }, n) => reason?.code === 'too-slow' && !entrants[n]!.described.software)?.id; // prettier-ignore
    return { chosen: fastestOf(measured).fastest ?? tooSlow ?? lastResort, measured };
  }
}

const unmeasuredSoftware = ({ reason, msPerStep }: Measured): boolean =>
  reason?.code === 'software' && msPerStep === null;

function unlike(loss: number, first: number): Measured['reason'] {
  const apart = Math.abs(loss - first) / Math.max(1, Math.abs(first));
  if (apart <= sameLoss) return null;
  const sentence = `Its first loss was ${loss.toPrecision(4)}, where the one before it had ${first.toPrecision(4)}.`;
  return { code: 'wrong', sentence };
}
