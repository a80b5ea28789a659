// What runs in the worker before the reader's program: keeps what it needs for itself, takes the rest of the browser away,
// runs one program, sends one result. A worker runs one program only and is then ended by the frame.
//
// A hostile program shares this realm. What it can and cannot do:
// · Reach the network, other workers, storage, the page: no. The policy of /run.html, which a data: worker inherits, forbids
//   every connection; the origin is opaque, so there is no storage; there is no document. That the functions are removed
//   as well (by a list of what stays, so new ones are gone too) only makes the errors plain.
// · Post messages of its own: no. `postMessage` is removed from the global object and its prototypes, and this file's
//   own copy, like the run's nonce, lives in strict-mode closures, which neither `caller` nor stack traces give away.
// · Change built-ins (Array.prototype, JSON, Promise …): yes, in its own worker, which serves no other run. It can make its
//   own logs, errors and result wrong. This file uses copies taken before, and the receivers check everything again.
// · Lie: yes. Whatever it returns is what it claims to have computed, and whatever else `prelude` text recorded in this
//   realm can be forged too. So nothing here decides anything: results are data, judged in the page.
// · Loop for ever or fill the log: until the deadline, when the frame ends the worker; logs are capped.
// · Fill the memory: not prevented, only bounded by the engine's limits and the deadline. Where the browser does not
//   keep sandboxed frames in a process of their own, an engine out of memory can take the tab with it.
// · Burn one core until the deadline, measure time: yes.
import { LIMITS, Refused, sizeOf, type PlainData, type RunMessage } from './protocol.ts';
import { cut, show } from './show.ts';
import { SOURCE } from './where.ts';

type Listen = (type: string, listener: (event: never) => void) => void;
const scope = globalThis as unknown as {
  postMessage(message: unknown): void;
  addEventListener: Listen;
  [name: string]: unknown;
};

