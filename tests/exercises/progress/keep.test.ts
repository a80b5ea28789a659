// Keeping a record through what storage does: blocked, full, corrupt, written by another tab in between, of a later edition.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as changes from '../../../src/exercises/progress/changes.ts';
import { KEYS, openKeeper } from '../../../src/exercises/progress/keep.ts';
import { parseRecord } from '../../../src/exercises/progress/parse.ts';
import { empty, textOf } from '../../../src/exercises/progress/record.ts';
import { FakeStorage, thrown } from './support/storage.ts';

const read = (id: string, at = 5) => changes.lessonRead(id, at);
const storedIn = (storage: FakeStorage, key: string = KEYS.record) => parseRecord(storage.map.get(key) ?? '');
const lessonsIn = (storage: FakeStorage) => Object.keys(storedIn(storage).lessons).sort();

describe('where all is well', () => {
  test('opening writes nothing; a change is there for the next visit, and so is a copy', () => {
    const storage = new FakeStorage();
    const keeper = openKeeper(storage.store);
    expect(storage.writes).toBe(0);
    expect(keeper.change(read('01-a'))).toMatchObject({ trouble: null, unreadable: null });
    expect(storage.map.get(KEYS.copy)).toBe(storage.map.get(KEYS.record));
    expect(openKeeper(storage.store).kept().record).toEqual(keeper.kept().record);
  });

  test('a change that changes nothing writes nothing', () => {
    const storage = new FakeStorage();
    openKeeper(storage.store).change(read('01-a', 5));
    const { writes } = storage;
    openKeeper(storage.store).change(read('01-a', 9)); // read again later: the first time stands
    expect(storage.writes).toBe(writes);
    expect(storedIn(storage).lessons['01-a']).toEqual({ opened: 5, read: 5 });
  });
});

describe('two tabs', () => {
  test('each writes what both have done', () => {
    const storage = new FakeStorage();
    const [one, two] = [openKeeper(storage.store), openKeeper(storage.store)];
    one.change(read('01-a'));
    two.change(read('02-b'));
    one.change(changes.attempted('D1', 7));
    two.change(changes.attempted('D1', 8));
    expect(lessonsIn(storage)).toEqual(['01-a', '02-b']);
    expect(storedIn(storage).exercises['D1']).toMatchObject({ attempts: 2, attempted: 7 });
  });

  // Whatever call the other tab comes before, nothing of either is lost, and the tab that says "saved" is right.
  test.each(Array.from({ length: 14 }, (_, call) => call))(
    'the other tab does all its work just before call %i of this one',
    (call) => {
      const storage = new FakeStorage();
      openKeeper(storage.store).change(read('00-before'));
      const [mine, other] = [openKeeper(storage.store), openKeeper(storage.store)];
      let calls = 0;
      storage.before = () => {
        if (calls++ !== call) return;
        const later = storage.before;
        storage.before = () => {};
        other.change(read('02-b'));
        storage.before = later;
      };
      const { trouble } = mine.change(read('01-a'));
      storage.before = () => {};
      if (calls <= call) other.change(read('02-b')); // this tab had made all its calls
      expect(trouble).toBeNull();
      expect(lessonsIn(storage)).toEqual(['00-before', '01-a', '02-b']);
    },
  );

  test('a tab that finds its own work missing from storage writes it again', () => {
    const storage = new FakeStorage();
    const [one, two] = [openKeeper(storage.store), openKeeper(storage.store)];
    one.change(read('01-a'));
    const other = textOf({ ...empty(), lessons: { '02-b': { opened: 1, read: 1 } } });
    storage.map.set(KEYS.record, other).set(KEYS.copy, other);
    one.refresh();
    two.refresh();
    expect(lessonsIn(storage)).toEqual(['01-a', '02-b']);
    expect(textOf(two.kept().record)).toBe(textOf(one.kept().record));
    const { writes } = storage;
    one.refresh();
    two.refresh();
    expect(storage.writes, 'they agree, so neither writes').toBe(writes);
  });

  test('what one deletes, the other does not bring back', () => {
    const storage = new FakeStorage();
    const [one, two] = [openKeeper(storage.store), openKeeper(storage.store)];
    one.change(read('01-a'));
    two.refresh();
    expect(one.clear(100).trouble).toBeNull();
    two.change(read('02-b'));
    expect(lessonsIn(storage)).toEqual(['02-b']);
    expect(one.refresh().record.lessons).toEqual({ '02-b': { opened: 5, read: 5 } });
    expect([...storage.map.values()].join()).not.toContain('01-a');
  });
});

