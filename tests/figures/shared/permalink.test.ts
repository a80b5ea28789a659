// Links: whatever can be set comes back from its own link; whatever else comes in gives the default state and a sentence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conventionIds } from '../../../src/engine/conventions.ts';
import { faultIds } from '../../../src/engine/faults.ts';
import { parameterIds } from '../../../src/engine/symbols.ts';
import { buildRun } from '../../../src/figures/shared/run/build.ts';
import { fromQuery, toQuery } from '../../../src/figures/shared/run/permalink.ts';
import {
  defaults,
  editKey,
  limits,
  parameterShape,
  type Settings,
} from '../../../src/figures/shared/run/settings.ts';
import { openingStep } from '../../../src/figures/shared/run/stores.ts';

const integer = ([min, max]: readonly [number, number]) => fc.integer({ min, max });
const decimal = ([min, max]: readonly [number, number]) => fc.double({ min, max, noNaN: true });
const words = fc.constantFrom(
  'hello', 'a', 'aaa', 'é', '👩🏽‍🚀ab', '한글', 'a b', 'a&b=c#d', '100%', 'a+b', '∎', '<b>', '"\'', '?at=3', 'abcdefghijklm',
); // prettier-ignore

/** Any settings at all, edits inside their matrices among them. */
const anySettings: fc.Arbitrary<Settings> = fc
  .record({
    word: words,
    hiddens: integer(limits.hiddens),
    seed: integer(limits.seed),
    nonlinearity: fc.constantFrom('tanh', 'relu'),
    reduction: fc.constantFrom('sum', 'mean'),
    truncate: integer(limits.truncate),
    alpha: decimal(limits.alpha),
    faults: fc.subarray(faultIds),
    picks: fc.array(fc.tuple(fc.constantFrom(...parameterIds), fc.nat(), fc.nat(), decimal(limits.weight)), {
      maxLength: 12,
    }),
  })
  .map(({ picks, ...rest }) => {
    const bare: Settings = { ...rest, edits: {} };
    const edits = picks.map(([id, row, column, value]) => {
      const [rows, columns] = parameterShape(bare, id);
      return [editKey(id, row % rows, column % columns), value] as const;
    });
    // −0 is written 0, which is the same weight
    return {
      ...bare,
      alpha: bare.alpha + 0,
      edits: Object.fromEntries(edits.map(([key, value]) => [key, value + 0])),
    };
  });

describe('round trip', () => {
  test('any settings come back as they were, with the step', () => {
    fc.assert(
      fc.property(anySettings, fc.integer({ min: 0, max: 9998 }), (settings, at) => {
        const query = toQuery(settings, { at }, 9999);
        expect(fromQuery(query)).toEqual({ settings, at, problem: null });
        // and again through the address bar, which may encode once more than URLSearchParams does
        expect(fromQuery(new URL(`https://x.test/${query}`).search)).toEqual({ settings, at, problem: null });
      }),
    );
  });

  test('a notation travels along, unless it is the textbook’s', () => {
    for (const notation of conventionIds) {
      const query = toQuery(defaults, { at: 54, notation }, 54);
      expect(query).toBe(notation === 'textbook' ? '' : `?notation=${notation}`);
      expect(fromQuery(query).notation).toBe(notation === 'textbook' ? undefined : notation);
    }
  });

  test('the default state has an empty link', () => {
    expect(toQuery(defaults, { at: 54 }, 54)).toBe('');
    expect(fromQuery('')).toEqual({ settings: defaults, at: null, problem: null });
  });

  test('only what differs is written, under short names, counted from 1', () => {
    const settings: Settings = {
      ...defaults,
      word: 'hola',
      faults: ['no-slope', 'average'],
      edits: { 'rnn.W[0,3]': -0.5 },
    };
    expect(toQuery(settings, { at: 0 }, 54)).toBe('?word=hola&break=no-slope.average&edit=W0.3%3A-0.5&at=1');
  });

  test('with every weight of the largest network edited to all its digits, a link still works', () => {
    const largest: Settings = { ...defaults, word: 'abcdefghijklm', hiddens: 6 };
    const edits = Object.fromEntries(
      parameterIds.flatMap((id) => {
        const [rows, columns] = parameterShape(largest, id);
        return Array.from({ length: rows * columns }, (_, i) => [
          editKey(id, Math.floor(i / columns), i % columns),
          -1 / (i + 3),
        ]);
      }),
    ) as Record<string, number>;
    const settings = { ...largest, edits };
    expect(Object.keys(edits).length).toBe(6 * 13 + 36 + 6 + 13 * 6 + 13);
    expect(fromQuery(toQuery(settings, { at: 245 }, 0))).toEqual({ settings, at: 245, problem: null });
  });

  test('the opening step of every word is the first place where two gradients meet', () => {
    for (const word of ['hello', 'abc', 'abcdefghijklm']) {
      const { steps } = buildRun({ ...defaults, word }).shown;
      const opening = steps[openingStep(buildRun({ ...defaults, word }).shown)]!;
      expect(opening.equation).toBe('rnn.dh');
    }
  });
});

