// Saved runs: what is read back is what was saved or is not trusted; the last good copy stands behind it; no save is called one that is none.
import { beforeEach, describe, expect, it } from 'vitest';
import { reference } from '../../src/backends/reference.ts';
import { createSession, type Session, type SessionSnapshot } from '../../src/training/session.ts';
import { sha256OfText } from '../../src/training/sha256.ts';
import {
  SavedRuns,
  SnapshotError,
  unseal,
  type StoredRun,
  type StoredText,
} from '../../src/training/snapshots.ts';
import { tokenise } from '../../src/training/vocabulary.ts';
import { memoryShelf, quick, rhyme, type MemoryShelf } from './support.ts';

const text: StoredText = { kind: 'file', title: 'rhyme.txt', sha256: sha256OfText(rhyme), text: rhyme };
let shelf: MemoryShelf;
let saved: SavedRuns;
let session: Session;

async function after(steps: number): Promise<SessionSnapshot> {
  for (let n = 0; n < steps; n++) await session.advance();
  return session.snapshot();
}
/** Changes what is stored as a disk fault or another program would. */
function damage(slot: 'latest' | 'previous', change: (run: StoredRun) => unknown): void {
  shelf.slots = { ...shelf.slots, [slot]: change(structuredClone(shelf.slots[slot]) as StoredRun) };
}

beforeEach(async () => {
  shelf = memoryShelf();
  saved = new SavedRuns(shelf, 'run 1');
  session = await createSession(reference, tokenise(rhyme), quick);
  await session.begin();
});

describe('saved runs', () => {
  it('come back whole, with their text', async () => {
    const snapshot = await after(30);
    await saved.save(snapshot, text);
    expect(await new SavedRuns(shelf, 'later').load()).toEqual({ snapshot, text, remark: null });
  });

  it('keep the one before as the last good copy', async () => {
    await saved.save(await after(10), text);
    await saved.save(await after(10), text);
    expect((shelf.slots.previous as StoredRun).snapshot.step).toBe(10);
    expect((shelf.slots.latest as StoredRun).snapshot.step).toBe(20);
  });

  it.each<[string, (run: StoredRun) => unknown, RegExp]>([
    [
      'a flipped bit',
      (run) => ((run.snapshot.parameters['rnn.W']![3]! += 1e-9), run),
      /checksum does not fit/,
    ],
    ['a changed step', (run) => ({ ...run, snapshot: { ...run.snapshot, step: 19 } }), /checksum/],
    ['another format', () => ({ format: 'cake recipe' }), /no saved run/],
    ['a newer version', (run) => ({ ...run, version: 2 }), /version 2; this page reads version 1/],
    [
      'a missing array',
      (run) => (Reflect.deleteProperty(run.snapshot.optimizer.m, 'rnn.U'), run),
      /rnn.U holds no numbers/,
    ],
    [
      'a missing part',
      (run) => (Reflect.deleteProperty(run.snapshot, 'optimizer'), run),
      /parts of it are missing/,
    ],
    ['NaN', (run) => ((run.snapshot.optimizer.v['rnn.b']![0] = NaN), run), /rnn.b holds NaN/],
    ['nothing', () => undefined, /no run is saved/],
  ])('with %s in the latest, the copy behind is used, and said so', async (_, change, words) => {
    await saved.save(await after(10), text);
    await saved.save(await after(10), text);
    damage('latest', change);
    expect(() => unseal(shelf.slots.latest)).toThrow(words);
    const later = new SavedRuns(shelf, 'later');
    const { snapshot, remark } = await later.load();
    expect(snapshot.step).toBe(10);
    expect(remark).toMatch(words);
    // and the next save replaces the damaged one, the good copy staying behind it
    await later.save(await after(1), text);
    expect((shelf.slots.latest as StoredRun).snapshot.step).toBe(21);
    expect((shelf.slots.previous as StoredRun).snapshot.step).toBe(10);
  });

  it('without a good copy are refused with the first reason', async () => {
    await expect(saved.load()).rejects.toThrow(/no run is saved/);
    await saved.save(await after(10), text);
    damage('latest', (run) => ({ ...run, checksum: 'x' }));
    await expect(saved.load()).rejects.toThrow(/checksum/);
  });

  it('need their text, unchanged', async () => {
    await saved.save(await after(10), text);
    shelf.texts.set(text.sha256, { ...text, text: rhyme + '!' });
    await expect(saved.load()).rejects.toThrow(/its text has changed/);
    shelf.texts.clear();
    await expect(saved.load()).rejects.toThrow(/its text is missing/);
  });

  it('are not called saved where the shelf fails, and the one before stands', async () => {
    await saved.save(await after(10), text);
    shelf.fault = new SnapshotError('the browser has no room left for it');
    await expect(saved.save(await after(10), text)).rejects.toThrow(/no room/);
    shelf.fault = null;
    expect((await saved.load()).snapshot.step).toBe(10);
  });

  it('never hold anything but finite numbers', async () => {
    const snapshot = await after(10);
    await saved.save(snapshot, text);
    const sick = structuredClone(snapshot);
    sick.parameters['rnn.W']![0] = Infinity;
    await expect(saved.save(sick, text)).rejects.toThrow(/rnn.W holds Infinity/);
    expect(shelf.writes).toBe(1);
  });

  it('of another tab are not written over, unless the reader starts a run', async () => {
    await saved.save(await after(10), text);
    const other = new SavedRuns(shelf, 'run 2');
    await other.save(await after(10), text); // a new run: asked for
    await expect(saved.save(await after(10), text)).rejects.toThrow(/another tab .* has saved a run since/);
    expect((shelf.slots.latest as StoredRun).run).toBe('run 2');
    saved.begin('run 3');
    await saved.save(await after(1), text);
    expect((shelf.slots.latest as StoredRun).run).toBe('run 3');
  });

  it('can be deleted', async () => {
    await saved.save(await after(10), text);
    await saved.forget();
    await expect(saved.load()).rejects.toThrow(/no run is saved/);
    expect(shelf.texts.size).toBe(0);
  });
});
