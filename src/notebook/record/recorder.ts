// What an instrumented program talks to while it runs: copies values, notes which iteration they belong to and which steps that
// iteration spoke of. Judges nothing. Complete in itself: the page reads this file as text and evaluates it in the worker.

/** Numbers, nested: a scalar, a vector, a matrix, or a list of these over time; null for a hole. */
export type Copied = number | null | readonly Copied[];

/** A value at one place and moment. */
export interface RawRecord {
  /** Index into the plan's sites; −1 for what was in scope at the end. */
  readonly site: number;
  /** Index into the plan's variables. */
  readonly variable: number;
  /** The iteration or call in which it happened: an index into `nodes`. */
  readonly node: number;
  /** For `h[t] = …`: t. null where the whole variable was copied. */
  readonly index: number | null;
  readonly value: Copied;
}

/** One pass through a loop's body, or one call of a function. Node 0 is the program. */
export interface RawNode {
  readonly parent: number;
  /** Which loop or function, as numbered by the plan. */
  readonly loop: number;
  /** The whole number that its loop variable or first numeric argument held. */
  readonly counter: number | null;
}

/** "In this node, this variable was addressed at this index"; or, with `exact`, "it touched this very step's input". */
export interface RawEvidence {
  readonly node: number;
  readonly variable: number;
  readonly index: number;
  readonly exact: boolean;
}

