// Reading a record: what was written comes back, what is not one is refused with the place, older versions are brought up.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { migrate, parseRecord, ProgressError } from '../../../src/exercises/progress/parse.ts';
import { empty, KIND, LIMITS, textOf, VERSION } from '../../../src/exercises/progress/record.ts';
import { records } from './support/records.ts';

const fixtures = new URL('../../fixtures/progress/', import.meta.url);
const full = JSON.parse(readFileSync(new URL('version-1.json', fixtures), 'utf8')) as Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- broken on purpose below
const refusal = (text: string): ProgressError => {
  try {
    parseRecord(text);
  } catch (error) {
    if (error instanceof ProgressError) return error;
    throw error;
  }
  throw new Error(`parseRecord took ${text.slice(0, 80)}`);
};

test('what is written is read again, unchanged', () => {
  fc.assert(
    fc.property(records([0, 7]), (record) => {
      expect(parseRecord(textOf(record))).toEqual(record);
    }),
  );
});

describe('what is no record is refused, by name', () => {
  const cases: [name: string, change: (data: typeof full) => unknown, says: string][] = [
    ['a list', () => [], 'the whole is a list of 0, expected an object'],
    ['other JSON', () => ({ nodes: [] }), 'kind is nothing, expected "unrolled-progress"'],
    ['no version', (d) => delete d.version && d, 'version is nothing, expected a whole number'],
    ['half a version', (d) => ({ ...d, version: 0.5 }), 'version is 0.5, expected a whole number'],
    ['no deleting', (d) => delete d.cleared && d, 'cleared is nothing, expected a whole number'],
    ['a stray field', (d) => ({ ...d, admin: true }), 'the whole has a field "admin", expected only kind'],
    ['a missing map', (d) => delete d.questions && d, 'questions is nothing, expected an object'],
    ['a list for a map', (d) => ({ ...d, lessons: [] }), 'lessons is a list of 0, expected an object'],
    [
      'an id that is none',
      (d) => ({ ...d, lessons: { 'javascript:alert(1)': { opened: 1, read: null } } }),
      'an id in lessons is "javascript:alert(1)", expected the form',
    ],
    [
      'a moment in words',
      (d) => ({ ...d, lessons: { '06-x': { opened: 'now', read: null } } }),
      'lessons["06-x"].opened is "now", expected a whole number from 0 to 8640000000000000',
    ],
    [
      'a moment before 1970',
      (d) => ({ ...d, lessons: { '06-x': { opened: 1, read: -1 } } }),
      'lessons["06-x"].read is -1, expected a whole number',
    ],
    [
      'an answer that is not yes or no',
      (d) => ({ ...d, questions: { '06-x/q': { first: { at: 1, right: 1 }, days: [] } } }),
      'questions["06-x/q"].days is a list of 0, expected a list of 1 to 12',
    ],
    [
      'days out of order',
      (d) => {
        const day = { day: 3, at: 1, right: true };
        return { ...d, questions: { '06-x/q': { first: { at: 1, right: true }, days: [day, day] } } };
      },
      'questions["06-x/q"].days[1].day is 3, expected a day after 3',
    ],
    [
      'a choice below none',
      (d) => {
        const made = { at: 1, choice: -1, right: true };
        return { ...d, predictions: { '06-x/p': { first: made, last: made } } };
      },
      'predictions["06-x/p"].first.choice is -1, expected a whole number',
    ],
    [
      'a hint without a number',
      (d) => ({ ...d, exercises: { D1: { ...d.exercises.D3, hints: { first: 1 } } } }),
      'an id in exercises["D1"].hints is "first", expected the form',
    ],
    [
      'an exercise with less than all of it',
      (d) => ({ ...d, exercises: { D1: { attempts: 3, hints: {} } } }),
      'exercises["D1"].attempted is nothing, expected a whole number',
    ],
  ];
  test.each(cases)('%s', (_name, change, says) => {
    const error = refusal(JSON.stringify(change(structuredClone(full))));
    expect(error.message).toContain(says);
    expect(error.reason).toBe('unreadable');
  });

  test('text that is not JSON, and text that is too long', () => {
    expect(refusal('{"kind":').message).toBe('the text "{\\"kind\\":" is not JSON');
    expect(refusal(' '.repeat(LIMITS.text + 1)).message).toContain('has 1000001 characters');
  });

  test('more entries than a book can have', () => {
    const lessons = Object.fromEntries(
      Array.from({ length: LIMITS.entries + 1 }, (_, i) => [`06-x${i}`, { opened: 1, read: null }]),
    );
    expect(refusal(textOf({ ...empty(), lessons })).message).toContain('lessons has 2001 entries');
  });

  test('names that every object has', () => {
    const text = `{"kind":"${KIND}","version":1,"cleared":0,"lessons":{"__proto__":{"opened":1,"read":2}},"questions":{},"predictions":{},"exercises":{}}`;
    expect(refusal(text).message).toContain('an id in lessons is "__proto__"');
    expect(({} as Record<string, unknown>)['read']).toBeUndefined();
  });

  test('any text at all is refused in words or is a record', () => {
    const near = fc.constantFrom(...JSON.stringify(full).split(/(?=[,{}])/));
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      fc.array(near, { maxLength: 40 }).map((p) => p.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parseRecord(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ProgressError);
        }
      }),
    );
  });
});