const refused: readonly (readonly [string, RegExp])[] = [
  ['?word=', /empty/],
  ['?word=abcdefghijklmn', /14 characters/],
  ['?word=a%00b', /control character/],
  ['?word=a%E2%80%AEb', /cannot be seen/],
  [`?word=${'a'.repeat(20_000)}`, /20006 characters long, expected at most 12000/],
  ['?hidden=0', /hidden size is "0", expected a whole number from 1 to 6/],
  ['?hidden=7', /hidden size/],
  ['?hidden=NaN', /hidden size/],
  ['?hidden=__proto__', /hidden size is "__proto__"/],
  ['?seed=Infinity', /seed/],
  ['?seed=-1', /seed/],
  ['?seed=1e3', /seed/],
  ['?f=sigmoid', /nonlinearity is "sigmoid", expected tanh or relu/],
  ['?loss=constructor', /reduction/],
  ['?cut=99', /truncation length/],
  ['?alpha=1e999', /learning rate is "1e999", expected a number from 0 to 10/],
  ['?alpha=NaN', /learning rate/],
  ['?alpha=-0.1', /learning rate/],
  ['?break=sabotage', /break is "sabotage", expected one of no-slope/],
  ['?break=__proto__', /break is "__proto__"/],
  ['?break=%3Cscript%3Ealert(1)%3C/script%3E', /break is "<script>alert\(1\)<\/script…", expected/],
  ['?edit=W9.9:1', /weight rnn.W\[9,9\], which this network does not have/],
  ['?edit=W0.4:1', /does not have/],
  ['?edit=c0.1:1', /does not have/],
  ['?edit=W0.0:1e999', /weight is "1e999"/],
  ['?edit=W0.0:NaN', /weight is "NaN"/],
  ['?edit=W0.0:101', /weight is "101", expected a number from -100 to 100/],
  ['?edit=Q0.0:1', /expected the form W0.1:0.5/],
  ['?edit=__proto__', /expected the form/],
  ['?edit=W0.0', /expected the form/],
  ['?edit=W-1.0:1', /expected the form/],
  ['?edit=W0.0:1~constructor0.0:1', /expected the form/],
  ['?hidden=1&edit=W1.0:1', /does not have/],
  ['?at=0', /step is not a whole number above 0/],
  ['?at=-1', /step/],
  ['?at=1.5', /step/],
  ['?at=1e3', /step/],
  ['?at=99999', /step/],
  ['?at=', /step/],
  ['?at=NaN', /step/],
  ['?notation=klingon', /notation is not one of textbook, pytorch, d2l, wxwh/],
  ['?notation=__proto__', /notation is not one of/],
];

describe('a bad link', () => {
  test.each(refused)('%s: the default state and a plain sentence', (query, message) => {
    const { settings, at, problem } = fromQuery(query);
    expect(problem).toMatch(message);
    expect(problem!.length).toBeLessThan(200);
    expect(problem, 'goes inside a sentence').not.toMatch(/\.$|^The /);
    expect(settings).toBe(defaults);
    expect(at).toBeNull();
  });

  test.each([
    '?',
    '?%',
    '?word=%',
    '?word=%E0%A4%A',
    '?%00=%FF',
    '?__proto__=1',
    '?constructor=1&toString=2',
    '?=&=&&',
    '#',
    '?word',
  ])('%s: read as far as it can be, without a throw', (query) => {
    const { settings, problem } = fromQuery(query);
    expect(() => buildRun(settings)).not.toThrow();
    if (problem !== null) expect(settings).toBe(defaults);
  });

  test('of two values the first one counts', () => {
    expect(fromQuery('?word=abc&word=xyz&seed=1&seed=oops').settings).toMatchObject({ word: 'abc', seed: 1 });
  });

  test('an edit of the same weight twice: the last one counts', () => {
    expect(fromQuery('?edit=W0.0:1~W0.0:2').settings.edits).toEqual({ 'rnn.W[0,0]': 2 });
  });

  test('never throws, whatever the address bar holds; what it gives can be run', () => {
    const name = fc.constantFrom(
      'word',
      'hidden',
      'seed',
      'f',
      'loss',
      'cut',
      'alpha',
      'break',
      'edit',
      'at',
      '__proto__',
      'x',
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'NaN',
        '1e999',
        '-0',
        '__proto__',
        'constructor',
        'W0.0:1',
        'W0.0:1~~',
        '%',
        '1',
        '12',
        'no-slope',
      ),
    );
    const query = fc
      .array(fc.tuple(name, value), { maxLength: 6 })
      .map(
        (pairs) =>
          `?${pairs.map(([k, v]) => `${k}=${v.isWellFormed() ? encodeURIComponent(v) : v}`).join('&')}`,
      );
    fc.assert(
      fc.property(fc.oneof(query, fc.string({ unit: 'binary' })), (search) => {
        const { settings, at, problem } = fromQuery(search);
        if (problem === null) {
          expect(() => buildRun(settings)).not.toThrow();
          // what was taken up can be passed on
          expect(fromQuery(toQuery(settings, { at: at ?? 0 }, -1)).settings).toEqual(settings);
        } else {
          expect(settings).toBe(defaults);
          expect(at).toBeNull();
        }
        expect(Object.getPrototypeOf(settings)).toBe(Object.prototype);
        expect(Object.hasOwn(Object.prototype, 'rnn.W[0,0]')).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});
