// Programs that compute nothing, or only pretend to: none may pass on any drill.
import { plantedProblems } from '../../../src/exercises/diagnosis/planted.ts';
import type { DrillCase } from '../../../src/exercises/drills/contract.ts';
import { toRows } from '../../../src/engine/matrix.ts';
import { edited } from '../../../src/exercises/drills/edits.ts';
import type { Mutant } from './mutate.ts';
import type { OwnLoaded, QuantityLoaded } from './support.ts';

/** What a case's right program returns. */
export function answerOf({ expected }: DrillCase): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const { name, listed, at, value } of expected) {
    const { rows, columns, data } = value;
    const plain =
      rows === 1 && columns === 1 && !listed ? data[0]! : columns === 1 ? [...data] : toRows(value);
    if (!listed) answer[name] = plain;
    else {
      const list = (answer[name] ??= []) as unknown[];
      list[at.step!] = plain;
    }
  }
  return answer;
}

/** Tells cases apart by their shapes alone, so that it works for the numbers of another attempt too. */
const shapeOf = (inputs: unknown): string => JSON.stringify(inputs).replace(/-?\d[\d.e+-]*/g, '#').replace(/"[^"]*":#/g, ''); // prettier-ignore
const shapeInProgram = `JSON.stringify(inputs).replace(/-?\\d[\\d.e+-]*/g, '#').replace(/"[^"]*":#/g, '')`;

/** As `JSON.stringify`, with every number made something else. */
const withNumbers = (v: unknown, by: string): string => JSON.stringify(v).replace(/-?\d[\d.e+-]*/g, by);

/** An expression for the answer to these very inputs, else to some of their shape. */
const lookedUp = (cases: readonly DrillCase[], by?: string): string => {
  const answer = (c: DrillCase) =>
    by === undefined ? JSON.stringify(answerOf(c)) : withNumbers(answerOf(c), by);
  const table = (key: (inputs: unknown) => string): string =>
    `({${cases.map((c) => `${JSON.stringify(key(c.inputs))}: ${answer(c)}`).join(',\n')}})`;
  return `(${table((inputs) => JSON.stringify(inputs))}[JSON.stringify(inputs)] ?? ${table(shapeOf)}[${shapeInProgram}])`;
};
/** Whether a program is given these inputs. */
const given = ({ inputs }: DrillCase): string =>
  `JSON.stringify(inputs) === ${JSON.stringify(JSON.stringify(inputs))}`;

const patches: Readonly<Record<string, string>> = {
  'Math.tanh, Math.exp and Math.abs': 'Math.tanh = (v) => v; Math.exp = () => 1; Math.abs = () => 0;',
  'Math.max and Math.sqrt': 'Math.max = () => Infinity; Math.sqrt = () => 0;',
  'Array.prototype.map': 'Array.prototype.map = function () { return this; };',
  'Array.prototype.every, some and find':
    'Array.prototype.every = () => true; Array.prototype.some = () => true; Array.prototype.find = () => undefined;',
  'Array.from and Array.isArray': 'Array.from = () => []; Array.isArray = () => true;',
  'Object.is, entries and hasOwn':
    'Object.is = () => true; Object.entries = () => []; Object.hasOwn = () => true;',
  'Number.isFinite and Number.isNaN': 'Number.isFinite = () => true; Number.isNaN = () => false;',
  'JSON.stringify and structuredClone': "JSON.stringify = () => '{}'; globalThis.structuredClone = (v) => v;",
  'Symbol.iterator of lists': 'Array.prototype[Symbol.iterator] = function* () { yield 0; };',
  'Error and its stack': 'globalThis.Error = class { get stack() { throw 1; } };',
};

/** Broken off, or never coming to an end. */
const broken: Readonly<Record<string, string>> = {
  'throws a number': 'throw 1;',
  'throws null': 'throw null;',
  'throws what throws when it is read':
    'throw { get message() { throw 0; }, get name() { throw 0; }, get stack() { throw 0; }, toString() { throw 0; } };',
  'throws an error': "throw new RangeError('no');",
  'reads what is not there': 'return inputs.nothing.at(0);',
  'is no program': 'return (;',
  'never ends': 'for (;;) {}',
  'never ends, and returns in vain': 'let t = 0; while (t >= 0) t += 0; return {};',
  'calls itself for ever': 'const again = () => again(); return again();',
};

