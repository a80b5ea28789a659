// Saved runs: sealed with a version and a checksum, checked on reading, the last good copy kept behind the latest. Where they lie is
// the shelf's business (database.ts in the browser); this file decides what may be trusted and what may be overwritten.
import type { NumbersByName } from '../backends/backend.ts';
import { momentsOf } from '../backends/optimizers.ts';
import { parameterShapes } from '../backends/parameters.ts';
import { stateSize } from '../backends/spec.ts';
import { optimizerOf, specOf } from './options.ts';
import type { SessionSnapshot } from './session.ts';
import { sha256 } from './sha256.ts';

/** What the text is called and where it came from. */
export interface TextName {
  readonly kind: 'prose' | 'code' | 'tales' | 'file';
  /** `this book’s prose`, or the name of the file. */
  readonly title: string;
}

export interface StoredText extends TextName {
  readonly sha256: string;
  /** As it is learned. */
  readonly text: string;
}

/**
 * Version 1: a snapshot of a session, the run it is of, and the text by its hash. There is no older version. Runs saved before the
 * optimiser could be chosen have none in their options, and Adam's m and v: they are read as they are.
 */
export interface StoredRun {
  readonly format: 'unrolled-run';
  readonly version: 1;
  /** Names the run; two tabs train two runs. */
  readonly run: string;
  /** Counts the saves of the shelf. */
  readonly revision: number;
  readonly text: string;
  readonly snapshot: SessionSnapshot;
  readonly checksum: string;
}

export interface Slots {
  readonly latest: unknown;
  readonly previous: unknown;
}

/** Where runs are kept. Every method rejects with a {@link SnapshotError} for what the reader can understand. */
export interface Shelf {
  read(): Promise<Slots>;
  readText(sha: string): Promise<unknown>;
  /** In one transaction: `change` gets the slots and returns the new ones, or throws, and nothing changes. Resolves when it is on disk. */
  update(change: (slots: Slots) => Slots, text: StoredText | null): Promise<void>;
  clear(): Promise<void>;
}

/** Why a run was not saved or cannot be read; the message completes "The run is not saved: …". */
export class SnapshotError extends Error {
  override name = 'SnapshotError';
}

const arraysOf = ({
  options,
  state,
  parameters,
  optimizer,
}: SessionSnapshot): [string, Float64Array | Float32Array][] => {
  const named = (prefix: string, numbers: NumbersByName) =>
    Object.keys(numbers)
      .sort()
      .map((id): [string, Float64Array | Float32Array] => [`${prefix}${id}`, numbers[id]!]);
  return [
    ['state', state],
    ...named('', parameters),
    ...momentsOf[optimizerOf(options)].flatMap((name) => named(`${name}:`, optimizer[name] ?? {})),
  ];
};

/** Of every number and every word of the snapshot. */
export function checksumOf(snapshot: SessionSnapshot, text: string): string {
  const { state: _state, parameters: _parameters, optimizer, ...rest } = snapshot;
  const parts = arraysOf(snapshot).map(([name, { buffer, byteOffset, byteLength }]) => [
    name,
    sha256(new Uint8Array(buffer, byteOffset, byteLength)),
  ]);
  return sha256(new TextEncoder().encode(JSON.stringify([text, rest, optimizer.updates, parts])));
}

export const seal = (
  snapshot: SessionSnapshot,
  names: Pick<StoredRun, 'run' | 'revision' | 'text'>,
): StoredRun => ({
  format: 'unrolled-run',
  version: 1,
  ...names,
  snapshot,
  checksum: checksumOf(snapshot, names.text),
});

/**
 * A stored run that can be trusted.
 * @throws SnapshotError saying what is wrong with it
 */
export function unseal(stored: unknown): StoredRun {
  const it = stored as Partial<StoredRun> | null | undefined;
  if (it == null) throw new SnapshotError('no run is saved');
  if (it.format !== 'unrolled-run') throw new SnapshotError('what is stored is no saved run');
  if (it.version !== 1)
    throw new SnapshotError(
      `it was saved as version ${String(it.version)}; this page reads version 1. Reload the page`,
    );
  try {
    const { snapshot, text, checksum } = it as StoredRun;
    checkArrays(snapshot);
    if (checksum !== checksumOf(snapshot, text)) throw new SnapshotError('its checksum does not fit');
    return it as StoredRun;
  } catch (error) {
    if (error instanceof SnapshotError) throw error;
    throw new SnapshotError('parts of it are missing');
  }
}

