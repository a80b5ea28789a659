// Where a place in transformed code was in the code as typed. Lines never move: only columns have to be traced back.

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** For each line, pairs [column in the output, column in the source], both from 0, ascending. */
export type ColumnMap = readonly (readonly (readonly [number, number])[])[];

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The `mappings` of a version 3 source map of one source in which no line moves (base 64 VLQ; sourcemaps.info, revision 3). */
export function readMappings(mappings: string): ColumnMap {
  let source = 0;
  return mappings.split(';').map((line) => {
    let output = 0;
    const pairs: [number, number][] = [];
    for (const segment of line.split(',').filter(Boolean)) {
      const fields: number[] = [];
      let [value, shift] = [0, 0];
      for (const sign of segment) {
        const digit = base64.indexOf(sign);
        value += (digit & 31) << shift;
        shift += 5;
        if (digit & 32) continue;
        fields.push(value & 1 ? -(value >> 1) : value >> 1);
        [value, shift] = [0, 0];
      }
      output += fields[0] ?? 0;
      source += fields[3] ?? 0;
      pairs.push([output, source]);
    }
    return pairs;
  });
}

/** The source column of an output column: that of the token it lies in, and as far into it. */
export function sourceColumn(map: ColumnMap, line: number, column: number): number {
  let found: readonly [number, number] = [0, 0];
  for (const pair of map[line - 1] ?? []) {
    if (pair[0] > column) break;
    found = pair;
  }
  return found[1] + column - found[0];
}

/** Insertions into a text, none of which holds a line break. */
export class Insertions {
  readonly #text: string;
  readonly #list: { position: number; text: string }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Texts inserted at one position stand in the order in which they were added. */
  add(position: number, text: string): void {
    this.#list.push({ position, text });
  }

  /** The text with everything inserted, and a function that takes its places back to the original's. */
  apply(): { text: string; original: (place: Place) => Place } {
    const sorted = this.#list
      .map((item, order) => ({ ...item, order }))
      .sort((a, b) => a.position - b.position || a.order - b.order);
    let out = '';
    let last = 0;
    for (const { position, text } of sorted) {
      out += this.#text.slice(last, position) + text;
      last = position;
    }
    out += this.#text.slice(last);
    const starts = [0];
    for (let i = this.#text.indexOf('\n'); i >= 0; i = this.#text.indexOf('\n', i + 1)) starts.push(i + 1);
    const original = ({ line, column }: Place): Place => {
      const start = starts[line - 1] ?? 0;
      const end = starts[line] ?? Infinity;
      let inserted = 0;
      for (const { position, text } of sorted) {
        if (position < start) continue;
        const at = position - start + inserted;
        if (position >= end || at >= column) break;
        // inside what was inserted: the place where it was
        if (at + text.length > column - 1) return { line, column: position - start + 1 };
        inserted += text.length;
      }
      return { line, column: column - inserted };
    };
    return { text: out, original };
  }
}