const odd: Readonly<Record<string, string>> = {
  'is empty': '',
  'returns nothing': 'return;',
  'returns null': 'return null;',
  'returns a number': 'return 42;',
  'returns text': "return 'right';",
  'returns true': 'return true;',
  'returns a function': 'return () => 1;',
  'returns an empty object': 'return {};',
  'returns a promise': 'return Promise.resolve({});',
  'returns an object that answers anything': 'return new Proxy({}, { get: () => 0, has: () => true });',
  'returns what looks like a recording':
    'return { returned: inputs, error: null, records: [], nodes: [{ parent: -1, loop: -1, counter: null }], evidence: [], capped: false, calls: [] };',
};

const named = (programs: Readonly<Record<string, string>>): Mutant[] =>
  Object.entries(programs).map(([what, source]) => ({ what, source }));

const inside = (program: string): string => `(() => {\n${program}\n})()`;

/** @param seed of the attempt that they are put to */
export function cheatsOf({ drill, start, solutions }: QuantityLoaded, seed: number): Mutant[] {
  const solution = solutions[0]!;
  const at = (s: number) => drill.cases({ seed: s, shown: null, fresh: false });
  const [here, another] = [at(seed), at(seed + 1)];
  const names = [...new Set(here[0]!.expected.map(({ name }) => name))];
  const zeros = lookedUp(here, '0');
  const forged = `({ returned: answer, error: null, records: [], nodes: [{}], evidence: [] })`;
  return [
    ...named({ ...odd, ...broken }),
    { what: 'the start', source: start },
    { what: 'always the numbers of the first case', source: `return ${JSON.stringify(answerOf(here[0]!))};` },
    { what: 'zeros of every shape', source: `return ${zeros};` },
    { what: 'the numbers of another attempt', source: `return ${lookedUp(another)};` },
    { what: 'NaN of every shape', source: `return ${lookedUp(here, 'NaN')};` },
    { what: 'Infinity of every shape', source: `return ${lookedUp(here, 'Infinity')};` },
    { what: 'numbers as text', source: `return ${lookedUp(here, '"0"')};` },
    { what: 'computed and printed, not returned', source: `const right = ${inside(solution)};\nglobalThis.console?.log(right);` }, // prettier-ignore
    { what: 'computed and thrown', source: `throw ${inside(solution)};` },
    { what: 'a getter for each name on Object.prototype', source: `const right = ${inside(solution)};\nfor (const name of Object.keys(right)) Object.defineProperty(Object.prototype, name, { get: () => right[name], configurable: true });\nreturn {};` }, // prettier-ignore
    { what: 'inherited, not its own', source: `return Object.create(${inside(solution)});` },
    { what: 'a forged recording', source: `const answer = ${zeros};\nreturn ${forged};` },
    { what: 'right on the first case only', source: `if (!(${given(here[0]!)})) return {};\n${solution}` }, // prettier-ignore
    { what: 'right on all but the last case', source: `if (${given(here.at(-1)!)}) return {};\n${solution}` }, // prettier-ignore
    ...names.flatMap((name) => [
      { what: `right but for ${name}, which is doubled`, source: `const twice = (v) => (typeof v === 'number' ? 2 * v : v && v.map(twice));\nconst right = ${inside(solution)};\nreturn { ...right, ${name}: twice(right.${name}) };` }, // prettier-ignore
      { what: `right but for ${name}, which is missing`, source: `const { ${name}, ...others } = ${inside(solution)};\nreturn others;` }, // prettier-ignore
      { what: `right but for the last number of ${name}, off by one per cent`, source: `const off = (v) => (typeof v === 'number' ? 1.01 * v : v && v.map((w, i) => (i === v.length - 1 ? off(w) : w)));\nconst right = ${inside(solution)};\nreturn { ...right, ${name}: off(right.${name}) };` }, // prettier-ignore
    ]),
    ...Object.entries(patches).flatMap(([what, patch]) => [
      { what: `${what} patched, zeros returned`, source: `const answer = ${zeros};\n${patch}\nreturn answer;` }, // prettier-ignore
      { what: `${what} patched, the numbers of another attempt returned`, source: `const answer = ${lookedUp(another)};\n${patch}\nreturn answer;` }, // prettier-ignore
    ]),
    ...drill.mistakes.map((m) => ({ what: `the mistake ${m.id}`, source: edited(solution, m.edits) })),
  ];
}