/** A thrown value; line and column (both from 1) in the instrumented text where the stack tells. */
export interface RawError {
  readonly name: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** What an instrumented program returns: plain data. */
export interface RawRecording {
  readonly returned: unknown;
  readonly error: RawError | null;
  readonly records: readonly RawRecord[];
  readonly nodes: readonly RawNode[];
  readonly evidence: readonly RawEvidence[];
  /** Not everything was recorded: the program assigned more than fits. */
  readonly capped: boolean;
  /** What the program asked the given loss function; empty where there was none. */
  readonly calls: readonly unknown[];
}

/** What the plan tells the recorder about each variable. */
export interface VariableFlags {
  /** Belongs to a known symbol; others serve only to find the step. */
  readonly known: boolean;
  /** A number at each step (a target, a loss), so that `y[t]` is a number where `h[t]` is a vector. */
  readonly scalar: boolean;
}

interface Plan {
  readonly variables: readonly VariableFlags[];
  /** The variable of each site. */
  readonly sites: readonly number[];
  /** Numbers that may be copied in all. */
  readonly numbers: number;
  /** Iterations and calls before the program is stopped. */
  readonly iterations: number;
}

interface Inputs {
  readonly x?: ArrayLike<unknown>;
  readonly y?: unknown;
}

/** How many entries one value may have, and how deep lists may nest, to be copied. */
const [mostEntries, deepest] = [100_000, 4];

const isList = (v: unknown): v is ArrayLike<unknown> =>
  Array.isArray(v) || (ArrayBuffer.isView(v) && !(v instanceof DataView) && !(v instanceof BigInt64Array));

/** A deep copy of what is made of numbers, or undefined for anything else. */
function copyNumbers(v: unknown, room: { left: number }, depth = 0): Copied | undefined {
  if (typeof v === 'number') return --room.left < 0 ? undefined : v;
  if (depth > deepest) return undefined;
  let list = v;
  if (!isList(v)) {
    if (v === null || typeof v !== 'object') return undefined;
    // a list kept as an object by step: `hs[-1]`, `hs[0]` …
    const keys = Object.keys(v);
    if (!keys.length || !keys.every((key) => /^-?\d{1,4}$/.test(key))) return undefined;
    const sparse: unknown[] = [];
    for (const key of keys) if (Number(key) >= 0) sparse[Number(key)] = (v as Record<string, unknown>)[key];
    list = sparse;
  }
  const { length } = list as ArrayLike<unknown>;
  if (length > room.left) {
    room.left = -1;
    return undefined;
  }
  const out: Copied[] = [];
  for (let i = 0; i < length; i++) {
    const entry = (list as ArrayLike<unknown>)[i];
    if (entry == null) out.push(null);
    else {
      const copied = copyNumbers(entry, room, depth + 1);
      if (copied === undefined) return undefined;
      out.push(copied);
    }
  }
  return out;
}

/** Data that a message can carry, of anything: functions and what nests too deep become undefined. */
function plain(v: unknown, room: { left: number }, depth = 0): unknown {
  if (--room.left < 0 || depth > 8) return undefined;
  if (v === null || ['number', 'string', 'boolean', 'undefined'].includes(typeof v)) return v;
  if (isList(v)) {
    if (v.length > room.left) return undefined;
    return Array.from(v, (entry) => plain(entry, room, depth + 1));
  }
  if (v instanceof Map || v instanceof Set) return Array.from(v, (entry) => plain(entry, room, depth + 1));
  if (typeof v !== 'object') return undefined;
  return Object.fromEntries(
    Object.entries(v).map(([key, entry]) => [key, plain(entry, room, depth + 1)] as const),
  );
}

function same(a: Copied | undefined, b: Copied | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((entry, i) => same(entry as Copied, b[i] as Copied));
  return Object.is(a, b);
}

/** The frames of a stack in any engine's wording: file, line, column. */
const framesOf = (stack: unknown): [string, number, number][] =>
  Array.from(String(stack).matchAll(/([^\s(@,]+):(\d+):(\d+)\)?$/gm), ([, file, line, column]) => [
    file!,
    Number(line),
    Number(column),
  ]);

const field = (thrown: unknown, name: 'name' | 'message' | 'stack'): string => {
  try {
    return String((thrown as Record<string, unknown>)[name]);
  } catch {
    return '';
  }
};

/** A recorder for one run. `inputs` are the program's own: touching `inputs.x[t]` tells which step an iteration is. */
function openRecorder(inputs: Inputs | undefined, plan: Plan) {
  const nodes: RawNode[] = [{ parent: -1, loop: -1, counter: null }];
  const records = new Map<string, RawRecord>();
  const evidence = new Map<string, RawEvidence & { list: unknown }>();
  const latest = new Map<number, Copied | undefined>();
  const lastIndex: (number | null)[] = [];
  const stepOf = new Map<unknown, number>();
  const [x, y] = [inputs?.x, inputs?.y];
  if (isList(x)) for (let t = 0; t < x.length; t++) if (isList(x[t])) stepOf.set(x[t], t);
  let left = plan.numbers;
  let capped = false;
  let iterations = plan.iterations;

  const note = (node: number, variable: number, index: number, exact: boolean, list: unknown): void => {
    // −1: a constant index, which says nothing of the iteration
    if (node >= 0 && evidence.size < 50_000)
      evidence.set(`${node}|${exact ? 'x' : variable}|${index}`, { node, variable, index, exact, list });
  };

  function open(loop: number, parent: number, values: readonly unknown[]): number {
    if (--iterations < 0)
      throw new RangeError(`stopped after ${plan.iterations} passes through loops and functions`);
    const counter = values.find((v) => Number.isInteger(v)) as number | undefined;
    const node = nodes.length;
    if (node > 200_000) {
      capped = true;
      return parent;
    }
    nodes.push({ parent, loop, counter: counter ?? null });
    for (const v of values) if (stepOf.has(v)) note(node, -1, stepOf.get(v)!, true, null);
    return node;
  }

  function keep(site: number, variable: number, node: number, index: number | null, v: unknown): void {
    if (capped) return;
    const room = { left: Math.min(left, mostEntries) };
    const before = room.left;
    const value = copyNumbers(v, room);
    if (room.left < 0) capped = true;
    if (value === undefined) return;
    left -= before - room.left;
    if (index === null) latest.set(variable, value);
    const key = `${site}|${variable}|${node}|${index}`;
    records.delete(key); // so that the order of the map is the order in which values came to be final
    records.set(key, { site, variable, node, index, value });
  }

  const recorder = {
    /** The innermost node, for code that has no statement to hold it. */
    now: 0,

    /** A function is called. */
    enter(loop: number, values: readonly unknown[]): number {
      return (recorder.now = open(loop, recorder.now, values));
    },

    /** A loop's body begins once more. */
    iter(loop: number, parent: number, values: readonly unknown[]): number {
      return (recorder.now = open(loop, parent, values));
    },

    /** `list[index]` is about to be read or written. */
    ix<I>(place: number, node: number, variable: number, list: unknown, index: I): I {
      const whole = typeof index === 'number' && Number.isInteger(index);
      lastIndex[place] = whole ? index : null;
      if (whole && index >= 0) {
        if (list === x || list === y) note(node, -1, index, true, null);
        else if (Array.isArray(list) && stepOf.has(list[index]))
          note(node, -1, stepOf.get(list[index])!, true, null);
        else if (plan.variables[variable]?.known) note(node, variable, index, false, list);
      }
      return index;
    },

    /** A variable was declared with this value. */
    val<V>(v: V, site: number, node: number): V {
      keep(site, plan.sites[site]!, node, null, v);
      return v;
    },

    /** An assignment to a variable or into it has happened; `place` is the index expression of `root[index] = …`, or −1. */
    after<V>(result: V, site: number, node: number, root: unknown, place: number): V {
      const variable = plan.sites[site]!;
      const index = place < 0 ? null : lastIndex[place];
      const entry = index == null ? undefined : (root as Record<number, unknown> | undefined)?.[index];
      const flat = typeof entry === 'number' && !plan.variables[variable]?.scalar;
      if (index == null || flat) keep(site, variable, node, null, root);
      else keep(site, variable, node, index, entry);
      return result;
    },

    /** Something was put at the end of a list. */
    pushed<V>(result: V, site: number, node: number, root: unknown): V {
      const last = isList(root) ? root.length - 1 : -1;
      const entry = (root as ArrayLike<unknown>)[last];
      const variable = plan.sites[site]!;
      const flat = typeof entry === 'number' && !plan.variables[variable]?.scalar;
      if (last < 0 || flat) keep(site, variable, node, null, root);
      else keep(site, variable, node, last, entry);
      return result;
    },

    /** Several variables were declared or assigned at once. */
    many(sites: readonly number[], node: number, values: readonly unknown[]): void {
      sites.forEach((site, i) => keep(site, plan.sites[site]!, node, null, values[i]));
    },

    /** A call may have changed anything in sight: what did change is recorded. */
    look<V>(result: V, site: number, node: number, variables: readonly number[], read: (() => unknown)[]): V {
      if (capped) return result;
      read.forEach((get, i) => {
        const variable = variables[i]!;
        let v: unknown;
        try {
          v = get();
        } catch {
          return; // not yet initialised
        }
        const value = copyNumbers(v, { left: mostEntries });
        if (value === undefined || same(value, latest.get(variable))) return;
        keep(site, variable, node, null, v);
      });
      return result;
    },

    /** The program returns: what is in scope is its last word. */
    out<V>(result: V, variables: readonly number[], read: (() => unknown)[]): V {
      read.forEach((get, i) => {
        try {
          const value = copyNumbers(get(), { left: mostEntries });
          if (value !== undefined)
            records.set(`end|${variables[i]}`, {
              site: -1,
              variable: variables[i]!,
              node: 0,
              index: null,
              value,
            });
        } catch {
          // not yet initialised where it returned
        }
      });
      return result;
    },

    /** Runs the program. `here` was made on its first line. */
    run(here: Error, body: () => unknown, calls: readonly unknown[] = []): RawRecording {
      let returned: unknown;
      let error: RawError | null = null;
      try {
        returned = plain(body(), { left: 1_000_000 });
      } catch (thrown) {
        const object = typeof thrown === 'object' && thrown !== null;
        // the library's own frames are passed over (it stands in another file, or before the program in the same one): the reader's
        // line is the one that called it
        const [file, first] = framesOf(here.stack)[0] ?? ['', 1];
        const frames = object ? framesOf(field(thrown, 'stack')) : [];
        const place = frames.find(([name, line]) => name === file && line >= first);
        error = {
          name: object ? field(thrown, 'name') : 'Thrown',
          message: object ? field(thrown, 'message') : String(thrown),
          line: place ? place[1] - first + 1 : null,
          column: place ? place[2] : null,
        };
      }
      return {
        returned,
        error,
        records: [...records.values()],
        nodes,
        evidence: [...evidence.values()]
          .filter(({ exact, list, index, variable }) => {
            if (exact || plan.variables[variable]?.scalar) return true;
            // a vector that bears the name of a quantity over time was addressed by row, not by step
            return typeof (list as Record<number, unknown> | undefined)?.[index] !== 'number';
          })
          .map(({ node, variable, index, exact }) => ({ node, variable, index, exact })),
        capped,
        calls,
      };
    },
  };
  return recorder;
}

export { openRecorder };
