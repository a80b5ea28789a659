// What passes between page, frame and worker, and the checks on it. Everything that comes back from readers' code is data:
// counted, measured and of plain types, or refused. Used in all three places; no imports, since the frame has none.

/** Limits of one run. Sizes of text in UTF-16 units, of numbers at 8 bytes each. */
export const LIMITS = {
  /** ms from the moment the program starts until its worker is ended */
  deadline: 2_000,
  /** the longest deadline one may ask for, ms */
  longestDeadline: 60_000,
  /** ms that a frame may take to load, and a worker to start */
  start: 10_000,
  /** ms in which a loaded frame must say that it has heard of a run */
  hearing: 3_000,
  /** ms beyond its deadline after which the page stops believing that the frame will answer */
  grace: 1_500,
  logLines: 200,
  logText: 20_000,
  lineText: 2_000,
  /** bytes of a result, as {@link sizeOf} counts them */
  result: 2_000_000,
  /** levels of arrays and objects in a result */
  depth: 32,
  /** messages from one worker; the prelude sends at most `logLines` + 3 */
  messages: 256,
  nameText: 100,
  messageText: 2_000,
  stackText: 8_000,
} as const;

/** Numbers, text, true/false, null, undefined, typed arrays; arrays and plain objects of these. */
export type PlainData =
  | undefined
  | null
  | boolean
  | number
  | string
  | NumberArray
  | readonly PlainData[]
  | { readonly [key: string]: PlainData };

export type NumberArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/** Program to run; page to frame, and on to the worker. */
export interface RunMessage {
  readonly type: 'run';
  /** random, new for each run: answers that do not carry it are not answers to this run */
  readonly nonce: string;
  readonly prelude: string;
  readonly program: string;
  readonly inputs: unknown;
  /** ms */
  readonly deadline: number;
}

/** Worker to frame. Where an error happened is worked out in the frame, from `stack` or from `at`. */
export type WorkerAnswer =
  | { readonly nonce: string; readonly type: 'log'; readonly text: string }
  | { readonly nonce: string; readonly type: 'done'; readonly value: PlainData }
  | {
      readonly nonce: string;
      readonly type: 'error';
      readonly name: string;
      readonly message: string;
      readonly stack: string;
      /** line and column in the function's text as the engine counts them, for what has no stack: a syntax error */
      readonly at: readonly [number, number] | null;
    };

/** Why a run was ended from outside other than by its deadline. */
export type KillReason = 'flood' | 'crashed' | 'no-answer' | 'cancelled' | 'disposed' | 'unavailable';

/** Frame to page. */
export type FrameAnswer =
  /** the frame is awake */
  | { readonly nonce: string; readonly type: 'heard' }
  /** the worker is there and has the program: the deadline runs from here */
  | { readonly nonce: string; readonly type: 'started' }
  | { readonly nonce: string; readonly type: 'log'; readonly text: string }
  | { readonly nonce: string; readonly type: 'done'; readonly value: PlainData }
  | {
      readonly nonce: string;
      readonly type: 'error';
      readonly name: string;
      readonly message: string;
      /** from 1, in the program's own text; null where it cannot be told */
      readonly line: number | null;
      readonly column: number | null;
    }
  | { readonly nonce: string; readonly type: 'timeout' }
  | { readonly nonce: string; readonly type: 'killed'; readonly reason: 'flood' | 'crashed' };

// Taken now: inside the worker the reader's program may have replaced them when they are needed.
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { keys, getPrototypeOf, prototype: objectPrototype } = Object;
const { isInteger } = Number;

/** A value of a type or size that may not pass. The message goes on after "the result …", and can be shown to the reader. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * Bytes of a value, if it is plain data within the limits: 8 for a number, true, false, null and undefined, 2 a UTF-16
 * unit of text, a typed array's own bytes, 8 for each array and object. It must have come through structured clone:
 * then it holds no getters, no proxies and no methods, and looking at it runs nobody's code.
 * @throws {Refused} naming the type, the depth or the size that is not allowed
 */