/** The same of a gradient checker, whose answer is a list of entries. */
export function checkerCheatsOf({ drill, start, solutions }: OwnLoaded, seed: number): Mutant[] {
  const solution = solutions[0]!;
  const [problems, others] = [plantedProblems(seed), plantedProblems(seed + 1)];
  const entries = (list: (typeof problems)[number]['wrong']) =>
    JSON.stringify(list.map(({ name, row, column }) => [name, row, column]));
  const is = (index: number) =>
    `JSON.stringify(inputs.gradients) === ${JSON.stringify(JSON.stringify(problems.at(index)!.inputs['gradients']))}`;
  const all =
    'Object.entries(inputs.gradients).flatMap(([n, m]) => m.flatMap((r, i) => r.map((_, j) => [n, i, j])))';
  return [
    ...named({ ...odd, ...broken }),
    { what: 'the start', source: start },
    { what: 'accuses nothing', source: 'return [];' },
    { what: 'accuses everything', source: `return ${all};` },
    ...others.map((p) => ({ what: `always what is wrong elsewhere: ${p.planted}`, source: `return ${entries(p.wrong)};` })), // prettier-ignore
    ...problems.map((p) => ({ what: `always what is wrong here: ${p.planted}`, source: `return ${entries(p.wrong)};` })), // prettier-ignore
    { what: 'entries that are no numbers', source: "return [['W', NaN, NaN]];" },
    { what: 'printed, not returned', source: `globalThis.console?.log(${inside(solution)});` },
    { what: 'computed and thrown', source: `throw ${inside(solution)};` },
    { what: 'right on the first problem only', source: `if (!(${is(0)})) return [];\n${solution}` },
    {
      what: 'right on all but the last problem',
      source: `if (${is(-1)}) return [['W', 0, 0]];\n${solution}`,
    },
    { what: 'right, and one entry too many', source: `return [...${inside(solution)}, ['c', 0, 0], ['b', 1, 0]];` }, // prettier-ignore
    { what: 'right, and one that does not exist', source: `return [...${inside(solution)}, ['W', 9, 9]];` },
    { what: 'right, and one entry left out', source: `return ${inside(solution)}.slice(1);` },
    { what: 'a forged recording', source: `return { returned: [], error: null, records: [], nodes: [{}], evidence: [], calls: [] };` }, // prettier-ignore
    ...Object.entries(patches).flatMap(([what, patch]) => [
      { what: `${what} patched, nothing accused`, source: `${patch}\nreturn [];` },
      { what: `${what} patched, everything accused`, source: `const all = ${all};\n${patch}\nreturn all;` },
    ]),
    ...drill.mistakes.map((m) => ({ what: `the mistake ${m.id}`, source: edited(solution, m.edits) })),
  ];
}

/** Answers that no instrumented program gives. */
export const forgedAnswers: readonly unknown[] = [
  null,
  7,
  'right',
  [],
  {},
  { records: [], nodes: [], evidence: [] },
  { records: [], nodes: [{}], evidence: [], error: null },
  { records: [], nodes: [{}], evidence: [], error: null, returned: {}, calls: [] },
  { records: [{ variable: 99 }], nodes: [{}], evidence: [], error: null, calls: [{}] },
  { records: [], nodes: [{ parent: 5 }], evidence: [{ node: 9 }], error: null, calls: [null] },
  { records: 1, nodes: [1], evidence: 'x', error: 3, calls: 'x' },
  { returned: [['W', 0, 0, 0]], records: [], nodes: [{}], evidence: [], calls: [{ changed: 1, first: [1] }] },
];