describe('versions', () => {
  test('every version that readers can have is still read', () => {
    for (let version = 1; version <= VERSION; version++) {
      const file = new URL(`version-${version}.json`, fixtures);
      expect(existsSync(file), `a fixture of version ${version} in ${readdirSync(fixtures).join()}`).toBe(
        true,
      );
      const record = parseRecord(readFileSync(file, 'utf8'));
      expect(record.version).toBe(VERSION);
      expect(record.lessons['06-back-propagation-through-time']?.read, `version ${version}`).toBe(
        1763720000000,
      );
      expect(record.exercises['D3']?.solved, `version ${version}`).toBe(1763730000000);
    }
  });

  test('an older one is brought up, one step after the other', () => {
    const steps = {
      3: (old: object) => ({ ...old, trail: 'three' }),
      4: (old: { trail?: unknown }) => ({ ...old, trail: `${String(old.trail)}, four` }),
    };
    expect(migrate({ version: 3 }, 5, steps)).toEqual({ version: 5, trail: 'three, four' });
    expect(migrate({ version: 4, trail: 'mine' }, 5, steps)).toEqual({ version: 5, trail: 'mine, four' });
    expect(migrate({ version: 5 }, 5, steps)).toEqual({ version: 5 });
  });

  test('what a step makes is checked as strictly as anything', () => {
    // version 0 kept a bare list of the lessons that were read
    const old = JSON.stringify({ kind: KIND, version: 0, read: { '06-x': 5 } });
    const step = (data: Readonly<Record<string, unknown>>) => {
      const read = data['read'] as Record<string, number>;
      const lessons = Object.entries(read).map(([id, at]) => [id, { opened: at, read: at }]);
      return { ...empty(), lessons: Object.fromEntries(lessons) as object };
    };
    expect(parseRecord(old, { 0: step }).lessons['06-x']).toEqual({ opened: 5, read: 5 });
    expect(() => parseRecord(old, { 0: (data) => data })).toThrow('the whole has a field "read"');
  });

  test('one without a way up is refused', () => {
    expect(() => migrate({ version: 1 }, 3, { 2: (old) => old })).toThrow('version is 1, expected 2 or 3');
    expect(refusal(JSON.stringify({ ...full, version: 0 })).message).toContain('version is 0, expected 1');
  });

  test('a later one is told apart, for it must not be overwritten', () => {
    const error = refusal(JSON.stringify({ ...full, version: VERSION + 1, anything: 1 }));
    expect(error.reason).toBe('newer');
    expect(error.message).toContain('a later edition of the book wrote it');
  });
});
