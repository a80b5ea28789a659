// The join of two records: commutative, associative, idempotent, and nothing done is ever lost by it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merge } from '../../../src/exercises/progress/merge.ts';
import { parseRecord } from '../../../src/exercises/progress/parse.ts';
import { empty, SECTIONS, textOf, type ProgressRecord } from '../../../src/exercises/progress/record.ts';
import { records } from './support/records.ts';

const some = records();
const cleared = records([0, 1, 2]);
// Braces, since fast-check takes a returned value for the verdict.
const same = (a: ProgressRecord, b: ProgressRecord): void => {
  expect(textOf(a)).toBe(textOf(b));
};

/** Everything that a record says was done, as facts: once true, they must stay true. */
function facts(record: ProgressRecord): string[] {
  const list: string[] = [];
  for (const section of SECTIONS)
    for (const id of Object.keys(record[section])) list.push(`${section} ${id}`);
  for (const [id, lesson] of Object.entries(record.lessons))
    if (lesson.read !== null) list.push(`${id} read`);
  for (const [id, exercise] of Object.entries(record.exercises)) {
    for (const what of ['attempted', 'solution', 'solved', 'parsons', 'fresh'] as const)
      if (exercise[what] !== null) list.push(`${id} ${what}`);
    for (const n of Object.keys(exercise.hints)) list.push(`${id} hint ${n}`);
    for (let n = 1; n <= exercise.attempts; n++) list.push(`${id} attempt ${n}`);
  }
  return list;
}

describe('the join', () => {
  test('does not depend on the order of its arguments', () => {
    fc.assert(fc.property(cleared, cleared, (a, b) => same(merge(a, b), merge(b, a))));
  });

  test('does not depend on who meets first', () => {
    fc.assert(
      fc.property(cleared, cleared, cleared, (a, b, c) => same(merge(merge(a, b), c), merge(a, merge(b, c)))),
    );
  });

  test('with itself, or with what it already holds, changes nothing', () => {
    fc.assert(
      fc.property(cleared, cleared, (a, b) => {
        same(merge(a, a), a);
        same(merge(merge(a, b), b), merge(a, b));
      }),
    );
  });

  test('with nothing changes nothing', () => {
    fc.assert(fc.property(some, (a) => same(merge(a, empty()), a)));
  });

  test('loses nothing that either has done', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(facts(merge(a, b))).toEqual(expect.arrayContaining([...facts(a), ...facts(b)]));
      }),
    );
  });

  test('takes the earlier moment of what was done twice', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const joined = merge(a, b);
        for (const [id, { read }] of Object.entries(joined.lessons)) {
          const both = [a.lessons[id]?.read, b.lessons[id]?.read].filter((m) => m != null);
          expect(read).toBe(both.length ? Math.min(...both) : null);
        }
        for (const [id, { first }] of Object.entries(joined.questions))
          expect(first.at).toBe(
            Math.min(a.questions[id]?.first.at ?? Infinity, b.questions[id]?.first.at ?? Infinity),
          );
      }),
    );
  });

  test('is a record that can be read again', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        same(parseRecord(textOf(merge(a, b))), merge(a, b));
      }),
    );
  });

  test('changes neither argument', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const before = [textOf(a), textOf(b)];
        merge(a, b);
        expect([textOf(a), textOf(b)]).toEqual(before);
      }),
    );
  });
});

test('what was deleted does not come back from a tab that does not know it yet', () => {
  fc.assert(fc.property(records([5]), records([4]), (after, before) => same(merge(before, after), after)));
});

test('equal records have equal texts, whatever the order of their keys', () => {
  const lessons = { '01-a': { opened: 1, read: null }, '02-b': { read: 3, opened: 2 } };
  const turned = { '02-b': { opened: 2, read: 3 }, '01-a': { read: null, opened: 1 } };
  expect(textOf({ ...empty(), lessons })).toBe(textOf({ ...empty(), lessons: turned }));
});