export function sizeOf(value: unknown, limit: number = LIMITS.result): number {
  let size = 0;
  const visit = (part: unknown, depth: number): void => {
    size += 8;
    if (typeof part === 'string') size += part.length * 2;
    else if (typeof part === 'object' && part !== null) {
      if (depth >= LIMITS.depth)
        throw new Refused(`is nested more than ${LIMITS.depth} deep, or contains itself`);
      if (isArray(part)) {
        if (size + part.length * 8 > limit) tooLarge(limit);
        for (let i = 0; i < part.length; i++) visit(part[i], depth + 1);
      } else if (isView(part)) {
        if (part instanceof DataView) throw new Refused('holds a DataView');
        size += part.byteLength;
      } else {
        const prototype: unknown = getPrototypeOf(part);
        if (prototype !== objectPrototype) throw new Refused(`holds ${kindOf(part)}`);
        const names = keys(part);
        for (let i = 0; i < names.length; i++) {
          const name = names[i] as string;
          // harmless as long as it stays an own property, a trap for whoever copies it
          if (name === '__proto__') throw new Refused('holds a property called __proto__');
          size += name.length * 2;
          visit((part as Record<string, unknown>)[name], depth + 1);
        }
      }
    } else if (typeof part === 'bigint' || typeof part === 'symbol' || typeof part === 'function') {
      throw new Refused(`holds a ${typeof part}`);
    }
    if (size > limit) tooLarge(limit);
  };
  visit(value, 0);
  return size;
}

function tooLarge(limit: number): never {
  throw new Refused(`is larger than ${limit / 1e6} MB`);
}

/** `a Map`, `an Error`, for a sentence. */
function kindOf(value: object): string {
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  const word = typeof name === 'string' && name !== '' ? name.slice(0, 40) : 'special object';
  return `${/^[AEIOU]/i.test(word) ? 'an' : 'a'} ${word}`;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

function isPosition(value: unknown): value is number | null {
  return value === null || (isInteger(value) && (value as number) >= 1);
}

/** The message as an object, if it belongs to the run of this nonce. */
function ofRun(message: unknown, nonce: string): Record<string, unknown> | null {
  if (typeof message !== 'object' || message === null || isArray(message)) return null;
  const answer = message as Record<string, unknown>;
  return answer['nonce'] === nonce ? answer : null;
}

/** Reads what a worker sent: a fresh object with the known fields only, or null if it is no answer to this run. */
export function readWorkerAnswer(message: unknown, nonce: string): WorkerAnswer | null {
  const answer = ofRun(message, nonce);
  if (answer === null) return null;
  const { type, text, value, name, message: says, stack, at } = answer;
  if (type === 'log') return isText(text, LIMITS.lineText) ? { nonce, type, text } : null;
  if (type === 'done') return isPlain(value) ? { nonce, type, value } : null;
  if (type !== 'error') return null;
  if (!isText(name, LIMITS.nameText) || !isText(says, LIMITS.messageText)) return null;
  if (!isText(stack, LIMITS.stackText)) return null;
  if (at === null) return { nonce, type, name, message: says, stack, at };
  if (!isArray(at) || at.length !== 2) return null;
  const [line, column] = at as [unknown, unknown];
  if (!isPosition(line) || !isPosition(column) || line === null || column === null) return null;
  return { nonce, type, name, message: says, stack, at: [line, column] };
}

/** Reads what the frame sent: a fresh object with the known fields only, or null if it is no answer to this run. */
export function readFrameAnswer(message: unknown, nonce: string): FrameAnswer | null {
  const answer = ofRun(message, nonce);
  if (answer === null) return null;
  const { type, text, value, name, message: says, line, column, reason } = answer;
  switch (type) {
    case 'log':
      return isText(text, LIMITS.lineText) ? { nonce, type, text } : null;
    case 'done':
      return isPlain(value) ? { nonce, type, value } : null;
    case 'error':
      if (!isText(name, LIMITS.nameText) || !isText(says, LIMITS.messageText)) return null;
      if (!isPosition(line) || !isPosition(column)) return null;
      return { nonce, type, name, message: says, line, column };
    case 'heard':
    case 'started':
    case 'timeout':
      return { nonce, type };
    case 'killed':
      return reason === 'flood' || reason === 'crashed' ? { nonce, type, reason } : null;
    default:
      return null;
  }
}

function isPlain(value: unknown): value is PlainData {
  try {
    sizeOf(value);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
