// From a raw recording to values of symbols at steps: which iteration was which t, and lists over time taken apart.
import { symbolOf, type SymbolId } from '../../engine/symbols.ts';
import type { Instrumented } from './instrument.ts';
import type { Place } from './positions.ts';
import type { Copied, RawError, RawNode, RawRecording } from './recorder.ts';
import { isOverTime, type Variable } from './scopes.ts';

/** When a value was meant: a step for certain, an index into a list over time (whose first step may be at 0 or 1), or no time. */
export type When = { readonly step: number } | { readonly index: number; readonly of: number | null } | null;

/** One value of one quantity. */
export interface Assigned {
  readonly variable: number;
  readonly symbol: SymbolId;
  readonly when: When;
  /** To be added to the step: −1 for what one step hands to the one before it. */
  readonly offset: number;
  /** A scalar, a vector or a matrix of numbers. */
  readonly value: Copied;
  /** The statement's place in the text as typed; null for what was found at the end. */
  readonly place: Place | null;
  /** Position in the order of assignments. */
  readonly order: number;
}

/** A run as its judges read it. */
export interface Recording {
  readonly variables: readonly Variable[];
  readonly assigned: readonly Assigned[];
  readonly returned: unknown;
  /** What was thrown, at its place in the text as typed. */
  readonly error: (Omit<RawError, 'line' | 'column'> & { readonly place: Place | null }) | null;
  readonly capped: boolean;
}

/** Nesting of lists: 0 for a number; null where it cannot be told (an empty list). */
export function depthOf(v: Copied): number | null {
  if (typeof v === 'number') return 0;
  if (v === null) return null;
  for (const entry of v) {
    const inner = entry === null ? null : depthOf(entry);
    if (inner !== null) return inner + 1;
  }
  return null;
}

/** Nesting of a symbol's own value: 0, 1 or 2. */
export function depthOfSymbol(id: SymbolId): number {
  const { shape } = symbolOf(id);
  return shape[1] !== '1' ? 2 : shape[0] !== '1' ? 1 : 0;
}

/** [[1], [2]] for a vector. */
const isColumn = (v: Copied): boolean =>
  Array.isArray(v) && v.every((row: Copied) => Array.isArray(row) && row.length === 1);

/** The indices that a node and everything inside it spoke of, by what they index. */
type Spoken = Map<number, Set<number>>[];

const exact = -1;

function spokenOf({ nodes, evidence }: RawRecording): Spoken {
  const spoken: Spoken = nodes.map(() => new Map());
  const speak = (node: number, key: number, index: number) => {
    const indices = spoken[node]!.get(key) ?? new Set();
    spoken[node]!.set(key, indices.add(index));
  };
  for (const e of evidence) speak(e.node, e.exact ? exact : e.variable, e.index);
  // a node is always numbered after its parent
  for (let n = nodes.length - 1; n > 0; n--)
    for (const [key, indices] of spoken[n]!) for (const index of indices) speak(nodes[n]!.parent, key, index);
  return spoken;
}

/** What is indexed by t itself goes first; the state is also read at t − 1, so it goes last. */
const order = ['loss.y', 'readout.yHat', 'readout.o', 'readout.do', 'loss.step', 'rnn.a', 'rnn.da', 'rnn.dh'];
const rank = (id: SymbolId): number => (order.includes(id) ? order.indexOf(id) : order.length);

/** For each node the step it stands for. */
function whenOf(raw: RawRecording, variables: readonly Variable[]): (node: number) => When {
  const { nodes } = raw;
  const spoken = spokenOf(raw);
  const keys = [...variables.keys().filter((v) => spoken[0]!.has(v))].sort(
    (a, b) => rank(variables[a]!.meaning.symbol) - rank(variables[b]!.meaning.symbol),
  );
  const cache = new Map<number, When>();

  /** The index that the outermost node with only one speaks of; of the state, the later of two neighbours. */
  const single = (node: number, key: number): number | null => {
    let found: number | null = null;
    for (let n = node; n > 0; n = nodes[n]!.parent) {
      const indices = [...(spoken[n]!.get(key) ?? [])].sort((a, b) => a - b);
      if (!indices.length) continue;
      const pair = key !== exact && indices.length === 2 && indices[1]! - indices[0]! === 1;
      if (indices.length > 1 && !pair) break;
      found = indices.at(-1)!;
    }
    return found;
  };

  return (node) => {
    const cached = cache.get(node);
    if (cached !== undefined) return cached;
    let when: When = null;
    const step = single(node, exact);
    if (step !== null) when = { step };
    for (const key of keys) {
      if (when) break;
      const index = single(node, key);
      if (index !== null) when = { index, of: key };
    }
    when ??= byCounter(nodes, node);
    cache.set(node, when);
    return when;
  };
}

/** Failing all else, the outermost loop variable that counts. */
function byCounter(nodes: readonly RawNode[], node: number): When {
  let found: When = null;
  for (let n = node; n > 0; n = nodes[n]!.parent) {
    const { counter } = nodes[n]!;
    if (counter !== null) found = { index: counter, of: null };
  }
  return found;
}

/** Takes a raw recording apart. */
export function readRecording(raw: RawRecording, { plan, original }: Instrumented): Recording {
  const { variables, sites } = plan;
  const when = whenOf(raw, variables);
  const assigned: Assigned[] = [];
  raw.records.forEach((record, position) => {
    const { variable, site, node, index, value } = record;
    const { meaning } = variables[variable]!;
    const timed = symbolOf(meaning.symbol).timed;
    const place = site < 0 ? null : { line: sites[site]!.line, column: sites[site]!.column };
    const common = { variable, offset: meaning.offset, place, order: position };
    const own = depthOfSymbol(meaning.symbol);
    const depth = depthOf(value);
    if (depth === null) return;
    if (index !== null)
      assigned.push({ ...common, symbol: meaning.symbol, when: { index, of: variable }, value });
    else if (timed && depth === own + 1 && !(own === 1 && isColumn(value)))
      (value as Copied[]).forEach((entry, i) => {
        if (entry === null) return;
        // a list of matrices named like a sum holds its shares
        const symbol = isOverTime(meaning) ? meaning.symbol : meaning.symbol.replace(/(Step)?$/, 'Step');
        assigned.push({ ...common, symbol, when: { index: i, of: variable }, value: entry });
      });
    else
      assigned.push({
        ...common,
        symbol: meaning.symbol,
        when: timed && node > 0 ? when(node) : null,
        value,
      });
  });
  const { error } = raw;
  return {
    variables,
    assigned,
    returned: raw.returned,
    capped: raw.capped,
    error: error && {
      name: error.name,
      message: error.message,
      place: error.line && error.column ? original({ line: error.line, column: error.column }) : null,
    },
  };
}
