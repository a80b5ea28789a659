// What an exercise's page does before anything runs: lines cut and shuffled, state kept and checked, the network of the stepper.
import { describe, expect, test } from 'vitest';
import {
  keep,
  keptKey,
  nothingKept,
  parseKept,
  readKept,
  type Kept,
} from '../../src/components/drills/kept.ts';
import { layLines, movedBy, piecesOf, placesOf } from '../../src/components/drills/lines.ts';
import { drillPage } from '../../src/components/drills/page.ts';
import { drillFolders } from '../../src/exercises/drills/registry.ts';

const texts = import.meta.glob<string>('../../content/exercises/*/index.mdx', {
  query: '?raw',
  import: 'default',
  eager: true,
});
/** As they stand in the front matter, each on a line of its own in single quotes. */
const distractorsOf = (folder: string): string[] => {
  const text = texts[`../../content/exercises/${folder}/index.mdx`]!;
  const list = /^distractors:\n((?: {2}- .*\n)+)/m.exec(text)?.[1] ?? '';
  return [...list.matchAll(/^ {2}- '(.*)'$/gm)].map(([, line]) => line!.replaceAll("''", "'"));
};

describe('lines', () => {
  test('comments and blank lines go, a bracket keeps its lines together', () => {
    expect(piecesOf('// why\nconst a = f(\n  1,\n);\n\n  b();\nfor (;;) {\n}')).toEqual([
      'const a = f(\n  1,\n);',
      '  b();',
      'for (;;) {',
      '}',
    ]);
  });

  test('an object stays in one piece, a block does not', () => {
    expect(piecesOf('return {\n  a: f(1),\n};')).toEqual(['return {\n  a: f(1),\n};']);
    expect(piecesOf('for (;;) {\n  a.map((v) => {\n    v;\n  });\n}')).toEqual([
      'for (;;) {',
      '  a.map((v) => {\n    v;\n  });',
      '}',
    ]);
  });

  test('declarations that the start has and the way out are given, all else is shuffled with the wrong lines', () => {
    const start = 'const { x, y } = inputs;\nlet a = 0;\nfor (;;) {\n}\nreturn {};';
    const solution = 'const { x } = inputs;\nlet a = 0;\nlet b = 1;\nfor (;;) {\n  a = b;\n}\nreturn { a };';
    const laid = layLines('a', start, solution, ['no', 'nor']);
    expect([laid.head, laid.tail]).toEqual([
      ['const { x } = inputs;', 'let a = 0;'],
      ['}', 'return { a };'],
    ]);
    expect([...laid.choices].sort()).toEqual(['  a = b;', 'for (;;) {', 'let b = 1;', 'no', 'nor']);
    expect(layLines('a', start, solution, ['no', 'nor'])).toEqual(laid);
  });

  test('a start that is the whole solution gives no line twice', () => {
    const laid = layLines('a', 'let a = 1;\nreturn a;', 'let a = 1;\nreturn a;', []);
    expect([...laid.head, ...laid.choices, ...laid.tail]).toEqual(['let a = 1;', 'return a;']);
  });

  test.each(drillFolders)('%s: the right choices in order make up the solution', async (folder) => {
    const { start, solution } = await drillPage(folder);
    const distractors = distractorsOf(folder);
    const { head, tail, choices } = layLines(folder, start, solution, distractors);
    const all = piecesOf(solution);
    const mine = all.slice(head.length, all.length - tail.length);
    expect([...choices].sort()).toEqual([...mine, ...distractors].sort());
    if (distractors.length === 0) return;
    expect(mine.length, 'lines to be found').toBeGreaterThanOrEqual(2);
    for (const line of distractors)
      expect(all, 'a wrong line is no line of the solution').not.toContain(line);
    expect(choices.filter((line) => mine.includes(line))).not.toEqual(mine); // else they could be put in as they come
  });

  test('a line moves by one, and not beyond the ends', () => {
    const list = [1, 2, 3];
    expect(movedBy(list, 2, -1)).toEqual([1, 3, 2]);
    expect(movedBy(list, 0, 1)).toEqual([2, 1, 3]);
    expect(movedBy(list, 0, -1)).toBe(list);
    expect(movedBy(list, 2, 1)).toBe(list);
  });

  test('kept lines are found again, equal ones each once, others dropped', () => {
    expect(placesOf(['}', 'b', 'gone', '}', '}'], ['a', '}', 'b', '}'])).toEqual([1, 2, 3]);
  });
});

describe('kept', () => {
  const storage = () => {
    const held = new Map<string, string>();
    return {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
    };
  };
  const kept: Kept = { hints: 2, form: 'order', lines: ['a', 'b'] };

  test('what is kept is read again', () => {
    const store = storage();
    expect(readKept('x', () => store)).toBeNull();
    expect(keep('x', kept, () => store)).toEqual(kept);
    expect(readKept('x', () => store)).toEqual(kept);
    expect(readKept('y', () => store)).toBeNull();
  });

  test('a hint taken in another tab stays taken', () => {
    const store = storage();
    keep('x', { ...kept, hints: 3 }, () => store);
    expect(keep('x', { ...nothingKept, hints: 1 }, () => store)).toEqual({ ...nothingKept, hints: 3 });
    expect(readKept('x', () => store)?.hints).toBe(3);
  });

  test.each([
    'no JSON',
    'null',
    '[]',
    '{"version":2,"hints":0,"form":"write","lines":[]}',
    '{"version":1,"hints":5,"form":"write","lines":[]}',
    '{"version":1,"hints":1.5,"form":"write","lines":[]}',
    '{"version":1,"hints":0,"form":"else","lines":[]}',
    '{"version":1,"hints":0,"form":"write","lines":[1]}',
    `{"version":1,"hints":0,"form":"write","lines":[${'"",'.repeat(100)}""]}`,
  ])('%s is not taken for it', (raw) => {
    expect(parseKept(raw)).toBeNull();
    const store = storage();
    store.setItem(keptKey('x'), raw);
    expect(readKept('x', () => store)).toBeNull();
  });

  test('blocked storage is passed over', () => {
    const blocked = (): never => {
      throw new DOMException('no', 'SecurityError');
    };
    expect(readKept('x', blocked)).toBeNull();
    expect(keep('x', kept, blocked)).toEqual(kept);
  });
});

describe('networks of the stepper', () => {
  test('D3: tanh, the sum of the losses, nothing cut; its variant has ReLU', async () => {
    const { networks, fresh, start } = await drillPage('03-state-gradients');
    expect(networks.own).toEqual([{ nonlinearity: 'tanh', reduction: 'sum', truncate: 0 }]);
    expect(networks.fresh).toEqual([{ nonlinearity: 'relu', reduction: 'sum', truncate: 0 }]);
    expect(fresh.start).not.toBe(start);
  });
});