describe('blocked', () => {
  test('storage that cannot even be reached: nothing is called saved, all of it lasts for the visit', () => {
    const keeper = openKeeper(() => {
      throw thrown('SecurityError');
    });
    expect(keeper.change(read('01-a')).trouble).toBe('blocked');
    expect(keeper.change(read('02-b')).record.lessons).toHaveProperty('01-a');
    expect(keeper.refresh().trouble).toBe('blocked');
    expect(keeper.clear(9)).toMatchObject({ trouble: 'blocked', record: { lessons: {} } });
  });

  test.each(['get', 'set'] as const)('%s throws; when it works again, everything is written', (call) => {
    const storage = new FakeStorage();
    storage.before = (now) => {
      if (now === call) throw thrown('SecurityError');
    };
    const keeper = openKeeper(storage.store);
    expect(keeper.change(read('01-a')).trouble).toBe('blocked');
    storage.before = () => {};
    expect(keeper.change(read('02-b')).trouble).toBeNull();
    expect(lessonsIn(storage)).toEqual(['01-a', '02-b']);
  });

  test('a count is not taken twice because storage failed', () => {
    const storage = new FakeStorage();
    const keeper = openKeeper(storage.store);
    storage.before = (call) => {
      if (call === 'set') throw thrown('SecurityError');
    };
    keeper.change(changes.attempted('D1', 1));
    storage.before = () => {};
    keeper.refresh();
    keeper.change(changes.attempted('D1', 2));
    expect(storedIn(storage).exercises['D1']?.attempts).toBe(2);
  });

  test('a store that takes what it is given and keeps nothing is not believed', () => {
    const keeper = openKeeper(() => ({ getItem: () => null, setItem: () => {}, removeItem: () => {} }));
    expect(keeper.change(read('01-a')).trouble).toBe('unsteady');
    expect(keeper.kept().record.lessons).toHaveProperty('01-a');
  });
});

describe('full', () => {
  test('the old record stays whole; later, with room, all is written', () => {
    const storage = new FakeStorage();
    const keeper = openKeeper(storage.store);
    keeper.change(read('01-a'));
    const before = storage.map.get(KEYS.record);
    storage.quota = 0;
    expect(keeper.change(read('02-b'))).toMatchObject({
      trouble: 'full',
      record: { lessons: { '02-b': {} } },
    });
    expect(storage.map.get(KEYS.record)).toBe(before);
    expect(storage.map.get(KEYS.copy)).toBe(before);
    storage.quota = Infinity;
    expect(keeper.refresh().trouble).toBeNull();
    expect(lessonsIn(storage)).toEqual(['01-a', '02-b']);
  });

  test('room for the record and not for its copy: it is saved, and the older copy is still good', () => {
    const storage = new FakeStorage();
    const keeper = openKeeper(storage.store);
    keeper.change(read('01-a'));
    const one = storage.map.get(KEYS.record)!;
    storage.before = (call, key) => {
      if (call === 'set' && key === KEYS.copy) throw thrown('QuotaExceededError');
    };
    expect(keeper.change(read('02-b')).trouble).toBeNull();
    expect(lessonsIn(storage)).toEqual(['01-a', '02-b']);
    expect(storage.map.get(KEYS.copy)).toBe(one);
  });

  test('a crash at any write leaves one that can be read, with all that was there before', () => {
    for (let crash = 1; crash <= 2; crash++) {
      const storage = new FakeStorage();
      openKeeper(storage.store).change(read('01-a'));
      let writes = 0;
      storage.before = (call) => {
        if (call === 'set' && ++writes >= crash) throw new Error('the tab is gone');
      };
      openKeeper(storage.store).change(read('02-b'));
      storage.before = () => {};
      const next = openKeeper(storage.store).kept();
      expect(next.unreadable).toBeNull();
      expect(next.record.lessons).toHaveProperty('01-a');
    }
  });

  test('deleting needs no room', () => {
    const storage = new FakeStorage();
    const keeper = openKeeper(storage.store);
    keeper.change(changes.questionAnswered('01-a/q', true, 5, 0));
    storage.quota = [...storage.map].reduce((sum, [k, v]) => sum + k.length + v.length, 0);
    expect(keeper.clear(9).trouble).toBeNull();
    expect(openKeeper(storage.store).kept().record).toEqual(empty(9));
  });
});