/** @throws SnapshotError where an array is missing, of another length than the options ask for or of another optimiser, or holds anything but finite numbers. */
export function checkArrays({
  options,
  vocabulary,
  state,
  parameters,
  optimizer,
  step,
}: SessionSnapshot): void {
  if (!Number.isInteger(step) || step < 0) throw new SnapshotError(`its step is ${step}`);
  const rule = optimizerOf(options);
  if (!Object.hasOwn(momentsOf, rule)) throw new SnapshotError(`its optimiser is ${JSON.stringify(rule)}`);
  const spec = specOf(options, vocabulary);
  const shapes = parameterShapes(spec);
  const { updates, ...moments } = optimizer;
  if (!Number.isInteger(updates) || updates < 0) throw new SnapshotError(`its updates are ${updates}`);
  const expected = momentsOf[rule];
  const unknown = Object.keys(moments).find((name) => !expected.some((known) => known === name));
  if (unknown !== undefined) throw new SnapshotError(`its optimiser remembers ${unknown}, unlike ${rule}`);
  for (const numbers of [parameters, ...expected.map((name) => moments[name])])
    for (const [id, [rows, columns]] of Object.entries(shapes))
      checkNumbers(id, numbers?.[id], rows * columns);
  checkNumbers('the state', state, stateSize(spec));
}

function checkNumbers(name: string, numbers: ArrayLike<number> | undefined, length: number): void {
  if (numbers?.length !== length)
    throw new SnapshotError(`${name} holds ${numbers?.length ?? 'no'} numbers, expected ${length}`);
  for (let n = 0; n < length; n++)
    if (!Number.isFinite(numbers[n])) throw new SnapshotError(`${name} holds ${numbers[n]}`);
}

const trusted = (stored: unknown): StoredRun | null => {
  try {
    return unseal(stored);
  } catch {
    return null;
  }
};

/** The saved runs of one tab's trainer. */
export class SavedRuns {
  readonly #shelf: Shelf;
  #run: string;
  /** Of the last save that this tab made or read; null: this run may replace whatever is there. */
  #seen: number | null = null;

  constructor(shelf: Shelf, run: string) {
    this.#shelf = shelf;
    this.#run = run;
  }

  /** From now on another run is saved, and its first save replaces what is there: the reader asked for it. */
  begin(run: string): void {
    this.#run = run;
    this.#seen = null;
  }

  /**
   * Saves, and returns when it is on disk. The latest good run before becomes the last good copy.
   * @param text where it may not be on the shelf yet
   * @throws SnapshotError where it was not saved; what was saved before still stands
   */
  async save(snapshot: SessionSnapshot, text: StoredText): Promise<void> {
    checkArrays(snapshot);
    let revision = 0;
    await this.#shelf.update(({ latest, previous }) => {
      const last = trusted(latest);
      if (this.#seen !== null && last && (last.run !== this.#run || last.revision !== this.#seen))
        throw new SnapshotError(
          'another tab of the book has saved a run since. Press “start over” here to replace it',
        );
      revision = (last?.revision ?? 0) + 1;
      const names = { run: this.#run, revision, text: text.sha256 };
      return { latest: seal(snapshot, names), previous: last ?? trusted(previous) };
    }, text);
    this.#seen = revision;
  }

  /**
   * The latest run that can be trusted, with its text.
   * @throws SnapshotError where there is none
   */
  async load(): Promise<{ snapshot: SessionSnapshot; text: StoredText; remark: string | null }> {
    const { latest, previous } = await this.#shelf.read();
    let reason = '';
    for (const slot of [latest, previous]) {
      try {
        const stored = unseal(slot);
        const text = await this.#shelf.readText(stored.text);
        checkText(text, stored.text);
        this.#run = stored.run;
        // from the copy behind, the next save replaces the damaged one
        this.#seen = slot === latest ? stored.revision : null;
        const remark = reason && `The latest save could not be read (${reason}); this is the one before it.`;
        return { snapshot: stored.snapshot, text, remark: remark || null };
      } catch (error) {
        if (!(error instanceof SnapshotError)) throw error;
        reason ||= error.message;
      }
    }
    throw new SnapshotError(reason);
  }

  forget(): Promise<void> {
    this.#seen = null;
    return this.#shelf.clear();
  }
}

function checkText(text: unknown, sha: string): asserts text is StoredText {
  const it = text as Partial<StoredText> | null | undefined;
  if (typeof it?.text !== 'string' || typeof it.title !== 'string')
    throw new SnapshotError('its text is missing');
  if (sha256(new TextEncoder().encode(it.text)) !== sha)
    throw new SnapshotError('its text has changed since');
}
