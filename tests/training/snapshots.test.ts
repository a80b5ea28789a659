// Saved runs: what is read back is what was saved or is not trusted; the last good copy stands behind it; no save is called one that is none.
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { momentsOf, optimizerIds } from '../../src/backends/optimizers.ts';
import { reference } from '../../src/backends/reference.ts';
import {
  createSession,
  type CurvePoint,
  type Session,
  type SessionSnapshot,
} from '../../src/training/session.ts';
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
  it.each(optimizerIds)('of %s come back whole, with what it remembers and no more', async (optimizer) => {
    session = await createSession(reference, tokenise(rhyme), { ...quick, optimizer });
    const snapshot = await after(30);
    expect(Object.keys(snapshot.optimizer).sort()).toEqual(['updates', ...momentsOf[optimizer]].sort());
    await saved.save(snapshot, text);
    const { snapshot: thawed } = await new SavedRuns(shelf, 'later').load();
    expect(thawed).toEqual(snapshot);
    const later = await createSession(reference, tokenise(rhyme), thawed.options, thawed);
    expect(await later.snapshot()).toEqual(snapshot);
    // each of its numbers counts for the checksum
    for (const name of momentsOf[optimizer]) {
      const other = structuredClone(shelf.slots.latest) as StoredRun;
      other.snapshot.optimizer[name]!['rnn.b']![0]! += 1e-9;
      expect(() => unseal(other)).toThrow(/checksum does not fit/);
    }
  });

  it('from before there was a choice are read, and go on as Adam', async () => {
    const { stored, text: learned, curve } = JSON.parse(
      readFileSync(new URL('../fixtures/snapshots/version-1-adam.json', import.meta.url), 'utf8'),
      (_, v: { float64?: string } | null) =>
        typeof v?.float64 === 'string' ? new Float64Array(Uint8Array.from(Buffer.from(v.float64, 'base64')).buffer) : v,
    ) as { stored: StoredRun; text: string; curve: readonly CurvePoint[] };
    expect('optimizer' in stored.snapshot.options).toBe(false);
    const { snapshot } = unseal(stored); // its checksum still fits
    const later = await createSession(reference, tokenise(learned), snapshot.options, snapshot);
    expect(later.spec.optimizer.id).toBe('adam');
    while (later.step < 75) await later.advance();
    expect(later.curve.map(({ step }) => step)).toEqual([0, 25, 50, 75]);
    for (const [n, { train, heldOut }] of later.curve.entries()) {
      // another processor or engine may round exp and tanh otherwise, by 1e-16; 35 updates magnify that
      expect(Math.abs(heldOut - curve[n]!.heldOut)).toBeLessThan(1e-9);
      if (n) expect(Math.abs(train! - curve[n]!.train!)).toBeLessThan(1e-9);
    }
    // saved again it keeps the shape it had
    await saved.save(await later.snapshot(), { ...text, text: learned, sha256: stored.text });
    expect('optimizer' in (shelf.slots.latest as StoredRun).snapshot.options).toBe(false);
    expect((await saved.load()).snapshot.step).toBe(75);
  }); // prettier-ignore

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
      (run) => (Reflect.deleteProperty(run.snapshot.optimizer.m!, 'rnn.U'), run),
      /rnn.U holds no numbers/,
    ],
    [
      'a missing part',
      (run) => (Reflect.deleteProperty(run.snapshot, 'optimizer'), run),
      /parts of it are missing/,
    ],
    [
      'a missing moment',
      (run) => (Reflect.deleteProperty(run.snapshot.optimizer, 'v'), run),
      /rnn.U holds no numbers/,
    ],
    [
      'another optimiser’s name',
      (run) => ({ ...run, snapshot: { ...run.snapshot, options: { ...quick, optimizer: 'momentum' } } }),
      /its optimiser remembers m, unlike momentum/,
    ],
    [
      'an optimiser that there is none of',
      (run) => ({ ...run, snapshot: { ...run.snapshot, options: { ...quick, optimizer: 'lion' } } }),
      /its optimiser is "lion"/,
    ],
    ['NaN', (run) => ((run.snapshot.optimizer.v!['rnn.b']![0] = NaN), run), /rnn.b holds NaN/],
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