describe('corrupt', () => {
  const good = () => {
    const storage = new FakeStorage();
    openKeeper(storage.store).change(read('01-a'));
    return storage;
  };

  test.each([
    ['cut short', (text: string) => text.slice(0, -9), 'is not JSON'],
    ['emptied', () => '', 'the text "" is not JSON'],
    ['something else', () => '[1,2]', 'the whole is a list of 2, expected an object'],
    [
      'a field broken',
      (text: string) => text.replace('"read":5', '"read":"5"'),
      'lessons["01-a"].read is "5", expected a whole number',
    ],
  ])('%s: the last good copy is used, the text is put aside, the reader is told', (_name, broken, why) => {
    const storage = good();
    const text = broken(storage.map.get(KEYS.record)!);
    storage.map.set(KEYS.record, text);
    const keeper = openKeeper(storage.store);
    expect(keeper.kept().record.lessons).toHaveProperty('01-a');
    expect(keeper.kept().unreadable).toMatchObject({ text, rescued: true });
    expect(keeper.kept().unreadable!.why).toContain(why);
    expect(keeper.change(read('02-b')).trouble).toBeNull();
    expect(lessonsIn(storage)).toEqual(['01-a', '02-b']);
    expect(storage.map.get(KEYS.aside)).toBe(text);
    // the next visit still offers it, until it is forgotten
    if (text !== '') expect(openKeeper(storage.store).kept().unreadable).toMatchObject({ text, why: null });
    openKeeper(storage.store).discard();
    expect(openKeeper(storage.store).kept().unreadable).toBeNull();
  });

  test('both corrupt: both texts are kept', () => {
    const storage = good();
    storage.map.set(KEYS.record, 'one{').set(KEYS.copy, 'two{');
    const keeper = openKeeper(storage.store);
    expect(keeper.kept()).toMatchObject({
      record: { lessons: {} },
      unreadable: { text: 'one{\n\ntwo{', rescued: false },
    });
    keeper.change(read('02-b'));
    expect(storage.map.get(KEYS.aside)).toBe('one{\n\ntwo{');
    expect(lessonsIn(storage)).toEqual(['02-b']);
  });

  test('only the copy corrupt: nothing is missing, nobody is alarmed, the copy is mended', () => {
    const storage = good();
    storage.map.set(KEYS.copy, '{');
    const keeper = openKeeper(storage.store);
    expect(keeper.kept().unreadable).toBeNull();
    keeper.change(read('02-b'));
    expect(storage.map.get(KEYS.copy)).toBe(storage.map.get(KEYS.record));
  });

  test('no room to put it aside: it is not overwritten, and nothing is called saved', () => {
    const storage = good();
    storage.map.set(KEYS.record, 'precious{');
    storage.quota = 0;
    const keeper = openKeeper(storage.store);
    expect(keeper.change(read('02-b')).trouble).toBe('full');
    expect(storage.map.get(KEYS.record)).toBe('precious{');
    expect(keeper.kept().unreadable?.text).toBe('precious{');
  });

  test('a later corruption does not push out an earlier one', () => {
    const storage = good();
    for (const text of ['first{', 'second{', 'first{']) {
      storage.map.set(KEYS.record, text);
      openKeeper(storage.store).change(read('02-b'));
    }
    expect(storage.map.get(KEYS.aside)).toBe('first{\n\nsecond{');
  });

  test('a store that gives back what is not even text', () => {
    const storage = new FakeStorage();
    storage.garbage = () => 42;
    const keeper = openKeeper(storage.store);
    expect(keeper.kept().unreadable?.why).toBe('storage gave a number, expected a text');
    expect(keeper.change(read('01-a')).trouble).toBe('unsteady');
  });
});

