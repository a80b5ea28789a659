// Programs that mean no good, and programs with a mistake in them, for the browser tests of the sandbox.

/** Name, program, prelude; name, message, line and column (or those it may be) of the error. */
export const mistakes: readonly [
  string,
  string,
  string,
  [string, string, number | null, number | readonly number[] | null],
][] = [
  ['thrown', 'const a = 1;\n\n  throw new TypeError("no " + a);', '', ['TypeError', 'no 1', 3, 9]],
  ['on the first line', 'null.x', '', ['TypeError', "Cannot read properties of null (reading 'x')", 1, 6]],
  ['below a function of its own', 'function f() {\n  return g;\n}\nf();', '', ['ReferenceError', 'g is not defined', 2, 3]],
  ['in a helper: the line that called it', 'const a = 1;\nhelp(a);', 'function help() {\n  throw new RangeError("shape");\n}\n', ['RangeError', 'shape', 2, 1]],
  ['of syntax', 'let a = 1;\nlet b = ;\n', 'const x = 1;\n\n', ['SyntaxError', "Unexpected token ';'", 2, 9]],
  ['of an end that is missing', 'for (;;) {\n', '', ['SyntaxError', "Unexpected token ')'", 2, 2]],
  ['of a name never declared', 'total = 1', '', ['ReferenceError', 'total is not defined', 1, 7]],
  ['after a comment that runs to the end', 'throw new Error("x") // }', '', ['Error', 'x', 1, 7]],
  // The stack may end where f is called or where it begins.
  ['out of stack', 'const f = () => f();\nf()', '', ['RangeError', 'Maximum call stack size exceeded', 1, [11, 17]]],
  ['that is no error', 'throw 4', '', ['Thrown', '4', null, null]],
  ['that is nothing', 'throw undefined', '', ['Thrown', 'undefined', null, null]],
]; // prettier-ignore

/** Results that cannot leave: what, program, what is said of it. */
export const badResults: readonly [string, string, RegExp][] = [
  ['a Map', 'return new Map()', /the result holds a Map/],
  ['a function', 'return { f() {} }', /cannot be copied, such as a function/],
  ['a proxy', 'return new Proxy([], {})', /cannot be copied/],
  ['a promise', 'return Promise.resolve(1)', /is a promise/],
  ['itself', 'const a = []; a.push(a); return a', /contains itself/],
  ['too much', 'return new Float64Array(1e6)', /larger than 2 MB/],
];

/** Programs that never end. */
export const loops = {
  'a loop': 'for (;;);',
  'a loop that logs': 'for (;;) console.log("x".repeat(100));',
  'a loop in a getter of its result': 'return { get h() { for (;;); } }',
  'a loop in what it throws': 'throw { get message() { for (;;); } }',
  'a loop in what it logs': 'console.log(new Proxy({}, { ownKeys() { for (;;); } }))',
  'a wait': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
};

/** Bombs. Bounded, since the machine's other tests need their memory; each would grow for ever where no deadline ended it. */
export const bombs = {
  'array buffers': 'const a = []; for (;;) a.push(new ArrayBuffer(2 ** 34))',
  text: 'let s = "x"; for (;;) s += s',
  lists: 'const a = []; for (let i = 0; ; i++) if (i < 40) a.push(new Array(1e6).fill(1.5))',
  calls: 'const f = () => [f(), f()]; f()',
};

/** Attempts to change what the prelude itself uses. */
export const patches = {
  'built-ins of lists and text':
    'for (const p of [Array.prototype, String.prototype, RegExp.prototype, Function.prototype, Map.prototype]) for (const k of Object.getOwnPropertyNames(p)) if (k !== "constructor") try { p[k] = () => "forged" } catch {}',
  'built-ins of objects':
    'const forged = () => "forged"; for (const o of [Object, Reflect, JSON, Number, Array, ArrayBuffer, Promise, Promise.prototype, Object.prototype]) for (const k of Object.getOwnPropertyNames(o)) if (k !== "constructor" && k !== "prototype") try { Object.defineProperty; o[k] = forged } catch {}',
  'globals of the worker':
    'for (const k of ["postMessage", "structuredClone", "Promise", "Function", "Reflect", "Object", "Error", "setTimeout"]) globalThis[k] = function () { return "forged" }',
  'setters in the way of messages':
    'for (const k of ["nonce", "type", "value", "text", "0", "1", "2"]) Object.defineProperty(Object.prototype, k, { __proto__: null, set() {}, get: () => "forged", configurable: true })',
  'a message of its own to itself':
    'try { dispatchEvent(new MessageEvent("message", { data: { type: "done", value: "forged" } })) } catch {} globalThis.onmessage = () => "forged"',
  'the stack': 'Error.prepareStackTrace = () => "your-program.js:1:1 forged"; Error.stackTraceLimit = 0',
};
