// Recording changes nothing: programs return, throw and log what they did before, in the same order.
import fc from 'fast-check';
import { createContext, runInContext } from 'node:vm';
import { transform } from 'sucrase';
import { describe, expect, it } from 'vitest';
import type { RawRecording } from '../../../src/notebook/record/recorder.ts';
import { instrument } from '../../../src/notebook/record/instrument.ts';
import { evaluate, prepared, record } from './support/run.ts';
import { programs } from './support/programs.ts';

interface Result {
  readonly returned?: unknown;
  readonly thrown?: string;
}

const realm = createContext({});

/** The program as it stands, types taken off. */
function plainly(source: string, inputs: unknown): Result {
  const code = transform(source, { transforms: ['typescript'], disableESTransforms: true }).code;
  const call = runInContext(
    `(json) => (function(inputs){"use strict";${code}\n})(JSON.parse(json))`,
    realm,
  ) as (json: string) => unknown;
  try {
    return { returned: structuredClone(call(JSON.stringify(inputs))) };
  } catch (thrown) {
    return {
      thrown: String((thrown as Error).message),
    };
  }
}

function recorded(source: string, inputs: unknown): Result {
  const { returned, error } = evaluate(prepared(source).program, inputs) as RawRecording;
  return error ? { thrown: error.message } : { returned };
}

describe('a program does what it did', () => {
  it.each(Object.entries(programs))('%s', (_, source) => {
    const plain = plainly(source, {});
    const got = recorded(source, {});
    if (source.trim().startsWith('throw {')) expect(got.thrown).toBe('undefined');
    else expect(got).toEqual(plain);
  });
});

// random programs: nested loops over t, i and j that read and change lists, scalars and rows in every way of assigning
const name = fc.constantFrom('h', 'a', 'dW', 'dh', 's', 'q');
const index = fc.constantFrom('t', 'i', 'j', 't - 1', 't + 1', '(s, 0)', 's++ % 2', '0', 'q.length % 2');
const place = fc.oneof(
  fc.tuple(fc.constantFrom('h', 'a', 'q'), index).map(([n, i]) => `${n}[${i}]`),
  fc.tuple(index, index).map(([i, j]) => `dW[Math.abs(${i}) % 2][${j}]`),
  fc.constantFrom('s', 'dh'),
);
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('1', 't', 'i', '0.5', 's'),
    place,
    fc
      .tuple(tie('value'), fc.constantFrom('+', '-', '*', '||', '&&', ','), tie('value'))
      .map(([p, o, q]) => `(${p} ${o} ${q})`),
    tie('value').map((v) => `note(${v})`),
    fc
      .tuple(place, fc.constantFrom('=', '+=', '-=', '??='), tie('value'))
      .map(([p, o, v]) => `(${p} ${o} ${v})`),
    tie('value').map((v) => `h.push(${v})`),
    tie('value').map((v) => `[1, 2].map((t) => ${v}).length`),
  ),
})).value;
const statement: fc.Arbitrary<string> = fc.letrec<{ statement: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.tuple(place, fc.constantFrom('=', '+=', '-=', '*='), value).map(([p, o, v]) => `${p} ${o} ${v};`),
    place.map((p) => `${p}++;`),
    fc.tuple(name, value).map(([n, v]) => `{ const ${n} = ${v}; note(${n}); }`),
    fc.tuple(place, place).map(([p, q]) => `[${p}, ${q}] = [${q}, ${p}];`),
    fc.tuple(value, tie('statement')).map(([v, s]) => `if (${v}) ${s} else note('e');`),
    tie('statement').map((s) => `for (let i = 0; i < 3; i++) ${s}`),
    tie('statement').map((s) => `for (const t of [2, 1]) { ${s} if (s > 40) break; }`),
    tie('statement').map(
      (s) => `here: for (let j = 0; j < 2; j++) { ${s} if (t > 1) continue here; note(j); }`,
    ),
    tie('statement').map((s) => `((t) => { ${s} })(i);`),
    tie('statement').map((s) => `try { ${s} throw t; } catch { note('c'); } finally { s += 1; }`),
    fc.tuple(tie('statement'), tie('statement')).map(([p, q]) => `{ ${p} ${q} }`),
  ),
})).statement;
const randomProgram = fc.array(statement, { minLength: 1, maxLength: 5 }).map(
  (body) => `
const log = []; const note = (v) => { if (log.length < 200) log.push(Array.isArray(v) ? v.length : v); return v; };
const h = [1, 2, 3], a = [0.5], dW = [[1, 2], [3, 4]], q = []; let dh = 1, s = 0, i = 0, j = 1;
for (let t = 1; t <= 2; t++) {
${body.join('\n')}
}
return JSON.stringify({ log, h: h.slice(0, 50), a: a.slice(0, 50), dW: dW.map((r) => r?.slice?.(0, 50)), q: q.slice(0, 50), dh, s });`,
);

it('so do random programs', () => {
  fc.assert(
    fc.property(randomProgram, (source) => {
      // one label inside another of its name is no program
      fc.pre(!('problem' in instrument(source)));
      expect(recorded(source, {})).toEqual(plainly(source, {}));
    }),
    { seed: 3, numRuns: Number(process.env['RUNS'] ?? 200) },
  );
});

describe('an exception keeps its place', () => {
  const placeOf = (source: string) => {
    const p = prepared(source);
    const { error } = evaluate(p.program, {}) as RawRecording;
    return error && { ...p.original({ line: error.line!, column: error.column! }), message: error.message };
  };
  it.each([
    ['in the first line', `const h: number[] = []; h[0].push(1);`, 1, 30],
    [
      'in the statement that threw',
      `\nconst h = [[1]];\nfor (let t = 0; t < 3; t++) {\n  h[t] = h[t - 1].map((v) => v);\n}`,
      4,
      19,
    ],
    [
      'in a helper',
      `function f(a: number[][], t: number) {\n  return a[t].length;\n}\nlet dW: number = 0;\ndW = f([], 2);`,
      2,
      15,
    ],
    [
      'after a type',
      `type X = { a: number };\nlet dh: Array<number> = [], o: X | null = null; (o as any).x;`,
      2,
      60,
    ],
    ['of an own error', `const a = 1;\nif (a) throw new Error('mine');`, 2, 14],
    ['in the library', `\n\nconst dh = add(matVec([[1, 2]], [1]), [1]);`, 3, 16],
  ])('%s', (_, source, line, column) => {
    expect(placeOf(source)).toMatchObject({ line, column });
  });

  it('and a stack that overflows is an error like another', () => {
    expect(placeOf('const f = () => f();\nreturn f();')).toMatchObject({
      message: expect.stringMatching(/stack/) as unknown,
    });
  });
});

it('a program that runs too long is stopped, and one that records too much is capped', () => {
  expect(record('for (;;) ;', {}).error?.message).toMatch(/^stopped after/);
  const big = record(
    'const dW = []; for (let t = 0; t < 2000; t++) { dW.push(new Array(800).fill(t)); } return dW.length;',
    {},
  );
  expect(big).toMatchObject({ returned: 2000, capped: true, error: null });
});