describe('of a later edition', () => {
  test.each([KEYS.record, KEYS.copy])('found under %s, it is left alone', (key) => {
    const storage = new FakeStorage();
    const later = JSON.stringify({ ...empty(), version: 99, shelf: [] });
    storage.map.set(key, later);
    const keeper = openKeeper(storage.store);
    expect(keeper.change(read('01-a'))).toMatchObject({ trouble: 'newer', unreadable: null });
    expect([...storage.map]).toEqual([[key, later]]);
  });
});

test('an imported record joins, though it was made before everything was deleted', () => {
  const storage = new FakeStorage();
  const keeper = openKeeper(storage.store);
  keeper.change(read('01-a'));
  const exported = keeper.kept().record;
  keeper.clear(100);
  keeper.change(read('02-b'));
  expect(keeper.add(exported).trouble).toBeNull();
  expect(lessonsIn(storage)).toEqual(['01-a', '02-b']);
});

// Three tabs, in any order, while storage fails and heals: what a tab calls saved is in storage, and once storage is well
// and every tab has looked, everything that any of them ever did is there.
test('any sequence of work and faults', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ tab: fc.nat(2), does: fc.nat(9).map((n) => read(`0${n}-x`, n)) }) },
    { weight: 2, arbitrary: fc.record({ tab: fc.nat(2), does: fc.constant(null) }) },
    fc.constantFrom('full', 'roomy', 'blocked', 'open', 'corrupt', 'corrupt copy', 'reload'),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const storage = new FakeStorage();
      let blocked = false;
      storage.before = () => {
        if (blocked) throw thrown('SecurityError');
      };
      const tabs = [0, 1, 2].map(() => openKeeper(storage.store));
      let all = empty();
      for (const now of steps) {
        if (typeof now !== 'string') {
          const tab = tabs[now.tab]!;
          if (now.does) all = now.does(all);
          const { trouble, record } = now.does ? tab.change(now.does) : tab.refresh();
          if (trouble === null && textOf(record) !== textOf(empty()))
            expect(storage.map.get(KEYS.record)).toBe(textOf(record));
        } else if (now === 'full') storage.quota = 0;
        else if (now === 'roomy') storage.quota = Infinity;
        else if (now === 'blocked' || now === 'open') blocked = now === 'blocked';
        else if (now === 'corrupt') storage.map.set(KEYS.record, '{"kind"');
        else if (now === 'corrupt copy') storage.map.set(KEYS.copy, '{"kind"');
        // a tab that has something unsaved cannot promise it beyond its page, so only one that is well is reloaded
        else if (tabs[0]!.refresh().trouble === null) tabs[0] = openKeeper(storage.store);
      }
      blocked = false;
      storage.quota = Infinity;
      for (const tab of [...tabs, ...tabs]) expect(tab.refresh().trouble).toBeNull();
      for (const tab of tabs) expect(tab.kept().record).toEqual(all);
      if (textOf(all) !== textOf(empty())) expect(storedIn(storage)).toEqual(all);
    }),
    { numRuns: 500 },
  );
});