const post = scope.postMessage.bind(scope);
const listen: Listen = scope.addEventListener.bind(scope);
const later = setTimeout;
const clone = structuredClone;
const compile = Function;
const { apply, deleteProperty, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { preventDefault } = Event.prototype;
const PromiseItself = Promise;

/** Globals of the browser that a program may keep; those of the language itself stay all. Drawing and GPU are data in, data out. */
const STAYS =
  /^(?:constructor|self|console|performance|structuredClone|TextEncoder|TextDecoder|atob|btoa|(?:set|clear)(?:Timeout|Interval)|queueMicrotask|DOMException|OffscreenCanvas\w*|ImageData|ImageBitmap|createImageBitmap|Path2D|WebGL\w*|GPU\w*)$/;
const LANGUAGE =
  /^(?:globalThis|Infinity|NaN|undefined|eval|isFinite|isNaN|parseFloat|parseInt|(?:de|en)codeURI(?:Component)?|(?:un)?escape|Object|Function|Boolean|Symbol|(?:[A-Z]\w*)?Error|Number|BigInt|Math|Date|Temporal|String|RegExp|\w*Array|Map|Set|Weak(?:Map|Set|Ref)|FinalizationRegistry|ArrayBuffer|SharedArrayBuffer|DataView|Atomics|JSON|Iterator|AsyncIterator|Promise|(?:Async)?DisposableStack|Reflect|Proxy|Intl|WebAssembly)$/;

/** Takes away all of the global object and its prototypes but what the two lists name. */
function strip(): void {
  const { navigator } = scope as unknown as { navigator?: { gpu?: unknown; hardwareConcurrency?: number } };
  const kept = { gpu: navigator?.gpu, hardwareConcurrency: navigator?.hardwareConcurrency };
  for (let at: object | null = scope; at !== null && at !== Object.prototype; at = getPrototypeOf(at)) {
    for (const name of ownKeys(at)) {
      if (typeof name !== 'string' || STAYS.test(name) || LANGUAGE.test(name)) continue;
      if (!deleteProperty(at, name) && getOwnPropertyDescriptor(at, name)?.writable)
        defineProperty(at, name, { value: undefined });
    }
  }
  defineProperty(scope, 'navigator', { value: Object.freeze(kept), configurable: true });
}

let nonce = '';
let over = false;
let lines = 0;
let letters = 0;

/** One line of the log, as long as there is room; the first that finds none says so. */
function log(...values: unknown[]): void {
  let line = '';
  for (let i = 0; i < values.length; i++) line += (i === 0 ? '' : ' ') + show(values[i]);
  line = cut(line, LIMITS.lineText);
  if (over || lines > LIMITS.logLines) return;
  lines++;
  letters += line.length;
  if (lines <= LIMITS.logLines && letters <= LIMITS.logText) return post({ nonce, type: 'log', text: line });
  lines = LIMITS.logLines + 1;
  post({ nonce, type: 'log', text: '… (the log is full; further lines are left out)' });
}

function finish(value: PlainData): void {
  over = true;
  post({ nonce, type: 'done', value });
}

function fail(name: string, message: string, stack: string, at: [number, number] | null): void {
  over = true;
  post({
    nonce,
    type: 'error',
    name: cut(name, LIMITS.nameText),
    message: cut(message, LIMITS.messageText),
    stack: cut(stack, LIMITS.stackText),
    at,
  });
}

/** A property as text; '' if it is not text or cannot be read. */
function read(error: object, key: string): string {
  try {
    const value: unknown = (error as Record<string, unknown>)[key];
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

/** Anything may be thrown: an error, a number, a proxy that throws when it is looked at. */
function failWith(thrown: unknown, at: [number, number] | null = null): void {
  const isObject = (typeof thrown === 'object' && thrown !== null) || typeof thrown === 'function';
  const name = isObject ? read(thrown, 'name') : '';
  const message = isObject ? read(thrown, 'message') : '';
  if (isObject && (name !== '' || message !== '')) fail(name || 'Error', message, read(thrown, 'stack'), at);
  else fail('Thrown', show(thrown), '', at);
}

/** Has the engine say where a syntax error is: it tells only of errors that nobody catches, in an event. */
function locateSyntaxError(text: string, error: unknown): void {
  located = (line, column) => failWith(error, line >= 1 && column >= 1 ? [line, column] : null);
  later(() => {
    compile(text);
    failWith(error); // Not reached: the same text fails again.
  });
}

let located: ((line: number, column: number) => void) | null = null;

function run({ prelude, program, inputs }: RunMessage): void {
  const marked = `${program}\n//# sourceURL=${SOURCE}`;
  const alone = `'use strict'\n${marked}`;
  try {
    compile(alone); // By itself, so that no stray brace can end the function that it is put into below.
  } catch (error) {
    return locateSyntaxError(alone, error);
  }
  let value: unknown;
  try {
    const whole = `'use strict';${prelude}\nreturn (function () {\n${program}\n})();\n//# sourceURL=${SOURCE}`;
    const body = compile('inputs', 'console', whole) as (inputs: unknown, console: unknown) => unknown;
    value = body(inputs, scope['console']);
  } catch (error) {
    return failWith(error);
  }
  try {
    if (value instanceof PromiseItself) throw new Refused('is a promise');
    // The copy holds no getters and no proxies any more: what is measured is what is sent.
    value = clone(value);
    sizeOf(value);
  } catch (error) {
    const why =
      error instanceof Refused ? error.message : 'holds something that cannot be copied, such as a function';
    return fail('ResultError', `the result ${why}; return numbers, text, arrays and plain objects`, '', null);
  }
  finish(value as PlainData);
}

let taken = false;
listen('message', (event: MessageEvent<RunMessage>) => {
  // One program a worker. What a program dispatches itself is not trusted, and comes too late.
  if (taken || !event.isTrusted) return;
  taken = true;
  nonce = event.data.nonce;
  run(event.data);
});
// Errors and rejections after the program's end would each send an event to the frame.
listen('error', (event: ErrorEvent) => {
  apply(preventDefault, event, []);
  const tell = located;
  located = null;
  if (event.isTrusted) tell?.(event.lineno, event.colno);
});
listen('unhandledrejection', (event: Event) => void apply(preventDefault, event, []));

strip();
defineProperty(scope, 'console', {
  value: { log, info: log, warn: log, error: log, debug: log, table: log },
  configurable: true,
  writable: true,
});
Error.stackTraceLimit = 50;
post({ type: 'ready' });
