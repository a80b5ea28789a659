// The reader's edits in storage that is full, forbidden, broken, or shared with another tab.
import { describe, expect, it } from 'vitest';
import { hashOf, keyOf, openDrafts, type Store } from '../../../src/notebook/editor/drafts.ts';

const name = 'lesson-06/backward';
const key = keyOf(name);

function shelf(content: Record<string, string> = {}) {
  const map = new Map(Object.entries(content));
  const storage = {
    getItem: (k: string) => map.get(k) ?? null,
    setItem: (k: string, v: string) => void map.set(k, v),
    removeItem: (k: string) => void map.delete(k),
  };
  return { map, storage, store: (() => storage) as Store };
}
const stored = (text: string, base = hashOf('old')) => JSON.stringify({ version: 1, base, text });

it('keeps edits, and finds them again', () => {
  const { map, store } = shelf();
  const first = openDrafts(name, 'old', store);
  expect(first).toMatchObject({ text: 'old', found: 'nothing' });
  expect(first.save('new')).toEqual({ state: 'saved', theirs: null });
  expect(JSON.parse(map.get(key) ?? '')).toEqual({ version: 1, base: hashOf('old'), text: 'new' });
  expect(openDrafts(name, 'old', store)).toMatchObject({ text: 'new', found: 'saved' });
  expect(openDrafts(name, 'newer original', store)).toMatchObject({ text: 'new', found: 'outdated' });
});

it('keeps nothing of the original', () => {
  const { map, store } = shelf();
  const drafts = openDrafts(name, 'old', store);
  drafts.save('new');
  expect(drafts.save('old')).toEqual({ state: 'original', theirs: null });
  expect(map.size).toBe(0);
});

describe('what is found but is no draft', () => {
  it.each([
    ['no JSON', 'x{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another version', JSON.stringify({ version: 2, base: '', text: 'x' })],
    ['text that is none', JSON.stringify({ version: 1, base: '', text: { toString: 1 } })],
    ['a base that is none', JSON.stringify({ version: 1, text: 'x' })],
    ['too long', stored('x'.repeat(200_001))],
  ])('%s: the original is shown, what is there stays until the reader edits', (_, raw) => {
    const { map, store } = shelf({ [key]: raw });
    const drafts = openDrafts(name, 'old', store);
    expect(drafts).toMatchObject({ text: 'old', found: 'unreadable' });
    expect(map.get(key)).toBe(raw);
    expect(drafts.save('new')).toEqual({ state: 'saved', theirs: null });
  });
});

it('evens out line ends', () => {
  expect(openDrafts(name, 'old', shelf({ [key]: stored('a\r\nb\rc') }).store).text).toBe('a\nb\nc');
});

describe('a failed save is never called saved', () => {
  it('blocked storage', () => {
    const drafts = openDrafts(name, 'old', () => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(drafts).toMatchObject({ text: 'old', found: 'blocked' });
    expect(drafts.save('new')).toEqual({ state: 'failed' });
  });
  it('a full one', () => {
    const { storage } = shelf();
    const full = { ...storage, setItem: () => { throw new DOMException('full', 'QuotaExceededError'); } }; // prettier-ignore
    expect(openDrafts(name, 'old', () => full).save('new')).toEqual({ state: 'failed' });
  });
  it('one that forgets', () => {
    const { storage } = shelf();
    expect(openDrafts(name, 'old', () => ({ ...storage, setItem: () => undefined })).save('new')).toEqual({ state: 'failed' }); // prettier-ignore
  });
  it('a text that is too long to be read again', () => {
    expect(openDrafts(name, 'old', shelf().store).save('x'.repeat(200_001))).toEqual({ state: 'failed' });
  });
});

describe('another tab', () => {
  it('saved something else: ours is kept, theirs is handed over', () => {
    const { store } = shelf();
    const [a, b] = [openDrafts(name, 'old', store), openDrafts(name, 'old', store)];
    a.save('mine');
    expect(b.save('yours')).toEqual({ state: 'saved', theirs: 'mine' });
    expect(b.save('yours 2')).toEqual({ state: 'saved', theirs: null });
    expect(a.save('mine 2')).toEqual({ state: 'saved', theirs: 'yours 2' });
  });
  it('saved the same, or went back to the original', () => {
    const { store } = shelf();
    const [a, b] = [openDrafts(name, 'old', store), openDrafts(name, 'old', store)];
    a.save('same');
    expect(b.save('same')).toEqual({ state: 'saved', theirs: null });
    a.save('old');
    expect(b.save('more')).toEqual({ state: 'saved', theirs: 'old' });
  });
});
